"""Intervals over replications."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.statistics import mean_interval
from arrears.statistics.intervals import mean_and_error, t_p_value, t_quantile

numbers = st.floats(-1e9, 1e9)


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
    assert mean_interval(shuffled) == mean_interval(values)


def test_the_interval_and_the_p_value_agree():
    """A mean just as far from 0 as the interval reaches has p = 0.05."""
    for degrees in (1, 5, 19):
        assert t_p_value(t_quantile(degrees), 1.0, degrees) == pytest.approx(0.05, rel=1e-9)


@pytest.mark.parametrize(("mean", "p_value"), [(0, 1), (3, 0)])
def test_without_spread_a_mean_is_certain(mean, p_value):
    assert t_p_value(mean, 0, 4) == p_value
