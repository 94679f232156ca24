"""The replay of schedules, worked by hand and against a naive twin."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from arrears.results.instalments import CASH, CLOSED, DUE, FORGIVEN, replay

HORIZON = 100


def replayed(rows):
    """Replay rows of (owner, day, kind, amount)."""
    columns = np.array(rows, np.int64).reshape(-1, 4).T
    return replay(*columns, HORIZON)


def spans(found):
    return [tuple(int(value) for value in span) for span in zip(*found.arrears, strict=True)]


def test_arrears_last_from_the_due_day_to_the_day_before_payment():
    found = replayed([(7, 10, DUE, 50), (7, 14, CASH, 50)])
    assert spans(found) == [(7, 10, 14, 10)]
    assert found.instalments.unpaid.tolist() == [50]
    assert found.late.amount.tolist() == [50]


def test_money_settles_the_oldest_instalment_first():
    """60 on day 45 settles all of day 10's 50 and 10 of day 40's: the oldest unpaid is day 40."""
    found = replayed([(0, 10, DUE, 50), (0, 40, DUE, 50), (0, 45, CASH, 60)])
    assert spans(found) == [(0, 10, 45, 10), (0, 45, HORIZON, 40)]
    assert list(zip(*(column.tolist() for column in found.late), strict=True)) == [
        (0, 45, 50, 1),
        (1, 45, 10, 1),
    ]


def test_money_paid_ahead_settles_what_falls_due_later():
    found = replayed([(0, 10, DUE, 50), (0, 10, CASH, 70), (0, 40, DUE, 50)])
    assert found.instalments.unpaid.tolist() == [0, 30]
    assert spans(found) == [(0, 40, HORIZON, 40)]


def test_an_instalment_due_in_arrears_was_not_current():
    found = replayed([(0, 10, DUE, 50), (0, 40, DUE, 50), (0, 40, CASH, 100), (0, 70, DUE, 50)])
    assert found.instalments.was_current.tolist() == [1, 0, 1]


def test_forgiven_amounts_settle_but_are_no_cash():
    found = replayed([(0, 10, DUE, 50), (0, 20, FORGIVEN, 50)])
    assert spans(found) == [(0, 10, 20, 10)]
    assert found.late.is_cash.tolist() == [0]


def test_nothing_is_unpaid_after_closing():
    found = replayed([(0, 10, DUE, 50), (0, 20, CLOSED, 0)])
    assert spans(found) == [(0, 10, 20, 10)]
    assert found.late.amount.tolist() == []


def test_owners_do_not_meet():
    """Owner 1's payment does not touch owner 0; rows may stand in any order of owners."""
    found = replayed([(1, 10, DUE, 50), (0, 11, DUE, 30), (1, 12, CASH, 50)])
    assert spans(found) == [(0, 11, HORIZON, 11), (1, 10, 12, 10)]
    assert found.instalments.row.tolist() == [1, 0]


def test_no_rows_give_nothing():
    found = replayed([])
    assert spans(found) == []


rows = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(-20, HORIZON - 1),
        st.sampled_from([DUE, CASH, FORGIVEN]),
        st.integers(0, 60),
    ),
    max_size=30,
).map(lambda drawn: sorted(drawn, key=lambda row: row[1]))


@given(rows)
def test_arrears_are_those_of_the_definition(drawn):
    """On each day's end the oldest due row with more due than received, read by adding up."""
    found = replayed(drawn)
    told = {
        (owner, day): due_day
        for owner, first, end, due_day in spans(found)
        for day in range(first, end)
    }
    expected = {}
    for owner in range(3):
        for day in range(-20, HORIZON):
            past = [row for row in drawn if row[0] == owner and row[1] <= day]
            received = sum(amount for _, _, kind, amount in past if kind != DUE)
            total = 0
            for _, due_day, kind, amount in past:
                total += amount * (kind == DUE)
                if kind == DUE and total > received:
                    expected[owner, day] = due_day
                    break
    assert told == expected


@given(rows)
def test_what_was_unpaid_is_settled_late_or_still_unpaid(drawn):
    """Late parts of an instalment never exceed what was unpaid when its day ended."""
    found = replayed(drawn)
    settled = np.zeros(len(found.instalments.owner), np.int64)
    np.add.at(settled, found.late.instalment, found.late.amount)
    assert np.all(settled <= found.instalments.unpaid)
    assert np.all(found.late.day > found.instalments.day[found.late.instalment])
