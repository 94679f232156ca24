"""Intervals over replications: what luck alone can do to a mean."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from arrears.statistics.bootstrap import (
    LEAST_STUDENTISED,
    Resampled,
    is_skewed,
    resample,
    studentise,
)
from arrears.statistics.distributions import t_quantile, t_tails

__all__ = [
    "Estimate",
    "MeanInterval",
    "bootstrapped",
    "estimate",
    "mean_interval",
    "resampled_estimate",
    "stopped_method",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean over replications, its 95 % interval and the p-value of a true mean of 0.

    Empty numbers are NaN. The interval excludes 0 just when the p-value is at most 0.05.
    """

    mean: float = math.nan
    low: float = math.nan
    high: float = math.nan
    n: int = 0
    method: str = "none"
    p_value: float = math.nan


class MeanInterval(NamedTuple):
    """A mean over replications and its 95 % interval; empty numbers are NaN."""

    mean: float
    low: float
    high: float
    n: int
    method: str


def mean_interval(values: Iterable[float], *, seed: int | None = None) -> MeanInterval:
    """Return the mean of the non-empty values and its 95 % interval.

    Parameters
    ----------
    values : iterable of float
        One per replication; NaN where the replication has none.
    seed : int, optional
        The run's, for the bootstrap of skewed values. Without one the interval is always Student's
        t, as for the band of a curve, whose points should not differ in method.

    Returns
    -------
    MeanInterval
        ``method`` is ``t``, ``BCa bootstrap`` or ``bootstrap-t`` from two values on, ``single``
        for one (no interval), ``none`` for none.
    """
    found = estimate(values, seed)
    return MeanInterval(found.mean, found.low, found.high, found.n, found.method)


def estimate(values: Iterable[float], seed: int | None) -> Estimate:
    """Return what replications say of a mean: Student's t, or the bootstrap if they are skewed.

    Parameters
    ----------
    values : iterable of float
        One per replication; NaN where the replication has none. Their order changes no bit.
    seed : int or None
        The run's; without one, no bootstrap.

    Notes
    -----
    From `LEAST_STUDENTISED` values on the bootstrap is bootstrap-t, where resamples spread enough;
    else BCa. Its interval reaches as far as Student's t does, times the square root of n / (n - 1),
    instead of 1.96 standard deviations: the spread of resampled means is too small by that factor,
    and knows nothing of the doubt about the spread itself. Of bootstrap-t's ends no theory asks
    that much; that it is right for the doubt about the tails is seen in the tables of coverage.

    References
    ----------
    Student (1908), Biometrika 6. Efron (1987), Journal of the American Statistical Association 82.
    Hesterberg (2015), The American Statistician 69, section 4, on how far to reach.
    """
    known = [value for value in values if not math.isnan(value)]
    if not known:
        return Estimate()
    if len(known) == 1:
        return Estimate(mean=known[0], n=1, method="single")
    mean, error = mean_and_error(known)
    if seed is not None and error > 0 and is_skewed(known):
        found = bootstrapped(known, seed)
        if found is not None:
            return found
    degrees = len(known) - 1
    reach = t_quantile(degrees) * error
    return Estimate(
        mean=mean, low=mean - reach, high=mean + reach, n=len(known), method="t",
        p_value=t_p_value(mean, error, degrees),
    )  # fmt: skip


def stopped_method(method: str, stopped_at: int | None) -> str:
    """Return a method, with the number of replications at which the run was stopped, if it was."""
    return method if stopped_at is None else f"{method}, stopped at {stopped_at}"


def bootstrapped(values: list[float], seed: int) -> Estimate | None:
    """Return the bootstrap's estimate of a mean; None where resampling shows no spread."""
    studentised = studentise(values, seed) if len(values) >= LEAST_STUDENTISED else None
    resampled = studentised or resample(values, seed)
    return None if resampled is None else resampled_estimate(values, resampled)


def resampled_estimate(values: list[float], resampled: Resampled) -> Estimate:
    """Return what resampling says of a mean.

    An end that resampling does not reach is that of t, or the outermost resampled mean if that is
    further out.
    """
    mean, error = mean_and_error(values)
    degrees = len(values) - 1
    by_t = t_quantile(degrees)
    widening = math.sqrt(len(values) / degrees)
    low, high = resampled.interval(by_t * widening)
    if math.isinf(low):
        low = min(float(resampled.means[0]), mean - by_t * error)
    if math.isinf(high):
        high = max(float(resampled.means[-1]), mean + by_t * error)
    return Estimate(
        mean=mean, low=low, high=high, n=len(values), method=resampled.method,
        p_value=_bootstrapped_p_value(resampled, mean, error, degrees),
    )  # fmt: skip


def _bootstrapped_p_value(resampled: Resampled, mean: float, error: float, degrees: int) -> float:
    widening = math.sqrt((degrees + 1) / degrees)
    p_value = t_tails(max(resampled.reach_of_zero(), 0.0) / widening, degrees)
    if resampled.straddles_zero:
        return p_value
    of_t = t_p_value(mean, error, degrees)
    if p_value > 0.05:  # resampling does not reach as far as the interval, which then ends as t's
        return min(p_value, of_t)
    # From the outermost resampled mean on, the p-value falls as that of t does.
    outermost = float(resampled.means[0] if mean > 0 else resampled.means[-1])
    seen = t_p_value(mean - outermost, error, degrees)
    return p_value * of_t / seen if seen > 0 else 0.0


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


def t_p_value(mean: float, error: float, degrees: int) -> float:
    """Return the two-sided p-value of a mean of 0; 1 when both mean and error are 0."""
    if error == 0:
        return 1.0 if mean == 0 else 0.0
    return t_tails(mean / error, degrees)
