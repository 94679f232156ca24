"""Holm's correction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.statistics import holm

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_the_smallest_is_multiplied_by_the_number_of_comparisons():
    """4 x 0.01, 3 x 0.02, then max(0.06, 2 x 0.03), then max(0.06, 0.04)."""
    assert holm([0.01, 0.04, 0.03, 0.02]) == pytest.approx([0.04, 0.06, 0.06, 0.06])


def test_no_comparison_gives_no_p_value():
    assert holm([]) == []


@given(p_values)
def test_corrected_values_lie_between_the_raw_ones_and_1(values):
    for raw, corrected in zip(values, holm(values), strict=True):
        assert raw <= corrected <= 1


@given(p_values)
def test_the_order_of_p_values_is_kept(values):
    corrected = holm(values)
    ranked = sorted(range(len(values)), key=lambda index: values[index])
    assert [corrected[index] for index in ranked] == sorted(corrected)
