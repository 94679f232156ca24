"""Curves over time: recovery by days since due, ends of pauses, and months as they went.

Tables that hold several arms keep them apart; replications of one arm are pooled.
"""

from typing import Final

import numpy as np
import pandas as pd

__all__ = [
    "MONTHLY_CURVES",
    "every_day",
    "monthly_curve",
    "pause_curve",
    "recovery_curve",
    "survival_curve",
]

_ARM: Final = ("policy", "regime")

MONTHLY_CURVES: Final = {
    "delinquency_30": (
        tuple(f"balance_bucket_{bucket}" for bucket in range(2, 7)),
        tuple(f"balance_bucket_{bucket}" for bucket in range(7)),
        1.0,
    ),
    "attempts_per_borrower": (("attempts",), ("borrower_days",), 365.25 / 12),
    "complaints_per_1000": (("complaints",), ("borrower_days",), 365_250.0),
    "distress_share": (("screen_days",), ("borrower_days",), 1.0),
    "entry_rate_d1": (("current_unpaid",), ("current_due",), 1.0),
}
"""Curves by month: series above, series below, and the unit that divides the sum below."""


def survival_curve(durations: pd.DataFrame, series: str, event: str = "count") -> pd.DataFrame:
    """Return the Kaplan-Meier estimate of the share for which something has happened by a day.

    Parameters
    ----------
    durations : DataFrame
        As in `arrears.results.tallies.Tallies`, with or without ``policy``, ``regime`` and
        ``replication``.
    series : str
        Which duration.
    event : "count" or "amount"
        What the shares are shares of; ``censored`` is in the same unit.

    Returns
    -------
    DataFrame, one row per arm, segment and day on which something happens or is censored
        Columns ``days, at_risk, happened, censored, share``: ``share`` has happened by the end
        of that day. What is censored on a day is at risk on it.

    References
    ----------
    Kaplan and Meier (1958), Journal of the American Statistical Association 53.
    """
    by = [name for name in _ARM if name in durations.columns] + ["segment"]
    chosen = durations[durations["series"] == series]
    chosen = chosen.rename(columns={event: "happened"})[[*by, "days", "happened", "censored"]]
    table = chosen.groupby([*by, "days"], as_index=False, observed=True, sort=True).sum()
    parts = [_with_share(part) for _, part in table.groupby(by, observed=True, sort=False)]
    columns = [*by, "days", "at_risk", "happened", "censored", "share"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _with_share(part: pd.DataFrame) -> pd.DataFrame:
    """Return one curve; days rise."""
    leaving = (part["happened"] + part["censored"]).to_numpy(np.int64)
    at_risk = leaving[::-1].cumsum()[::-1]
    stays = 1 - part["happened"].to_numpy(np.int64) / np.maximum(at_risk, 1)
    return part.assign(at_risk=at_risk, share=1 - np.multiply.accumulate(stays))


def every_day(curve: pd.DataFrame, last_day: int) -> pd.DataFrame:
    """Return one curve with one row for each day from 0.

    Parameters
    ----------
    curve : DataFrame
        As `survival_curve` returns it, of one arm and segment; not empty.
    last_day : int, days
        At which to stop if the curve goes on.

    Returns
    -------
    DataFrame, one row per day until the last on which somebody was at risk, or where it has
    happened to everybody until ``last_day``
        Columns ``days, value, at_risk``: what has happened by the end of the day, held between
        the days on which something happens.
    """
    known, share = curve["days"].to_numpy(np.int64), curve["share"].to_numpy(np.float64)
    last = last_day if share[-1] >= 1 else min(int(known[-1]), last_day)
    days = np.arange(last + 1)
    # Whatever leaves on a day is at risk on it, and was on all days since the last departure.
    at_risk = np.r_[curve["at_risk"].to_numpy(np.int64), 0]
    return pd.DataFrame(
        {
            "days": days,
            "value": np.r_[0.0, share][np.searchsorted(known, days, side="right")],
            "at_risk": at_risk[np.searchsorted(known, days, side="left")],
        }
    )


def recovery_curve(durations: pd.DataFrame) -> pd.DataFrame:
    """Return the share of late amounts paid by days since due, as `survival_curve`."""
    return survival_curve(durations, "late_instalments", event="amount")


def pause_curve(durations: pd.DataFrame) -> pd.DataFrame:
    """Return the share of pauses that have ended by days since they began."""
    return survival_curve(durations, "pause")


def monthly_curve(monthly: pd.DataFrame, curve: str) -> pd.DataFrame:
    """Return one of `MONTHLY_CURVES` by month.

    Parameters
    ----------
    monthly : DataFrame
        As in `arrears.results.tallies.Tallies`, with or without ``policy``, ``regime`` and
        ``replication``.
    curve : str
        A key of `MONTHLY_CURVES`.

    Returns
    -------
    DataFrame, one row per arm, segment and month
        Columns ``month, numerator, denominator, value``; months without a denominator are left
        out.
    """
    above, below, unit = MONTHLY_CURVES[curve]
    by = [*(name for name in _ARM if name in monthly.columns), "segment", "month"]
    sums = (
        monthly[monthly["series"].isin(terms)]
        .groupby(by, observed=True, sort=True)["value"]
        .sum()
        .rename(name)
        for name, terms in (("numerator", above), ("denominator", below))
    )
    table = pd.concat(sums, axis=1).fillna(0).reset_index()
    table = table[table["denominator"] != 0].sort_values(by, ignore_index=True)
    table["denominator"] /= unit
    return table.assign(value=table["numerator"] / table["denominator"])
