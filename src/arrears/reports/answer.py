"""The answer in one sentence: what the differences say, and what luck alone could explain."""

import math
from collections.abc import Hashable
from typing import Any

import pandas as pd

from arrears.plots.labels import in_words, is_fraction
from arrears.reports.numerals import (
    difference_text,
    interval_text,
    level_text,
    p_value_text,
)

__all__ = ["answer"]

_CLAUSES = 4  # policies named in the sentence; the table has them all
_SIGNIFICANT = 0.05

Row = dict[Hashable, Any]


def answer(outcome: str, baseline: str, differences: pd.DataFrame, summary: pd.DataFrame) -> str:
    """Say how each policy's outcome differs from the baseline's, in one sentence.

    Parameters
    ----------
    outcome : str
        The first outcome compared.
    baseline : str
        The policy that the others are compared with.
    differences : DataFrame, one row per policy and outcome
        Columns of ``differences.csv``; rows of the baseline itself are left out.
    summary : DataFrame, one row per policy and outcome
        Columns of ``summary.csv``; used when there is nothing to compare.

    Returns
    -------
    str
        A plain sentence. A difference whose interval includes 0 is said to be none that luck could
        not explain; one without an interval is not judged; no policy is declared the winner.
    """
    chosen = (differences["outcome"] == outcome) & (differences["policy"] != baseline)
    rows = differences.loc[chosen].to_dict("records")
    if not rows:
        return _only_level(outcome, summary)
    words = in_words(outcome)
    clauses = [f"{row['policy']} {_clause(outcome, row)}" for row in rows[:_CLAUSES]]
    if len(rows) > _CLAUSES:
        clauses.append(f"{len(rows) - _CLAUSES} more policies in the table below")
    return f"{words[0].upper()}{words[1:]}, compared with {baseline}: {'; '.join(clauses)}."


def _clause(outcome: str, row: Row) -> str:
    difference, low, high = row["difference"], row["low"], row["high"]
    count = int(row["replications"])
    if math.isnan(difference):
        return "cannot be compared (the outcome is empty in every replication)"
    if difference == 0 and (math.isnan(low) or low == high == 0):
        return f"exactly the same ({_replications(count)})"
    signed = difference_text(outcome, difference, low, high)
    points = " percentage points" if is_fraction(outcome) else ""
    size = f"{signed[1:]}{points}"
    direction = "lower" if difference < 0 else "higher"
    if math.isnan(low) or math.isnan(high):
        return (
            f"{size} {direction} in {_replications(count)}, too few for an interval: "
            "this may be luck"
        )
    interval = f"95 % interval {interval_text(outcome, low, high, signed=True)}, n = {count}"
    if low <= 0 <= high:
        return f"no difference that luck could not explain ({signed}{points}, {interval})"
    p_holm = row.get("p_holm", float("nan"))
    if not math.isnan(p_holm) and p_holm >= _SIGNIFICANT:
        interval += f"; not clear once all comparisons are counted, Holm's {p_value_text(p_holm)}"
    return f"{size} {direction} ({interval})"


def _only_level(outcome: str, summary: pd.DataFrame) -> str:
    rows = summary.loc[summary["outcome"] == outcome].to_dict("records")
    if not rows:
        return f"Nothing to compare: the run has no outcome called {outcome}."
    row = rows[0]
    level = level_text(outcome, row["mean"], row["low"], row["high"])
    interval = interval_text(outcome, row["low"], row["high"])
    within = f"95 % interval {interval}, " if interval else "no interval, "
    words = in_words(outcome)
    why = "one policy was run" if len(rows) == 1 else "no differences were computed"
    return (
        f"{words[0].upper()}{words[1:]} under {row['policy']} is {level} "
        f"({within}n = {int(row['replications'])}); {why}, so nothing is compared."
    )


def _replications(count: int) -> str:
    return "1 replication" if count == 1 else f"{count} replications"
