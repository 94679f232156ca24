"""Departments before a desk: chains worked by hand, and what they cost in days on average."""

import math

import pytest

# Everybody misses on Thursday, day 15, and applies the same day; days 17 and 18 are a weekend.
REVIEW = """
collection:
  review_desk: {people: 100, handling_minutes: 45, specificity_share: 0, %s}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [help],
       actions: [{name: text, every_days: 1, channel: sms}]}
  relief: [{name: help, trigger: application, skip_months: 1, break_dpd: 300}]
"""
ASKED = ("unwilling", "applies", "horizon_months=2")
FRONT = "{name: front, people: 100, handling_minutes: 30, %s}"
RISK = "{name: risk, people: 100, handling_minutes: 30}"
ASKS = "behaviour.application.document_round_share=1"


def chain(*steps, more="least_days: 0"):
    return REVIEW % f"steps: [{', '.join(steps)}], {more}"


def test_a_case_passes_every_department_before_it_is_decided(live):
    """Handed over on day 15 for day 18, a Sunday: risk has it on Monday, and the desk as well."""
    lived = live(chain(FRONT % "handover_days: 3", RISK), *ASKED)
    rows = lived.rows("handed_over")[:2]
    assert list(zip(rows["day"], rows["action"], rows["amount"], strict=True)) == [
        (15, "risk", 3),
        (19, "review_desk", 0),
    ]
    assert lived.told("decision")[0] == (19, "decision", 4)


@pytest.mark.parametrize(("days", "decided"), [(0, 15), (1, 16), (4, 19), (5, 20), (20, 35)])
def test_a_hand_over_takes_its_days_and_then_waits_for_a_working_day(live, days, decided):
    lived = live(chain(FRONT % f"handover_days: {days}"), *ASKED)
    assert lived.days("decision")[0] == decided


def test_lost_papers_send_a_case_back_to_where_they_were_lost(live):
    """Noticed after five days, day 20; lost again, and after five more, day 25, a Sunday."""
    lived = live(chain(FRONT % "lost_share: 0.999999999, lost_days: 5"), *ASKED)
    rows = lived.rows("handed_over")[:3]
    assert rows["day"].tolist() == [15, 20, 26]
    assert set(rows["cause"]) == {"lost"}
    assert set(rows["action"]) == {"front"}
    assert not lived.days("decision", account=0)


def test_each_department_asks_for_its_own_papers(live):
    """Front twice (days 15, 18 which is a Sunday, so 19, then 22), the desk once more (to 27)."""
    front = FRONT % "document_rounds_max: 2, document_days: 3"
    lived = live(chain(front, more="document_rounds_max: 1, document_days: 5"), *ASKED, ASKS)
    rows = lived.rows("document_round")[:3]
    assert rows["day"].tolist() == [15, 19, 22]
    assert rows["action"].tolist() == ["front", "front", ""]
    assert lived.days("decision")[0] == 27


def test_the_slowest_department_sets_the_pace(live):
    """One officer with two hours: two cases of an hour a day, whatever the others could do."""
    slow = "{name: slow, people: 1, hours_per_day: 2, handling_minutes: 60}"
    lived = live(chain(FRONT % "handover_days: 0", slow), *ASKED, "portfolio.borrowers=6")
    assert sorted(lived.days("decision"))[:6] == [15, 15, 16, 16, 19, 19]


def test_a_department_is_open_on_its_own_weekdays(live):
    """Saturdays only: the first after Thursday, day 15, is day 17; the desk has it on Monday."""
    lived = live(chain(FRONT % "weekdays: [sat]"), *ASKED)
    assert lived.days("handed_over")[0] == 17
    assert lived.days("decision")[0] == 19
    shifts = lived.rows("shift", actor="front")
    assert {day % 7 for day in shifts["day"]} == {17 % 7}


def test_a_desk_may_open_at_weekends_but_not_on_holidays(live):
    """Applied for on Thursday, day 15; closed on Friday, which is a holiday; open on Saturday."""
    terms = "weekdays: [fri, sat, sun], least_days: 1"
    assert live(REVIEW % terms, *ASKED).days("decision")[0] == 16
    holiday = "calendar.holidays=['2025-01-17']"
    assert live(REVIEW % terms, *ASKED, holiday).days("decision")[0] == 17


def test_departments_cost_their_paid_hours_and_the_desk_bears_them(live):
    """7.5 hours of two people at 10.00 a day in front, beside a desk that costs nothing."""
    front = "{name: front, people: 2, cost_per_hour: 10, handling_minutes: 30}"
    costs = live(chain(front), *ASKED).rows("cost", cause="wages", actor="review_desk")
    assert set(costs["amount"]) == {15_000}
    assert len(costs) == len(set(costs["day"])) > 30


def test_losses_are_geometric(live):
    """Of 400 cases each hand-over fails with 1/2: two tries each, 800 of variance 2 per case.

    28.3 is one standard deviation; a fault of 5 of them is no luck (6e-7).
    """
    front = FRONT % "lost_share: 0.5, lost_days: 1"
    lived = live(chain(front), *ASKED, "portfolio.borrowers=400", "horizon_months=3")
    first = lived.rows("application").groupby("account")["day"].idxmin()
    tries = lived.rows("handed_over")
    done = lived.rows("handed_over", cause="")
    assert len(first) == 400
    cases = len(done)
    assert abs(len(tries) - 2 * cases) < 5 * math.sqrt(2 * cases)


def test_rounds_of_documents_have_the_mean_of_a_cut_geometric_series(live):
    """At 0.4 and three rounds at most: 0.4 + 0.16 + 0.064 = 0.624 a case, variance 0.816."""
    share = "behaviour.application.document_round_share=0.4"
    front = FRONT % "document_rounds_max: 3, document_days: 1"
    lived = live(chain(front), *ASKED, share, "portfolio.borrowers=400", "horizon_months=3")
    rounds, cases = len(lived.rows("document_round")), len(lived.rows("handed_over"))
    mean = 0.4 + 0.16 + 0.064
    square = 1 * (0.4 - 0.16) + 4 * (0.16 - 0.064) + 9 * 0.064
    assert cases >= 400
    assert abs(rounds - mean * cases) < 5 * math.sqrt((square - mean**2) * cases)


def test_a_department_that_is_gone_changes_no_luck_of_the_others(live):
    """Its papers and losses were draws of its own."""
    share = "behaviour.application.document_round_share=0.5"
    back = "{name: back, people: 100, handling_minutes: 5, document_rounds_max: 5}"
    front = FRONT % "lost_share: 0.5, document_rounds_max: 3"
    told = []
    for steps in ([front, back], [back]):
        lived = live(chain(*steps), *ASKED, share, "portfolio.borrowers=40")
        rows = lived.rows("document_round", action="back")
        told.append(rows.groupby("account").size().to_dict())
    assert told[0] == told[1]
    assert len(told[0]) > 10


def test_what_lies_in_a_department_that_a_policy_closes_goes_to_the_next(live):
    """The front has nobody during the burn-in; from day 0 on the policy does without it."""
    text = (
        REVIEW % "steps: [{name: front, people: 0, handling_minutes: 5}]"
        + "burn_in_months: 2\nportfolio: {book: open}\n"
        + "policies: {status_quo: {}, direct: {collection: {review_desk: {steps: "
        + "[{name: front, remove: true}]}}}}\n"
    )
    stuck = live(text, *ASKED, "portfolio.borrowers=30")
    assert not stuck.days("decision", cause="approved")
    freed = live(text, *ASKED, "portfolio.borrowers=30", policy="direct")
    waiting = freed.rows("application")["day"].lt(0).sum()
    assert waiting > 0
    assert (freed.rows("decision", day=0)["amount"] > 0).any()


def test_two_departments_ask_for_papers_each_by_its_own_luck(live):
    """Forty cases, evens each time: that both ask the same of everybody has chance below 1e-6."""
    share = "behaviour.application.document_round_share=0.5"
    steps = [
        FRONT % "document_rounds_max: 1",
        "{name: back, people: 100, handling_minutes: 5, document_rounds_max: 1}",
    ]
    lived = live(chain(*steps), *ASKED, share, "portfolio.borrowers=40")
    asked = [
        set(lived.rows("document_round", action=name)["account"]) for name in ("front", "back")
    ]
    assert asked[0] != asked[1]


def test_what_lies_in_a_department_that_a_policy_keeps_stays_there(live):
    """Nobody works in front during the burn-in; from day 0 on somebody does."""
    text = (
        REVIEW % "steps: [{name: front, people: 0, handling_minutes: 5}]"
        + "burn_in_months: 2\nportfolio: {book: open}\n"
        + "policies: {status_quo: {}, staffed: {collection: {review_desk: {steps: "
        + "[{name: front, people: 9}]}}}}\n"
    )
    lived = live(text, *ASKED, "portfolio.borrowers=30", policy="staffed")
    assert (lived.rows("decision", day=0)["amount"] > 0).any()
    assert len(lived.rows("handed_over", day=0)) > 0


def test_complaints_pass_departments_too(live):
    text = """
behaviour: {grievances: {complaint_share: 1, tone_share_harsh: 1, repeat_factor: 0}}
collection:
  teams: [{name: callers, people: 1}]
  complaint_desk:
    people: 1
    handling_minutes: 30
    steps: [{name: intake, people: 1, handling_minutes: 5, handover_days: 6}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: call, every_days: 100, channel: call, tone: harsh, team: callers}]}
"""
    lived = live(text, "unwilling", "answers", "hears")
    assert lived.days("complaint")[0] == 16
    assert lived.told("complaint_answered")[0] == (26, "complaint_answered", 10)
