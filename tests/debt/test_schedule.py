"""Signed schedules, by hand and against the annuity in exact fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.debt.product_kind import ProductKind
from arrears.debt.schedule import (
    INTEREST,
    PRINCIPAL,
    amortise,
    bullet,
    equal_instalments,
    equal_parts,
    equal_principal,
    interest_free,
    level_instalment,
    schedule,
)
from arrears.errors import EngineError

TWELVE_PERCENT = 120_000

principals = st.integers(0, 10_000_000_000)
rates = st.integers(0, 3_600_000)
terms = st.integers(1, 120)
kinds = st.sampled_from([kind for kind in ProductKind if kind is not ProductKind.REVOLVING])


def test_equal_instalments_by_hand():
    """1,000.00 at 1 % a month over 3: the annuity is 340.0221, and a cent is left at the end."""
    assert equal_instalments(100_000, TWELVE_PERCENT, 3).tolist() == [
        [33_002, 1_000],
        [33_332, 670],
        [33_666, 337],
    ]


def test_equal_instalments_without_interest():
    assert equal_instalments(100, 0, 3).tolist() == [[33, 0], [33, 0], [34, 0]]


def test_equal_principal_by_hand():
    """Interest falls with the balance: 1 % of 1,200, 800 and 400."""
    assert equal_principal(1_200, TWELVE_PERCENT, 3).tolist() == [[400, 12], [400, 8], [400, 4]]


def test_interest_free_by_hand():
    assert interest_free(200, 3).tolist() == [[67, 0], [67, 0], [66, 0]]


def test_bullet_by_hand():
    assert bullet(100_000, TWELVE_PERCENT, 3).tolist() == [[0, 1_000], [0, 1_000], [100_000, 1_000]]


def test_one_instalment_repays_everything():
    assert equal_instalments(100_000, TWELVE_PERCENT, 1).tolist() == [[100_000, 1_000]]


@pytest.mark.parametrize(("principal", "instalment"), [(5, 2), (7, 4), (9, 4), (11, 6)])
def test_a_level_instalment_is_rounded_half_even(principal, instalment):
    """Halves of odd numbers go to the even neighbour."""
    assert level_instalment(principal, 0, 2) == instalment


@given(principals, rates, terms)
def test_a_level_instalment_is_the_rounded_annuity(principal, rate_ppm, term):
    """P r / (1 - (1 + r)^-n) in exact fractions; a millionth of a cent for the float's sake."""
    rate = Fraction(rate_ppm, 12_000_000)
    exact = Fraction(principal, term)
    if rate_ppm:
        exact = principal * rate / (1 - (1 + rate) ** -term)
    assert abs(level_instalment(principal, rate_ppm, term) - exact) <= 0.5 + 1e-6


def test_interest_that_an_instalment_cannot_cover_is_carried():
    """100 a month accrue; 40 and 60 are paid, so 60 and then 100 are carried to the end."""
    totals = np.array([40, 60, 0])
    assert amortise(10_000, TWELVE_PERCENT, totals).tolist() == [[0, 40], [0, 60], [10_000, 200]]


def test_instalments_above_the_balance_stop_at_the_balance():
    totals = np.array([60, 60, 60])
    assert amortise(100, 0, totals).tolist() == [[60, 0], [40, 0], [0, 0]]


@pytest.mark.parametrize(
    ("amount", "parts", "expected"),
    [(100, 3, [33, 33, 34]), (5, 3, [2, 2, 1]), (3, 5, [1, 1, 1, 0, 0]), (2, 5, [0, 0, 0, 0, 2])],
)
def test_the_last_of_equal_parts_takes_the_remainder(amount, parts, expected):
    assert equal_parts(amount, parts).tolist() == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ProductKind.EQUAL_INSTALMENTS, equal_instalments(100_001, 99_000, 12)),
        (ProductKind.EQUAL_PRINCIPAL, equal_principal(100_001, 99_000, 12)),
        (ProductKind.INTEREST_FREE, interest_free(100_001, 12)),
        (ProductKind.BULLET, bullet(100_001, 99_000, 12)),
    ],
)
def test_a_schedule_is_that_of_its_kind(kind, expected):
    assert schedule(int(kind), 100_001, 99_000, 12).tolist() == expected.tolist()


def test_an_unknown_kind_is_refused():
    with pytest.raises(EngineError, match="found kind 7; accepted are 0 to 3"):
        schedule(7, 100_000, 0, 12)


@given(kinds, principals, rates, terms)
def test_principal_parts_sum_to_the_principal(kind, principal, rate_ppm, term):
    assert schedule(int(kind), principal, rate_ppm, term)[:, PRINCIPAL].sum() == principal


@given(kinds, principals, rates, terms)
def test_there_is_a_row_per_instalment_and_no_part_is_negative(kind, principal, rate_ppm, term):
    rows = schedule(int(kind), principal, rate_ppm, term)
    assert rows.shape == (term, 2)
    assert rows.min() >= 0


@given(kinds, principals, terms)
def test_nothing_costs_interest_at_rate_zero(kind, principal, term):
    assert schedule(int(kind), principal, 0, term)[:, INTEREST].sum() == 0


@given(st.integers(100_000, 10_000_000_000), st.integers(0, 400_000), st.integers(2, 60))
def test_all_instalments_but_the_last_are_equal(principal, rate_ppm, term):
    totals = equal_instalments(principal, rate_ppm, term).sum(axis=1)
    assert set(totals[:-1].tolist()) == {level_instalment(principal, rate_ppm, term)}
