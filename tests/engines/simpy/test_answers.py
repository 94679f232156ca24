"""Machines that decide at once, promised answers, and second looks."""

import pytest

REVIEW = """
collection:
  review_desk: {people: 1, handling_minutes: 1, %s}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [help],
       actions: [{name: text, every_days: 1, channel: sms}]}
  relief: [{name: help, trigger: application, skip_months: 1, break_dpd: 300}]
"""
ASKED = ("unwilling", "applies", "horizon_months=2")
SEEN = (*ASKED, "seen through")
WEARS = ("behaviour.distress.waiting_weekly_points=1", "behaviour.distress.silence_weekly_points=0")


def limbo(lived):
    return lived.days("distress", cause="limbo")


def test_a_machine_decides_on_the_day_of_the_application(live):
    slow = "least_days: 30, specificity_share: 1, automation_share: 1"
    lived = live(REVIEW % f"{slow}, automation_specificity_share: 0", *SEEN)
    first = lived.rows("decision").iloc[0]
    assert (first["day"], first["amount"], first["actor"]) == (15, 0, "machine")
    assert first["cause"] == "approved"


def test_a_machine_works_on_sundays_and_with_nobody_at_the_desk(live):
    """Due on the 19th of January 2025, a Sunday, day 18."""
    text = (REVIEW % "automation_share: 1").replace("people: 1,", "people: 0,")
    assert live(text, *ASKED, "portfolio.due_day=19").days("decision")[0] == 18


@pytest.mark.parametrize(("sensitivity", "answer"), [(0, "refused"), (1, "approved")])
def test_a_machine_has_an_eye_of_its_own_for_hardship(live, sensitivity, answer):
    terms = f"sensitivity_share: {1 - sensitivity}, automation_share: 1"
    lived = live(
        REVIEW % f"{terms}, automation_sensitivity_share: {sensitivity}", "overburdened", "applies"
    )
    assert lived.causes("decision")[0] == answer


def test_a_machines_decision_costs_what_it_costs(live):
    lived = live(REVIEW % "automation_share: 1, automation_cost: 2.5", *ASKED)
    assert lived.amounts("cost", cause="machine") == [250] * len(lived.days("decision"))


def test_machines_take_their_share_of_applications(live):
    """Of 400 applications half: 200, one standard deviation 10; 50 are no luck (6e-7)."""
    lived = live(REVIEW % "automation_share: 0.5", *ASKED, "portfolio.borrowers=400")
    first = lived.rows("decision").groupby("account").head(1)
    assert abs((first["actor"] == "machine").sum() - 200) < 50


def test_waiting_wears_nobody_down_before_the_promised_day(live):
    """Unanswered on day 25 and worn down from day 32 on; without a promise from day 22 on."""
    slow = "least_days: 40"
    assert limbo(live(REVIEW % slow, *ASKED, *WEARS)) == [22, 29, 36, 43, 50]
    lived = live(REVIEW % f"{slow}, answer_days: 10", *ASKED, *WEARS)
    assert lived.told("unanswered") == [(25, "unanswered", 10)]
    assert limbo(lived) == [32, 39, 46, 53]


def test_an_answer_in_time_leaves_nobody_in_limbo(live):
    lived = live(REVIEW % "least_days: 10, answer_days: 12", *ASKED, *WEARS)
    assert lived.told("decision")[0][0] == 26
    assert not lived.days("unanswered")
    assert not limbo(lived)


def test_a_broken_promise_of_an_answer_is_resented_each_week(live):
    angry = "behaviour.grievances.silence_weekly_share=1"
    lived = live(REVIEW % "least_days: 40, answer_days: 10", *ASKED, *WEARS, angry)
    assert lived.days("grievance", cause="silence")[:3] == [32, 39, 46]


def test_who_is_refused_may_have_a_second_look(live):
    """Refused on day 15; the appeal lies five days, to day 20, and is approved there."""
    terms = "specificity_share: 1, appeal_share: 1, appeal_days: 5, appeal_specificity_share: 0"
    lived = live(REVIEW % terms, *SEEN)
    assert lived.told("decision", "appeal")[:3] == [
        (15, "decision", 0),
        (15, "appeal", 0),
        (20, "decision", 5),
    ]
    assert lived.causes("decision")[:2] == ["refused", "approved"]


def test_contact_stays_paused_until_the_appeal_is_decided(live):
    terms = "specificity_share: 1, appeal_share: 1, appeal_days: 5"
    lived = live(REVIEW % terms, *SEEN)
    assert lived.days("attempt")[0] == 20
    assert lived.causes("pause_start")[0] == "review"


def test_an_appeal_is_the_last_word(live):
    terms = "specificity_share: 1, appeal_share: 1"
    lived = live(REVIEW % terms, *SEEN)
    assert len(lived.days("appeal")) == len(lived.days("application"))


def test_the_second_look_has_an_eye_of_its_own(live):
    terms = "sensitivity_share: 0, appeal_share: 1, appeal_sensitivity_share: %d"
    needy = ("overburdened", "applies")
    assert live(REVIEW % (terms % 1), *needy).causes("decision")[:2] == ["refused", "approved"]
    assert live(REVIEW % (terms % 0), *needy).causes("decision")[:2] == ["refused", "refused"]


COMPLAIN = """
behaviour: {grievances: {complaint_share: 1, tone_share_harsh: 1, repeat_factor: 0}}
collection:
  teams: [{name: callers, people: 1}]
  complaint_desk: {people: 1, handling_minutes: 30, least_days: 40, %s}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: call, every_days: 100, channel: call, tone: harsh, team: callers}]}
"""


def test_a_complaint_without_an_answer_on_the_promised_day_is_limbo(live):
    """Complained of on day 16 and promised for day 26; without a promise nobody counts days."""
    lives = ("unwilling", "answers", "hears", *WEARS)
    lived = live(COMPLAIN % "answer_days: 10", *lives)
    first = lived.rows("unanswered").iloc[0]
    assert (first["day"], first["cause"], first["amount"]) == (26, "complaint", 10)
    assert limbo(lived)[:3] == [33, 40, 47]
    assert not limbo(live(COMPLAIN % "cost_per_hour: 0", *lives))
