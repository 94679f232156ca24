"""What each arm of ``two_lenders`` does that the baseline does not; facts of one life, no luck."""

import functools

import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import events_frame

SHORT = ("horizon_months=12", "burn_in_months=3")


@functools.cache
def lived(policy: str):
    scenario = load_scenario("two_lenders", sets=SHORT, borrowers=100)
    told = simulate(scenario.base, scenario.policies[policy], replication=0, seed=5)
    return events_frame(told.log, policy, "none", 0), told.accounts


def causes(policy: str, event: str) -> set[str]:
    events, _ = lived(policy)
    return set(events.loc[events["event"] == event, "cause"].astype(str))


def test_data_sharing_grants_some_loans_less_and_none_more():
    before, after = (set(lived(policy)[1]["account"]) for policy in ("status_quo", "data_sharing"))
    assert after < before
    assert causes("data_sharing", "refused_credit") == {"debts_elsewhere"}


def test_nobody_is_refused_by_the_first_lender():
    events, _ = lived("data_sharing")
    refused = events[events["event"] == "refused_credit"]
    assert set(refused["platform"]) == {"quick_cash"}


@pytest.mark.parametrize(
    ("policy", "seen"),
    [
        ("status_quo", {"arrears"}),
        ("shared_misses", {"arrears", "debts_elsewhere"}),
        ("limits_withdrawn", {"arrears", "withdrawn"}),
    ],
)
def test_limits_are_frozen_for_what_an_arm_lets_be_seen(policy, seen):
    assert causes(policy, "limit_frozen") == seen


def test_instalments_of_the_first_lender_are_paid_with_credit_of_the_second():
    events, _ = lived("status_quo")
    drawn = events[events["event"] == "drawn"]
    assert len(drawn) > 0
    assert set(drawn["platform"]) == {"quick_cash"}


def test_fewer_limits_are_drawn_once_half_are_withdrawn():
    counts = [
        (lived(policy)[0].query("day >= 90")["event"] == "drawn").sum()
        for policy in ("status_quo", "limits_withdrawn")
    ]
    assert counts[1] < counts[0]


def test_only_repair_clears_a_record_within_the_year():
    assert causes("status_quo", "bureau_cleared") == set()
    assert causes("repair", "bureau_cleared") == {"repaired"}
