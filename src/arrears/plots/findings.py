"""What figures say in words: few policies one by one, many by the ends of their range."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from arrears.plots.numerals import bounds_text, number_text
from arrears.words import ENGLISH, Words

__all__ = ["levels_said"]

_FEW = 3


def levels_said(rows: pd.DataFrame, *, percent: bool, words: Words = ENGLISH) -> str:
    """Return each policy's level with its interval; of many the lowest and the highest.

    Parameters
    ----------
    rows : DataFrame, one row per policy
        Columns ``policy, mean, low, high``.
    percent : bool
        Whether levels are fractions, to be read in per cent.
    words : Words
        The reader's language.
    """
    known = rows.loc[rows["mean"].notna()]
    if known.empty:
        return words("empty")
    if len(known) <= _FEW:
        return words.listed(
            _said(row, percent=percent, words=words) for row in known.to_dict("records")
        )
    if len(known[["mean", "low", "high"]].drop_duplicates()) == 1:
        level = _level(known.iloc[0].to_dict(), percent=percent, words=words)
        return words("all {n} policies {level}", n=len(known), level=level)
    ends = known.loc[[known["mean"].idxmin(), known["mean"].idxmax()]]
    lowest, highest = (_said(row, percent=percent, words=words) for row in ends.to_dict("records"))
    return words(
        "of {n} policies, lowest {lowest}, highest {highest}",
        n=len(known), lowest=lowest, highest=highest,
    )  # fmt: skip


def _said(row: Mapping[Hashable, Any], *, percent: bool, words: Words) -> str:
    return f"{row['policy']} {_level(row, percent=percent, words=words)}"


def _level(row: Mapping[Hashable, Any], *, percent: bool, words: Words) -> str:
    numbers = row["mean"], row["low"], row["high"]
    bounds = bounds_text(*numbers[1:], percent=percent, words=words)
    within = f" ({bounds})" if bounds else ""
    return f"{number_text(*numbers, percent=percent, words=words)}{within}"
