"""Tallies of distress: person-days, days screening positive, and what added to the index."""

from typing import Final

import numpy as np

from arrears.results.rows import NEVER, Book, EventRows
from arrears.results.spans import spans
from arrears.results.sums import MonthlySums
from arrears.terms import Cause, Event

__all__ = ["DISTRESS_SOURCES", "tally_distress"]

DISTRESS_SOURCES: Final = (
    Cause.SHOCK, Cause.ARREARS, Cause.COLLECTION, Cause.LIMBO, Cause.LEGAL,
)  # fmt: skip


def tally_distress(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add person-days under observation, those screening positive, and additions by source."""
    horizon = monthly.measures.horizon
    observed = book.observed_from < NEVER
    start, segment = book.observed_from[observed], book.borrower_segment[observed]
    monthly.add("borrowers", start, segment)
    monthly.add_days("borrower_days", start, np.full(len(start), horizon, np.int64), segment)

    rows = events.find(Event.SCREEN_START, Event.SCREEN_END)
    borrower = book.borrowers_of(events, rows)
    is_known = borrower >= 0
    rows, borrower = rows[is_known], borrower[is_known]
    is_start = events.columns["event"][rows] == Event.SCREEN_START
    found = spans(borrower, events.take("day", rows), is_start, horizon)
    first = np.maximum(found.first, book.observed_from[found.owner])
    monthly.add_days("screen_days", first, found.end, book.borrower_segment[found.owner])

    rows = events.find(Event.DISTRESS)
    amount, cause = events.take("amount", rows), events.take("cause", rows)
    monthly_rows = {"distress_added": amount > 0} | {
        f"distress_added_{source.label}": (amount > 0) & (cause == source)
        for source in DISTRESS_SOURCES
    }
    for series, chosen in monthly_rows.items():
        where = rows[chosen]
        day, segments = events.take("day", where), book.segments_of(events, where)
        monthly.add(series, day, segments, amount[chosen])
