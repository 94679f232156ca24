"""The three exercises at the end of ``first_steps.yaml``, with what is to be expected of each.

The grid is the scenario itself: 300 borrowers, 12 months, its five replications, and each exercise
as its line says it.
"""

import pytest

from arrears.scenario.load import load_scenario

FORGET = "behaviour.attention.habit_factor=0"
OFTEN = "collection.stages.overdue.actions.call.every_days=2"
HARSH = "collection.stages.overdue.actions.call.tone=harsh"


@pytest.fixture(scope="module")
def first_steps(run_policies):
    """Return a function that runs the scenario with a setting, and remembers the answer."""
    known = {}

    def run(*sets):
        if sets not in known:
            policies = ["status_quo", "reminders"] if sets in {(), (FORGET,)} else ["status_quo"]
            scenario = load_scenario("first_steps", sets=sets, policies=policies)
            known[sets] = run_policies(scenario, scenario.base.replications)
        return known[sets]

    return run


def test_everybody_who_forgets_more_misses_more_instalments(first_steps):
    """Expected: more is unpaid on the day after it fell due, under every policy."""
    before, after = first_steps(), first_steps(FORGET)
    for policy in before:
        assert after[policy]["entry_rate_d1"] > 1.1 * before[policy]["entry_rate_d1"]


def test_reminders_are_worth_more_when_everybody_forgets_more(first_steps):
    """Expected: the difference that reminders make to first misses grows."""
    gains = [
        found["status_quo"]["entry_rate_d1"] - found["reminders"]["entry_rate_d1"]
        for found in (first_steps(), first_steps(FORGET))
    ]
    assert gains[1] > 1.2 * gains[0] > 0


def test_calls_every_other_day_bring_late_money_back_sooner(first_steps):
    """Expected: more attempts and more of late money within 30 days."""
    before, after = first_steps()["status_quo"], first_steps(OFTEN)["status_quo"]
    assert after["attempts_per_delinquent_month"] > 1.3 * before["attempts_per_delinquent_month"]
    assert after["back_30d_share"] > before["back_30d_share"]


def test_calls_every_other_day_cause_more_grievances(first_steps):
    """Expected: what is gained in speed is paid for in grievances and requests to stop."""
    before, after = first_steps()["status_quo"], first_steps(OFTEN)["status_quo"]
    assert after["grievances_per_1000"] > before["grievances_per_1000"]
    assert after.total("stop_requests") > before.total("stop_requests")


def test_harsh_calls_cause_more_distress_and_complaints(first_steps):
    """Expected: more distress, several times the grievances, more complaints."""
    before, after = first_steps()["status_quo"], first_steps(HARSH)["status_quo"]
    assert after["distress_share"] > before["distress_share"]
    assert after["grievances_per_1000"] > 2 * before["grievances_per_1000"]
    assert after["complaints_per_1000"] > before["complaints_per_1000"]


def test_harsh_calls_do_not_collect_more(first_steps):
    """Expected: pressure is gained at once, goodwill lost for longer; less is collected."""
    before, after = first_steps()["status_quo"], first_steps(HARSH)["status_quo"]
    assert after["collected_share"] < before["collected_share"]
