"""A small run on which what a user adds is tried, and the list of what is found wrong with it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from arrears.errors import ExtensionError
from arrears.log import Log
from arrears.results.measures import Measures
from arrears.runs.choose import choose
from arrears.runs.measuring import measures_of
from arrears.scenario.load import load_scenario
from arrears.scenario.scenario import Scenario

__all__ = ["Faults", "Trial", "same_tables", "tried"]


@dataclass(slots=True)
class Faults:
    """Everything that is wrong with one thing, gathered before it is refused."""

    name: str
    found: list[str] = field(default_factory=list)
    passed: int = 0

    def need(self, message: str, *, holds: bool) -> bool:
        """Note a fault unless something holds; say whether it does."""
        if holds:
            self.passed += 1
        else:
            self.found.append(message)
        return holds

    @contextmanager
    def catching(self, doing: str) -> Iterator[None]:
        """Note whatever is raised as a fault."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever a user's code raises
            said = " ".join(str(error).split())
            self.found.append(f"{doing} raised {type(error).__name__}: {said}")
        else:
            self.passed += 1

    def settle(self) -> str:
        """Refuse if anything is wrong, else say that nothing was found.

        Raises
        ------
        ExtensionError
            With one line for each fault.
        """
        if self.found:
            raise ExtensionError("\n".join(f"{self.name}: {fault}" for fault in self.found))
        return f"{self.name}: nothing wrong found in {self.passed} checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One policy of one replication, and how its outcomes are measured."""

    log: Log
    accounts: pd.DataFrame
    measures: Measures

    def copied(self) -> dict[str, np.ndarray]:
        """Return the columns of the log as they are now."""
        return {name: column.copy() for name, column in self.log.columns.items()}

    def log_is(self, columns: dict[str, np.ndarray]) -> bool:
        """Whether the log still reads as it did."""
        now = self.log.columns
        return now.keys() == columns.keys() and all(
            np.array_equal(now[name], column) for name, column in columns.items()
        )


def tried(
    scenario: Scenario | str | Path, *, borrowers: int | None, sets: Iterable[str] = ()
) -> Trial:
    """Run the first policy of a scenario once and return what came of it."""
    if not isinstance(scenario, Scenario):
        scenario = load_scenario(scenario, sets=tuple(sets), borrowers=borrowers, replications=1)
    policy = next(iter(scenario.policies.values()))
    simulated = choose("auto").simulate(
        scenario.base, policy, replication=0, seed=scenario.base.seed, loans=scenario.loans
    )
    return Trial(
        log=simulated.log, accounts=simulated.accounts, measures=measures_of(scenario.base)
    )


def same_tables(one: pd.DataFrame, two: pd.DataFrame) -> bool:
    """Whether two tables have the same columns, types and rows."""
    return one.dtypes.equals(two.dtypes) and one.equals(two)
