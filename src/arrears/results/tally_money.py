"""Tallies of money: what was lent, received, forgiven, lost and spent."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from arrears.compiled import compiled
from arrears.results.rows import PAYMENTS, Book, EventRows, Integers
from arrears.results.sums import DurationSums, MonthlySums
from arrears.terms import Cause, Event

__all__ = ["BALANCE_EVENTS", "balance_rows", "balances_at", "charged_off_rows", "tally_money"]

BALANCE_EVENTS: Final = {
    Event.ORIGINATED: 1,
    Event.DRAWN: 1,
    Event.INTEREST: 1,
    Event.FEE: 1,
    Event.LATE_FEE: 1,
    Event.PAID: -1,
    Event.PART_PAID: -1,
    Event.PREPAID: -1,
    Event.WAIVED: -1,
    Event.CHARGED_OFF: -1,
    Event.SETTLED: -1,
    Event.GARNISHED: -1,
    Event.SOLD: -1,
    Event.COMPENSATED: -1,
}
"""How each event moves the balance; ``recovered`` is cash on a balance that has left the book.

A row whose cause is ``charged_off`` moves what was charged off instead, see `balance_rows`.
"""

_AFTER_CHARGE_OFF: Final = (Event.WAIVED, Event.SETTLED, Event.GARNISHED, Event.SOLD)
"""What may happen on the book or after charge-off; the cause says which."""

_SIMPLE: Final = {
    "instalments_due": Event.DUE,
    "interest_charged": Event.INTEREST,
    "fees_charged": Event.FEE,
    "late_fees_charged": Event.LATE_FEE,
    "charged_off": Event.CHARGED_OFF,
    "cost": Event.COST,
    "essentials_cut": Event.ESSENTIALS_CUT,
    "sold": Event.SOLD,
    "compensated": Event.COMPENSATED,
    "garnished": Event.GARNISHED,
    "settled": Event.SETTLED,
    "agents_paid": Event.AGENT_PAID,
    "granted": Event.GRANT,
}
_WAIVED: Final = (Cause.PRINCIPAL, Cause.INTEREST, Cause.FEES, Cause.PENALTY)
_COSTS: Final = (
    Cause.WAGES, Cause.MESSAGE, Cause.AGENCY_FEE, Cause.COMPLAINT_COST, Cause.VISIT, Cause.TRACING,
    Cause.MACHINE, Cause.COURT_FEE, Cause.LEGAL_COST, Cause.GUARANTEE_FEE,
    Cause.GRANT, Cause.RELIEF_CASE,
    Cause.EDUCATION, Cause.REWARD,
)  # fmt: skip

CHARGE: Final = 0
RECEIPT: Final = 1
WAIVER: Final = 2


def balance_rows(events: EventRows) -> Iterator[tuple[np.ndarray, int]]:
    """Yield the rows that move the balance on the book, kind by kind, with their sign."""
    for event, sign in BALANCE_EVENTS.items():
        rows = events.find(event)
        if event in _AFTER_CHARGE_OFF:
            rows = rows[events.take("cause", rows) != Cause.CHARGED_OFF]
        yield rows, sign


def charged_off_rows(events: EventRows) -> Iterator[tuple[np.ndarray, int]]:
    """Yield the rows that move what is charged off, kind by kind, with their sign."""
    yield events.find(Event.CHARGED_OFF), 1
    yield events.find(Event.RECOVERED), -1
    rows = events.find(*_AFTER_CHARGE_OFF)
    yield rows[events.take("cause", rows) == Cause.CHARGED_OFF], -1


def balances_at(events: EventRows, book: Book, day: Integers) -> Integers:
    """Return the outstanding balance of each account at the end of a day of its own."""
    balance = np.zeros(len(book.segment), np.int64)
    for rows, sign in balance_rows(events):
        account = book.accounts_of(events, rows)
        counts = events.take("day", rows) <= day[account]
        np.add.at(balance, account[counts], sign * events.take("amount", rows)[counts])
    return balance


def tally_money(
    events: EventRows, book: Book, monthly: MonthlySums, durations: DurationSums
) -> None:
    """Add up every event that moves money, and what follows from accounts' totals."""
    for series, event in _SIMPLE.items():
        _add(events, book, monthly, series, events.find(event))
    _add(events, book, monthly, "disbursed", events.find(Event.ORIGINATED, Event.DRAWN))
    _add_by_cause(events, book, monthly, Event.WAIVED, "waived", _WAIVED)
    _add_by_cause(events, book, monthly, Event.COST, "cost", _COSTS)
    payments = events.find(*PAYMENTS)
    _add(events, book, monthly, "cash_received", payments)
    _add_after_charge_off(events, book, monthly)
    _add(events, book, monthly, "sale_proceeds", events.find(Event.SOLD), "to_fees")
    _add(events, book, monthly, "fees_received", payments, "to_fees")
    _add_interest_received(events, book, monthly)
    _add_collected(events, book, monthly)
    _add_opening_balance(events, book, monthly, durations)
    _add_cash_by_day(events, book, monthly, durations)


def _add(
    events: EventRows,
    book: Book,
    monthly: MonthlySums,
    series: str,
    rows: np.ndarray,
    column: str = "amount",
) -> None:
    segment = book.segments_of(events, rows)
    monthly.add(series, events.take("day", rows), segment, events.take(column, rows))


def _add_by_cause(
    events: EventRows,
    book: Book,
    monthly: MonthlySums,
    event: Event,
    prefix: str,
    causes: tuple[Cause, ...],
) -> None:
    rows = events.find(event)
    cause = events.take("cause", rows)
    for each in causes:
        _add(events, book, monthly, f"{prefix}_{each.label}", rows[cause == each])


def _add_after_charge_off(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add cash received on what was charged off, and what of sales left the book itself."""
    cash = events.find(Event.RECOVERED, Event.SETTLED, Event.GARNISHED)
    is_recovered = events.take("event", cash) == Event.RECOVERED
    is_late = is_recovered | (events.take("cause", cash) == Cause.CHARGED_OFF)
    _add(events, book, monthly, "recovered_after_charge_off", cash[is_late])
    sold = events.find(Event.SOLD)
    on_book = sold[events.take("cause", sold) != Cause.CHARGED_OFF]
    _add(events, book, monthly, "sold_on_book", on_book)


def _add_collected(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add by account the lesser of what fell due and what was received on it, both from day 0."""
    totals = []
    for rows, fees in ((events.find(Event.DUE), 0), (events.find(*PAYMENTS), 1)):
        amount = events.take("amount", rows) - fees * events.take("to_fees", rows)
        amount[events.take("day", rows) < 0] = 0
        total = np.zeros(len(book.segment), np.int64)
        np.add.at(total, book.accounts_of(events, rows), amount)
        totals.append(total)
    monthly.add_at_end("collected_of_due", book.segment, np.minimum(*totals))


def _add_opening_balance(
    events: EventRows, book: Book, monthly: MonthlySums, durations: DurationSums
) -> None:
    """Add the balance with which day 0 begins, to the first month and to day 0."""
    opening = balances_at(events, book, np.full(len(book.segment), -1, np.int64))
    day_0 = np.zeros(len(opening), np.int64)
    monthly.add("opening_balance", day_0, book.segment, opening)
    durations.add("base_by_day", day_0, book.segment, amount=opening)


def _add_cash_by_day(
    events: EventRows, book: Book, monthly: MonthlySums, durations: DurationSums
) -> None:
    """Add net cash and the base it is compared with, day by day, so that both can be discounted."""
    originated = events.find(Event.ORIGINATED)
    is_taken_over = events.take("day", originated) == 0
    is_taken_over &= not monthly.measures.origination_is_cash
    flows = (
        ("cash_by_day", events.find(*PAYMENTS, Event.COMPENSATED), 1, "amount"),
        ("cash_by_day", events.find(Event.SOLD), 1, "to_fees"),
        ("cash_by_day", events.find(Event.COST, Event.FINED, Event.DAMAGES), -1, "amount"),
        ("cash_by_day", originated[~is_taken_over], -1, "amount"),
        ("base_by_day", originated, 1, "amount"),
        ("cash_by_day", events.find(Event.DRAWN), -1, "amount"),
        ("base_by_day", events.find(Event.DRAWN), 1, "amount"),
    )
    for series, rows, sign, column in flows:
        counted = rows[events.take("day", rows) >= 0]
        amount = sign * events.take(column, counted)
        segment = book.segments_of(events, counted)
        durations.add(series, events.take("day", counted), segment, amount=amount)


@compiled
def _interest_received(owner: Integers, kind: Integers, amount: Integers) -> Integers:
    """Return by row the part of a receipt that pays interest charged and not yet paid or waived."""
    received = np.zeros(len(owner), np.int64)
    owed = 0
    for row in range(len(owner)):
        if row == 0 or owner[row] != owner[row - 1]:
            owed = 0
        if kind[row] == CHARGE:
            owed += amount[row]
        else:
            part = min(owed, amount[row])
            owed -= part
            if kind[row] == RECEIPT:
                received[row] = part
    return received


def _add_interest_received(events: EventRows, book: Book, monthly: MonthlySums) -> None:
    """Add the interest paid: of each receipt net of fees, interest owed comes before principal."""
    rows = events.find(Event.INTEREST, Event.WAIVED, *PAYMENTS)
    event = events.take("event", rows)
    is_principal_waived = (event == Event.WAIVED) & (events.take("cause", rows) != Cause.INTEREST)
    rows, event = rows[~is_principal_waived], event[~is_principal_waived]
    owner = book.accounts_of(events, rows)
    order = np.argsort(owner, kind="stable")
    rows, event = rows[order], event[order]
    kind = np.select([event == Event.INTEREST, event == Event.WAIVED], [CHARGE, WAIVER], RECEIPT)
    amount = events.take("amount", rows)
    amount -= np.where(kind == RECEIPT, events.take("to_fees", rows), 0)
    received = _interest_received(owner[order], kind, amount)
    segment = book.segments_of(events, rows)
    monthly.add("interest_received", events.take("day", rows), segment, received)
