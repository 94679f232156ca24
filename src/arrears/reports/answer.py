"""The answer in one sentence: what the differences say, and what luck alone could explain."""

import math
from collections.abc import Hashable
from typing import Any

import pandas as pd

from arrears.plots.labels import in_words, is_fraction
from arrears.plots.numerals import (
    difference_text,
    interval_text,
    level_text,
    p_value_text,
)
from arrears.words import ENGLISH, Words

__all__ = ["answer"]

_CLAUSES = 4  # policies named in the sentence; the table has them all
_SIGNIFICANT = 0.05

Row = dict[Hashable, Any]


def answer(
    outcome: str,
    baseline: str,
    differences: pd.DataFrame,
    summary: pd.DataFrame,
    *,
    words: Words = ENGLISH,
) -> str:
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
    words : Words
        The reader's language.

    Returns
    -------
    str
        A plain sentence. A difference whose interval includes 0 is said to be none that luck could
        not explain; one without an interval is not judged; no policy is declared the winner.
    """
    chosen = (differences["outcome"] == outcome) & (differences["policy"] != baseline)
    rows = differences.loc[chosen].to_dict("records")
    if not rows:
        return _only_level(outcome, summary, words)
    clauses = [
        words("{policy} {finding}", policy=row["policy"], finding=_finding(outcome, row, words))
        for row in rows[:_CLAUSES]
    ]
    if len(rows) > _CLAUSES:
        clauses.append(words("{n} more policies in the table below", n=len(rows) - _CLAUSES))
    return words(
        "{outcome}, compared with {baseline}: {clauses}.",
        outcome=words.capital(in_words(outcome, words=words)),
        baseline=baseline,
        clauses=words.clauses(clauses),
    )


def _finding(outcome: str, row: Row, words: Words) -> str:
    difference, low, high = row["difference"], row["low"], row["high"]
    count = int(row["replications"])
    if math.isnan(difference):
        return words("cannot be compared (the outcome is empty in every replication)")
    if difference == 0 and (math.isnan(low) or low == high == 0):
        return words("exactly the same ({replications})", replications=_replications(count, words))
    signed = difference_text(outcome, difference, low, high, words)
    if math.isnan(low) or math.isnan(high):
        return words(
            "{size} in {replications}, too few for an interval: this may be luck",
            size=_size(outcome, signed, words),
            replications=_replications(count, words),
        )
    interval = words(
        "95 % interval {interval}, n = {n}",
        interval=interval_text(outcome, low, high, signed=True, words=words),
        n=count,
    )
    if low <= 0 <= high:
        return words(
            "{size}, no more than luck could explain ({interval})",
            size=_size(outcome, signed, words),
            interval=interval,
        )
    p_holm = row.get("p_holm", float("nan"))
    if not math.isnan(p_holm) and p_holm >= _SIGNIFICANT:
        unclear = words(
            "not clear once all comparisons are counted, Holm's {p}", p=p_value_text(p_holm)
        )
        interval = words.clauses([interval, unclear])
    return words("{size} ({interval})", size=_size(outcome, signed, words), interval=interval)


def _size(outcome: str, signed: str, words: Words) -> str:
    """Say how much lower or higher."""
    size = signed.lstrip("+\N{MINUS SIGN}")
    if is_fraction(outcome):
        size = words("{n} percentage points", n=size)
    return words(
        "{size} lower" if signed.startswith("\N{MINUS SIGN}") else "{size} higher", size=size
    )


def _only_level(outcome: str, summary: pd.DataFrame, words: Words) -> str:
    rows = summary.loc[summary["outcome"] == outcome].to_dict("records")
    if not rows:
        return words(
            "Nothing to compare: the run has no outcome called {outcome}.", outcome=outcome
        )
    row = rows[0]
    interval = interval_text(outcome, row["low"], row["high"], words=words)
    within = words("95 % interval {interval}", interval=interval) if interval else ""
    one = words("one policy was run, so nothing is compared")
    return words(
        "{outcome} under {policy} is {level} ({interval}, n = {n}); {why}.",
        outcome=words.capital(in_words(outcome, words=words)),
        policy=row["policy"],
        level=level_text(outcome, row["mean"], row["low"], row["high"], words),
        interval=within or words("no interval"),
        n=int(row["replications"]),
        why=one
        if len(rows) == 1
        else words("no differences were computed, so nothing is compared"),
    )


def _replications(count: int, words: Words) -> str:
    return words("1 replication") if count == 1 else words("{n} replications", n=count)
