"""Normal and t probabilities, against closed forms and scipy's."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from arrears.statistics.distributions import normal_cdf, normal_quantile, t_quantile, t_tails

DEGREES = [1, 2, 3, 4, 9, 19, 20, 49, 199, 999, 5000]


def test_the_normal_distribution_is_that_of_scipy():
    for z in [*np.linspace(-36.9, 8, 1001).tolist(), -3.0, 3.0, 0.0]:
        assert normal_cdf(z) == pytest.approx(special.ndtr(z), rel=1e-12)


def test_the_normal_distribution_ends_at_0_and_1():
    assert (normal_cdf(-40.0), normal_cdf(-math.inf), normal_cdf(0.0)) == (0, 0, 0.5)
    assert (normal_cdf(40.0), normal_cdf(math.inf)) == (1, 1)


@given(st.floats(-8, 8))
def test_the_quantile_undoes_the_distribution(z):
    below = normal_cdf(min(z, -z))
    assert normal_quantile(below) == pytest.approx(min(z, -z), rel=1e-11, abs=1e-13)


@pytest.mark.parametrize("degrees", DEGREES[1:])
def test_both_tails_of_t_are_those_of_scipy(degrees):
    """Not for one degree, for which scipy is the less exact: see the next test."""
    for t in (1e-6, 0.1, 0.9, 2.0, 5.0, 40.0, 1e4):
        expected = 2 * special.stdtr(degrees, -t)
        if expected > 1e-290:
            assert t_tails(t, degrees) == pytest.approx(expected, rel=1e-14 + 1e-15 * degrees)
        assert t_tails(-t, degrees) == t_tails(t, degrees)


@pytest.mark.parametrize("t", [1e-8, 0.3, 1.0, 12.7, 1e5])
def test_the_tails_of_one_and_two_degrees_have_closed_forms(t):
    assert t_tails(t, 1) == pytest.approx(2 / math.pi * math.atan(1 / t), rel=1e-14)
    root = math.sqrt(2 + t * t)
    assert t_tails(t, 2) == pytest.approx(2 / (root * (root + t)), rel=1e-14)


def test_the_ends_of_t():
    assert (t_tails(0.0, 7), t_tails(math.inf, 7)) == (1, 0)
    assert math.isnan(t_tails(math.nan, 7))


@pytest.mark.parametrize("degrees", DEGREES)
def test_the_quantile_of_t_is_that_of_scipy(degrees):
    assert t_quantile(degrees) == pytest.approx(special.stdtrit(degrees, 0.975), rel=1e-12)
    assert t_tails(t_quantile(degrees), degrees) <= 0.05
