"""One household's cash, settled when somebody looks at it."""

from typing import TYPE_CHECKING

from arrears.behaviour import budget
from arrears.engines.simpy.informal import service
from arrears.portfolio import people
from arrears.terms import Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.enforcement import Order
    from arrears.engines.simpy.informal import InformalLoan

__all__ = ["Purse"]

_NO_LOANS: list["InformalLoan"] = []  # shared by all who never took one; it stays empty


class Purse:
    """Liquid money of a household in minor units; never negative.

    Paydays between two looks are worked off in order, so the cash is the same as if it had been
    followed day by day; a shock changes the income only after everything before it is settled.
    """

    __slots__ = (
        "borrower", "buffer", "cash", "essentials", "held", "income", "leak", "loans", "month",
        "next_payday", "noise", "orders", "organisation", "other_debt", "payday_of_month",
        "settled_on", "since",
    )  # fmt: skip

    def __init__(self, borrower: "Borrower", day: int) -> None:
        traits = borrower.traits
        self.borrower = borrower
        self.income = float(traits[people.INCOME])
        self.essentials = int(traits[people.ESSENTIALS])
        self.other_debt = int(traits[people.OTHER_DEBT])
        self.buffer = int(traits[people.BUFFER])
        self.noise = float(traits[people.INCOME_NOISE])
        self.organisation = float(traits[people.ORGANISATION])
        self.payday_of_month = int(traits[people.PAYDAY])
        self.settled_on = self.since = day
        self.orders: list[Order] = []  # of courts, to withhold some of the income
        self.loans: list[InformalLoan] = _NO_LOANS
        self.leak = borrower.world.numbers.leak
        self.month = borrower.world.month_of_next(self.payday_of_month, day)
        self.next_payday = borrower.world.due_day(self.month, self.payday_of_month)
        surplus = int(self.income) - self.essentials - self.other_debt
        self._hold(self.buffer + max(0, surplus), day)

    def surplus(self) -> int:
        """Return what a month leaves for debts here, at today's income."""
        factor = self.borrower.income_factor
        left = int(self.income * factor) - self.essentials - self.other_debt
        return left - service(self) if self.loans else left

    def settle(self, day: int) -> None:
        """Let everything happen to the cash up to and with a day's income."""
        while self.next_payday <= day:
            self._receive_income(self.next_payday)
        self.settled_on, self.cash = day, self.held
        if self.held > self.buffer:  # how often it is counted makes no difference to it
            days = day - self.since
            self.cash = budget.set_aside(self.held, self.buffer, days, self.organisation, self.leak)

    def keep(self, cash: int, day: int) -> None:
        """Take over what is left on a day of which all is known; at most one payday lies before."""
        if self.next_payday <= day:
            self.month += 1
            self.next_payday = self.borrower.world.due_day(self.month, self.payday_of_month)
        self._hold(cash, day)
        self.settled_on = day

    def _hold(self, cash: int, day: int) -> None:
        self.cash = self.held = cash
        self.since = day

    def _receive_income(self, day: int) -> None:
        borrower, world = self.borrower, self.borrower.world
        factor = borrower.income_factor * world.income_factor_of(borrower.segment, day)
        chance = world.draw("income_noise", borrower.number, self.month)
        income = budget.monthly_income(self.income, chance, self.noise, factor)
        if self.orders:
            withheld = 0
            for order in self.orders:
                withheld += order.withhold(income, withheld)
            income -= withheld
        other_debt = self.other_debt
        if self.loans and world.informal is not None:
            other_debt += world.informal.collect(self, income, day)
        cash, cut = budget.month(
            self.held, self.buffer, day - self.since, self.organisation, self.leak,
            income, self.essentials, other_debt, self.buffer + borrower.coming_dues(),
        )  # fmt: skip
        self._hold(cash, day)
        self.month += 1
        self.next_payday = world.due_day(self.month, self.payday_of_month)
        if cut and borrower.has_debts:
            world.log.add(day, Phase.INCOME, borrower.number, -1, Event.ESSENTIALS_CUT, cut)

    def paydays(self, until: int) -> list[int]:
        """Return the paydays to come, up to and with a day."""
        days, month, day = [], self.month, self.next_payday
        while day <= until:
            days.append(day)
            month += 1
            day = self.borrower.world.due_day(month, self.payday_of_month)
        return days

    def take_in(self, amount: int) -> None:
        """Put in money that is no income; the purse is settled to the day."""
        self.cash = self.held = self.cash + amount
        self.since = self.settled_on

    def spend(self, amount: int) -> None:
        """Take money out; extra expenses beyond the cash are cut to it."""
        self.cash = self.held = max(0, self.cash - amount)
        self.since = self.settled_on

    def spare(self, pressure_share: float) -> int:
        """Return what may go into debts by hand once the reserve for living is kept back."""
        terms = self.borrower.world.household.budget
        kept = budget.reserve(
            self.essentials, terms.reserve_days, pressure_share, terms.reserve_cut_share
        )
        return budget.spare(self.cash, kept)
