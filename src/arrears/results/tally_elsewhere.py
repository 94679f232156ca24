"""Tallies of the platforms beside the first: what is owed there, and how much of it is late.

All other tallies speak of the first platform's book, and of people. What a policy wins there may
be lost elsewhere: the household pays one creditor with another's money.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
import pandas as pd

from arrears.log import Log
from arrears.results.rows import PAYMENTS, Book, EventRows, Integers
from arrears.results.sums import MonthlySums
from arrears.results.tally_money import balance_rows, charged_off_rows
from arrears.terms import Cause, Event

__all__ = ["of_first", "tally_elsewhere"]

_ON_SCHEDULE: Final = (Cause.PRINCIPAL, Cause.INTEREST)


def of_first(log: Log, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts of the first platform."""
    if not log.others:
        return accounts
    chosen: pd.DataFrame = accounts.loc[accounts["platform"].astype(str) == log.platform]
    return chosen


def tally_elsewhere(log: Log, accounts: pd.DataFrame, monthly: MonthlySums) -> None:
    """Add what is owed elsewhere at month ends, and how much of it is in arrears."""
    accounts = accounts.loc[accounts["platform"].astype(str) != log.platform]
    if accounts.empty:
        return
    events = EventRows.elsewhere(log)
    book = Book.of(events, accounts)
    places = {name: place for place, name in enumerate(monthly.segments)}
    nobody = len(places)
    place = np.array([places.get(name, nobody) for name in book.segments], np.int64)[book.segment]
    ends = monthly.month_starts[1:] - 1
    lost = _sums(events, book, ends, charged_off_rows(events))
    balance = lost + _sums(events, book, ends, balance_rows(events))
    arrears = _arrears(events, book, ends)
    for month, end in enumerate(ends.tolist()):
        late = np.where(book.closed <= end, 0, arrears[month])
        late = np.where(book.left <= end, lost[month], late)
        day = np.full(len(late), end, np.int64)
        monthly.add("other_arrears", day, place, late)
        monthly.add("other_balance", day, place, balance[month])


def _history(events: EventRows, book: Book, ends: Integers, signs: Mapping[Event, int]) -> Integers:
    """Return by month end and account the sum of some events' amounts until then."""
    return _sums(events, book, ends, ((events.find(event), sign) for event, sign in signs.items()))


def _sums(
    events: EventRows, book: Book, ends: Integers, signed: Iterable[tuple[Integers, int]]
) -> Integers:
    """Return by month end and account the sum of some rows' amounts until then."""
    total = np.zeros((len(ends) + 1, len(book.segment)), np.int64)
    for rows, sign in signed:
        period = np.searchsorted(ends, events.take("day", rows), side="left")
        amount = sign * events.take("amount", rows)
        np.add.at(total, (period, book.accounts_of(events, rows)), amount)
    return total.cumsum(axis=0)[:-1]


def _arrears(events: EventRows, book: Book, ends: Integers) -> Integers:
    """Return by month end and account what was due on the signed schedule and not received."""
    open_due = _history(events, book, ends, {Event.DUE: 1})
    received = _history(events, book, ends, dict.fromkeys(PAYMENTS, 1))
    total = np.zeros((len(ends) + 1, len(book.segment)), np.int64)
    payments, waived = events.find(*PAYMENTS), events.find(Event.WAIVED)
    waived = waived[np.isin(events.take("cause", waived), [int(cause) for cause in _ON_SCHEDULE])]
    for rows, column, sign in ((payments, "to_fees", -1), (waived, "amount", 1)):
        period = np.searchsorted(ends, events.take("day", rows), side="left")
        amount = sign * events.take(column, rows)
        np.add.at(total, (period, book.accounts_of(events, rows)), amount)
    late: Integers = np.maximum(0, open_due - received - total.cumsum(axis=0)[:-1])
    return late
