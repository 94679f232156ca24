"""Informal lenders: cash on the due day, and a dearer debt on every payday after it."""

from typing import TYPE_CHECKING

from arrears.behaviour import budget
from arrears.behaviour.informal import InformalLoans
from arrears.terms import Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.purse import Purse
    from arrears.engines.simpy.world import World

__all__ = ["InformalLenders", "InformalLoan"]


class InformalLoan:
    """One loan: equal parts of the principal, and the month's price of what is left of it."""

    __slots__ = ("part", "principal", "rate")

    def __init__(self, principal: int, terms: InformalLoans) -> None:
        self.principal, self.rate = principal, terms.monthly_rate
        self.part = -(-principal // terms.months)

    @property
    def service(self) -> int:
        """What the next payday is to bring: a part of the principal, and its price."""
        return min(self.part, self.principal) + round(self.principal * self.rate)

    def pay(self, amount: int) -> None:
        """Take what a payday brought; price that it did not cover is owed from now on."""
        self.principal += round(self.principal * self.rate) - amount


class InformalLenders:
    """Lend what an instalment is short of, and are paid before all other debts elsewhere."""

    def __init__(self, world: "World", terms: InformalLoans) -> None:
        self.world, self.terms = world, terms

    def lend(self, borrower: "Borrower", short: int, day: int) -> None:
        """Lend what is short of an instalment to who would borrow it and is not refused."""
        terms, purse = self.terms, borrower.purse
        if short <= 0 or self.world.draw("borrows_informally", borrower.number, 0) >= terms.share:
            return
        loan = InformalLoan(short, terms)
        limit = int(purse.income * terms.service_income_share)
        if len(purse.loans) >= terms.loans_max or service(purse) + loan.service > limit:
            return
        purse.loans = [*purse.loans, loan]
        purse.spend(-short)
        self.world.log.add(day, Phase.DUE, borrower.number, -1, Event.INFORMAL_LOAN, short)
        borrower.strain.rebase(day)

    def collect(self, purse: "Purse", income: int, day: int) -> int:
        """Take what is due on a payday, as far as the money left for living reaches.

        Income has not been added yet; the amount is returned, to leave the purse with the other
        debts.
        """
        days = day - purse.since
        cash = budget.set_aside(purse.held, purse.buffer, days, purse.organisation, purse.leak)
        left = max(0, cash + income - purse.essentials)
        paid = 0
        for loan in purse.loans:
            amount = min(left - paid, loan.service)
            loan.pay(amount)
            paid += amount
        purse.loans = [loan for loan in purse.loans if loan.principal > 0]
        if paid:
            number = purse.borrower.number
            self.world.log.add(day, Phase.INCOME, number, -1, Event.INFORMAL_PAID, paid)
        return paid


def service(purse: "Purse") -> int:
    """Return what the next payday is to bring to all informal lenders of a household."""
    return sum(loan.service for loan in purse.loans)
