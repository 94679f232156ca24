"""Rates by month, replication by replication: arrears, contacts, complaints, distress."""

from typing import Final, NamedTuple

import pandas as pd

from arrears.results.measures import DAYS_PER_MONTH, DAYS_PER_YEAR
from arrears.results.tally_arrears import BUCKETS

__all__ = ["MONTHLY_RATES", "MonthlyRate", "monthly_rates"]

_BALANCES: Final = tuple(f"balance_bucket_{bucket}" for bucket in range(BUCKETS))
_KEY: Final = ["policy", "replication", "month"]
_COLUMNS: Final = [*_KEY, "series", "numerator", "denominator", "value"]


class MonthlyRate(NamedTuple):
    """A quotient of sums of tallies; the sum below is divided by ``unit`` before it divides."""

    above: tuple[str, ...]
    below: tuple[str, ...]
    unit: float = 1.0


MONTHLY_RATES: Final[dict[str, MonthlyRate]] = {
    "delinquency_30_share": MonthlyRate(_BALANCES[2:], _BALANCES),
    "attempts_per_month": MonthlyRate(("attempts",), ("borrower_days",), DAYS_PER_MONTH),
    "right_parties_per_month": MonthlyRate(("right_parties",), ("borrower_days",), DAYS_PER_MONTH),
    "complaints_per_1000": MonthlyRate(("complaints",), ("borrower_days",), 1000 * DAYS_PER_YEAR),
    "distress_share": MonthlyRate(("screen_days",), ("borrower_days",)),
}
"""Balance 31 to 180 dpd at the month's end as a share of balance up to 180 dpd; attempts and
right-party contacts per borrower and month; complaints per 1000 borrowers and year; person-days
screening positive as a share of person-days."""


def monthly_rates(monthly: pd.DataFrame) -> pd.DataFrame:
    """Return each of `MONTHLY_RATES` by month.

    Parameters
    ----------
    monthly : DataFrame
        Columns of ``monthly.parquet``, segment ``all``, one arm for each ``policy``.

    Returns
    -------
    DataFrame, one row per series, policy, replication and month
        Columns ``policy, replication, month, series, numerator, denominator, value``, policies in
        the order in which they first appear, months rising. Months in which a rate has no
        denominator are left out of it.
    """
    if monthly.empty:
        return pd.DataFrame(columns=_COLUMNS)
    needed = {term for rate in MONTHLY_RATES.values() for term in (*rate.above, *rate.below)}
    chosen = monthly[monthly["series"].isin(needed)]
    if chosen.empty:
        return pd.DataFrame(columns=_COLUMNS)
    wide = chosen.pivot_table(
        index=_KEY, columns="series", values="value", aggfunc="sum", fill_value=0, observed=True
    )
    wide = wide.reindex(columns=sorted(needed), fill_value=0)
    wide = wide.reindex(list(dict.fromkeys(chosen["policy"])), level="policy")
    parts = [_rate(wide, series, rate) for series, rate in MONTHLY_RATES.items()]
    return pd.concat(parts, ignore_index=True)[_COLUMNS]


def _rate(wide: pd.DataFrame, series: str, rate: MonthlyRate) -> pd.DataFrame:
    above = wide[list(rate.above)].sum(axis=1)
    below = wide[list(rate.below)].sum(axis=1) / rate.unit
    table = pd.DataFrame({"numerator": above, "denominator": below})[below != 0]
    table = table.assign(series=series, value=table["numerator"] / table["denominator"])
    return table.reset_index()
