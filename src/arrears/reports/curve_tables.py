"""Curves with bands: one curve per replication, then the mean and its interval at each point."""

import pandas as pd

from arrears.results.curves import monthly_curve, recovery_curve
from arrears.statistics.intervals import mean_interval

__all__ = ["distress_by_month", "recovery_by_day"]

_LAST_DAY = 180  # later than this, what is not paid is as good as charged off
_COLUMNS = ["policy", "mean", "low", "high", "replications", "method"]


def recovery_by_day(durations: pd.DataFrame) -> pd.DataFrame:
    """Return the share of late amounts paid by each day since due, over replications.

    Parameters
    ----------
    durations : DataFrame
        Columns of ``durations.parquet``, segment ``all``, one regime.

    Returns
    -------
    DataFrame, one row per policy and day since due
        Columns ``policy, days, mean, low, high, replications, method``, days from 0 to the last
        one that any replication has seen, at most 180. A curve holds its last value between the
        days on which something happened.
    """
    curves = recovery_curve(_arms_by_replication(durations))
    if curves.empty:
        return pd.DataFrame(columns=[_COLUMNS[0], "days", *_COLUMNS[1:]])
    days = range(min(int(curves["days"].max()), _LAST_DAY) + 1)
    wide = curves.pivot_table(index=["policy", "regime"], columns="days", values="share")
    steps = wide.reindex(columns=days).ffill(axis="columns").fillna(0.0)
    points = steps.reset_index().melt(["policy", "regime"], var_name="days")
    return _with_intervals(points, "days")


def distress_by_month(monthly: pd.DataFrame) -> pd.DataFrame:
    """Return the share of person-days that screen positive by month, over replications.

    Parameters
    ----------
    monthly : DataFrame
        Columns of ``monthly.parquet``, segment ``all``, one regime.

    Returns
    -------
    DataFrame, one row per policy and month
        Columns ``policy, month, mean, low, high, replications, method``.
    """
    return _with_intervals(monthly_curve(_arms_by_replication(monthly), "distress_share"), "month")


def _arms_by_replication(table: pd.DataFrame) -> pd.DataFrame:
    """Let each replication stand as an arm of its own, as curves pool those of one arm."""
    return table.assign(regime=table["replication"])


def _with_intervals(curves: pd.DataFrame, x: str) -> pd.DataFrame:
    rows = [
        (policy, place, *mean_interval(values.tolist()))
        for (policy, place), values in curves.groupby(["policy", x], sort=False, observed=True)[
            "value"
        ]
    ]
    return pd.DataFrame(rows, columns=[_COLUMNS[0], x, *_COLUMNS[1:]])
