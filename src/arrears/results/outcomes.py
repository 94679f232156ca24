"""Outcomes from tallies: the last step, in which integers are divided for the first time."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from arrears.results.added_outcomes import OutcomeExtension
from arrears.results.codebook import CODEBOOK
from arrears.results.contrasts import contrast_rows
from arrears.results.measures import Measures
from arrears.results.ratios import OPEN_BOOK_RATIOS, RATIOS, Ratio
from arrears.results.tallies import Tallies

__all__ = ["OUTCOME_COLUMNS", "outcomes"]

OUTCOME_COLUMNS = ("segment", "outcome", "numerator", "denominator", "value")

Fraction = tuple[float, float]
Totals = dict[tuple[str, str], int]


def outcomes(
    tallies: Tallies,
    accounts: pd.DataFrame,
    measures: Measures,
    extra: Sequence[OutcomeExtension] = (),
) -> pd.DataFrame:
    """Return every outcome of one replication.

    Parameters
    ----------
    tallies : Tallies
        Of one replication.
    accounts : DataFrame, one row per account
        Column ``segment`` is read.
    measures : Measures
        As for the tallies.
    extra : sequence of OutcomeExtension
        As for the tallies; they stand behind those of the codebook.

    Returns
    -------
    DataFrame, one row per segment and outcome
        Columns ``segment`` (``all`` first, then by name), ``outcome`` in the order of the
        codebook (contrasts between segments last of ``all``), ``numerator``, ``denominator``,
        ``value``. A value is empty (NaN) when its denominator is 0, else their quotient.
    """
    totals = _totals(tallies.monthly)
    durations = dict(list(tallies.durations.groupby(["segment", "series"], observed=True)))
    empty = tallies.durations.iloc[:0]
    rows: list[tuple[str, str, float, float, float]] = []
    for segment in ("all", *sorted(set(accounts["segment"].astype(str)))):

        def lengths(series: str, segment: str = segment) -> pd.DataFrame:
            return durations.get((segment, series), empty)

        found = dict(_ratios(totals, segment, open_book=measures.open_book))
        found["net_cash_rate"] = _net_cash(
            lengths("cash_by_day"), lengths("base_by_day"), lengths("terminal_balance"), measures
        )
        found["recovery_rate"] = _recovery(lengths("late_instalments"))
        found |= _waits(lengths("review_wait"))
        found |= {each.name: _quotient_of(totals, segment, each.ratio) for each in extra}
        rows += [
            (segment, name, *found[name], _quotient(*found[name]))
            for name in (*CODEBOOK, *(each.name for each in extra))
            if name in found
        ]
    values = {(segment, name): value for segment, name, _, _, value in rows}
    contrasts = list(contrast_rows(values, measures.contrasts))
    everybody = sum(segment == "all" for segment, *_ in rows)
    rows[everybody:everybody] = contrasts
    return pd.DataFrame(rows, columns=list(OUTCOME_COLUMNS))


def _totals(monthly: pd.DataFrame) -> Totals:
    """Return the sum of each segment's series over all months; 0 where there is none."""
    totals: Totals = defaultdict(int)
    sums = monthly.groupby(["segment", "series"], observed=True)["value"].sum()
    keys: list[tuple[str, str]] = sums.index.to_list()
    for key, value in zip(keys, sums.to_list(), strict=True):
        totals[key] = int(value)
    return totals


def _quotient(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator else math.nan


def _ratios(totals: Totals, segment: str, *, open_book: bool) -> Iterator[tuple[str, Fraction]]:
    """Yield the outcomes that are plain ratios of series."""
    ratios: dict[str, Ratio] = RATIOS | (OPEN_BOOK_RATIOS if open_book else {})
    for name, ratio in ratios.items():
        yield name, _quotient_of(totals, segment, ratio)


def _quotient_of(totals: Totals, segment: str, ratio: Ratio) -> Fraction:
    below = _sum(totals, segment, ratio.below)
    return _sum(totals, segment, ratio.above), below / ratio.unit


def _sum(totals: Totals, segment: str, terms: Iterable[str]) -> int:
    return sum(
        -totals[segment, term[1:]] if term.startswith("-") else totals[segment, term]
        for term in terms
    )


def _net_cash(
    cash: pd.DataFrame, base: pd.DataFrame, terminal: pd.DataFrame, measures: Measures
) -> Fraction:
    """Return discounted net cash with the horizon's balance at its price, and discounted base.

    Sums are correctly rounded, so that no order of adding can change a bit.
    """
    daily = np.full(measures.horizon + 1, 1 / (1 + measures.discount_rate / 365))
    daily[0] = 1.0
    factor = np.multiply.accumulate(daily)
    price = dict(measures.terminal_prices)
    worth = (
        price[days] * float(factor[-1]) * amount
        for days, amount in zip(terminal["days"], terminal["amount"], strict=True)
    )
    numerator = math.fsum([*_discounted(cash, factor), *worth])
    return numerator, math.fsum(_discounted(base, factor))


def _discounted(flows: pd.DataFrame, factor: np.ndarray) -> list[float]:
    """Return each day's amount at its worth on day 0."""
    days = flows["days"].to_numpy(np.int64)
    worth: list[float] = (factor[days] * flows["amount"].to_numpy(np.int64)).tolist()
    return worth


def _recovery(late: pd.DataFrame) -> Fraction:
    """Return cash on late instalments, and all that was late."""
    paid = int(late["amount"].sum())
    return paid, paid + int(late["censored"].sum())


def _waits(waits: pd.DataFrame) -> dict[str, Fraction]:
    """Return the mean and the 90th percentile of the days since application, pending included.

    The percentile is the least number of days within which nine tenths of the cases lie.
    """
    days, cases = waits["days"], waits["count"] + waits["censored"]
    total = int(cases.sum())
    mean = (int((days * cases).sum()), total)
    if total == 0:
        return {"review_wait_days_mean": mean, "review_wait_days_p90": (0, 0)}
    ordered = waits.assign(cases=cases).sort_values("days")
    is_enough = 10 * ordered["cases"].cumsum() >= 9 * total
    percentile = int(ordered.loc[is_enough, "days"].iloc[0])
    return {"review_wait_days_mean": mean, "review_wait_days_p90": (percentile, 1)}
