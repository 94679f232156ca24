import math

import pytest

from arrears.plots.intervals import error_lengths


def test_bars_reach_from_the_centre_to_both_ends():
    """From 2 down to 1.5 and up to 3."""
    assert error_lengths(2.0, 1.5, 3.0) == [[0.5], [1.0]]


@pytest.mark.parametrize(("low", "high"), [(math.nan, 1.0), (0.0, math.nan), (math.nan, math.nan)])
def test_no_bar_without_an_interval(low, high):
    assert error_lengths(0.5, low, high) is None
