"""The two tables of the page: policies by compared outcomes, as levels and as differences."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arrears.plots.labels import better_text, in_words, is_fraction
from arrears.plots.numerals import (
    difference_text,
    interval_text,
    level_text,
    p_value_text,
)
from arrears.reports.definitions import Definition, definitions
from arrears.reports.run_files import RunFiles
from arrears.results.assumptions import read_assumptions
from arrears.words import ENGLISH, Words

__all__ = ["Cell", "OutcomeTable", "Row", "changes", "levels", "levels_over_sets", "supplied"]


_SUPPLIES = {
    "fixed": "with supply fixed",
    "adjusted": "with supply adjusted",
    "change": "the change",
}
_METHODS = {
    "t": "95 %, Student's t over replications",
    "BCa bootstrap": "95 %, BCa bootstrap over replications where values are skewed",
    "bootstrap-t": "95 %, bootstrap-t over replications where values are skewed",
    "single": "none, as there is a single replication",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number in words; ``clear`` when the interval of a difference excludes 0."""

    value: str
    interval: str
    p_value: str = ""
    clear: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The cells of one policy."""

    policy: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTable:
    """One row per policy, one column per compared outcome."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str
    definitions: tuple[Definition, ...] = ()


def levels(run: RunFiles, *, words: Words = ENGLISH) -> OutcomeTable:
    """Return every policy's compared outcomes with their intervals."""
    chosen = run.summary.loc[run.summary["outcome"].isin(run.outcomes)]
    rows = tuple(
        Row(
            policy=policy,
            cells=tuple(_level(chosen, policy, outcome, words) for outcome in run.outcomes),
        )
        for policy in run.policies
    )
    return OutcomeTable(
        heads=tuple(_head(outcome, words) for outcome in run.outcomes),
        rows=rows,
        note=_method(chosen, words),
        definitions=definitions(run.outcomes, words),
    )


def levels_over_sets(run: RunFiles, *, words: Words = ENGLISH) -> OutcomeTable | None:
    """Return the compared outcomes over the parameter sets; None if there were none.

    A cell holds the median of the sets, and the lowest and the highest of them.
    """
    tables = read_assumptions(run.directory)
    if tables is None:
        return None
    found = tables.levels
    rows = tuple(
        Row(
            policy=str(policy),
            cells=tuple(
                _spread(own.loc[own["outcome"] == outcome, "mean"].dropna(), outcome, words)
                for outcome in run.outcomes
            ),
        )
        for policy, own in found.groupby("policy", sort=False)
    )
    note = words(
        "Over {n} parameter sets: the median, and below it the lowest and the highest set. Part of "
        "the spread is luck, as a set has {replications} replications.",
        n=found["set"].nunique(),
        replications=int(found["replications"].max()),
    )
    heads = tuple(_head(outcome, words) for outcome in run.outcomes)
    return OutcomeTable(heads=heads, rows=rows, note=note)


def changes(run: RunFiles, *, words: Words = ENGLISH) -> OutcomeTable:
    """Return every other policy's paired differences to the baseline with their intervals."""
    compared = run.differences["outcome"].isin(run.outcomes)
    chosen = run.differences.loc[compared & (run.differences["policy"] != run.baseline)]
    rows = tuple(
        Row(
            policy=policy,
            cells=tuple(_difference(chosen, policy, outcome, words) for outcome in run.outcomes),
        )
        for policy in chosen["policy"].unique()
    )
    notes = [words("Bold: the interval excludes 0, taken alone."), _method(chosen, words)]
    if chosen["p_holm"].notna().any():
        notes.append(words("p is Holm's, corrected for all policies and all outcomes compared."))
    return OutcomeTable(
        heads=tuple(_difference_head(outcome, words) for outcome in run.outcomes),
        rows=rows,
        note=words.sentences(notes),
    )


def supplied(differences: pd.DataFrame, *, words: Words = ENGLISH) -> OutcomeTable:
    """Return every other policy's differences with supply fixed and adjusted, below each other.

    Parameters
    ----------
    differences : DataFrame
        As `arrears.plots.supply.supply_figure_table` returns it.
    words : Words
        The reader's language.
    """
    table = differences.assign(p_holm=math.nan)
    outcomes = list(dict.fromkeys(table["outcome"]))
    rows = []
    for policy in dict.fromkeys(table["policy"]):
        for supply, name in _SUPPLIES.items():
            own = table.loc[table["supply"] == supply]
            cells = tuple(_difference(own, policy, outcome, words) for outcome in outcomes)
            rows.append(Row(policy=words("{policy}, {supply}", policy=policy, supply=words(name)),
                            cells=cells))  # fmt: skip
    notes = [words("Bold: the interval excludes 0, taken alone."), _method(table, words)]
    return OutcomeTable(
        heads=tuple(_difference_head(outcome, words) for outcome in outcomes), rows=tuple(rows),
        note=words.sentences(notes),
    )  # fmt: skip


def _head(outcome: str, words: Words) -> str:
    direction = better_text(outcome, words=words)
    label = words.capital(in_words(outcome, words=words))
    return words("{label} ({better})", label=label, better=direction) if direction else label


def _difference_head(outcome: str, words: Words) -> str:
    label = words.capital(in_words(outcome, words=words))
    if is_fraction(outcome):
        return words("{outcome}, percentage points", outcome=label)
    return label


def _method(rows: pd.DataFrame, words: Words) -> str:
    """Name the methods of the intervals and how many replications they rest on."""
    known = rows.loc[rows["mean" if "mean" in rows else "difference"].notna()]
    counts = sorted({int(count) for count in known["replications"]})
    if not counts:
        return words("All values are empty.")
    first, last = str(counts[0]), str(counts[-1])
    span = first if first == last else words("{low} to {high}", low=first, high=last)
    names = sorted(set(known["method"]))
    methods = [_method_in_words(name, words) for name in names]
    return words(
        "Intervals: {methods}; n = {n} replications.", methods=words.clauses(methods), n=span
    )


def _method_in_words(method: str, words: Words) -> str:
    """Say a method; of a run that stopped when it was precise enough, also that it did."""
    name, stopped, at = method.partition(", stopped at ")
    said = words(_METHODS.get(name.removeprefix("paired "), name))
    if not stopped:
        return said
    return words("{method}, stopped at {n} replications as precise enough", method=said, n=at)


def _level(rows: pd.DataFrame, policy: str, outcome: str, words: Words) -> Cell:
    row = _find(rows, policy, outcome)
    if row is None:
        return Cell(value=words("empty"), interval="")
    return Cell(
        value=level_text(outcome, row["mean"], row["low"], row["high"], words),
        interval=interval_text(outcome, row["low"], row["high"], words=words),
    )


def _spread(means: "pd.Series[float]", outcome: str, words: Words) -> Cell:
    """Return the median of the sets that have a value, with the lowest and the highest."""
    if means.empty:
        return Cell(value=words("empty"), interval="")
    low, high = float(means.min()), float(means.max())
    return Cell(
        value=level_text(outcome, float(means.median()), low, high, words),
        interval=interval_text(outcome, low, high, words=words),
    )


def _difference(rows: pd.DataFrame, policy: str, outcome: str, words: Words) -> Cell:
    row = _find(rows, policy, outcome)
    if row is None:
        return Cell(value=words("empty"), interval="")
    interval = interval_text(outcome, row["low"], row["high"], signed=True, words=words)
    p_value = "" if math.isnan(row["p_holm"]) else p_value_text(row["p_holm"])
    return Cell(
        value=difference_text(outcome, row["difference"], row["low"], row["high"], words),
        interval=interval,
        p_value=p_value,
        clear=row["low"] > 0 or row["high"] < 0,
    )


def _find(rows: pd.DataFrame, policy: str, outcome: str) -> dict[Hashable, Any] | None:
    found = rows.loc[(rows["policy"] == policy) & (rows["outcome"] == outcome)]
    return None if found.empty else found.iloc[0].to_dict()
