"""Which part of what is owed a payment settles."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.debt.allocation import allocate
from arrears.debt.owed_category import OwedCategory

USUAL = np.array([0, 1, 2, 3])
PRINCIPAL_FIRST = np.array([3, 2, 1, 0])

amounts = st.integers(0, 10_000)
orders = st.permutations(list(OwedCategory)).map(lambda order: np.array(order, dtype=np.int64))


@pytest.mark.parametrize(
    ("payment", "settled"),
    [
        (0, (0, 0, 0, 0)),
        (7, (7, 0, 0, 0)),
        (25, (10, 15, 0, 0)),
        (65, (10, 20, 30, 5)),
        (100, (10, 20, 30, 40)),
    ],
)
def test_fees_penalty_interest_and_principal_are_settled_in_this_order(payment, settled):
    assert allocate(payment, 10, 20, 30, 40, USUAL) == settled


def test_the_order_may_be_another():
    """40 of principal, then 25 of the 30 interest."""
    assert allocate(65, 10, 20, 30, 40, PRINCIPAL_FIRST) == (0, 0, 25, 40)


def test_what_is_not_owed_is_not_settled():
    assert allocate(150, 10, 20, 30, 40, USUAL) == (10, 20, 30, 40)


@given(amounts, st.tuples(amounts, amounts, amounts, amounts), orders)
def test_parts_sum_to_the_payment_up_to_what_is_owed(payment, owed, order):
    assert sum(allocate(payment, *owed, order)) == min(payment, sum(owed))


@given(amounts, st.tuples(amounts, amounts, amounts, amounts), orders)
def test_no_category_gets_more_than_is_owed_or_less_than_nothing(payment, owed, order):
    settled = allocate(payment, *owed, order)
    assert all(0 <= part <= limit for part, limit in zip(settled, owed, strict=True))


@given(amounts, st.tuples(amounts, amounts, amounts, amounts), orders)
def test_a_category_waits_until_those_before_it_are_settled(payment, owed, order):
    settled = allocate(payment, *owed, order)
    for before, after in itertools.pairwise(order):
        assert settled[after] == 0 or settled[before] == owed[before]
