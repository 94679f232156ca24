"""Bands of curves: at each point the mean over replications and its interval."""

from collections.abc import Sequence

import pandas as pd

from arrears.statistics.bounds import ANYTHING, SHARE, Bounds
from arrears.statistics.intervals import mean_interval

__all__ = ["band", "survival_band"]

_FOUND = ("mean", "low", "high", "replications", "method")


def band(points: pd.DataFrame, by: Sequence[str], *, bounds: Bounds = ANYTHING) -> pd.DataFrame:
    """Return the mean of a value over replications, with its 95 % interval, point by point.

    Parameters
    ----------
    points : DataFrame, one row per replication and point
        Columns ``by`` and ``value``; rows without a value do not count.
    by : sequence of str
        What tells points apart, such as ``policy`` and ``days``.
    bounds : Bounds
        What a value can be; of the intervals no more is shown.

    Returns
    -------
    DataFrame, one row per point
        Columns ``by``, then ``mean, low, high, replications, method``, points in the order in
        which they first appear. Of a single replication the interval is empty.
    """
    rows = []
    for point, values in points.groupby(list(by), sort=False, observed=True)["value"]:
        mean, low, high, count, method = mean_interval(values.tolist())
        rows.append((*point, mean, *bounds.clipped(low, high), count, method))
    return pd.DataFrame(rows, columns=[*by, *_FOUND])


def survival_band(points: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return bands of Kaplan-Meier curves, each as far as all of its replications see.

    Beyond the day on which the first replication has nobody left under observation, the mean would
    be one over other replications: it could turn back, as no such curve can.

    Parameters
    ----------
    points : DataFrame, one row per replication and point
        Columns ``by``, ``value`` (a share) and ``at_risk``.
    by : sequence of str
        What tells points apart; the last is time, the others tell curves apart.

    Returns
    -------
    DataFrame, one row per point
        As `band` returns it, and ``at_risk``, its mean over replications.
    """
    at_risk = points.groupby(list(by), sort=False, observed=True)["at_risk"].mean()
    bands = band(points, by, bounds=SHARE).join(at_risk, on=list(by))
    curves = bands.groupby(list(by[:-1]), sort=False, observed=True)
    everybody = curves["replications"].transform("max")
    return bands.loc[bands["replications"] == everybody].reset_index(drop=True)
