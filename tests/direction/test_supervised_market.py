"""A market under a supervisor: what supervision and each arm do, in one life under the same luck.

Nobody heeds the rules unasked, so all that differs between the regimes is the supervisor's work.
Complaints are more likely than as shipped, so that one year of 200 borrowers is enough; the seed is
fixed and what is compared are sums: no statement rests on chance.
"""

import functools

import pandas as pd
import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import events_frame

SETS = (
    "horizon_months=10", "burn_in_months=2", "behaviour.grievances.complaint_share=0.6",
    "portfolio.segments.salaried.willingness=3",
)  # fmt: skip


@functools.cache
def events(policy: str, regime: str = "supervised") -> pd.DataFrame:
    scenario = load_scenario("supervised_market", sets=SETS, borrowers=200)
    lived = simulate(
        scenario.base,
        scenario.policies[policy],
        replication=0,
        seed=5,
        rules=scenario.rules[regime],
    )
    rows = events_frame(lived.log, policy, regime, 0)
    return rows[rows["day"] >= 0]


def count(rows: pd.DataFrame, event: str, **where: str) -> int:
    chosen = rows["event"] == event
    for column, value in where.items():
        chosen &= rows[column].astype(str) == value
    return int(chosen.sum())


def test_only_where_there_are_rules_is_anything_found_fined_and_forbidden():
    free, watched = (events("status_quo", regime) for regime in ("none", "supervised"))
    assert count(free, "inspected") > 0
    assert count(free, "fined") == count(free, "violation") == 0
    assert count(watched, "fined") > 0
    assert count(watched, "damages") > 0
    assert set(watched.loc[watched["event"] == "fined", "platform"]) == {"lender", "quick_cash"}


def test_supervision_means_fewer_calls_and_fewer_complaints():
    free, watched = (events("status_quo", regime) for regime in ("none", "supervised"))
    assert count(watched, "attempt", channel="call") < count(free, "attempt", channel="call")
    assert count(watched, "complaint") < count(free, "complaint")


def test_who_keeps_the_rules_pays_no_fine():
    kept = events("rules_kept")
    assert count(kept, "violation") == count(kept, "fined") == 0


@pytest.mark.parametrize("policy", ["soften", "obey", "press"])
def test_lenders_react_and_return(policy):
    rows = events(policy)
    assert count(rows, "reaction_start", action=policy) > 0
    assert count(rows, "reaction_end", action=policy) > 0
    assert count(events("status_quo"), "reaction_start") == 0


def test_who_obeys_after_complaints_breaks_fewer_rules():
    assert count(events("obey"), "violation") < count(events("status_quo"), "violation")


@pytest.mark.parametrize(
    ("policy", "fewer"),
    [("soften", True), ("training", True), ("no_commission", True), ("press", False)],
)
def test_an_arm_makes_calls_less_harsh_or_more(policy, fewer):
    """Without rules, so that nothing but the arm decides on the tone."""
    harsh = [
        count(events(name, "none"), "attempt", channel="call", tone="harsh")
        for name in (policy, "status_quo")
    ]
    assert (harsh[0] < harsh[1]) is fewer
    assert harsh[0] != harsh[1]


def test_audits_are_made_and_find_something():
    rows = events("audits", "none")
    assert count(rows, "audited", cause="improper") > 0
    assert count(events("status_quo", "none"), "audited") == 0


def test_steady_staff_is_hired_less_often():
    hired = [
        count(events(name, "none"), "cost", cause="hiring")
        for name in ("steady_staff", "status_quo")
    ]
    assert hired[0] < hired[1]
