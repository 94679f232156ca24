"""The signed schedule replayed: what was unpaid, when it was paid, how late accounts were.

The replay goes through the rows of one account after another; within an account in the order of
the log. Cash and forgiven amounts settle the oldest instalment first.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from arrears.compiled import compiled
from arrears.results.rows import Integers

__all__ = [
    "CASH",
    "CLOSED",
    "DUE",
    "FORGIVEN",
    "Arrears",
    "Instalments",
    "Late",
    "Replay",
    "replay",
]

DUE: Final = 0
CASH: Final = 1
FORGIVEN: Final = 2
CLOSED: Final = 3

_NOTHING: Final = -(1 << 30)  # the oldest unpaid due day when nothing is unpaid

# Where the state of the account in hand is kept.
_DUES: Final = 0  # instalments written so far, of all accounts
_HEAD: Final = 1  # the oldest instalment of the account that is not settled
_LATE: Final = 2  # late settlements written so far
_SPANS: Final = 3  # spans of arrears written so far
_TOTAL: Final = 4  # due so far on the account
_RECEIVED: Final = 5  # received or forgiven so far on the account
_OLDEST: Final = 6  # oldest unpaid due day at the end of the last day looked at
_SINCE: Final = 7  # day from whose end that held
_STATES: Final = 8


class Rows(NamedTuple):
    """What the replay reads: rows sorted by owner, kinds DUE, CASH, FORGIVEN and CLOSED."""

    owner: Integers
    day: Integers
    kind: Integers
    amount: Integers


class Instalments(NamedTuple):
    """One entry per due row, by owner and day.

    ``unpaid`` is the amount unpaid at the end of the due day; ``was_current`` whether nothing
    was in arrears that morning; ``row`` the position of the due row among those given.
    """

    owner: Integers
    day: Integers
    amount: Integers
    cumulative: Integers
    unpaid: Integers
    was_current: Integers
    row: Integers


class Late(NamedTuple):
    """One entry per part of an instalment that was settled after its due day."""

    instalment: Integers
    day: Integers
    amount: Integers
    is_cash: Integers


class Arrears(NamedTuple):
    """One entry per span of days that end with the same oldest unpaid instalment.

    At the end of each day from ``first`` up to, not including, ``end`` the contract dpd is the
    day less ``due_day``.
    """

    owner: Integers
    first: Integers
    end: Integers
    due_day: Integers


class Replay(NamedTuple):
    """All that the replay finds."""

    instalments: Instalments
    late: Late
    arrears: Arrears


@compiled
def _settle(
    books: Instalments, late: Late, state: Integers, day: int, amount: int, is_cash: int
) -> None:
    """Settle the oldest instalments with an amount and write down what came late."""
    before = state[_RECEIVED]
    after = before + amount
    while state[_HEAD] < state[_DUES]:
        head = state[_HEAD]
        bottom = books.cumulative[head] - books.amount[head]
        part = min(after, books.cumulative[head]) - max(before, bottom)
        if part > 0 and day > books.day[head]:
            entry = state[_LATE]
            late.instalment[entry] = head
            late.day[entry] = day
            late.amount[entry] = part
            late.is_cash[entry] = is_cash
            state[_LATE] = entry + 1
        if books.cumulative[head] > after:
            break
        state[_HEAD] = head + 1
    state[_RECEIVED] = after


@compiled
def _bill(books: Instalments, state: Integers, rows: Rows, row: int, was_current: int) -> None:
    """Write down an instalment that falls due."""
    entry = state[_DUES]
    state[_TOTAL] += rows.amount[row]
    books.owner[entry] = rows.owner[row]
    books.day[entry] = rows.day[row]
    books.amount[entry] = rows.amount[row]
    books.cumulative[entry] = state[_TOTAL]
    books.was_current[entry] = was_current
    books.row[entry] = row
    state[_DUES] = entry + 1


@compiled
def _end_span(arrears: Arrears, state: Integers, owner: int, day: int) -> None:
    """Write down the span of arrears that lasted until the day before ``day`` ended."""
    if state[_OLDEST] != _NOTHING and day > state[_SINCE]:
        entry = state[_SPANS]
        arrears.owner[entry] = owner
        arrears.first[entry] = state[_SINCE]
        arrears.end[entry] = day
        arrears.due_day[entry] = state[_OLDEST]
        state[_SPANS] = entry + 1
    state[_OLDEST] = _NOTHING


@compiled
def _end_day(found: Replay, state: Integers, owner: int, day: int, first_today: int) -> None:
    """Read what is unpaid when the day ends."""
    books = found.instalments
    for entry in range(first_today, state[_DUES]):
        settled = max(state[_RECEIVED], books.cumulative[entry] - books.amount[entry])
        books.unpaid[entry] = max(0, books.cumulative[entry] - settled)
    while state[_HEAD] < state[_DUES] and books.cumulative[state[_HEAD]] <= state[_RECEIVED]:
        state[_HEAD] += 1
    oldest = books.day[state[_HEAD]] if state[_HEAD] < state[_DUES] else _NOTHING
    if oldest != state[_OLDEST]:
        _end_span(found.arrears, state, owner, day)
        state[_OLDEST] = oldest
        state[_SINCE] = day


@compiled
def _replay_day(rows: Rows, found: Replay, state: Integers, row: int) -> int:
    """Replay the rows of one account and day; return the row after them."""
    owner, day = rows.owner[row], rows.day[row]
    was_current = 1 if state[_OLDEST] == _NOTHING else 0
    first_today = state[_DUES]
    while row < len(rows.owner) and rows.owner[row] == owner and rows.day[row] == day:
        kind = rows.kind[row]
        if kind == DUE:
            _bill(found.instalments, state, rows, row, was_current)
        elif kind == CLOSED:
            state[_RECEIVED] = max(state[_RECEIVED], state[_TOTAL])
        else:
            is_cash = 1 if kind == CASH else 0
            _settle(found.instalments, found.late, state, day, rows.amount[row], is_cash)
        row += 1
    _end_day(found, state, owner, day, first_today)
    return row


@compiled
def _replay_all(rows: Rows, found: Replay, state: Integers, horizon: int) -> None:
    """Replay one account after another."""
    row = 0
    while row < len(rows.owner):
        owner = rows.owner[row]
        state[_HEAD] = state[_DUES]
        state[_TOTAL] = 0
        state[_RECEIVED] = 0
        state[_OLDEST] = _NOTHING
        while row < len(rows.owner) and rows.owner[row] == owner:
            row = _replay_day(rows, found, state, row)
        _end_span(found.arrears, state, owner, horizon)


def replay(
    owner: Integers, day: Integers, kind: Integers, amount: Integers, horizon: int
) -> Replay:
    """Replay schedules and what was received towards them.

    Parameters
    ----------
    owner : int array
        Account, or any other number of a schedule, of each row.
    day : int array, days
        Day of each row, rising within an owner.
    kind : int array
        DUE, CASH (received on principal and interest), FORGIVEN (of principal and interest) or
        CLOSED (paid off: nothing is unpaid any more).
    amount : int array, minor units
    horizon : int, days
        Spans of arrears that are still open end here.

    Returns
    -------
    Replay
        ``instalments.row`` refers to the rows as given.
    """
    order = np.argsort(owner, kind="stable")
    rows = Rows(*(np.ascontiguousarray(column[order]) for column in (owner, day, kind, amount)))
    size, dues = len(order), int((kind == DUE).sum())
    found = Replay(
        Instalments(*_room(7, dues)), Late(*_room(4, size)), Arrears(*_room(4, size + dues))
    )
    state = np.zeros(_STATES, np.int64)
    _replay_all(rows, found, state, horizon)
    late, arrears = int(state[_LATE]), int(state[_SPANS])
    return Replay(
        found.instalments._replace(row=order[found.instalments.row]),
        Late(*(column[:late] for column in found.late)),
        Arrears(*(column[:arrears] for column in found.arrears)),
    )


def _room(columns: int, size: int) -> npt.NDArray[np.int64]:
    return np.zeros((columns, size), np.int64)
