"""Variance of a difference: what is parameters, what is luck."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.experiments.components import _estimates, components

VALUES = st.floats(-1e3, 1e3)
TABLES = st.tuples(st.integers(2, 6), st.integers(2, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(VALUES, min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def test_both_estimates_are_unbiased_under_luck_that_sets_share():
    """Two sets and two replications, every outcome of fair coins: variances 4, 1 and 0.25."""
    found = [
        _estimates([[2 * a[k] + b[r] + 0.5 * e[2 * k + r] for r in (0, 1)] for k in (0, 1)])
        for a in itertools.product((-1, 1), repeat=2)
        for b in itertools.product((-1, 1), repeat=2)
        for e in itertools.product((-1, 1), repeat=4)
    ]
    parameters, luck = (math.fsum(column) / len(found) for column in zip(*found, strict=True))
    assert parameters == pytest.approx(4)
    assert luck == pytest.approx(1 + 0.25)


@given(TABLES)
def test_parameters_are_the_mean_covariance_of_two_replications_over_the_sets(table):
    columns = list(zip(*table, strict=True))
    pairs = list(itertools.permutations(columns, 2))
    mean = math.fsum(covariance(one, other) for one, other in pairs) / len(pairs)
    assert _estimates(table)[0] == pytest.approx(mean, abs=1e-6)


def covariance(xs, ys):
    x_mean, y_mean = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    products = [(x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)]
    return math.fsum(products) / (len(xs) - 1)


def test_sets_that_differ_without_luck_are_all_parameters():
    found = components([[1.0, 1.0], [3.0, 3.0]])
    assert (found.parameters, found.luck, found.share) == (2.0, 0.0, 1.0)


def test_sets_that_are_alike_are_all_luck():
    found = components([[0.1, 0.3, 0.2], [0.1, 0.3, 0.2]])
    assert found.parameters == 0
    assert found.luck == pytest.approx(0.01)
    assert found.share == 0


def test_an_estimate_below_zero_is_cut():
    """Means are equal, so only the residual is left: the estimate is -1."""
    assert _estimates([[1.0, -1.0], [-1.0, 1.0]])[0] < 0
    assert components([[1.0, -1.0], [-1.0, 1.0]]).parameters == 0


def test_a_set_that_lacks_a_replication_is_left_out():
    whole = [[1.0, 2.0], [3.0, 5.0]]
    assert components([*whole, [7.0, math.nan]]) == components(whole)


@pytest.mark.parametrize("table", [[], [[1.0, 2.0]], [[1.0], [2.0]]])
def test_too_little_gives_nothing(table):
    assert math.isnan(components(table).share)


def test_a_difference_that_never_varies_has_no_share():
    assert math.isnan(components([[0.1, 0.1], [0.1, 0.1]]).share)
