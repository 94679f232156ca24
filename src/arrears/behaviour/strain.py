"""The distress index of one person, in millionths of a point, and who screens positive.

Between events the index moves from where it is towards its baseline by a table; additions come
from events, the baseline from what is in force.
"""

import numpy as np
from numpy.typing import NDArray

from arrears.arithmetic import div_half_even, logit
from arrears.compiled import compiled

__all__ = ["added", "index_on", "next_crossing", "threshold"]

HIGHEST = 100_000_000  # the index lies in [0, 100] points


@compiled
def index_on(index: int, baseline: int, days: int, table: NDArray[np.int64]) -> int:
    """Return the index some days after it was settled, baseline unchanged."""
    if days <= 0:
        return index
    if days >= len(table):
        return baseline
    return baseline + div_half_even((index - baseline) * table[days], 1_000_000)


@compiled
def added(index: int, points: int) -> int:
    """Return the index after an event, kept within its range."""
    return min(HIGHEST, max(0, index + points))


@compiled
def next_crossing(
    index: int,
    baseline: int,
    limit: int,
    is_above: bool,  # noqa: FBT001 - compiled calls are positional
    first: int,
    days: int,
    table: NDArray[np.int64],
) -> int:
    """Return after how many days (first to days - 1) an end of day first contradicts ``is_above``.

    Returns ``days`` if it never does; a person is above when the index exceeds the limit.
    """
    for later in range(first, days):
        if (index_on(index, baseline, later, table) > limit) != is_above:
            return later
        if later >= len(table):  # at the baseline for good
            return days
    return days


@compiled
def threshold(chance: float, baseline: float, spread: float, healthy_share: float) -> int:
    """Return a person's threshold: logistic over persons, ``healthy_share`` lie above at baseline.

    Parameters
    ----------
    chance : float
        The person's draw.
    baseline, spread : float, points
        Index of a person in work without arrears; scale of the distribution.
    healthy_share : float
        Share of such persons who screen positive (16 % in Paul & Moser 2009).
    """
    middle = baseline - spread * logit(healthy_share)
    return int((middle + spread * logit(chance)) * 1_000_000)
