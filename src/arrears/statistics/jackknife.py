"""Intervals of what is only known from all replications together, such as a pooled share."""

import math
from collections.abc import Sequence

from arrears.statistics.distributions import t_quantile
from arrears.statistics.intervals import MeanInterval

__all__ = ["jackknife_interval"]


def jackknife_interval(whole: float, without: Sequence[float]) -> MeanInterval:
    """Return an estimate from all replications and its 95 % interval by the jackknife.

    Parameters
    ----------
    whole : float
        The estimate from all replications; NaN where there is none.
    without : sequence of float
        The estimate without each replication in turn; NaN where that leaves none.

    Returns
    -------
    MeanInterval
        ``method`` is ``jackknife``; ``single`` of one replication and ``none`` of an empty
        estimate have no interval, nor has one that hangs on a single replication.

    References
    ----------
    Tukey (1958), Annals of Mathematical Statistics 29, p. 614.
    """
    n = len(without)
    if math.isnan(whole) or n == 0:
        return MeanInterval(math.nan, math.nan, math.nan, 0, "none")
    if n == 1:
        return MeanInterval(whole, math.nan, math.nan, 1, "single")
    if any(math.isnan(value) for value in without):
        return MeanInterval(whole, math.nan, math.nan, n, "jackknife")
    mean = math.fsum(without) / n
    variance = math.fsum((value - mean) ** 2 for value in without) * (n - 1) / n
    reach = t_quantile(n - 1) * math.sqrt(variance)
    return MeanInterval(whole, whole - reach, whole + reach, n, "jackknife")
