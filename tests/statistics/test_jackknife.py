"""The jackknife of a mean is the t interval; that of a ratio covers it."""

import math

import numpy as np
import pytest

from arrears.statistics.intervals import mean_interval
from arrears.statistics.jackknife import jackknife_interval


def test_of_a_mean_it_is_the_t_interval():
    values = [1.0, 2.0, 4.0, 8.5]
    without = [(sum(values) - value) / 3 for value in values]
    found = jackknife_interval(sum(values) / 4, without)
    expected = mean_interval(values)
    assert found[:3] == pytest.approx(expected[:3])
    assert found[3:] == (4, "jackknife")


def test_of_one_replication_there_is_no_interval():
    found = jackknife_interval(0.3, [math.nan])
    assert (found.mean, found.n, found.method) == (0.3, 1, "single")
    assert math.isnan(found.low)


def test_what_hangs_on_a_single_replication_has_no_interval():
    found = jackknife_interval(0.3, [0.2, math.nan, 0.25])
    assert found.mean == 0.3
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_nothing_gives_nothing():
    assert jackknife_interval(math.nan, [0.1, 0.2]).method == "none"


def test_of_a_ratio_it_covers_the_truth():
    """Ratios of two Poisson sums of 12 replications, truth 0.5: at least 90 % of 2,000 intervals.

    Nominal 95 %; 90 % is more than 10 standard errors (0.5 points) below, so luck fails it with
    a chance far below 1e-6.
    """
    luck = np.random.default_rng(7)
    covered = 0
    for _ in range(2000):
        below = luck.poisson(40, 12)
        above = luck.binomial(below, 0.5)
        without = (above.sum() - above) / (below.sum() - below)
        found = jackknife_interval(above.sum() / below.sum(), without.tolist())
        covered += found.low <= 0.5 <= found.high
    assert covered / 2000 > 0.9
