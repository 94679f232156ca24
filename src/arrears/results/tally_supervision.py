"""Tallies of supervision: what platforms pay for breaches that were proven."""

from typing import Final

from arrears.results.rows import Book, EventRows
from arrears.results.sums import MonthlySums
from arrears.terms import Event

__all__ = ["tally_supervision"]

_ADDED: Final = {"fined": Event.FINED, "damages": Event.DAMAGES}


def tally_supervision(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add up fines and damages."""
    for series, event in _ADDED.items():
        rows = events.find(event)
        day, segment = events.take("day", rows), book.segments_of(events, rows)
        monthly.add(series, day, segment, events.take("amount", rows))
