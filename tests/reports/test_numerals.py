import math

import pytest

from arrears.reports.numerals import difference_text, interval_text, level_text, p_value_text

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(0.0300, 0.0322, "3.11"), (0.03105, 0.03115, "3.1100"), (0.02, 0.0422, "3.1")],
)
def test_digits_follow_the_width_of_the_interval(low, high, shown):
    """Half-widths of 0.11, 0.005 and 1.1 percentage points: two digits of each."""
    assert level_text("loss_rate", 0.0311, low, high) == f"{shown}{SPACE}%"


def test_without_an_interval_three_digits_are_shown():
    assert level_text("loss_rate", 0.031234, math.nan, math.nan) == f"3.12{SPACE}%"


def test_counts_are_no_percentages():
    assert level_text("complaints_per_1000", 1234.5, 1200.0, 1269.0) == "1,234"


def test_nothing_is_called_empty():
    assert level_text("loss_rate", math.nan, math.nan, math.nan) == "empty"
    assert difference_text("loss_rate", math.nan, math.nan, math.nan) == "empty"
    assert interval_text("loss_rate", math.nan, math.nan) == ""


def test_differences_carry_their_sign():
    assert difference_text("loss_rate", -0.0042, -0.0061, -0.0023) == f"{MINUS}0.42"
    assert difference_text("loss_rate", 0.0042, 0.0023, 0.0061) == "+0.42"


def test_0_has_no_sign():
    assert difference_text("loss_rate", -0.000001, -0.0061, 0.0061) == "0.00"
    assert difference_text("loss_rate", 0.0, 0.0, 0.0) == "0"


def test_bounds_share_their_decimals():
    assert interval_text("loss_rate", -0.0061, 0.0023, signed=True) == f"{MINUS}0.61 to +0.23"


@pytest.mark.parametrize(
    ("p_value", "shown"),
    [(1.0, "p = 1.00"), (0.25, "p = 0.25"), (0.0213, "p = 0.021"), (5e-15, "p < 0.001")],
)
def test_p_values_are_short(p_value, shown):
    assert p_value_text(p_value) == shown
