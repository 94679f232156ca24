"""Outcomes of one's own: registering them, and checking them on a small run."""

from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from arrears.errors import ExtensionError
from arrears.extend.trial import Faults, Trial, same_tables, tried
from arrears.registry import register
from arrears.results import outcomes, tally
from arrears.results.added_outcomes import OutcomeExtension
from arrears.results.codebook import CODEBOOK, Outcome
from arrears.results.ratios import Ratio
from arrears.results.rows import Book, EventRows, Integers
from arrears.results.series import MONTHLY
from arrears.results.sums import MonthlySums
from arrears.scenario.scenario import Scenario

__all__ = ["check_outcome", "register_outcome"]

Extension = TypeVar("Extension", bound=OutcomeExtension)
_BETTER = ("higher", "lower", "neutral")


def register_outcome(outcome: Extension) -> Extension:
    """Offer an outcome to the scenarios that name the calling module; return it.

    Raises
    ------
    ExtensionError
        If what it says about itself cannot be used.
    """
    faults = Faults(getattr(outcome, "name", type(outcome).__name__))
    _check_words(outcome, faults)
    faults.settle()
    register("outcome", outcome)
    return outcome


def check_outcome(
    outcome: OutcomeExtension,
    *,
    scenario: Scenario | str | Path = "first_steps",
    borrowers: int | None = 60,
) -> str:
    """Try an outcome on a small run and say whether anything is wrong with it.

    It must count whole numbers, give the same numbers twice, leave the log and all other outcomes
    as they are, and have a denominator that is never negative.

    Parameters
    ----------
    outcome : OutcomeExtension
        Registered or not.
    scenario : Scenario, str or Path
        What is run, its first policy once. Choose one in which the outcome is not 0.
    borrowers : int, optional
        How many; those of the scenario if None.

    Returns
    -------
    str
        A sentence for people: how many checks were passed.

    Raises
    ------
    ExtensionError
        With one line for each thing that is wrong.
    """
    faults = Faults(getattr(outcome, "name", type(outcome).__name__))
    _check_words(outcome, faults)
    if not faults.found:
        _check_numbers(outcome, tried(scenario, borrowers=borrowers), faults)
    return faults.settle()


def _check_words(outcome: OutcomeExtension, faults: Faults) -> None:
    """Check what an outcome says about itself."""
    with faults.catching("reading name, meaning, series and ratio"):
        name, meaning, ratio = outcome.name, outcome.meaning, outcome.ratio
        series = dict(outcome.series)
    if faults.found:
        return
    if not faults.need("meaning is no Outcome", holds=isinstance(meaning, Outcome)):
        return
    if not faults.need("ratio is no Ratio", holds=isinstance(ratio, Ratio)):
        return
    faults.need(f"meaning.name is {meaning.name!r}; it is the name", holds=meaning.name == name)
    faults.need("the codebook has an outcome of this name", holds=name not in CODEBOOK)
    better = f"meaning.better is {meaning.better!r}; accepted: {', '.join(_BETTER)}"
    faults.need(better, holds=meaning.better in _BETTER)
    for part in ("unit", "definition", "numerator", "denominator"):
        faults.need(f"meaning.{part} is empty", holds=bool(getattr(meaning, part).strip()))
    for own in series:
        fits = own.startswith(f"{name}.") and own.count(".") == 1
        faults.need(f"series {own!r} must be called {name}.something", holds=fits)
    for term in (*ratio.above, *ratio.below):
        known = term.removeprefix("-") in {*series, *MONTHLY}
        faults.need(f"ratio speaks of {term!r}, which is no series", holds=known)
    faults.need("ratio divides by nothing: below is empty", holds=bool(ratio.below))
    faults.need(f"ratio.unit is {ratio.unit}; it is positive", holds=ratio.unit > 0)


def _check_numbers(outcome: OutcomeExtension, trial: Trial, faults: Faults) -> None:
    """Check what an outcome counts."""
    before = trial.copied()
    events = EventRows.of(trial.log)
    book = Book.of(events, trial.accounts)
    sums = _Watched(trial.measures, book.segments, name=outcome.name)
    sums.known = set(outcome.series)
    with faults.catching("tally"):
        outcome.tally(events, book, sums)
    if faults.found:
        return
    faults.need("tally changed the log", holds=trial.log_is(before))
    usual = tally(trial.log, trial.accounts, trial.measures).monthly
    with faults.catching("tally, the second time"):
        first = tally(trial.log, trial.accounts, trial.measures, [outcome])
        again = tally(trial.log, trial.accounts, trial.measures, [outcome])
        table = outcomes(first, trial.accounts, trial.measures, [outcome])
    if faults.found:
        return
    said = "tally gives other numbers the second time"
    faults.need(said, holds=same_tables(first.monthly, again.monthly))
    others = first.monthly[~first.monthly["series"].isin(list(outcome.series))]
    same = same_tables(others.reset_index(drop=True), usual)
    faults.need("tally changed series that are not its own", holds=same)
    _check_values(outcome, table, faults)


def _check_values(outcome: OutcomeExtension, table: pd.DataFrame, faults: Faults) -> None:
    rows = table[table["outcome"] == outcome.name]
    below = rows["denominator"]
    faults.need(f"a denominator is {below.min():g}", holds=bool((below >= 0).all()))
    whole = rows.loc[rows["segment"] == "all", ["numerator", "denominator"]]
    told = "numerator and denominator are 0 throughout: try a scenario in which it happens"
    faults.need(told, holds=bool((whole != 0).any(axis=None)))


class _Watched(MonthlySums):
    """Sums that refuse what is not whole, not on a day of the run, or not the outcome's own."""

    __slots__ = ("known", "name")

    def __init__(self, *where: object, name: str) -> None:
        super().__init__(*where)  # type: ignore[arg-type]
        self.name, self.known = name, set[str]()

    def _check(self, series: str, **arrays: Integers | int) -> None:
        if series not in self.known:
            raise ExtensionError(f"{series!r} is not among its series; list it there")
        for what, numbers in arrays.items():
            found = np.asarray(numbers)
            if not np.issubdtype(found.dtype, np.integer):
                message = f"{what} of {series!r} are {found.dtype}; add whole numbers only"
                raise ExtensionError(message)

    def add(self, series: str, day: Integers, segment: Integers, value: Integers | int = 1) -> None:
        """Add values after a look at them."""
        self._check(series, days=day, segments=segment, values=value)
        late = np.asarray(day)[np.asarray(day) >= self.measures.horizon]
        if len(late):
            raise ExtensionError(f"{series!r} has day {late[0]}, which is after the last day")
        super().add(series, day, segment, value)

    def add_days(self, series: str, first: Integers, end: Integers, segment: Integers) -> None:
        """Add days of spans after a look at them."""
        self._check(series, firsts=first, ends=end, segments=segment)
        super().add_days(series, first, end, segment)

    def add_at_end(self, series: str, segment: Integers, value: Integers) -> None:
        """Add values of the horizon after a look at them."""
        self._check(series, segments=segment, values=value)
        super().add_at_end(series, segment, value)
