"""Tallies of what borrowers do beyond paying: informal loans, agents, education, rewards."""

from typing import Final

import numpy as np

from arrears.results.rows import Book, EventRows
from arrears.results.sums import MonthlySums
from arrears.terms import Cause, Event

__all__ = ["tally_people"]

_COUNTED: Final = {
    "informal_loans": Event.INFORMAL_LOAN,
    "agents_hired": Event.AGENT_HIRED,
    "educated": Event.EDUCATED,
    "exposed": Event.EXPOSED,
}
_ADDED: Final = {
    "informal_borrowed": Event.INFORMAL_LOAN,
    "informal_repaid": Event.INFORMAL_PAID,
    "rewarded": Event.REWARDED,
}
_AGENTS: Final = (Cause.AGENT, Cause.ADVISER)


def tally_people(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add up loans by informal lenders, agents, attendances, exposures and rewards."""
    for series, event in _COUNTED.items():
        rows = events.find(event)
        monthly.add(series, events.take("day", rows), book.segments_of(events, rows))
    for series, event in _ADDED.items():
        _add(events, book, monthly, series, events.find(event))
    fees = events.find(Event.AGENT_PAID)
    is_agent = np.isin(events.take("cause", fees), _AGENTS)
    _add(events, book, monthly, "agent_fees", fees[is_agent])


def _add(
    events: EventRows, book: Book, monthly: MonthlySums, series: str, rows: np.ndarray
) -> None:
    segment = book.segments_of(events, rows)
    monthly.add(series, events.take("day", rows), segment, events.take("amount", rows))
