"""Tallies of relief: who got it, how long the answer took, who fell behind again."""

from typing import Final

import numpy as np
import numpy.typing as npt

from arrears.results.instalments import CASH, DUE, Arrears, replay
from arrears.results.rows import NEVER, PAYMENTS, Book, EventRows, Integers
from arrears.results.sums import DurationSums, MonthlySums
from arrears.terms import Cause, Event

__all__ = ["tally_relief"]

_LATE_DPD: Final = 30
_WINDOW_DAYS: Final = 365


def tally_relief(
    events: EventRows,
    book: Book,
    arrears: Arrears,
    monthly: MonthlySums,
    durations: DurationSums,
) -> None:
    """Add relief granted, the wait for decisions, and plans that failed after they ended."""
    starts = events.find(Event.RELIEF_START)
    account = book.accounts_of(events, starts)
    day = events.take("day", starts)
    first = np.full(len(book.segment), NEVER, np.int64)
    np.minimum.at(first, account[day >= 0], day[day >= 0])
    has_relief = book.is_counted & (first < NEVER)
    monthly.add("relief_accounts", first[has_relief], book.segment[has_relief])
    _add_waits(events, book, monthly, durations)
    unanswered = events.find(Event.UNANSWERED)
    segment = book.segments_of(events, unanswered)
    monthly.add("unanswered", events.take("day", unanswered), segment)
    _add_cases(events, book, monthly)
    _add_redefaults(events, book, arrears, monthly)


def _add_cases(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add grants and refusals of the fund, and how settlements ended."""
    ends = events.find(Event.RELIEF_END)
    cause = events.take("cause", ends)
    for series, rows in (
        ("grants", events.find(Event.GRANT)),
        ("grants_refused", events.find(Event.GRANT_REFUSED)),
        ("settlements_paid", ends[cause == Cause.SETTLED]),
        ("settlements_lapsed", ends[cause == Cause.LAPSED]),
    ):
        monthly.add(series, events.take("day", rows), book.segments_of(events, rows))


def _add_waits(
    events: EventRows, book: Book, monthly: MonthlySums, durations: DurationSums
) -> None:
    """Add applications and the days until they were decided, or so far."""
    rows = events.find(Event.APPLICATION, Event.APPEAL, Event.DECISION)
    account, day = book.accounts_of(events, rows), events.take("day", rows)
    is_application = events.columns["event"][rows] == Event.APPLICATION
    is_appeal = events.columns["event"][rows] == Event.APPEAL
    is_decision = ~is_application & ~is_appeal
    segment = book.segments_of(events, rows)
    is_approved = is_decision & (events.take("cause", rows) == Cause.APPROVED)
    for series, chosen in (
        ("applications", is_application),
        ("appeals", is_appeal),
        ("decisions", is_decision),
        ("approvals", is_approved),
    ):
        monthly.add(series, day[chosen], segment[chosen])
    decided = is_decision & (day >= 0)
    days = events.take("amount", rows)
    durations.add("review_wait", days[decided], segment[decided], count=1)
    is_last = _is_last_of(account)
    pending = is_last & ~is_decision
    waited = monthly.measures.horizon - 1 - day[pending]
    durations.add("review_wait", waited, segment[pending], censored=1)


def _is_last_of(owner: Integers) -> npt.NDArray[np.bool_]:
    """Return whether each entry is its owner's last."""
    last = np.zeros(len(owner), np.bool_)
    order = np.argsort(owner, kind="stable")
    is_followed = np.zeros(len(owner), np.bool_)
    is_followed[:-1] = owner[order][1:] == owner[order][:-1]
    last[order] = ~is_followed
    return last


def _add_redefaults(events: EventRows, book: Book, arrears: Arrears, monthly: MonthlySums) -> None:
    """Add plans with a payment due after they ended, and those 30 dpd late within a year of it.

    An episode of relief lasts from one ``relief_start`` of an account to its next. It is judged by
    the second schedule if that goes on after the plan's end, by the signed one if not.
    """
    starts = events.find(Event.RELIEF_START)
    if not len(starts):
        return
    account = book.accounts_of(events, starts)
    starts = starts[np.argsort(account, kind="stable")]
    account = book.accounts_of(events, starts)
    ended = _first_in_episode(events, book, starts, events.find(Event.RELIEF_END))
    plan_due, due = events.find(Event.PLAN_DUE), events.find(Event.DUE)
    due = due[events.take("cause", due) == Cause.NONE]
    next_plan_due = _first_in_episode(events, book, starts, plan_due, after=ended)
    next_due = _first_in_episode(events, book, starts, due, after=ended)
    judged_by_plan = next_plan_due < NEVER
    begin = np.where(judged_by_plan, next_plan_due, next_due)
    horizon = monthly.measures.horizon
    counted = (ended >= 0) & (begin + _WINDOW_DAYS < horizon)
    until = np.minimum(_next_start(events, starts, account), begin + _WINDOW_DAYS + 1)

    episodes = np.arange(len(starts))
    plan_arrears = _plan_arrears(events, book, starts, horizon)
    is_late = judged_by_plan & _is_late(plan_arrears, episodes, begin, until)
    is_late |= ~judged_by_plan & _is_late(arrears, account, begin, until)
    segment = book.segment[account]
    monthly.add("plans_ended", ended[counted], segment[counted])
    monthly.add("plans_redefaulted", ended[counted & is_late], segment[counted & is_late])


def _episode_of(
    events: EventRows, book: Book, starts: npt.NDArray[np.intp], rows: npt.NDArray[np.intp]
) -> npt.NDArray[np.intp]:
    """Return the episode of relief that each row stands in, -1 for rows before any.

    ``starts`` are rows sorted by account, then in the order of the log, which row numbers keep.
    """
    width = len(events.columns["day"])
    key = book.accounts_of(events, starts) * width + starts
    account = book.accounts_of(events, rows)
    found = np.searchsorted(key, account * width + rows, side="right") - 1
    candidate = np.maximum(found, 0)
    is_same = book.accounts_of(events, starts)[candidate] == account
    return np.where((found >= 0) & is_same, candidate, -1)


def _first_in_episode(
    events: EventRows,
    book: Book,
    starts: npt.NDArray[np.intp],
    rows: npt.NDArray[np.intp],
    after: Integers | None = None,
) -> Integers:
    """Return by episode the day of its first row, later than a day of its own; else NEVER."""
    episode, day = _episode_of(events, book, starts, rows), events.take("day", rows)
    counts = episode >= 0
    if after is not None:
        counts &= day > after[episode]
    first = np.full(len(starts), NEVER, np.int64)
    np.minimum.at(first, episode[counts], day[counts])
    return first


def _next_start(events: EventRows, starts: npt.NDArray[np.intp], account: Integers) -> Integers:
    """Return by episode the day on which the account's next one starts, NEVER for the last."""
    day = np.r_[events.take("day", starts)[1:], NEVER]
    return np.where(np.r_[account[1:], -1] == account, day, NEVER)


def _plan_arrears(
    events: EventRows, book: Book, starts: npt.NDArray[np.intp], horizon: int
) -> Arrears:
    """Return the spans of arrears on second schedules, owned by episodes."""
    rows = events.find(Event.PLAN_DUE, *PAYMENTS)
    episode = _episode_of(events, book, starts, rows)
    rows, episode = rows[episode >= 0], episode[episode >= 0].astype(np.int64)
    is_due = events.columns["event"][rows] == Event.PLAN_DUE
    kind = np.where(is_due, DUE, CASH).astype(np.int64)
    amount = events.take("amount", rows) - np.where(is_due, 0, events.take("to_fees", rows))
    return replay(episode, events.take("day", rows), kind, amount, horizon).arrears


def _is_late(
    arrears: Arrears, owner: Integers, begin: Integers, until: Integers
) -> npt.NDArray[np.bool_]:
    """Return whether each owner is 30 dpd or more at the end of a day from ``begin`` to ``until``.

    ``until`` is the day after the last; an owner may be asked about more than once.
    """
    late_from = np.maximum(arrears.first, arrears.due_day + _LATE_DPD)
    bounds = np.searchsorted(arrears.owner, owner, side="left")
    stops = np.searchsorted(arrears.owner, owner, side="right")
    answers = [
        bool(
            np.any(
                np.maximum(late_from[low:high], begin[each])
                < np.minimum(arrears.end[low:high], until[each])
            )
        )
        for each, (low, high) in enumerate(zip(bounds, stops, strict=True))
    ]
    return np.array(answers, np.bool_)
