"""Intervals over replications."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.arithmetic import normal_quantile
from arrears.draws import draw
from arrears.statistics import estimate, mean_interval
from arrears.statistics.bootstrap import resample
from arrears.statistics.distributions import t_quantile
from arrears.statistics.intervals import mean_and_error, t_p_value

numbers = st.floats(-1e9, 1e9)
SKEWED = [0.0, 0.1, 0.1, 0.2, 0.3, 0.3, 0.5, 0.8, 1.3, 2.1, 3.4, 9.0]


def test_the_interval_is_students():
    """Values 1, 2, 3: mean 2, standard error 1/sqrt(3), t(2) = 4.302653 (any table)."""
    found = mean_interval([1, 2, 3])
    assert found.mean == 2
    assert found.high - 2 == pytest.approx(4.302653 / math.sqrt(3), rel=1e-6)
    assert 2 - found.low == pytest.approx(found.high - 2)
    assert (found.n, found.method) == (3, "t")


def test_empty_values_are_left_out_and_not_counted():
    assert mean_interval([math.nan, 4, math.nan, 6]).n == 2
    assert mean_interval([math.nan, 4, math.nan, 6]).mean == 5


def test_one_value_has_no_interval():
    found = mean_interval([3.5])
    assert (found.mean, found.n, found.method) == (3.5, 1, "single")
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_no_value_has_no_mean():
    found = mean_interval([math.nan])
    assert math.isnan(found.mean)
    assert (found.n, found.method) == (0, "none")


@given(numbers, st.integers(2, 40))
def test_equal_values_have_themselves_as_mean_and_an_interval_of_no_width(value, n):
    found = mean_interval([value] * n)
    assert found[:3] == (value, value, value)


@given(st.lists(numbers, min_size=2, max_size=20))
def test_the_error_is_that_of_the_standard_library(values):
    mean, error = mean_and_error(values)
    assert mean == pytest.approx(statistics.fmean(values), rel=1e-9, abs=1e-6)
    expected = statistics.stdev(values) / math.sqrt(len(values))
    assert error == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(st.lists(numbers, min_size=2, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_replications_changes_no_bit(values, luck):
    shuffled = values.copy()
    luck.shuffle(shuffled)
    assert mean_interval(shuffled, seed=1) == mean_interval(values, seed=1)


def test_the_interval_and_the_p_value_agree():
    """A mean just as far from 0 as the interval reaches has p = 0.05."""
    for degrees in (1, 5, 19):
        assert t_p_value(t_quantile(degrees), 1.0, degrees) == pytest.approx(0.05, rel=1e-9)


@pytest.mark.parametrize(("mean", "p_value"), [(0, 1), (3, 0)])
def test_without_spread_a_mean_is_certain(mean, p_value):
    assert t_p_value(mean, 0, 4) == p_value


def test_skewed_values_are_bootstrapped_and_others_not():
    assert mean_interval(SKEWED, seed=1).method == "BCa bootstrap"
    assert mean_interval([float(value) for value in range(12)], seed=1).method == "t"


def long_tailed(n):
    return [math.exp(normal_quantile((k + 0.5) / n)) for k in range(n)]


@pytest.mark.parametrize(
    ("values", "method"),
    [
        (long_tailed(50), "bootstrap-t"),
        (long_tailed(49), "BCa bootstrap"),
        ([0.0] * 55 + [1.0] * 5, "BCa bootstrap"),
    ],
    ids=["fifty", "fewer", "few events"],
)
def test_fifty_skewed_values_that_spread_are_studentised(values, method):
    assert mean_interval(values, seed=1).method == method


@pytest.mark.parametrize(
    ("values", "seed"),
    [(SKEWED, None), (SKEWED[3:], 1), ([2.0] * 20, 1)],
    ids=["no seed", "nine values", "equal values"],
)
def test_where_nothing_can_be_resampled_the_interval_is_t(values, seed):
    assert mean_interval(values, seed=seed).method == "t"


@given(st.lists(numbers, min_size=10, max_size=25), st.floats(-3, 3))
def test_the_interval_excludes_0_just_when_p_is_small(values, shift):
    """Shifted so that 0 lies near the ends of the interval."""
    mean, error = mean_and_error(values)
    moved = [value - mean + shift * error for value in values]
    found = estimate(moved, 1)
    if found.p_value != pytest.approx(0.05, rel=1e-9):
        assert (found.low > 0 or found.high < 0) == (found.p_value < 0.05)


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize(
    ("values", "method"), [(SKEWED, "BCa bootstrap"), (long_tailed(60), "bootstrap-t")]
)
def test_p_passes_005_where_an_end_of_the_bootstrap_passes_0(end, values, method):
    at_zero = [value - getattr(estimate(values, 1), end) for value in values]
    outward = 1e-6 if end == "low" else -1e-6
    outside, inside = (
        estimate([value + step for value in at_zero], 1) for step in (outward, -outward)
    )
    assert outside.method == inside.method == method
    assert 0.03 < outside.p_value <= 0.05 < inside.p_value < 0.07


@pytest.mark.parametrize("event", [1.9, 3.0, 8.0, 50.0])
def test_an_end_that_resampling_does_not_reach_is_no_nearer_than_that_of_t(event):
    """Nineteen times -1 and one event: the upper end, and whether it is clear of 0, is t's."""
    values = [-1.0] * 19 + [event]
    found, by_t = estimate(values, 1), estimate(values, None)
    assert math.isinf(resample(values, 1).interval(2.147)[1])
    assert found.high >= by_t.high
    assert (found.high < 0) == (found.p_value < 0.05)


@pytest.mark.parametrize(
    ("values", "method"), [(SKEWED, "BCa bootstrap"), (long_tailed(60), "bootstrap-t")]
)
def test_p_falls_on_beyond_the_outermost_resample(values, method):
    near, far = (estimate([value + shift for value in values], 1) for shift in (3.0, 30.0))
    assert near.method == far.method == method
    assert 0 < far.p_value < near.p_value < 1e-3


def test_one_event_in_twenty_replications_has_an_interval_from_0_up():
    """Student's t would reach below 0, where no count can be."""
    found = estimate([0.0] * 19 + [1.0], 1)
    assert found.low == 0
    assert 0.1 < found.high < 0.4
    assert found.p_value > 0.05


@pytest.mark.parametrize("n", [5, 20])
def test_t_intervals_of_normal_values_cover_as_they_say(n):
    """Of 12,000 intervals 95 % hold the mean, give or take 0.2: 94 and 96 are 5 of these away.

    The chance to miss by luck is 1e-6; the draws are fixed.
    """
    hits = 0
    for experiment in range(12_000):
        values = [normal_quantile(draw(n, 0, 0, experiment, 1, place)) for place in range(n)]
        found = mean_interval(values)
        hits += found.low <= 0 <= found.high
    assert 0.94 < hits / 12_000 < 0.96
