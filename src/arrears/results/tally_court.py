"""Tallies of the late stage: suits, judgments, and by which way late money came in."""

from typing import Final

import numpy as np

from arrears.results.rows import PAYMENTS, Book, EventRows, Integers
from arrears.results.sums import MonthlySums
from arrears.terms import Cause, Event

__all__ = ["TITLES", "WAYS", "tally_court"]

TITLES: Final = (Cause.PAYMENT_ORDER, Cause.DEFAULT_JUDGMENT, Cause.HEARD, Cause.AWARD)
"""Judgments that can be enforced."""

WAYS: Final = ("agency", "garnished", "settled", "sale", "guarantor")


def tally_court(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add suits, titles, ends of enforcement, discharges, and cash received while placed."""
    judgments = events.find(Event.JUDGMENT)
    cause = events.take("cause", judgments)
    insolvency = events.find(Event.INSOLVENCY)
    is_freed = events.take("cause", insolvency) == Cause.DISCHARGED
    for series, rows in (
        ("suits", events.find(Event.SUIT_FILED)),
        ("titles", judgments[np.isin(cause, TITLES)]),
        ("ended_unpaid", judgments[cause == Cause.ENDED_UNPAID]),
        ("discharges", insolvency[is_freed]),
    ):
        monthly.add(series, events.take("day", rows), book.segments_of(events, rows))
    rows = _paid_while_placed(events, book)
    segment, amount = book.segments_of(events, rows), events.take("amount", rows)
    monthly.add("cash_while_placed", events.take("day", rows), segment, amount)


def _paid_while_placed(events: EventRows, book: Book) -> Integers:
    """Return the payments between a placement with an agency and its recall."""
    rows = events.find(Event.PLACED, Event.RECALLED, *PAYMENTS)
    event = events.take("event", rows)
    account = book.accounts_of(events, rows)
    order = np.argsort(account, kind="stable")
    rows, event, account = rows[order], event[order], account[order]
    is_turn = np.isin(event, (Event.PLACED, Event.RECALLED))
    starts = is_turn | np.r_[True, np.diff(account) != 0][: len(rows)]
    since = np.maximum.accumulate(np.where(starts, np.arange(len(rows)), 0))
    is_placed = event[since] == Event.PLACED
    placed: Integers = np.sort(rows[~is_turn & is_placed])
    return placed
