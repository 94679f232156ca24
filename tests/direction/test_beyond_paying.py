"""The scenario about what borrowers do beyond paying: each lever moves what it is about.

Agents and peers weigh more than as shipped. One replication of 200 borrowers with the same luck
under every policy: what is compared are sums, and no statement rests on chance.
"""

import gc

import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import events_frame

SETS = (
    "horizon_months=9", "burn_in_months=3", "behaviour.agents.monthly_share=0.2",
    "behaviour.agents.fee=50", "behaviour.peers.weight=8",
)  # fmt: skip


@pytest.fixture(scope="module")
def events():
    scenario = load_scenario("beyond_paying", sets=SETS, borrowers=200)
    gc.freeze()
    return {
        name: events_frame(
            simulate(scenario.base, policy, replication=0, seed=scenario.base.seed).log,
            name, "none", 0,
        )
        for name, policy in scenario.policies.items()
    }  # fmt: skip


def count(events, *names: str, cause: str | None = None) -> int:
    rows = events[events["event"].isin(names) & (events["day"] >= 0)]
    return len(rows if cause is None else rows[rows["cause"] == cause])


@pytest.mark.parametrize(
    ("policy", "event", "cause"),
    [
        ("education", "educated", None), ("free_advice", "notice", None),
        ("paid_freeze", "agent_paid", "adviser"), ("rewards", "rewarded", None),
        ("exposure", "exposed", None),
    ],
)  # fmt: skip
def test_a_lever_leaves_rows_that_the_others_have_not(events, policy, event, cause):
    assert count(events[policy], event, cause=cause) > 0
    assert count(events["status_quo"], event, cause=cause) == 0


def test_people_do_what_the_scenario_is_about(events):
    assert {"informal_loan", "informal_paid", "agent_hired", "agent_paid"} <= set(
        events["status_quo"]["event"]
    )


@pytest.mark.parametrize("policy", ["information", "free_advice"])
def test_who_knows_of_relief_applies_for_it_more_often(events, policy):
    assert count(events[policy], "application") > count(events["status_quo"], "application")


def test_who_is_promised_leniency_waits(events):
    missed = [
        count(events[name], "missed", cause="unwilling")
        for name in ("status_quo", "announced_leniency")
    ]
    assert missed[0] < missed[1]


def test_rewards_leave_fewer_unwilling(events):
    missed = [
        count(events[name], "missed", cause="unwilling") for name in ("rewards", "status_quo")
    ]
    assert missed[0] < missed[1]


@pytest.mark.parametrize("policy", ["community", "exposure"])
def test_example_and_exposure_change_lives(events, policy):
    columns = ["day", "borrower", "event", "amount"]
    one, other = (events[name][columns].astype(str) for name in (policy, "status_quo"))
    assert not one.equals(other)
