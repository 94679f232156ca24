"""The life of one account, day by day, from its rows of the event table alone."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

PAYMENTS = {"paid", "part_paid", "prepaid", "recovered", "settled", "garnished"}
UP = {"originated", "drawn", "interest", "fee", "late_fee"}
DOWN = {"paid", "part_paid", "prepaid", "waived", "charged_off", "settled", "garnished"}
DOWN |= {"sold", "compensated"}
EITHER = {"waived", "settled", "garnished", "sold"}  # on the book, or after charge-off

Row = Any


@dataclass
class Instalment:
    day: int
    amount: int
    cause: str
    was_current: bool
    unpaid: int
    unpaid_that_night: int = 0
    late: list[tuple[int, int, bool]] = field(default_factory=list)


@dataclass
class Life:
    """One account at the end of each of its days."""

    segment: str
    first_day: int = 0
    opened: int | None = None
    closed: int | None = None
    charged_off: int | None = None
    sold: int | None = None
    instalments: list[Instalment] = field(default_factory=list)
    oldest: dict[int, int] = field(default_factory=dict)  # day -> oldest unpaid due day
    balance: dict[int, int] = field(default_factory=dict)
    lost: dict[int, int] = field(default_factory=dict)  # charged off and not recovered
    has_plan: dict[int, bool] = field(default_factory=dict)
    attempts: set[int] = field(default_factory=set)
    cash: Counter[int] = field(default_factory=Counter)
    able: dict[int, int] = field(default_factory=dict)  # day of a miss -> its flag

    def dpd(self, day: int) -> int:
        return day - self.oldest[day] if day in self.oldest else 0

    @property
    def left(self) -> int | None:
        """The first day on which it was charged off, or no longer the lender's."""
        days = [day for day in (self.charged_off, self.sold) if day is not None]
        return min(days, default=None)

    @property
    def counts(self) -> bool:
        on_book = (self.closed is None or self.closed >= 0) and (
            self.left is None or self.left >= 0
        )
        return self.opened is not None and on_book


def is_later(row: Row) -> bool:
    """Say whether a row moves what was charged off, instead of the balance on the book."""
    return row.event in EITHER and row.cause == "charged_off"


def moved(row: Row) -> int:
    """Return the sign with which a row moves the balance on the book."""
    return (row.event in UP) - (row.event in DOWN and not is_later(row))


def live(rows: list[Row], segment: str, horizon: int) -> Life:
    """Live one account's days."""
    life = Life(segment)
    by_day: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    life.first_day = min(by_day, default=0)
    balance = lost = credit = 0
    has_plan = False
    for day in range(life.first_day, horizon):
        for row in by_day[day]:
            note(life, row, was_current=day - 1 not in life.oldest)
            if row.event in {"relief_start", "relief_end"}:
                has_plan = row.event == "relief_start"
            if row.event in PAYMENTS:
                credit += row.amount - row.to_fees
            elif row.event == "waived" and row.cause in {"principal", "interest"}:
                credit += row.amount
            credit = settle(life.instalments, credit, row)
            balance += row.amount * moved(row)
            lost += row.amount * ((row.event == "charged_off") - (row.event == "recovered"))
            lost -= row.amount * is_later(row)
        for each in life.instalments:
            if each.day == day:
                # An account that is paid off by then owes nothing, whatever its plan left out.
                each.unpaid_that_night = 0 if life.closed is not None else each.unpaid
        unpaid = [each.day for each in life.instalments if each.unpaid > 0]
        if unpaid and life.closed is None:
            life.oldest[day] = unpaid[0]
        life.balance[day], life.lost[day], life.has_plan[day] = balance, lost, has_plan
    return life


def note(life: Life, row: Row, *, was_current: bool) -> None:
    """Write down what one row says of the account's life."""
    if row.event == "originated":
        life.opened = row.day
    elif row.event == "closed":
        life.closed = row.day if life.closed is None else life.closed
    elif row.event == "charged_off":
        life.charged_off = row.day if life.charged_off is None else life.charged_off
    elif row.event in {"sold", "compensated"} or row.event == "sold":
        life.sold = row.day
    elif row.event == "due":
        due = Instalment(row.day, row.amount, row.cause, was_current, row.amount)
        life.instalments.append(due)
    elif row.event == "attempt":
        life.attempts.add(row.day)
    elif row.event == "missed":
        life.able[row.day] = max(life.able.get(row.day, 0), row.to_fees)
    elif row.event in PAYMENTS:
        life.cash[row.day] += row.amount


def settle(instalments: list[Instalment], credit: int, row: Row) -> int:
    """Put credit on what is unpaid, oldest first; return what is left of it."""
    for each in instalments:
        part = min(credit, each.unpaid)
        if part > 0:
            each.unpaid -= part
            credit -= part
            if row.day > each.day:
                each.late.append((row.day, part, row.event in PAYMENTS))
    return credit
