"""Desks: whose turn it is, how long it takes, what is decided, and what waits meanwhile."""

import pytest

# Everybody misses on Thursday, day 15, and applies the same day.
REVIEW = """
collection:
  review_desk: {people: 1, hours_per_day: 2, handling_minutes: 45, %s}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [help],
       actions: [{name: text, every_days: 1, channel: sms}]}
  relief: [{name: help, trigger: application, skip_months: 1, break_dpd: 300}]
"""
ASKED = ("unwilling", "applies", "horizon_months=2")


def test_cases_are_handled_in_order_as_far_as_the_hours_go(live):
    """Three begin on Thursday, three on Friday after 15 minutes of overrun, two on Monday."""
    lived = live(REVIEW % "specificity_share: 0", *ASKED, "portfolio.borrowers=9")
    rows = lived.rows("decision").sort_values(["day", "account"])
    assert rows["day"].tolist()[:8] == [15, 15, 15, 16, 16, 16, 19, 19]
    assert rows["account"].tolist()[:8] == list(range(8)), "of one day the lower number first"


def test_a_decision_tells_how_long_it_took(live):
    lived = live(REVIEW % "specificity_share: 0", *ASKED, "portfolio.borrowers=9")
    first = lived.rows("decision")[:8]
    assert (first["amount"] == first["day"] - 15).all()


@pytest.mark.parametrize(("least", "day"), [(0, 15), (1, 16), (2, 19), (4, 19), (5, 20)])
def test_no_case_is_decided_early_or_on_a_weekend(live, least, day):
    """Days 17 and 18 are a weekend."""
    lived = live(REVIEW % f"specificity_share: 0, least_days: {least}", *ASKED)
    assert lived.days("decision")[0] == day


def test_documents_are_asked_for_and_take_their_time(live):
    """Two rounds of five days: day 15, day 20, day 25 which is a Sunday, so day 26."""
    terms = "specificity_share: 0, document_days: 5, document_rounds_max: 2"
    asks = "behaviour.application.document_round_share=1"
    lived = live(REVIEW % terms, *ASKED, asks)
    assert lived.told("document_round")[:2] == [
        (15, "document_round", 1),
        (20, "document_round", 2),
    ]
    assert lived.told("decision")[0] == (26, "decision", 11)


def test_sensitivity_and_specificity_decide_over_need_and_pretence(live):
    """A desk that always knows approves true need and refuses pretence, if it is seen through."""
    knows = "sensitivity_share: 1, specificity_share: 1"
    assert live(REVIEW % knows, "overburdened", "applies").causes("decision")[0] == "approved"
    assert live(REVIEW % knows, *ASKED, "seen through").causes("decision")[0] == "refused"
    assert live(REVIEW % knows, *ASKED).causes("decision")[0] == "approved", "well hidden"
    blind = "sensitivity_share: 0, specificity_share: 0"
    assert live(REVIEW % blind, "overburdened", "applies").causes("decision")[0] == "refused"


def test_contact_stops_while_the_desk_reviews_and_goes_on_after_a_refusal(live):
    """Decided on day 20, in a phase before contact: the first text leaves that day."""
    slow = "sensitivity_share: 0, specificity_share: 1, least_days: 5"
    lived = live(REVIEW % slow, *ASKED)
    assert lived.told("pause_start", "pause_end")[:2] == [
        (16, "pause_start", 0),
        (20, "pause_end", 4),
    ]
    assert lived.causes("pause_start")[0] == "review"
    assert lived.days("attempt")[:2] == [20, 21]


def test_contact_goes_on_where_the_desk_does_not_pause_it(live):
    busy_desk = "sensitivity_share: 0, specificity_share: 1, least_days: 5, pauses_contact: false"
    lived = live(REVIEW % busy_desk, *ASKED)
    assert lived.days("attempt")[:5] == [16, 17, 18, 19, 20]
    assert "review" not in lived.causes("pause_start")


def test_an_approved_plan_stops_contact_from_its_first_day(live):
    """A free month until day 46; the plan's first instalment is missed on day 74."""
    lived = live(REVIEW % "specificity_share: 0", "unwilling", "applies")
    assert lived.days("relief_start")[0] == 15
    assert lived.days("attempt")[0] == 75
    assert lived.causes("pause_start")[0] == "plan"


def test_waiting_wears_down_once_a_week(live):
    """0.8 points on days 22, 29 and 36 of a case that is decided on day 40."""
    lived = live(REVIEW % "specificity_share: 1, least_days: 25", *ASKED)
    limbo = lived.rows("distress", cause="limbo")
    assert limbo["day"].tolist()[:3] == [22, 29, 36]
    assert set(limbo["amount"][:3]) == {800_000}


def test_an_officers_hours_cost_wages_busy_or_not(live):
    lived = live(REVIEW % "cost_per_hour: 100", "horizon_months=1")
    assert lived.amounts("cost", cause="wages", actor="review_desk") == [20_000] * 23


def test_an_account_has_one_application_open_at_a_time(busy, stages):
    for lived in (busy, stages):
        for _, rows in lived.by_account:
            cases = [row.event for row in rows if row.event in {"application", "decision"}]
            assert cases[::2] == ["application"] * len(cases[::2])
            assert cases[1::2] == ["decision"] * len(cases[1::2])


def test_the_case_of_an_account_that_is_charged_off_is_withdrawn(live):
    """Charged off on day 20 under review, seen by the desk on the next working day, 21."""
    text = (REVIEW % "specificity_share: 0, least_days: 9").replace(
        "collection:\n", "collection:\n  charge_off_dpd: 5\n"
    )
    lived = live(text, *ASKED)
    assert lived.days("charged_off") == [20]
    assert lived.told("application", "decision") == [(15, "application", 0), (21, "decision", 6)]
    assert lived.causes("decision") == ["withdrawn"]
    assert lived.days("relief_start") == []


# Complaints ---------------------------------------------------------------------------------------

ANGRY = """
behaviour:
  grievances: {refusal_share: 1, complaint_share: 1, tone_share_harsh: %s, repeat_factor: 0}
collection:
  complaint_pauses: %s
  teams: [{name: callers, people: 1}]
  complaint_desk: {people: 1, handling_minutes: 30, least_days: %s}
  prices: {complaint: 150}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: call, every_days: %s, channel: call, tone: harsh, team: callers}]}
"""


def test_a_complaint_is_answered_when_its_least_days_are_over(live):
    """Called on day 16, complained at once; day 26 is a Sunday, so the answer comes on day 27."""
    lived = live(ANGRY % (1, "false", 10, 200), "unwilling", "answers", "hears")
    assert lived.told("grievance", "complaint", "complaint_answered") == [
        (16, "grievance", 0), (16, "complaint", 0), (26, "complaint_answered", 10),
    ]  # fmt: skip
    assert lived.causes("complaint") == lived.causes("complaint_answered") == ["tone"]
    assert lived.told("cost", cause="complaint_cost") == [(16, "cost", 15_000)]
    assert lived.account()["complaints"] == 1


def test_an_open_complaint_pauses_contact_where_the_policy_says_so(live):
    """Calls are due daily; from day 17 on nobody calls until the answer on day 26, a Monday."""
    pausing = live(ANGRY % (1, "true", 10, 1), "unwilling", "answers", "hears")
    assert pausing.days("attempt")[:2] == [16, 26]
    assert pausing.causes("pause_start")[0] == "complaint"
    going_on = live(ANGRY % (1, "false", 10, 1), "unwilling", "answers", "hears")
    assert going_on.days("attempt")[:3] == [16, 19, 20]


def test_where_a_complaint_goes_is_named(busy):
    complaints = busy.rows("complaint")
    assert set(complaints["action"]) <= {"platform", "public_site", "regulator"}
    assert set(complaints["channel"]) == {""}
    assert set(complaints["person"]) == {-1}
    assert complaints["action"].nunique() == 3


def test_every_complaint_comes_from_a_grievance_of_that_moment(busy):
    for _, rows in busy.by_account:
        for before, row in zip([None, *rows], rows, strict=False):
            if row.event == "complaint":
                assert (before.event, before.day, before.cause) == ("grievance", row.day, row.cause)


def test_contact_stays_stopped_until_the_last_complaint_is_answered(live):
    """Refused on day 16 and 46, silent in between; the desk takes sixty days for each.

    Two complaints are open from day 46 on: answered on days 76 and 106, contact begins on 106.
    """
    text = """
behaviour:
  grievances: {refusal_share: 1, complaint_share: 1, repeat_factor: 0, silence_weekly_share: 0}
collection:
  complaint_pauses: true
  review_desk:
    {people: 1, handling_minutes: 1, specificity_share: 1, least_days: 1, pauses_contact: false}
  complaint_desk: {people: 1, handling_minutes: 30, least_days: 60}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [help],
       actions: [{name: text, every_days: 1, channel: sms}]}
  relief: [{name: help, trigger: application, skip_months: 1}]
"""
    lived = live(text, "unwilling", "applies", "seen through")
    told = lived.told("complaint", "complaint_answered")
    assert [day for day, event, _ in told if event == "complaint"][:3] == [16, 47, 75]
    open_from, answered = 16, [day for day, event, _ in told if event == "complaint_answered"]
    quiet = [day for day in lived.days("attempt") if open_from < day < answered[-1]]
    assert quiet == []
