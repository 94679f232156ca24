"""Desks and halts that cannot work are refused, those that change nothing are warned of."""

import pytest

from arrears.errors import ScenarioError
from arrears.scenario.load import load_scenario

STAGES = "three_stage_escalation"
DESK = "collection.review_desk."


def said(*sets):
    return "\n".join(load_scenario(STAGES, sets=sets, borrowers=50).warnings)


def refused(*sets):
    with pytest.raises(ScenarioError) as error:
        load_scenario(STAGES, sets=sets, borrowers=50)
    return str(error.value)


def step(more):
    return f"{DESK}steps=[{{name: front, people: 1, handling_minutes: 5, {more}}}]"


def test_papers_that_are_always_lost_are_refused():
    assert "no case gets any farther" in refused(step("lost_share: 1"))


def test_a_desk_has_hours_but_no_clock():
    assert "opens: unknown key" in refused(step("opens: '20:00'"))


def test_orders_for_the_same_time_are_refused():
    halts = "[{name: one, from_month: 2, months: 3}, {name: two, from_month: 4, months: 1}]"
    assert "overlaps with one in month 4" in refused(f"collection.halts={halts}")
    after = "[{name: one, from_month: 2, months: 2}, {name: two, from_month: 4, months: 1}]"
    load_scenario(STAGES, sets=[f"collection.halts={after}"], borrowers=50)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        (step("lost_days: 3"), "changes nothing: lost_share is 0"),
        (step("document_days: 3"), "changes nothing: document_rounds_max is 0"),
        (f"{DESK}answer_days=1", "every answer is late"),
        (f"{DESK}appeal_days=4", "changes nothing: appeal_share is 0"),
        (f"{DESK}automation_cost=4", "changes nothing: automation_share is 0"),
    ],
)
def test_a_lever_without_effect_is_warned_of(setting, message):
    assert message in said(setting)


def test_a_department_without_people_is_warned_of():
    nobody = f"{DESK}steps=[{{name: front, people: 0, handling_minutes: 5}}]"
    assert "every case stops here" in said(nobody)


def test_the_shipped_desk_is_not_warned_of():
    assert "review_desk" not in said()


def test_departments_shrink_with_the_book_and_the_notice_says_so():
    scenario = load_scenario("half_year_halt", borrowers=1000, policies=["status_quo"])
    own = load_scenario("half_year_halt", policies=["status_quo"]).base.collection
    desk = scenario.base.collection.review_desk
    assert [step.people for step in desk.steps] == [s.people / 2 for s in own.review_desk.steps]
    assert "review_desk.front_office 0.02 -> 0.01" in "\n".join(scenario.notices)
