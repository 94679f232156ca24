"""Bootstrap intervals of a mean, for replications that are skewed: BCa and bootstrap-t.

Resampling is by keyed draws: which value stands at a place of a resample depends on seed, resample
and place, and on nothing else. So all means over the same number of replications are resampled
alike, and no other row of a table, no order and no machine changes an interval.
"""

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arrears.compiled import compiled
from arrears.draws import decision_id, draw
from arrears.statistics.distributions import normal_cdf, normal_quantile
from arrears.terms import Entity

__all__ = [
    "LEAST_STUDENTISED",
    "LEAST_VALUES",
    "RESAMPLES",
    "Resampled",
    "is_skewed",
    "resample",
    "skewness",
    "studentise",
]

RESAMPLES = 4_999
LEAST_VALUES = 10  # fewer do not show what their tails are like, however they are resampled
LEAST_STUDENTISED = 50  # of fewer the spread of resamples is too erratic to divide by

_PLACES_KEPT = 2_048  # 40 kB each
_ROUNDING = 1e-12  # of the largest value: sums this close to 0 are 0 but for rounding
_LEAST_SPREAD = 0.2  # of a resample, relative to that of the values
_SKEWNESS_BOUND = 1.96  # standard deviations of the skewness of normal values


def skewness(values: Sequence[float]) -> float:
    """Return the third central moment over the 3/2 power of the second; 0 if values are equal."""
    if min(values) == max(values):
        return 0.0
    n = len(values)
    mean = math.fsum(values) / n
    scale = max(abs(value - mean) for value in values)
    deviations = [(value - mean) / scale for value in values]
    second = math.fsum(d * d for d in deviations) / n
    return math.fsum(d * d * d for d in deviations) / n / (second * math.sqrt(second))


def is_skewed(values: Sequence[float]) -> bool:
    """Whether values are more skewed than 95 % of normal samples of their size.

    Always False for fewer than `LEAST_VALUES`.

    Notes
    -----
    The skewness of n normal values has variance 6 (n - 2) / ((n + 1) (n + 3)).

    References
    ----------
    Fisher (1930), Proceedings of the Royal Society A 130.
    """
    n = len(values)
    if n < LEAST_VALUES:
        return False
    spread = math.sqrt(6 * (n - 2) / ((n + 1) * (n + 3)))
    return abs(skewness(values)) > _SKEWNESS_BOUND * spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Resampled:
    """What resampling says of a mean, in ascending order, and what corrects its quantiles.

    Attributes
    ----------
    means : array of float, shape (resamples,)
        Ascending. Means of resamples; of a bootstrap-t the means that would lie as far from the
        values' mean, in standard errors, as a resample's does on the other side.
    bias : float
        Normal quantile of the share of resampled means below the mean; 0 of a bootstrap-t.
    acceleration : float
        Skewness of the values over six times the square root of their number; 0 of a bootstrap-t.
    method : str
        ``BCa bootstrap`` or ``bootstrap-t``.
    """

    means: NDArray[np.float64]
    bias: float
    acceleration: float
    method: str = "BCa bootstrap"

    def interval(self, reach: float) -> tuple[float, float]:
        """Return the interval that reaches so many standard deviations to either side.

        Parameters
        ----------
        reach : float
            1.96 for the 95 % interval of Efron (1987).

        Returns
        -------
        (low, high)
            Infinite where an end lies beyond the outermost resampled mean.
        """
        size = len(self.means) + 1
        from_below = math.floor(normal_cdf(self._corrected(-reach)) * size)
        from_above = math.floor(normal_cdf(-self._corrected(reach)) * size)
        low = float(self.means[from_below - 1]) if from_below else -math.inf
        high = float(self.means[-from_above]) if from_above else math.inf
        return low, high

    def reach_of_zero(self) -> float:
        """Return the largest reach with which the interval excludes 0; below 0 if none does."""
        size = len(self.means) + 1
        up_to_zero = int(np.searchsorted(self.means, 0.0, side="right"))
        from_zero = size - 1 - int(np.searchsorted(self.means, 0.0, side="left"))
        lowest = self._uncorrected(_quantile((up_to_zero + 1) / size))
        highest = self._uncorrected(-_quantile((from_zero + 1) / size))
        return max(-lowest, highest)

    @property
    def straddles_zero(self) -> bool:
        """Whether there are resampled means on both sides of 0, or at it."""
        return bool(self.means[0] <= 0 <= self.means[-1])

    def _corrected(self, z: float) -> float:
        shifted = self.bias + z
        stretch = 1 - self.acceleration * shifted
        return self.bias + shifted / stretch if stretch > 0 else math.copysign(math.inf, shifted)

    def _uncorrected(self, z: float) -> float:
        shifted = z - self.bias
        stretch = 1 + self.acceleration * shifted
        if math.isinf(shifted) or stretch <= 0:
            return math.copysign(math.inf, shifted)
        return shifted / stretch - self.bias


def resample(values: Sequence[float], seed: int) -> Resampled | None:
    """Return the means of `RESAMPLES` samples drawn from the values with replacement.

    Parameters
    ----------
    values : sequence of float
        Finite; their order does not matter.
    seed : int
        The run's.

    Returns
    -------
    Resampled or None
        None if all values, or all resampled means, are equal: nothing can then be corrected.

    References
    ----------
    Efron (1987), Journal of the American Statistical Association 82, 171-185.
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    n = len(ordered)
    mean = math.fsum(ordered) / n
    deviations = ordered - mean
    (sums,) = _sums(seed, deviations)
    sums.sort()
    rounding = _ROUNDING * n * float(np.abs(ordered).max())
    below = (np.count_nonzero(sums < -rounding) + np.count_nonzero(sums <= rounding)) / 2
    if below in (0, RESAMPLES) or ordered[0] == ordered[-1]:
        return None
    means = mean + sums / n
    means[np.abs(means) <= rounding / n] = 0.0
    return Resampled(
        means=means,
        bias=_quantile(below / RESAMPLES),
        acceleration=skewness(ordered.tolist()) / (6 * math.sqrt(n)),
    )


def studentise(values: Sequence[float], seed: int) -> Resampled | None:
    """Return what t statistics of resamples say of the mean.

    Parameters
    ----------
    values : sequence of float
        Finite; their order does not matter.
    seed : int
        The run's; the resamples are those of `resample`.

    Returns
    -------
    Resampled or None
        ``bootstrap-t``. None if a resample spreads less than a fifth as far as the values: then a
        few of them make the spread, resamples without these have t statistics without measure,
        and the interval would say nothing.

    References
    ----------
    Efron and Tibshirani (1993), An introduction to the bootstrap, section 12.5. Hall (1988), Annals
    of Statistics 16, 927-953.
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    n = len(ordered)
    if ordered[0] == ordered[-1]:
        return None
    mean = math.fsum(ordered) / n
    deviations = ordered - mean
    unit = float(np.abs(deviations).max())
    deviations /= unit  # so that no square is too small or too large for a float
    squares = deviations * deviations
    sums, sums_of_squares = _sums(seed, deviations, squares)
    means = sums / n
    variances = sums_of_squares / n - means * means
    variance = math.fsum(squares) / n
    if variances.min() < _LEAST_SPREAD**2 * variance:
        return None
    others = mean - means / np.sqrt(variances / variance) * unit
    others.sort()
    return Resampled(means=others, bias=0.0, acceleration=0.0, method="bootstrap-t")


def _sums(seed: int, *columns: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return the sums of the resamples of each column; all columns are resampled alike."""
    n = len(columns[0])
    sums = [np.zeros(RESAMPLES) for _ in columns]
    for place in range(n):
        chosen = (_luck(seed, place) * n).astype(np.int64)
        for which, values in enumerate(columns):
            sums[which] += values[chosen]
    return sums


def _quantile(p: float) -> float:
    return math.inf if p >= 1 else float(normal_quantile(p))


@functools.lru_cache(maxsize=_PLACES_KEPT)
def _luck(seed: int, place: int) -> NDArray[np.float64]:
    """Return one draw for each resample, for one of its places."""
    return _draws(seed, place, RESAMPLES, int(Entity.RESAMPLE), decision_id("resample"))


@compiled
def _draws(
    seed: int, place: int, resamples: int, entity_kind: int, decision: int
) -> NDArray[np.float64]:
    """Return the draws of resamples 0, 1, 2, ... for one place."""
    found = np.empty(resamples)
    for number in range(resamples):
        found[number] = draw(seed, 0, entity_kind, number, decision, place)
    return found
