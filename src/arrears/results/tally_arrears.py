"""Tallies of arrears: entry, recovery, cures, defaults, and the book at month ends."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from arrears.results.instalments import CASH, CLOSED, DUE, FORGIVEN, Replay, replay
from arrears.results.rows import NEVER, PAYMENTS, Book, EventRows, Integers
from arrears.results.spells import Spells, dpd_at, first_day_late
from arrears.results.sums import DurationSums, MonthlySums
from arrears.results.tally_money import balance_rows, balances_at, charged_off_rows
from arrears.terms import Cause, Event

__all__ = ["BUCKETS", "STATES", "Delinquency", "tally_arrears"]

BUCKETS: Final = 7  # 0 current, 1 = 1-30 dpd, ... 6 = 151 dpd or more
STATES: Final = ("0", "1", "2", "3", "4", "5", "6", "closed", "charged_off")
_CLOSED: Final = BUCKETS
_CHARGED_OFF: Final = BUCKETS + 1
_NOT_YET: Final = -1

_BACK_DAYS: Final = 30
_WINDOW_DAYS: Final = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class Delinquency:
    """The signed schedules replayed and the spells found in them; owners are accounts."""

    replay: Replay
    spells: Spells
    has_empty_cause: np.ndarray

    @classmethod
    def of(cls, events: EventRows, book: Book, horizon: int) -> Self:
        """Replay the log of a book."""
        rows = events.find(Event.DUE, Event.WAIVED, Event.CLOSED, *PAYMENTS)
        event, cause = events.take("event", rows), events.take("cause", rows)
        is_on_fees = (
            (event == Event.WAIVED) & (cause != Cause.PRINCIPAL) & (cause != Cause.INTEREST)
        )
        rows, event, cause = rows[~is_on_fees], event[~is_on_fees], cause[~is_on_fees]
        kinds = ((Event.DUE, DUE), (Event.WAIVED, FORGIVEN), (Event.CLOSED, CLOSED))
        kind = np.select([event == each for each, _ in kinds], [code for _, code in kinds], CASH)
        amount = events.take("amount", rows)
        amount -= np.where(kind == CASH, events.take("to_fees", rows), 0)
        owner = book.accounts_of(events, rows)
        found = replay(owner, events.take("day", rows), kind.astype(np.int64), amount, horizon)
        return cls(
            replay=found,
            spells=Spells.of(found.arrears, book, horizon),
            has_empty_cause=cause[found.instalments.row] == Cause.NONE,
        )


def tally_arrears(
    events: EventRows,
    book: Book,
    delinquency: Delinquency,
    monthly: MonthlySums,
    durations: DurationSums,
) -> None:
    """Add up what the replayed schedules say."""
    _add_entry(book, delinquency, monthly)
    _add_recovery(book, delinquency, monthly, durations)
    _add_accounts(book, delinquency, monthly)
    _add_spells(book, delinquency.spells, monthly, durations)
    _add_defaults(events, book, delinquency, monthly)
    _add_month_ends(events, book, delinquency, monthly)
    _add_terminal_balance(events, book, delinquency, monthly, durations)


def _add_entry(book: Book, delinquency: Delinquency, monthly: MonthlySums) -> None:
    """Add instalments of accounts that were current that morning, and how soon they were paid."""
    found = delinquency.replay
    books = found.instalments
    enters = (books.was_current == 1) & delinquency.has_empty_cause
    segment = book.segment[books.owner]
    monthly.add("current_due", books.day[enters], segment[enters], books.amount[enters])
    monthly.add("current_unpaid", books.day[enters], segment[enters], books.unpaid[enters])
    is_complete = enters & (books.day + _BACK_DAYS < monthly.measures.horizon)
    monthly.add(
        "entry_30d_unpaid", books.day[is_complete], segment[is_complete], books.unpaid[is_complete]
    )
    due_day = books.day[found.late.instalment]
    is_back = is_complete[found.late.instalment] & (found.late.is_cash == 1)
    is_back &= found.late.day <= due_day + _BACK_DAYS
    late_segment = segment[found.late.instalment]
    monthly.add(
        "entry_30d_paid", due_day[is_back], late_segment[is_back], found.late.amount[is_back]
    )


def _add_recovery(
    book: Book, delinquency: Delinquency, monthly: MonthlySums, durations: DurationSums
) -> None:
    """Add what was paid on instalments unpaid at the end of their due day, by days since due."""
    books, late, _ = delinquency.replay
    segment = book.segment[books.owner]
    is_cash = late.is_cash == 1
    monthly.add(
        "late_cash", late.day[is_cash], segment[late.instalment[is_cash]], late.amount[is_cash]
    )
    days = late.day - books.day[late.instalment]
    for chosen, column in ((is_cash, "amount"), (~is_cash, "censored")):
        counts = chosen & (books.day[late.instalment] >= 0)
        where = segment[late.instalment[counts]]
        values = {column: late.amount[counts]}
        durations.add("late_instalments", days[counts], where, **values)
    remainder = books.unpaid.copy()
    np.subtract.at(remainder, late.instalment, late.amount)
    is_open = (remainder > 0) & (books.day >= 0)
    age = monthly.measures.horizon - 1 - books.day[is_open]
    durations.add("late_instalments", age, segment[is_open], censored=remainder[is_open])


def _add_accounts(book: Book, delinquency: Delinquency, monthly: MonthlySums) -> None:
    """Add the accounts that count, and on which day each was first so late, or charged off."""
    counted = book.is_counted
    segment = book.segment[counted]
    monthly.add("accounts", np.maximum(book.opened[counted], 0), segment)
    first_days = {"charged_off_accounts": book.charged_off}
    for dpd in (30, 90):
        arrears = delinquency.replay.arrears
        first_days[f"ever_{dpd}_accounts"], _ = first_day_late(arrears, dpd, len(counted), 0)
    for series, day in first_days.items():
        happens = counted & (day < NEVER)
        monthly.add(series, day[happens], book.segment[happens])


def _add_spells(book: Book, spells: Spells, monthly: MonthlySums, durations: DurationSums) -> None:
    """Add spells by the month they opened, how they ended and how long they lasted."""
    horizon = monthly.measures.horizon
    segment = book.segment[spells.account]
    monthly.add("spells_opened", spells.opened, segment)
    monthly.add("spells_cured", spells.last[spells.is_cured], segment[spells.is_cured])
    monthly.add_days("delinquent_days", spells.opened, spells.last + 1, segment)
    is_complete = spells.opened <= horizon - _BACK_DAYS
    is_quick = is_complete & spells.is_cured & (spells.last <= spells.due_day + _BACK_DAYS)
    for series, chosen in (("spells_30d", is_complete), ("spells_30d_cured", is_quick)):
        monthly.add(series, spells.opened[chosen], segment[chosen])
    counted = spells.opened >= 0
    cured = spells.is_cured[counted].astype(np.int64)
    days = (spells.last - spells.due_day)[counted]
    durations.add("spell", days, segment[counted], count=cured, censored=1 - cured)


def _add_defaults(
    events: EventRows, book: Book, delinquency: Delinquency, monthly: MonthlySums
) -> None:
    """Add defaults, whether the first miss was affordable, and the cash of the year after."""
    measures = monthly.measures
    day, run_start = first_day_late(
        delinquency.replay.arrears, measures.default_dpd, len(book.segment)
    )
    defaults = (day >= 0) & (day < NEVER)
    segment = book.segment
    monthly.add("defaults", day[defaults], segment[defaults])
    is_able = np.zeros(len(day), np.bool_)
    missed = events.find(Event.MISSED)
    account = book.accounts_of(events, missed)
    is_first = events.take("day", missed) == run_start[account]
    is_able[account[is_first & (events.take("to_fees", missed) == 1)]] = True
    monthly.add("defaults_able", day[defaults & is_able], segment[defaults & is_able])

    is_complete = defaults & (day + _WINDOW_DAYS < measures.horizon)
    exposure = balances_at(events, book, day)
    for rows, sign in charged_off_rows(events):
        exposure += sign * _amounts_until(events, book, rows, day)
    window_end, payments = np.minimum(day + _WINDOW_DAYS, NEVER), events.find(*PAYMENTS)
    cash = _amounts_until(events, book, payments, window_end)
    cash -= _amounts_until(events, book, payments, day)
    complete_segment = segment[is_complete]
    for series, value in (
        ("default_360d_exposure", exposure),
        ("default_360d_cash", np.minimum(cash, exposure)),
    ):
        monthly.add(series, day[is_complete], complete_segment, value[is_complete])


def _amounts_until(events: EventRows, book: Book, rows: np.ndarray, day: Integers) -> Integers:
    """Return by account the amounts of some rows up to the end of a day of its own."""
    account = book.accounts_of(events, rows)
    counts = events.take("day", rows) <= day[account]
    total = np.zeros(len(day), np.int64)
    np.add.at(total, account[counts], events.take("amount", rows)[counts])
    return total


def _balance_history(events: EventRows, book: Book, ends: Integers) -> Integers:
    """Return the balance of each account at the end of each day in ``ends``, one row per day."""
    balance = np.zeros((len(ends) + 1, len(book.segment)), np.int64)
    for rows, sign in balance_rows(events):
        period = np.searchsorted(ends, events.take("day", rows), side="left")
        account = book.accounts_of(events, rows)
        np.add.at(balance, (period, account), sign * events.take("amount", rows))
    return balance.cumsum(axis=0)[:-1]


def _state_at(book: Book, dpd: Integers, day: int) -> Integers:
    """Return the bucket or final state of each account at the end of a day."""
    state = np.minimum((dpd + 29) // 30, BUCKETS - 1)
    state[book.closed <= day] = _CLOSED
    state[book.left <= day] = _CHARGED_OFF
    state[book.opened > day] = _NOT_YET
    return state


def _add_month_ends(
    events: EventRows, book: Book, delinquency: Delinquency, monthly: MonthlySums
) -> None:
    """Add the balance in each bucket at month ends, and where a month later it is found."""
    ends = monthly.month_starts - 1  # the first is the day before day 0
    balances = _balance_history(events, book, ends)
    arrears = delinquency.replay.arrears
    dpds = [dpd_at(arrears, int(end), len(book.segment)) for end in ends]
    states = [_state_at(book, dpd, int(end)) for dpd, end in zip(dpds, ends, strict=True)]
    for month in range(1, len(ends)):
        opening, at_end = balances[month - 1], balances[month]
        is_over = dpds[month] > 180
        for bucket in range(BUCKETS):
            held = (states[month] == bucket) & ~is_over
            day = np.full(int(held.sum()), ends[month], np.int64)
            monthly.add(f"balance_bucket_{bucket}", day, book.segment[held], at_end[held])
        over = (states[month] == BUCKETS - 1) & is_over
        day = np.full(int(over.sum()), ends[month], np.int64)
        monthly.add("balance_over_180", day, book.segment[over], at_end[over])
        for origin in range(BUCKETS):
            started = states[month - 1] == origin
            for state, name in enumerate(STATES):
                moved = started & (states[month] == state)
                day = np.full(int(moved.sum()), ends[month], np.int64)
                series = f"rolled_{origin}_{name}"
                monthly.add(series, day, book.segment[moved], opening[moved])


def _add_terminal_balance(
    events: EventRows,
    book: Book,
    delinquency: Delinquency,
    monthly: MonthlySums,
    durations: DurationSums,
) -> None:
    """Add the balance at the horizon by price band, named by the band's highest dpd."""
    measures = monthly.measures
    last = measures.horizon - 1
    balance = balances_at(events, book, np.full(len(book.segment), last, np.int64))
    dpd = dpd_at(delinquency.replay.arrears, last, len(book.segment))
    bounds = np.array([bound for bound, _ in measures.terminal_prices], np.int64)
    band = np.minimum(np.searchsorted(bounds, dpd, side="left"), len(bounds) - 1)
    durations.add("terminal_balance", bounds[band], book.segment, amount=balance)
    monthly.add_at_end("outstanding_at_horizon", book.segment, balance)
