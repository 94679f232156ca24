"""One arm of a run: a policy under a regime in one replication, from settings to tables."""

import time
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from arrears.log import events_frame
from arrears.portfolio.tape import Loans
from arrears.registry import Module, load
from arrears.regulation.regime import Regime
from arrears.results import cash_flows, outcomes, tally
from arrears.results.added_outcomes import added_outcomes
from arrears.runs.choose import Engine
from arrears.runs.measuring import measures_of
from arrears.runs.storage import put_folder
from arrears.scenario.schema import Settings

__all__ = ["Arm", "ArmTask", "run_arm"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Arm:
    """What is simulated by itself; arms sort as the rows of every table do.

    ``world`` is empty in the run's own world, see `arrears.scenario.worlds`.
    """

    policy: str
    regime: str
    replication: int
    world: str = ""

    @property
    def folder(self) -> str:
        """The name of the folder of its tables until all arms are finished."""
        own = f"{self.policy}.{self.regime}.{self.replication:06d}"
        return f"{own}.{self.world}" if self.world else own

    def __str__(self) -> str:
        own = f"policy {self.policy}, regime {self.regime}, replication {self.replication}"
        return f"{own}, world {self.world}" if self.world else own


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArmTask:
    """All that a worker must know to simulate one arm and write its tables."""

    arm: Arm
    base: Settings
    policy: Settings
    seed: int
    loans: Loans | None
    engine: Engine
    parts: Path
    keeps_events: bool
    extensions: tuple[Module, ...] = ()
    rules: Regime | None = None


def run_arm(task: ArmTask) -> float:
    """Simulate one arm and put the folder of its tables in place, complete or not at all.

    Returns
    -------
    float
        Seconds that it took.

    Raises
    ------
    StorageError
        If its tables cannot be stored; then nothing is left of them.
    """
    started = time.perf_counter()
    simulated = task.engine.simulate(
        task.base, task.policy,
        replication=task.arm.replication, seed=task.seed, loans=task.loans,
        rules=task.rules,
    )  # fmt: skip
    measures = measures_of(task.base)
    extra = tuple(added_outcomes(load(task.extensions)).values())
    tallies = tally(simulated.log, simulated.accounts, measures, extra)
    found = outcomes(tallies, simulated.accounts, measures, extra)
    if task.arm.world:  # of other worlds no more is kept than what can be compared
        put_folder({"outcomes.csv": _of_arm(found, task.arm)}, task.parts / task.arm.folder)
        return time.perf_counter() - started
    tables = {
        "outcomes.csv": found,
        "monthly.parquet": tallies.monthly,
        "durations.parquet": tallies.durations,
        "accounts.parquet": simulated.accounts,
        "who_pays.csv": cash_flows(simulated.log, measures),
    }
    arm = task.arm
    tables = {name: _of_arm(table, arm) for name, table in tables.items()}
    if task.keeps_events:
        tables["events.parquet"] = events_frame(
            simulated.log, arm.policy, arm.regime, arm.replication
        )
    put_folder(tables, task.parts / arm.folder)
    return time.perf_counter() - started


def _of_arm(table: pd.DataFrame, arm: Arm) -> pd.DataFrame:
    """Return a table with the names of its arm in front."""
    names: dict[str, str | int] = {
        "policy": arm.policy, "regime": arm.regime, "replication": arm.replication,
    }  # fmt: skip
    if arm.world:
        names["world"] = arm.world
    rest = table.drop(columns=list(names), errors="ignore")
    return pd.concat([pd.DataFrame(names, index=rest.index), rest], axis="columns")
