"""Lateness of an account that owes 100 on each of the days 30, 60 and 90."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.debt.delinquency import arrears, bucket, days_past_due, fallen_due, oldest_unpaid

DUE_DAYS = np.array([30, 60, 90])
CUMULATIVE = np.array([100, 200, 300])


@pytest.mark.parametrize(
    ("received", "index"), [(0, 0), (99, 0), (100, 1), (250, 2), (300, 3), (400, 3)]
)
def test_the_oldest_unpaid_instalment_is_the_first_not_covered(received, index):
    assert oldest_unpaid(CUMULATIVE, received, 0) == index


@pytest.mark.parametrize(("day", "count"), [(-5, 0), (29, 0), (30, 1), (89, 2), (90, 3), (500, 3)])
def test_an_instalment_has_fallen_due_on_its_due_day(day, count):
    assert fallen_due(day, DUE_DAYS, 0) == count


@pytest.mark.parametrize(("day", "dpd"), [(0, 0), (29, 0), (30, 0), (31, 1), (60, 30), (200, 170)])
def test_dpd_counts_from_the_day_after_the_oldest_unpaid_due_day(day, dpd):
    assert days_past_due(day, DUE_DAYS, CUMULATIVE, 0, 0) == dpd


def test_a_payment_of_the_oldest_instalment_moves_dpd_to_the_next():
    assert days_past_due(95, DUE_DAYS, CUMULATIVE, 100, 0) == 35


def test_a_part_payment_does_not_move_dpd():
    assert days_past_due(95, DUE_DAYS, CUMULATIVE, 99, 0) == 65


@pytest.mark.parametrize(("received", "day"), [(100, 45), (300, 400), (1_000, 400)])
def test_dpd_is_zero_when_nothing_due_is_unpaid(received, day):
    assert days_past_due(day, DUE_DAYS, CUMULATIVE, received, 0) == 0


@pytest.mark.parametrize(
    ("day", "received", "amount"),
    [(29, 0, 0), (30, 0, 100), (59, 30, 70), (60, 30, 170), (90, 300, 0), (45, 150, 0)],
)
def test_arrears_are_what_fell_due_and_is_unpaid(day, received, amount):
    assert arrears(day, DUE_DAYS, CUMULATIVE, received, 0) == amount


def test_an_instalment_of_nothing_is_never_unpaid():
    """A skipped month adds 0; the 100 of day 90 are the oldest that is owed."""
    assert days_past_due(91, DUE_DAYS, np.array([0, 0, 100]), 0, 0) == 1


@pytest.mark.parametrize(
    ("dpd", "expected"), [(0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (180, 6), (181, 7)]
)
def test_a_bucket_is_thirty_days(dpd, expected):
    assert bucket(dpd) == expected


books = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 500)), min_size=1, max_size=12)


@given(books, st.integers(-10, 500), st.integers(0, 4_000), st.integers(0, 4_000))
def test_a_remembered_start_changes_nothing(book, day, earlier, more):
    """What was settled by an earlier payment, or due by an earlier day, may be stepped over."""
    due_days, cumulative = np.cumsum(book, axis=0).T.copy()
    start = oldest_unpaid(cumulative, earlier, 0)
    count = fallen_due(day - 7, due_days, 0)
    arguments = (day, due_days, cumulative, earlier + more)
    assert days_past_due(*arguments, start) == days_past_due(*arguments, 0)
    assert arrears(*arguments, count) == arrears(*arguments, 0)


@given(books, st.integers(-10, 500), st.integers(0, 4_000))
def test_lateness_agrees_with_its_definition(book, day, received):
    due_days, cumulative = np.cumsum(book, axis=0).T.copy()
    unpaid = [
        (due, total)
        for due, total in zip(due_days.tolist(), cumulative.tolist(), strict=True)
        if due <= day and total > received
    ]
    dpd = max((day - due for due, _ in unpaid), default=0)
    assert days_past_due(day, due_days, cumulative, received, 0) == dpd
    amount = max((total - received for _, total in unpaid), default=0)
    assert arrears(day, due_days, cumulative, received, 0) == amount
