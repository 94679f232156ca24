"""Scenarios drawn at random over all mechanisms keep the promises that every run makes.

Pieces are laid over one another, some keys turned to other values within their bounds, under a cap
on contact that is drawn too. What a file cannot say is drawn again.
"""

import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from recompute import INEXACT, recompute
from turning import PIECES, Lived, live, pieces, source, turns

from arrears.api import Scenario, load_scenario
from arrears.errors import ScenarioError
from arrears.results import cash_flows

COLUMNS = ["paid", "outstanding", "waived", "charged_off", "sold"]
ALONE = {"own", "series", "compared", "worlds"}  # with files beside them, or about comparing


def _body(name: str) -> dict:
    return yaml.safe_load((PIECES / f"{name}.yaml").read_text(encoding="utf-8"))


def _cuts_stages(name: str) -> bool:
    stages = (_body(name).get("collection") or {}).get("stages") or []
    return any("to_dpd" in stage or "from_dpd" in stage for stage in stages)


FREE = [
    name for name in pieces()
    if name not in ALONE and not {"extends", "regimes"} & set(_body(name))
]  # fmt: skip
CUTTING = [name for name in FREE if _cuts_stages(name)]
OTHERS = [name for name in FREE if name not in CUTTING]
TURNS = {
    name: [turn for turn in turns() if turn.piece == name and not turn.beside and not turn.together]
    for name in FREE
}
KEPT = {"collection.compliance_share", "portfolio.borrowers", "horizon_months"}


@dataclass(frozen=True)
class Drawn:
    """Pieces laid over one another in this order, what is set, and the cap on contact."""

    names: tuple[str, ...]
    sets: tuple[str, ...]
    limit: int
    days: int

    def load(self) -> Scenario:
        """Return the scenario, with two equal policies."""
        rule = (
            "{name: cap, kind: contact_cap, channels: [sms, call, bot_call], basis: attempt, "
            f"per: borrower, sum_over: creditor_and_agents, window_days: {self.days}, "
            f"limit: {self.limit}, applies_if: {{dpd_min: 0}}}}"
        )
        capped = f"regimes=[{{name: capped, rules: [{rule}]}}]"
        with tempfile.TemporaryDirectory() as folder:
            below = "first_steps"
            for name in self.names:
                path = Path(folder) / f"{name}.yaml"
                text = Path(source(name)).read_text(encoding="utf-8")
                path.write_text(text.replace("extends: first_steps", f"extends: {below}"), "utf-8")
                below = str(path)
            return load_scenario(below, sets=[capped, *self.sets, "policies.twin={}"])


@st.composite
def scenarios(draw: st.DrawFn) -> Drawn:
    """Draw pieces of which one at most has stages of its own, and some of their keys turned."""
    names = draw(st.lists(st.sampled_from(OTHERS), min_size=1, max_size=4, unique=True))
    names += draw(st.lists(st.sampled_from(CUTTING), max_size=1))
    sets = ["portfolio.borrowers=30", "horizon_months=6", f"seed={draw(st.integers(0, 9999))}"]
    for name in names:
        chosen = draw(st.lists(st.sampled_from(TURNS[name]), max_size=3)) if TURNS[name] else []
        sets += [f"{turn.path}={turn.value}" for turn in chosen if turn.path not in KEPT]
    limit, days = draw(st.integers(1, 4)), draw(st.sampled_from([1, 3, 7, 30]))
    return Drawn(tuple(names), tuple(sets), limit, days)


def assert_promises(drawn: Drawn) -> None:
    """Live through the scenario three times, and hold every promise against what came of it."""
    try:
        scenario = drawn.load()
    except ScenarioError:
        reject()
    first = live(scenario)
    twin, again = live(scenario, "twin"), live(scenario)
    assert not first.rows_differ(again), "the same scenario and seed gave other rows"
    assert first.events.drop(columns="policy").equals(twin.events.drop(columns="policy"))
    assert first.accounts.equals(twin.accounts), "equal policies differ"
    assert_money(first)
    assert_outcomes(first, scenario)
    assert_cap(first.events, drawn.limit, drawn.days)


def assert_money(lived: Lived) -> None:
    books = lived.accounts
    came = books["disbursed"] + books["interest"] + books["fees"]
    assert (came == books[COLUMNS].sum(axis=1)).all(), "the ledger is out"
    assert (books[COLUMNS] >= 0).all(axis=None)
    flows = cash_flows(lived.log, lived.measures)
    assert (flows.groupby("flow")["amount"].sum() == 0).all(), "cash was lost or made"


def assert_outcomes(lived: Lived, scenario: Scenario) -> None:
    """Find every outcome again in the events, without a tolerance but for discounted cash."""
    measures = {name: getattr(lived.measures, name) for name in lived.measures.__dataclass_fields__}
    has_others = bool(scenario.base.platforms)
    measures["platform"] = scenario.base.collection.platform if has_others else None
    known = lived.accounts[["account", "borrower", "segment", "platform"]]
    expected = recompute(lived.events, known, measures)
    found = lived.outcomes.set_index(["segment", "outcome"])
    assert set(found.index) == set(expected)
    for place, fraction in expected.items():
        mine = np.array(tuple(found.loc[place]), dtype=float)
        theirs = np.array(fraction, dtype=float)
        near = 1e-12 * np.nanmax(np.abs(theirs)) if place[1] in INEXACT else 0.0
        assert np.allclose(mine, theirs, rtol=0, atol=near, equal_nan=True), (place, mine, theirs)


def assert_cap(events: pd.DataFrame, limit: int, days: int) -> None:
    """Count each lender's stage work on each borrower in every window that ends with an attempt."""
    words = events.astype({"event": str, "channel": str, "target": str, "stage": str})
    tried = words[
        (words["event"] == "attempt") & (words["day"] >= 0) & (words["stage"] != "")
        & words["channel"].isin(["sms", "call", "bot_call"]) & (words["target"] == "borrower")
    ]  # fmt: skip
    for whom, rows in tried.groupby(["platform", "borrower"], observed=True):
        per_day = Counter(rows["day"].tolist())
        for last in per_day:
            so_many = sum(n for day, n in per_day.items() if last - days < day <= last)
            assert so_many <= limit, (whom, last, so_many, limit, days)


QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=QUIET)
@given(drawn=scenarios())
def test_some_random_scenarios_keep_every_promise(drawn):
    assert_promises(drawn)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
@given(drawn=scenarios())
def test_random_scenarios_over_all_mechanisms_keep_every_promise(drawn):
    assert_promises(drawn)


def test_more_than_one_mechanism_is_drawn_from():
    """Otherwise the promises would be checked of little: every piece that can be laid is."""
    assert len(FREE) > 15
    assert CUTTING
    assert OTHERS


@pytest.mark.parametrize("gap", [0, 1])
def test_a_window_above_the_cap_is_noticed(gap):
    """Two attempts within two days: one too many for a cap of one in two days."""
    rows = pd.DataFrame({
        "event": "attempt", "day": [5, 5 + gap], "stage": "overdue", "channel": "sms",
        "target": "borrower", "platform": "lender", "borrower": 1,
    })  # fmt: skip
    assert list(pairwise(rows["day"])) == [(5, 5 + gap)]
    with pytest.raises(AssertionError):
        assert_cap(rows, 1, 2)
