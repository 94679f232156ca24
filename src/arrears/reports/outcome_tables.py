"""The two tables of the page: policies by compared outcomes, as levels and as differences."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arrears.plots.labels import better_text, in_words, is_fraction
from arrears.reports.numerals import (
    difference_text,
    interval_text,
    level_text,
    p_value_text,
)
from arrears.reports.run_files import RunFiles
from arrears.results.codebook import Outcome, lookup

__all__ = ["Cell", "OutcomeTable", "Row", "changes", "levels"]


_METHODS = {
    "t": "95 %, Student's t over replications",
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
    definitions: tuple[Outcome, ...] = ()


def levels(run: RunFiles) -> OutcomeTable:
    """Return every policy's compared outcomes with their intervals."""
    chosen = run.summary.loc[run.summary["outcome"].isin(run.outcomes)]
    rows = tuple(
        Row(
            policy=policy,
            cells=tuple(_level(chosen, policy, outcome) for outcome in run.outcomes),
        )
        for policy in run.policies
    )
    return OutcomeTable(
        heads=tuple(map(_head, run.outcomes)),
        rows=rows,
        note=_method(chosen),
        definitions=tuple(lookup(outcome) for outcome in run.outcomes),
    )


def changes(run: RunFiles) -> OutcomeTable:
    """Return every other policy's paired differences to the baseline with their intervals."""
    compared = run.differences["outcome"].isin(run.outcomes)
    chosen = run.differences.loc[compared & (run.differences["policy"] != run.baseline)]
    rows = tuple(
        Row(
            policy=policy,
            cells=tuple(_difference(chosen, policy, outcome) for outcome in run.outcomes),
        )
        for policy in chosen["policy"].unique()
    )
    note = "Bold: the interval excludes 0, taken alone. " + _method(chosen)
    if chosen["p_holm"].notna().any():
        note += " p is Holm's, corrected for all outcomes and policies of the run together."
    return OutcomeTable(heads=tuple(map(_difference_head, run.outcomes)), rows=rows, note=note)


def _head(outcome: str) -> str:
    direction = better_text(outcome)
    words = in_words(outcome)
    return f"{words} ({direction})" if direction else words


def _difference_head(outcome: str) -> str:
    points = ", percentage points" if is_fraction(outcome) else ""
    return f"{in_words(outcome)}{points}"


def _method(rows: pd.DataFrame) -> str:
    """Name the methods of the intervals and how many replications they rest on."""
    known = rows.loc[rows["mean" if "mean" in rows else "difference"].notna()]
    counts = sorted({int(count) for count in known["replications"]})
    if not counts:
        return "All values are empty."
    span = str(counts[0]) if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
    names = sorted({_METHODS.get(method, method) for method in known["method"]})
    return f"Intervals: {', '.join(names)}; n = {span} replications."


def _level(rows: pd.DataFrame, policy: str, outcome: str) -> Cell:
    row = _find(rows, policy, outcome)
    if row is None:
        return Cell(value="empty", interval="")
    return Cell(
        value=level_text(outcome, row["mean"], row["low"], row["high"]),
        interval=interval_text(outcome, row["low"], row["high"]),
    )


def _difference(rows: pd.DataFrame, policy: str, outcome: str) -> Cell:
    row = _find(rows, policy, outcome)
    if row is None:
        return Cell(value="empty", interval="")
    interval = interval_text(outcome, row["low"], row["high"], signed=True)
    p_value = "" if math.isnan(row["p_holm"]) else p_value_text(row["p_holm"])
    return Cell(
        value=difference_text(outcome, row["difference"], row["low"], row["high"]),
        interval=interval,
        p_value=p_value,
        clear=row["low"] > 0 or row["high"] < 0,
    )


def _find(rows: pd.DataFrame, policy: str, outcome: str) -> dict[Hashable, Any] | None:
    found = rows.loc[(rows["policy"] == policy) & (rows["outcome"] == outcome)]
    return None if found.empty else found.iloc[0].to_dict()
