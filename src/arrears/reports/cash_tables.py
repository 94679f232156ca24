"""The who-pays table as people read it: flows below each other, parties across, one per policy."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from arrears.plots.numerals import bounds_text, number_text
from arrears.plots.who_pays import who_pays_grid
from arrears.reports.outcome_tables import Cell
from arrears.words import ENGLISH, Words

__all__ = ["CashRow", "CashTable", "cash_tables"]

_NOTHING = "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CashRow:
    """One kind of cash flow; a party that has no part in it has a dash."""

    flow: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CashTable:
    """The cash of one policy per borrower; the last column sums each row, the last row nets."""

    policy: str
    parties: tuple[str, ...]
    rows: tuple[CashRow, ...]


def cash_tables(who_pays: pd.DataFrame, *, words: Words = ENGLISH) -> tuple[CashTable, ...]:
    """Return one table per policy, in currency units received less paid per borrower.

    Parameters
    ----------
    who_pays : DataFrame
        As `arrears.plots.who_pays.who_pays_table` returns it.
    words : Words
        The reader's language.

    Returns
    -------
    tuple of CashTable
        Sums are written as they come out of the means shown, which is 0 but for rounding.
    """
    cash = who_pays.loc[who_pays["panel"] == "cash"]
    policies = dict.fromkeys(cash["policy"])
    return tuple(_table(who_pays, cash, policy, words) for policy in policies)


def _table(who_pays: pd.DataFrame, cash: pd.DataFrame, policy: str, words: Words) -> CashTable:
    grid = who_pays_grid(who_pays, policy)
    of_policy = cash.loc[cash["policy"] == policy].set_index(["flow", "party"])
    parties = grid.columns[:-1].tolist()
    rows = tuple(
        CashRow(
            flow=words.name(flow),
            cells=(
                *_cells((of_policy.loc[(flow, party)] for party in parties), words),
                Cell(value=f"{abs(grid['sum'][flow]):.2f}", interval=""),
            ),
        )
        for flow in grid.index
    )
    heads = (*(words.name(party) for party in parties), words.name("sum"))
    return CashTable(policy=policy, parties=heads, rows=rows)


def _cells(found: Iterable[pd.Series], words: Words) -> Iterable[Cell]:
    for row in found:
        mean, low, high = row["mean"], row["low"], row["high"]
        if mean == 0 and (math.isnan(low) or low == high):
            yield Cell(value=_NOTHING, interval="")
        else:
            value = number_text(mean, low, high, percent=False, signed=True, words=words)
            bounds = bounds_text(low, high, percent=False, signed=True, words=words)
            yield Cell(value=value, interval=bounds)
