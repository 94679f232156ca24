"""Tallies of new loans: how many are asked for and refused, and how dear those signed are."""

import numpy as np

from arrears.results.rows import Book, EventRows
from arrears.results.sums import MonthlySums
from arrears.terms import Event

__all__ = ["tally_supply"]


def tally_supply(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add loans asked for, refused and signed, and by how much these are dearer.

    A book that is taken over opens on day 0, so new loans are those of later days. Who is refused
    everything stands in no table of people, so what is asked for belongs to no segment.
    """
    first = 0 if monthly.measures.origination_is_cash else 1
    signed, refused, priced = (
        rows[events.take("day", rows) >= first]
        for rows in map(events.find, (Event.ORIGINATED, Event.REFUSED_CREDIT, Event.PRICED))
    )
    for series, rows in (("credit_asked", signed), ("credit_asked", refused),
                         ("credit_refused", refused)):  # fmt: skip
        nobody = np.full(len(rows), len(book.segments), np.int64)
        monthly.add(series, events.take("day", rows), nobody)
    monthly.add("new_loans", events.take("day", signed), book.segments_of(events, signed))
    steps, segment = events.take("amount", priced), book.segments_of(events, priced)
    monthly.add("new_loan_steps", events.take("day", priced), segment, steps)
