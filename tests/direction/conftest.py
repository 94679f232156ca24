"""Runs small enough for a test: a few hundred borrowers, each policy under the same luck."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.results import holdout_effects, outcomes, tally
from arrears.runs.measuring import measures_of
from arrears.scenario.load import load_scenario
from arrears.scenario.scenario import Scenario

GRID = Path(__file__).with_name("grid.yaml")
SEGMENTS = ("salaried", "gig_worker", "student", "low_income")

DOWNTURN = {
    "path": "step", "from_month": 0, "months": 60, "hazard_factor": 2.5, "income_factor": 0.93,
}  # fmt: skip


@dataclass(slots=True)
class Measured:
    """What came of one policy, its replications taken together."""

    tables: list[pd.DataFrame] = field(default_factory=list)
    monthly: list[pd.DataFrame] = field(default_factory=list)
    events: list[pd.DataFrame] = field(default_factory=list)

    def __getitem__(self, outcome: str) -> float:
        """Return an outcome of the whole book: numerators over denominators of all replications."""
        rows = pd.concat(self.tables).query("segment == 'all'")
        chosen = rows[rows["outcome"] == outcome]
        return float(chosen["numerator"].sum() / chosen["denominator"].sum())

    def total(self, series: str) -> int:
        """Return the sum of a monthly series over all months and replications."""
        rows = pd.concat(self.monthly)
        chosen = (rows["segment"].astype(str) == "all") & (rows["series"].astype(str) == series)
        return int(rows.loc[chosen, "value"].sum())

    def count(self, event: str, **where: str) -> int:
        """Return how many rows of the log are of an event, with columns as said."""
        rows = pd.concat(self.events)
        chosen = rows["event"].astype(str) == event
        for column, value in where.items():
            chosen &= rows[column].astype(str) == value
        return int(chosen.sum())

    def holdout(self, action: str) -> pd.Series:
        """Return the effects of an action by comparison: randomised and naive."""
        table = holdout_effects(pd.concat(self.monthly))
        whole = table[(table["segment"].astype(str) == "all") & (table["action"] == action)]
        return whole.set_index("comparison")["effect"]


Measure = Callable[..., dict[str, Measured]]


def run_all(
    scenario: Scenario, replications: int, *, keep_events: bool = False
) -> dict[str, Measured]:
    """Run every policy of a scenario; each replication has the same luck under all of them."""
    measures = measures_of(scenario.base)
    found = {}
    for name, policy in scenario.policies.items():
        own = found[name] = Measured()
        for replication in range(replications):
            simulated = simulate(
                scenario.base, policy, replication=replication, seed=scenario.base.seed,
                loans=scenario.loans,
            )  # fmt: skip
            tallies = tally(simulated.log, simulated.accounts, measures)
            own.monthly.append(tallies.monthly)
            own.tables.append(outcomes(tallies, simulated.accounts, measures))
            if keep_events:
                own.events.append(events_frame(simulated.log, name, "none", replication))
    return found


@pytest.fixture(scope="session")
def run_policies() -> Callable[..., dict[str, Measured]]:
    """Return the function that runs every policy of a loaded scenario."""
    return run_all


@pytest.fixture(scope="session")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Measure:
    """Return a function that lays changes over the grid, runs policies and remembers the answer."""
    folder, known = tmp_path_factory.mktemp("direction"), {}

    def run(
        policies: dict[str, Any],
        *,
        replications: int = 3,
        keep_events: bool = False,
        **changes: Any,
    ) -> dict[str, Measured]:
        document = {"schema_version": 1, "scenario": "direction", "extends": str(GRID)}
        document |= changes | {"policies": policies, "compare": {"baseline": next(iter(policies))}}
        text = json.dumps(document)
        key = (text, replications, keep_events)
        if key not in known:
            path = folder / f"grid_{len(known)}.yaml"
            path.write_text(text, encoding="utf-8")
            known[key] = run_all(load_scenario(path), replications, keep_events=keep_events)
        return known[key]

    return run


@pytest.fixture(scope="session")
def call_changes() -> Callable[..., dict[str, Any]]:
    """Return a function that gives the change of a policy to the one action of the grid."""

    def change(**action: Any) -> dict[str, Any]:
        call = {"name": "call"} | action
        return {"collection": {"stages": [{"name": "overdue", "actions": [call]}]}}

    return change


@pytest.fixture(scope="session")
def every_segment() -> Callable[..., dict[str, Any]]:
    """Return a function that gives a portfolio whose segments all have some traits."""

    def change(borrowers: int = 400, **traits: Any) -> dict[str, Any]:
        segments = [{"name": name} | copy.deepcopy(traits) for name in SEGMENTS]
        return {"borrowers": borrowers, "segments": segments}

    return change


@pytest.fixture(scope="session")
def downturn() -> dict[str, Any]:
    """Return an economy that is bad throughout."""
    return dict(DOWNTURN)
