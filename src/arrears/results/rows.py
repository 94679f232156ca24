"""The log as the tallies read it: rows found by event, and the book they belong to."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from arrears.log import Log
from arrears.terms import Event

__all__ = ["NEVER", "PAYMENTS", "Book", "EventRows", "Integers"]

Integers = npt.NDArray[np.int64]

NEVER = 1 << 30
"""A day later than all others."""

_OF_PERSONS = (Event.DISTRESS, Event.SCREEN_START, Event.SCREEN_END)
"""What happens to a person by whatever creditor it comes."""

PAYMENTS = (
    Event.PAID, Event.PART_PAID, Event.PREPAID, Event.RECOVERED, Event.SETTLED, Event.GARNISHED,
)  # fmt: skip
"""Cash of the borrower that the lender receives on an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRows:
    """A closed log whose rows are found by event without another pass over it."""

    columns: dict[str, npt.NDArray[np.integer]]
    names: list[str]
    order: npt.NDArray[np.intp]
    bounds: npt.NDArray[np.intp]

    @classmethod
    def of(cls, log: Log) -> Self:
        """Index the rows of a closed log, of several platforms those that outcomes speak of.

        These are the first platform's, those of no platform, and what people feel.
        """
        events = log.columns["event"]
        order = np.argsort(events, kind="stable")
        if "platform" in log.columns:
            counts = log.columns["platform"] <= 1
            counts |= np.isin(events, [int(event) for event in _OF_PERSONS])
            order = order[counts[order]]
        return cls._ordered(log, order)

    @classmethod
    def elsewhere(cls, log: Log) -> Self:
        """Index the rows of the platforms beside the first."""
        order = np.argsort(log.columns["event"], kind="stable")
        return cls._ordered(log, order[log.columns["platform"][order] > 1])

    @classmethod
    def _ordered(cls, log: Log, order: npt.NDArray[np.intp]) -> Self:
        events = log.columns["event"]
        bounds = np.searchsorted(events[order], np.arange(len(Event) + 1))
        return cls(columns=log.columns, names=log.vocabulary.names, order=order, bounds=bounds)

    def find(self, *events: Event) -> npt.NDArray[np.intp]:
        """Return the row numbers of these events, in the total order of the log."""
        found = [self.order[self.bounds[event] : self.bounds[event + 1]] for event in events]
        return found[0] if len(found) == 1 else np.sort(np.concatenate(found))

    def take(self, column: str, rows: npt.NDArray[np.intp]) -> Integers:
        """Return one column of some rows, wide enough to calculate with."""
        return self.columns[column][rows].astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Accounts and borrowers by position, with the days that bound their lives.

    Positions follow the order of the accounts' table; ``segments`` are sorted by name, and the
    position after the last segment stands for nobody's: it counts in segment ``all`` only.

    ``opened``, ``closed`` and ``charged_off`` are days by account, NEVER where it did not happen;
    ``left`` is the day of charge-off, or of the day on which the claim left the lender, if earlier,
    and ``sold`` that day itself. ``is_counted`` says which accounts outcomes speak of: on book at
    day 0 (not paid off, charged off or sold before) or originated since. ``observed_from`` is by
    borrower the first day that counts: origination or day 0, NEVER when every account was paid off
    before day 0.
    """

    segments: tuple[str, ...]
    borrower: Integers
    segment: Integers
    borrower_segment: Integers
    opened: Integers
    closed: Integers
    charged_off: Integers
    sold: Integers
    left: Integers
    is_counted: npt.NDArray[np.bool_]
    observed_from: Integers
    account_position: Integers
    borrower_position: Integers

    @classmethod
    def of(cls, events: EventRows, accounts: pd.DataFrame) -> Self:
        """Read the book from the accounts' table and the log."""
        account_ids = accounts["account"].to_numpy(np.int64)
        borrower_ids, borrower = np.unique(
            accounts["borrower"].to_numpy(np.int64), return_inverse=True
        )
        segments = sorted(set(accounts["segment"].astype(str)))
        code = {name: position for position, name in enumerate(segments)}
        segment = np.array([code[name] for name in accounts["segment"].astype(str)], np.int64)
        account_position = _positions(account_ids, events.columns["account"])
        first_days = (
            _first_day(events, event, account_position, len(account_ids))
            for event in (
                Event.ORIGINATED, Event.CLOSED, Event.CHARGED_OFF, Event.SOLD, Event.COMPENSATED,
            )
        )  # fmt: skip
        opened, closed, charged_off, sold, compensated = first_days
        sold = np.minimum(sold, compensated)
        left = np.minimum(charged_off, sold)
        borrower_segment = np.full(len(borrower_ids), len(segments), np.int64)
        borrower_segment[borrower] = segment
        observed_from = np.full(len(borrower_ids), NEVER, np.int64)
        is_alive = closed >= 0
        np.minimum.at(observed_from, borrower[is_alive], np.maximum(opened[is_alive], 0))
        return cls(
            segments=tuple(segments),
            borrower=borrower.astype(np.int64),
            segment=segment,
            borrower_segment=borrower_segment,
            opened=opened,
            closed=closed,
            charged_off=charged_off,
            sold=sold,
            left=left,
            is_counted=is_alive & (left >= 0) & (opened < NEVER),
            observed_from=observed_from,
            account_position=account_position,
            borrower_position=_positions(borrower_ids, events.columns["borrower"]),
        )

    def accounts_of(self, events: EventRows, rows: npt.NDArray[np.intp]) -> Integers:
        """Return the position of each row's account; -1 where it has none on this book."""
        position: Integers = self.account_position[events.columns["account"][rows]]
        return position

    def borrowers_of(self, events: EventRows, rows: npt.NDArray[np.intp]) -> Integers:
        """Return the position of each row's borrower; -1 where it has none on this book."""
        position: Integers = self.borrower_position[events.columns["borrower"][rows]]
        return position

    def segments_of(self, events: EventRows, rows: npt.NDArray[np.intp]) -> Integers:
        """Return the segment of each row's borrower, or of nobody."""
        segments: Integers = np.r_[self.borrower_segment, len(self.segments)]
        return segments[self.borrowers_of(events, rows)]


def _positions(ids: Integers, seen: npt.NDArray[np.integer]) -> Integers:
    """Return a table from number to position; -1 for unknown numbers and for number -1."""
    largest = max(int(ids.max(initial=-1)), int(seen.max(initial=-1)))
    positions = np.full(largest + 2, -1, np.int64)
    positions[ids] = np.arange(len(ids))
    return positions


def _first_day(events: EventRows, event: Event, position: Integers, accounts: int) -> Integers:
    """Return by account the first day of an event, NEVER where there is none."""
    rows = events.find(event)
    days = np.full(accounts, NEVER, np.int64)
    np.minimum.at(days, position[events.columns["account"][rows]], events.take("day", rows))
    return days
