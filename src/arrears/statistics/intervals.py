"""Intervals over replications: what luck alone can do to a mean."""

import functools
import math
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["MeanInterval", "mean_interval", "t_p_value", "t_quantile"]


class MeanInterval(NamedTuple):
    """A mean over replications and its 95 % interval; empty numbers are NaN."""

    mean: float
    low: float
    high: float
    n: int
    method: str


def mean_interval(values: Iterable[float]) -> MeanInterval:
    """Return the mean of the non-empty values and its 95 % t interval.

    Parameters
    ----------
    values : iterable of float
        One per replication; NaN where the replication has none.

    Returns
    -------
    MeanInterval
        ``method`` is ``t`` from two values on, ``single`` for one (no interval), ``none`` for none.

    References
    ----------
    Student (1908), Biometrika 6.
    """
    known = [value for value in values if not math.isnan(value)]
    n = len(known)
    if n == 0:
        return MeanInterval(math.nan, math.nan, math.nan, 0, "none")
    mean, error = mean_and_error(known)
    if n == 1:
        return MeanInterval(mean, math.nan, math.nan, 1, "single")
    reach = t_quantile(n - 1) * error
    return MeanInterval(mean, mean - reach, mean + reach, n, "t")


def mean_and_error(values: list[float]) -> tuple[float, float]:
    """Return the mean and its standard error (0 for one value); equal values have error 0.

    Sums are correctly rounded: the order of replications cannot change a bit.
    """
    n = len(values)
    if min(values) == max(values):
        return values[0], 0.0
    mean = math.fsum(values) / n
    variance = math.fsum((value - mean) ** 2 for value in values) / (n - 1)
    return mean, math.sqrt(variance / n)


@functools.cache
def t_quantile(degrees: int) -> float:
    """Return the 97.5 % quantile of Student's t."""
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to import

    return float(stdtrit(degrees, 0.975))


def t_p_value(mean: float, error: float, degrees: int) -> float:
    """Return the two-sided p-value of a mean of 0; 1 when both mean and error are 0."""
    from scipy.special import stdtr  # noqa: PLC0415 - slow to import

    if error == 0:
        return 1.0 if mean == 0 else 0.0
    return float(2 * stdtr(degrees, -abs(mean) / error))
