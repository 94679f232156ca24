"""One point of the assumptions: all policies under the same luck with some parameters changed."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from arrears.errors import ScenarioError
from arrears.experiments.variations import Changes, Variations
from arrears.results import outcomes, tally
from arrears.results.added_outcomes import added_outcomes
from arrears.runs.choose import Engine
from arrears.runs.measuring import measures_of
from arrears.runs.storage import write_table
from arrears.scenario.scenario import Scenario
from arrears.scenario.schema import Settings

__all__ = ["Contrast", "Levels", "Luck", "PointTask", "levels", "measure_point", "paired"]

Contrast = tuple[str, str]
"""A policy and an outcome, compared with the baseline."""

Luck = list[float]
"""Paired differences, one for each replication; NaN where one of the two has no value."""


Levels = Mapping[Contrast, Sequence[float]]
"""Values of every policy and outcome, the baseline's too, one for each replication."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PointTask:
    """All that a worker must know to measure one point.

    Parameters
    ----------
    variations : Variations
        The scenario as it was run.
    changes : mapping of number by key
        What is changed in it.
    replications : int
        How many, from the first on: the same luck at every point.
    engine : Engine
        What simulates.
    path : Path
        The table to write.
    """

    variations: Variations
    changes: Changes
    replications: int
    engine: Engine
    path: Path

    def __str__(self) -> str:
        changes = ", ".join(f"{key}={value:g}" for key, value in self.changes.items())
        return f"{self.path.stem} ({changes})" if len(self.changes) == 1 else self.path.stem


def measure_point(task: PointTask) -> str:
    """Simulate every policy of a point and write its outcomes, complete or not at all.

    Returns
    -------
    str
        Why the scenario is refused with these changes, and then nothing is written; else empty.
    """
    scenario = task.variations.scenario
    try:
        changed = task.variations.at(task.changes)
    except ScenarioError as error:
        return str(error)
    rows = [
        (policy, replication, outcome, value)
        for policy, settings in changed.policies.items()
        for replication in range(task.replications)
        for outcome, value in _measured(task, changed, settings, replication).items()
        if outcome in scenario.compare.outcomes
    ]
    table = pd.DataFrame(rows, columns=["policy", "replication", "outcome", "value"])
    write_table(table, task.path)
    return ""


def _measured(
    task: PointTask, changed: Scenario, policy: Settings, replication: int
) -> dict[str, float]:
    """Return the outcomes of one replication of a policy, over everybody."""
    base = task.variations.scenario
    simulated = task.engine.simulate(
        changed.base, policy, replication=replication, seed=base.base.seed, loans=base.loans,
        rules=changed.rules.get(changed.regimes[0]),
    )  # fmt: skip
    measures = measures_of(changed.base)
    extra = tuple(added_outcomes(changed.added).values())
    tallies = tally(simulated.log, simulated.accounts, measures, extra)
    found = outcomes(tallies, simulated.accounts, measures, extra)
    found = found.loc[found["segment"] == "all"]
    return dict(zip(found["outcome"].tolist(), found["value"].tolist(), strict=True))


def paired(
    values: pd.DataFrame, *, baseline: str, contrasts: Sequence[Contrast], replications: int
) -> dict[Contrast, Luck]:
    """Return each policy's differences from the baseline, replication by replication.

    Parameters
    ----------
    values : DataFrame, one row per policy, replication and outcome
        Columns ``policy, replication, outcome, value``.
    contrasts : sequence of (policy, outcome)
        What is compared.
    replications : int
        How many count, from the first on.
    """
    columns = (values[name].tolist() for name in ("policy", "outcome", "replication", "value"))
    found: Mapping[tuple[str, str, int], float] = {
        (policy, outcome, replication): value
        for policy, outcome, replication, value in zip(*columns, strict=True)
    }
    return {
        (policy, outcome): [
            found.get((policy, outcome, number), math.nan)
            - found.get((baseline, outcome, number), math.nan)
            for number in range(replications)
        ]
        for policy, outcome in contrasts
    }


def levels(values: pd.DataFrame) -> Levels:
    """Return every policy's outcomes, replication by replication.

    Parameters
    ----------
    values : DataFrame, one row per policy, replication and outcome
        Columns ``policy, replication, outcome, value``.
    """
    found: dict[Contrast, list[float]] = {}
    columns = (values[name].tolist() for name in ("policy", "outcome", "value"))
    for policy, outcome, value in zip(*columns, strict=True):
        found.setdefault((policy, outcome), []).append(value)
    return found
