"""Tallies of pauses: how long contact stopped, why, and who was left alone for half a year."""

from typing import Final

import numpy as np
import numpy.typing as npt

from arrears.compiled import compiled
from arrears.results.instalments import Arrears
from arrears.results.rows import NEVER, Book, EventRows, Integers
from arrears.results.spans import Spans, spans
from arrears.results.sums import DurationSums, MonthlySums
from arrears.results.tally_money import charged_off_rows
from arrears.terms import Cause, Event

__all__ = ["PAUSE_CAUSES", "PAUSE_ROOTS", "tally_pauses"]

PAUSE_CAUSES: Final = (
    Cause.REVIEW, Cause.COMPLAINT, Cause.PLAN, Cause.CAPACITY, Cause.HANDOVER, Cause.OUT_OF_REACH,
    Cause.DROPPED, Cause.LENIENCY, Cause.STOP_REQUESTED, Cause.MORATORIUM, Cause.SANCTION,
    Cause.FORBIDDEN,
)  # fmt: skip
PAUSE_ROOTS: Final = (
    Cause.PROCESS, Cause.STRATEGIC, Cause.RULE, Cause.MACRO, Cause.SHOCK, Cause.SHORTFALL,
)  # fmt: skip
_LONG_DAYS: Final = 180


def tally_pauses(
    events: EventRows,
    book: Book,
    arrears: Arrears,
    monthly: MonthlySums,
    durations: DurationSums,
) -> None:
    """Add pauses by length, cause and root, and accounts left alone for 180 days."""
    _add_pauses(events, book, monthly, durations)
    horizon = monthly.measures.horizon
    day = _first_long_silence(events, book, arrears, horizon)
    happens = book.is_counted & (day < NEVER)
    monthly.add("paused_180_accounts", day[happens], book.segment[happens])
    counted = book.is_counted
    until = np.minimum(day, horizon - 1) - np.maximum(book.opened, 0)
    happened = happens.astype(np.int64)[counted]
    durations.add(
        "until_paused_180",
        until[counted],
        book.segment[counted],
        count=happened,
        censored=1 - happened,
    )


def _add_pauses(
    events: EventRows, book: Book, monthly: MonthlySums, durations: DurationSums
) -> None:
    horizon = monthly.measures.horizon
    rows = events.find(Event.PAUSE_START, Event.PAUSE_END)
    account = book.accounts_of(events, rows)
    is_start = events.columns["event"][rows] == Event.PAUSE_START
    found = spans(account, events.take("day", rows), is_start, horizon)
    segment = book.segment[found.owner]
    first = np.maximum(found.first, book.observed_from[book.borrower[found.owner]])
    monthly.add_days("pause_days", first, found.end, segment)
    for column, kinds in (("cause", PAUSE_CAUSES), ("root", PAUSE_ROOTS)):
        values = events.take(column, rows[found.row])
        for kind in kinds:
            chosen = values == kind
            series = f"pause_days_from_{kind.label}"
            monthly.add_days(series, first[chosen], found.end[chosen], segment[chosen])
    _add_halts(events, found, rows, horizon, segment, monthly)
    counted = found.first >= 0
    length = np.where(found.has_ended, found.end, horizon - 1) - found.first
    ended = found.has_ended.astype(np.int64)[counted]
    durations.add("pause", length[counted], segment[counted], count=ended, censored=1 - ended)


def _add_halts(
    events: EventRows,
    found: Spans,
    rows: npt.NDArray[np.intp],
    horizon: int,
    segment: Integers,
    monthly: MonthlySums,
) -> None:
    """Count halts on their first day, and those of half a year on the day that made them so."""
    end = np.where(found.has_ended, found.end, horizon)
    is_long = end - found.first >= _LONG_DAYS
    everything = np.ones(len(found.first), np.bool_)
    for name, chosen, day in (
        ("halts", everything, found.first),
        ("long_halts", is_long, found.first + _LONG_DAYS - 1),
    ):
        monthly.add(name, day[chosen], segment[chosen])
        for column, kinds in (("cause", PAUSE_CAUSES), ("root", PAUSE_ROOTS)):
            values = events.take(column, rows[found.row])
            for kind in kinds:
                of_kind = chosen & (values == kind)
                monthly.add(f"{name}_from_{kind.label}", day[of_kind], segment[of_kind])


def _first_long_silence(events: EventRows, book: Book, arrears: Arrears, horizon: int) -> Integers:
    """Return by account the first day from day 0 that ends 180 days of arrears without a word.

    NEVER where there is none. A day counts when it ends with contract dpd of 1 or more, or with an
    unpaid charged-off balance, no plan is in force at its end, no attempt was made on it, and
    the claim has not been sold.
    """
    accounts = len(book.segment)
    owed = (
        (arrears.owner, np.maximum(arrears.first, arrears.due_day + 1), arrears.end),
        _unpaid_charge_offs(events, book, horizon),
    )
    attempts = events.find(Event.ATTEMPT)
    attempted = events.take("day", attempts)
    of_account = book.accounts_of(events, attempts)
    rows = events.find(Event.RELIEF_START, Event.RELIEF_END)
    is_start = events.columns["event"][rows] == Event.RELIEF_START
    plans = spans(book.accounts_of(events, rows), events.take("day", rows), is_start, horizon)
    sold = events.find(Event.SOLD, Event.COMPENSATED)
    buyer_from = events.take("day", sold)
    quiet = (
        (of_account[of_account >= 0], attempted[of_account >= 0], attempted[of_account >= 0] + 1),
        (plans.owner, plans.first, plans.end),
        (book.accounts_of(events, sold), buyer_from, np.full_like(buyer_from, horizon)),
    )
    marks = [_by_owner(owed, accounts), _by_owner(quiet, accounts)]
    earliest = min((int(days.min()) for _, days, _ in marks if len(days)), default=0)
    return _scan(*marks[0], *marks[1], earliest, horizon)


def _by_owner(
    parts: tuple[tuple[Integers, Integers, Integers], ...], owners: int
) -> tuple[Integers, Integers, Integers]:
    """Return where each owner's spans begin, and all spans' first days and ends, by owner."""
    owner, first, end = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(owners + 1)).astype(np.int64)
    return bounds, first[order], end[order]


@compiled
def _scan(
    owed_bounds: Integers,
    owed_first: Integers,
    owed_end: Integers,
    kept_bounds: Integers,
    kept_first: Integers,
    kept_end: Integers,
    earliest: int,
    horizon: int,
) -> Integers:
    """Return by owner the first day from day 0 on which 180 days in a row are owed and not kept."""
    owners = len(owed_bounds) - 1
    found = np.full(owners, NEVER, np.int64)
    is_silent = np.zeros(horizon - earliest, np.bool_)
    for owner in range(owners):
        if owed_bounds[owner] == owed_bounds[owner + 1]:
            continue
        is_silent[:] = False
        for span in range(owed_bounds[owner], owed_bounds[owner + 1]):
            is_silent[max(0, owed_first[span] - earliest) : max(0, owed_end[span] - earliest)] = (
                True
            )
        for span in range(kept_bounds[owner], kept_bounds[owner + 1]):
            is_silent[max(0, kept_first[span] - earliest) : max(0, kept_end[span] - earliest)] = (
                False
            )
        run = 0
        for position in range(len(is_silent)):
            run = run + 1 if is_silent[position] else 0
            if run >= _LONG_DAYS and position + earliest >= 0:
                found[owner] = position + earliest
                break
    return found


def _unpaid_charge_offs(
    events: EventRows, book: Book, horizon: int
) -> tuple[Integers, Integers, Integers]:
    """Return spans of days that end with an unpaid charged-off balance, by account."""
    parts = list(charged_off_rows(events))
    rows = np.concatenate([part for part, _ in parts])
    sign = np.concatenate([np.full(len(part), each, np.int64) for part, each in parts])
    order = np.lexsort((rows, book.accounts_of(events, rows)))
    rows, sign = rows[order], sign[order]
    account = book.accounts_of(events, rows)
    running = np.cumsum(sign * events.take("amount", rows))
    if not len(rows):
        return account, account, account
    starts = np.flatnonzero(np.r_[True, account[1:] != account[:-1]])
    before = np.r_[0, running][starts]
    owed = running - np.repeat(before, np.diff(np.r_[starts, len(rows)]))
    is_owed: npt.NDArray[np.bool_] = owed > 0
    found = spans(account, events.take("day", rows), is_owed, horizon)
    return found.owner, found.first, found.end
