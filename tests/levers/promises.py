"""The promises that every run makes, held against one life: each fails by an AssertionError."""

import importlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from checker import Breach, Checker, differences_from_log
from recompute import INEXACT, recompute
from rule_text import regime as rules_of
from turning import Lived, live

from arrears.api import Scenario
from arrears.engines.simpy.world import World
from arrears.results import cash_flows

engine = importlib.import_module("arrears.engines.simpy.simulate")  # the name is its function, too

BOOKS = ["paid", "outstanding", "waived", "charged_off", "sold"]
CAPPED = ["call", "bot_call", "sms"]


def assert_promises(
    scenario: Scenario, regime: str, *, policies: tuple[str, str], cap: tuple[int, int] | None
) -> Lived:
    """Live through two equal policies, and hold every promise against what came of them.

    The first is lived once more with its pods in another order. ``cap`` is a limit on contact of
    the regime's, and its days.
    """
    policy, twin = policies
    first = live(scenario, policy, regime)
    assert_same(first, live(scenario, twin, regime))
    with pods_side_by_side_backwards():
        assert_same_in_any_order(first, live(scenario, policy, regime))
    assert_money(first)
    assert_outcomes(first, scenario)
    breaches = breaches_of(first, scenario, regime)
    assert_told(breaches, first.events)
    if obeys(scenario.policies[policy].model_dump()):
        assert_lawful(breaches)
        if cap is not None:
            assert_cap(first.events, *cap)
    return first


@contextmanager
def pods_side_by_side_backwards() -> Iterator[None]:
    """Let the pods of a book live month by month beside one another, the last before the first."""

    def from_behind(base: Any, *settings: Any, pod: int, **rest: Any) -> World:
        return World(base, *settings, pod=base.pods - 1 - pod, **rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "World", from_behind)
        patch.setattr(engine, "_meet", lambda base: True)
        yield


def assert_same(first: Lived, other: Lived) -> None:
    """Hold two lives to the same rows, but for the name of the policy."""
    one, two = (life.events.drop(columns="policy") for life in (first, other))
    assert one.equals(two), "the same book gave other events"
    assert first.accounts.equals(other.accounts), "the same book gave other accounts"


def assert_same_in_any_order(first: Lived, other: Lived) -> None:
    """Hold two lives to the same rows, those that are about nobody in any order on their day."""
    one, two = (Lived(life.log, of_nobody_sorted(life.events), life.accounts, life.measures)
                for life in (first, other))  # fmt: skip
    assert_same(one, two)


def of_nobody_sorted(events: pd.DataFrame) -> pd.DataFrame:
    """Return events with rows of teams and platforms, which come pod by pod, in sorted order."""
    words = events.select_dtypes("category").columns
    rows = events.astype(dict.fromkeys(words, "str"))
    rows.loc[rows["borrower"] < 0, "seq"] = 0
    return rows.sort_values(list(rows.columns), kind="stable", ignore_index=True)


def assert_money(lived: Lived) -> None:
    """Hold every account to its ledger, and every flow of cash to its two ends."""
    books = lived.accounts
    came = books["disbursed"] + books["interest"] + books["fees"]
    assert (came == books[BOOKS].sum(axis=1)).all(), "the ledger is out"
    assert (books[BOOKS] >= 0).all(axis=None), "an account owes less than nothing"
    assert_cash(cash_flows(lived.log, lived.measures))


def assert_cash(who_pays: pd.DataFrame) -> None:
    """Hold every flow of the who-pays table to a sum of zero."""
    assert (who_pays.groupby("flow")["amount"].sum() == 0).all(), "cash was lost or made"


def assert_outcomes(lived: Lived, scenario: Scenario) -> None:
    """Find every outcome again in the events, without a tolerance but for discounted cash."""
    measures = {name: getattr(lived.measures, name) for name in lived.measures.__dataclass_fields__}
    has_others = bool(scenario.base.platforms)
    measures["platform"] = scenario.base.collection.platform if has_others else None
    known = lived.accounts[["account", "borrower", "segment", "platform"]]
    assert_found_again(lived.outcomes, recompute(lived.events, known, measures))


def assert_found_again(outcomes: pd.DataFrame, expected: dict[tuple[str, str], Any]) -> None:
    """Hold a table of outcomes to numerators, denominators and values found by other ways."""
    found = outcomes.set_index(["segment", "outcome"])
    assert set(found.index) == set(expected)
    for place, fraction in expected.items():
        mine = np.array(tuple(found.loc[place]), dtype=float)
        theirs = np.array(fraction, dtype=float)
        near = 1e-12 * np.nanmax(np.abs(theirs)) if place[1] in INEXACT else 0.0
        assert np.allclose(mine, theirs, rtol=0, atol=near, equal_nan=True), (place, mine, theirs)


def breaches_of(lived: Lived, scenario: Scenario, regime: str) -> list[Breach]:
    """Return what the independent checker finds in events, accounts, the file and rule data."""
    told = yaml.load(scenario.text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    entries = {entry if isinstance(entry, str) else entry["name"]: entry
               for entry in told.get("regimes") or ["none"]}  # fmt: skip
    return Checker(told, rules_of(entries[regime])).check(lived.events, lived.accounts)


def obeys(told: Any) -> bool:
    """Return whether nobody in a scenario ever breaks a rule."""
    if isinstance(told, dict):
        return told.get("compliance_share") in (None, 1) and all(map(obeys, told.values()))
    return not isinstance(told, list) or all(map(obeys, told))


def assert_lawful(breaches: list[Breach]) -> None:
    """Hold those who obey to no prohibited act; an answer may be late."""
    acts = [breach for breach in breaches if breach.event != "late"]
    assert not acts, f"prohibited acts although everybody obeys: {acts[:5]}"


def assert_told(breaches: list[Breach], events: pd.DataFrame) -> None:
    """Hold the log to the breaches that were found, and to no others."""
    unlogged, unfounded = differences_from_log(breaches, events)
    assert not unlogged, f"breaches that the log does not tell: {unlogged[:5]}"
    assert not unfounded, f"violations without a breach: {unfounded[:5]}"


def assert_cap(events: pd.DataFrame, limit: int, days: int) -> None:
    """Count each lender's stage work on each borrower in every window that ends with an attempt."""
    words = events.astype({"event": str, "channel": str, "target": str, "stage": str})
    tried = words[
        (words["event"] == "attempt") & (words["day"] >= 0) & (words["stage"] != "")
        & words["channel"].isin(CAPPED) & (words["target"] == "borrower")
    ]  # fmt: skip
    for whom, rows in tried.groupby(["platform", "borrower"], observed=True):
        per_day = Counter(rows["day"].tolist())
        for last in per_day:
            so_many = sum(n for day, n in per_day.items() if last - days < day <= last)
            assert so_many <= limit, (whom, last, so_many, limit, days)
