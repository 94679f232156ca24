"""Tallies of visits, of what was announced, of third persons and of traces."""

from typing import Final

import numpy as np

from arrears.results.rows import PAYMENTS, Book, EventRows, Integers
from arrears.results.sums import MonthlySums
from arrears.terms import Cause, Channel, Event, Target

__all__ = ["WINDOW_DAYS", "tally_visits"]

WINDOW_DAYS: Final = 14
_LATER: Final = 3  # from this announcement on, about one account
_MET: Final = (Cause.HARDSHIP, Cause.ABLE)


def tally_visits(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add up what was done at homes and by way of third persons."""
    visits = _from_day_0(events, events.find(Event.VISIT))
    met = visits[np.isin(events.take("cause", visits), _MET)]
    _count(events, book, monthly, "visits", visits)
    _count(events, book, monthly, "visits_met", met)
    _add_accounts(events, book, monthly, visits, met)
    _add_announcements(events, book, monthly)
    attempts = events.find(Event.ATTEMPT)
    asked = attempts[events.take("target", attempts) == Target.THIRD_PARTY]
    _count(events, book, monthly, "third_party_attempts", asked)
    traces = events.find(Event.TRACED)
    _count(events, book, monthly, "traces", traces)
    found = traces[events.take("cause", traces) == Cause.FOUND]
    _count(events, book, monthly, "traces_found", found)


def _from_day_0(events: EventRows, rows: np.ndarray) -> np.ndarray:
    return rows[events.take("day", rows) >= 0]


def _count(
    events: EventRows, book: Book, monthly: MonthlySums, series: str, rows: np.ndarray
) -> None:
    monthly.add(series, events.take("day", rows), book.segments_of(events, rows))


def _add_accounts(
    events: EventRows, book: Book, monthly: MonthlySums, visits: np.ndarray, met: np.ndarray
) -> None:
    """Add visited accounts, and those whose borrower was met at home and nowhere else."""
    spoken = _from_day_0(events, events.find(Event.RIGHT_PARTY))
    by_phone = spoken[events.take("channel", spoken) != Channel.VISIT]
    is_met, is_called = (
        np.bincount(book.accounts_of(events, rows), minlength=len(book.segment)) > 0
        for rows in (met, by_phone)
    )
    account, first = np.unique(book.accounts_of(events, visits), return_index=True)
    day = events.take("day", visits)[first]
    monthly.add("visited_accounts", day, book.segment[account])
    only = is_met[account] & ~is_called[account]
    monthly.add("met_at_home_only", day[only], book.segment[account[only]])


def _add_announcements(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add announcements and whether a payment followed, by how many there were before."""
    rows = _from_day_0(events, events.find(Event.VISIT_ANNOUNCED))
    _count(events, book, monthly, "announcements", rows)
    if not len(rows):
        return
    account, day = book.accounts_of(events, rows), events.take("day", rows)
    number = _numbered(account)
    is_paid = _is_paid_after(events, book, account, day)
    is_in_time = day + WINDOW_DAYS < monthly.measures.horizon
    segment = book.segments_of(events, rows)
    for name, chosen in {"first": number == 1, "later": number >= _LATER}.items():
        counted = chosen & is_in_time
        monthly.add(f"announcements_{name}", day[counted], segment[counted])
        paid = counted & is_paid
        monthly.add(f"announcements_{name}_paid", day[paid], segment[paid])


def _numbered(account: Integers) -> Integers:
    """Return for each entry the how-manieth of its account it is, from 1."""
    order = np.argsort(account, kind="stable")
    ordered = account[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    lengths = np.diff(np.r_[starts, len(ordered)])
    number = np.empty(len(account), np.int64)
    number[order] = np.arange(len(account)) - np.repeat(starts, lengths) + 1
    return number


def _is_paid_after(
    events: EventRows, book: Book, account: Integers, day: Integers
) -> np.ndarray:  # fmt: skip
    """Return whether the account paid on a day, or in the days after it up to the window's end."""
    rows = events.find(*PAYMENTS)
    payer, paid_on = book.accounts_of(events, rows), events.take("day", rows)
    span = int(max(paid_on.max(initial=0), day.max(initial=0))) + WINDOW_DAYS + 2
    base = int(min(paid_on.min(initial=0), 0))
    keys = np.sort(payer * (span - base) + paid_on - base)
    low = account * (span - base) + day - base
    return np.searchsorted(keys, low + WINDOW_DAYS, "right") > np.searchsorted(keys, low, "left")
