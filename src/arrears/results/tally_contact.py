"""Tallies of work and of what people say: attempts, contacts, promises, complaints, time."""

from typing import Final

import numpy as np

from arrears.results.rows import Book, EventRows
from arrears.results.spells import Spells
from arrears.results.sums import DurationSums, MonthlySums
from arrears.terms import Cause, Event

__all__ = ["COMPLAINT_CHANNELS", "SEVERITIES", "tally_contact"]

COMPLAINT_CHANNELS: Final = (Cause.PLATFORM, Cause.PUBLIC_SITE, Cause.REGULATOR)
SEVERITIES: Final = (Cause.SEVERE, Cause.ORDINARY, Cause.LATE)

_COUNTED: Final = {
    "attempts": Event.ATTEMPT,
    "messages_read": Event.READ,
    "calls_answered": Event.CONTACT,
    "right_parties": Event.RIGHT_PARTY,
    "promises": Event.PROMISE,
    "promises_kept": Event.PROMISE_KEPT,
    "promises_broken": Event.PROMISE_BROKEN,
    "stop_requests": Event.STOP_REQUEST,
    "queued": Event.QUEUED,
    "blocked": Event.BLOCKED,
    "violations": Event.VIOLATION,
}


_CREDIT: Final = {
    "bureau_reports": Event.BUREAU_REPORT,
    "months_denied": Event.CREDIT_DENIED,
}


def tally_contact(
    events: EventRows,
    book: Book,
    spells: Spells,
    monthly: MonthlySums,
    durations: DurationSums,
) -> None:
    """Add up work done and voices raised."""
    for series, event in _COUNTED.items():
        _count(events, book, monthly, series, events.find(event))
    violations = events.find(Event.VIOLATION)
    severity = events.take("root", violations)
    for each in SEVERITIES:
        chosen = violations[severity == each]
        _count(events, book, monthly, f"violations_{each.label}", chosen)
    queued = events.find(Event.QUEUED)
    is_worked = events.take("cause", queued) == Cause.WORKED
    _count(events, book, monthly, "queued_worked", queued[is_worked])
    attempts = events.find(Event.ATTEMPT)
    account = book.accounts_of(events, attempts)
    is_in_spell = spells.find(account, events.take("day", attempts)) >= 0
    _count(events, book, monthly, "attempts_in_spells", attempts[is_in_spell])
    _add_shifts(events, monthly)
    _add_voices(events, book, monthly)
    _add_answers(events, book, durations)


def _count(
    events: EventRows, book: Book, monthly: MonthlySums, series: str, rows: np.ndarray
) -> None:
    monthly.add(series, events.take("day", rows), book.segments_of(events, rows))


def _add_shifts(events: EventRows, monthly: MonthlySums) -> None:
    """Add the seconds that teams and desks worked and had; they belong to no segment."""
    shifts = events.find(Event.SHIFT)
    nobody = np.full(len(shifts), len(monthly.segments), np.int64)
    day = events.take("day", shifts)
    monthly.add("seconds_worked", day, nobody, events.take("amount", shifts))
    monthly.add("seconds_available", day, nobody, events.take("to_fees", shifts))


def _add_voices(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add grievances and complaints of borrowers under observation."""
    grievances = _observed(events, book, events.find(Event.GRIEVANCE))
    _count(events, book, monthly, "grievances", grievances)
    for series, event in _CREDIT.items():
        _count(events, book, monthly, series, _observed(events, book, events.find(event)))
    complaints = _observed(events, book, events.find(Event.COMPLAINT))
    _count(events, book, monthly, "complaints", complaints)
    channel = events.take("action", complaints)
    for each in COMPLAINT_CHANNELS:
        _count(events, book, monthly, f"complaints_{each.label}", complaints[channel == each])
    is_agent = events.take("person", complaints) >= 0
    is_wrong_debt = (events.take("cause", complaints) == Cause.WRONG_DEBT) & ~is_agent
    kinds = {
        "agent": is_agent,
        "wrong_debt": is_wrong_debt,
        "own": ~is_agent & ~is_wrong_debt,
    }
    for kind, chosen in kinds.items():
        _count(events, book, monthly, f"complaints_{kind}", complaints[chosen])


def _observed(events: EventRows, book: Book, rows: np.ndarray) -> np.ndarray:
    """Return the rows of borrowers who are under observation on that day."""
    borrower = book.borrowers_of(events, rows)
    is_known = borrower >= 0
    rows, borrower = rows[is_known], borrower[is_known]
    return rows[events.take("day", rows) >= book.observed_from[borrower]]


def _add_answers(events: EventRows, book: Book, durations: DurationSums) -> None:
    """Add how long answered complaints waited."""
    rows = events.find(Event.COMPLAINT_ANSWERED)
    rows = rows[events.take("day", rows) >= 0]
    days, segment = events.take("amount", rows), book.segments_of(events, rows)
    durations.add("complaint_answer", days, segment, count=1)
