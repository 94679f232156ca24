"""Kinds of relief side by side: each policy grants its one kind, to the same people.

One life of 250 borrowers under the same luck for every policy; facts of its log, none by chance.
"""

import functools

import pandas as pd
import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import events_frame

SETS = ("horizon_months=10", "burn_in_months=3", "portfolio.segments.salaried.buffer_months=0.3")
PLANS = (
    "longer", "smaller_for_a_while", "holiday", "by_income", "no_more_interest", "freeze",
    "less_principal",
)  # fmt: skip


@functools.cache
def events(policy: str) -> pd.DataFrame:
    scenario = load_scenario("relief_kinds", sets=SETS, borrowers=250)
    lived = simulate(scenario.base, scenario.policies[policy], replication=0, seed=5)
    rows = events_frame(lived.log, policy, "none", 0)
    return rows[rows["day"] >= 0]


def amount(policy: str, event: str, cause: str | None = None) -> int:
    rows = events(policy)
    rows = rows[rows["event"] == event]
    return int((rows if cause is None else rows[rows["cause"] == cause])["amount"].sum())


def started(policy: str) -> pd.DataFrame:
    rows = events(policy)
    return rows[rows["event"] == "relief_start"]


def test_each_policy_grants_one_kind_and_no_two_the_same():
    scenario = load_scenario("relief_kinds", borrowers=100)
    kinds = {
        name: [relief.name for relief in policy.collection.relief]
        for name, policy in scenario.policies.items()
    }
    assert kinds.pop("status_quo") == []
    assert all(len(names) == 1 for names in kinds.values())
    assert len({names[0] for names in kinds.values()}) == len(kinds) == 12


@pytest.mark.parametrize("policy", PLANS)
def test_a_plan_comes_to_the_same_first_people_on_the_same_day(policy):
    """Until the first of them, lives are the same under every policy."""
    first = [started(name).head(1)[["day", "borrower", "account"]] for name in (policy, "longer")]
    assert first[0].to_numpy().tolist() == first[1].to_numpy().tolist()
    assert len(started(policy)) > 10


@pytest.mark.parametrize(
    ("policy", "event", "cause"),
    [
        ("less_principal", "waived", None), ("settlement", "settled", None),
        ("grant", "grant", None), ("no_more_interest", "waived", None),
        ("back_to_work", "cost", "relief_case"),
    ],
)  # fmt: skip
def test_a_kind_moves_money_that_no_relief_moves_not(policy, event, cause):
    assert amount(policy, event, cause) > amount("status_quo", event, cause) == 0


@pytest.mark.parametrize("policy", ["no_more_interest", "freeze"])
def test_interest_that_stands_still_is_not_charged(policy):
    assert amount(policy, "interest") < amount("longer", "interest")


def test_an_order_comes_in_its_month_and_not_before():
    days = started("holiday_by_law")["day"]
    assert len(days) > 0
    assert days.min() >= 181  # July 1st, six months after the start


def test_due_days_move_for_those_who_are_paid_later_and_fewer_are_called():
    """The signed clock goes on, so contract misses go up by construction; nobody calls for them."""
    assert len(started("due_day")) > 10
    calls = [
        int(((rows["event"] == "attempt") & (rows["channel"] == "call")).sum())
        for rows in (events("due_day"), events("status_quo"))
    ]
    assert calls[0] < calls[1]


def test_help_back_to_work_ends_loss_of_work_early():
    ended = [
        int(((rows["event"] == "shock_end") & (rows["root"] == "back_to_work")).sum())
        for rows in (events("back_to_work"), events("status_quo"))
    ]
    assert ended[0] > ended[1] == 0
