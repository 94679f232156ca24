"""Households that take stock of their budget when they fall behind."""

from typing import TYPE_CHECKING

from arrears.behaviour.stock_taking import StockTaking as Terms
from arrears.engines.simpy.teaching import organise
from arrears.engines.simpy.turn import Life
from arrears.portfolio import people
from arrears.terms import Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.world import World

__all__ = ["StockTaking"]

_MONTH = 30
_EARNS_MORE = 2  # order among one borrower's turns: after shocks


class StockTaking:
    """Knows who takes stock, and what changes for them from their first miss on."""

    def __init__(self, world: "World", terms: Terms) -> None:
        self.world, self.terms = world, terms
        self.begun: set[int] = set()

    def is_taken_by(self, number: int) -> bool:
        """Return whether a household is of those that take stock."""
        return self.world.draw("takes_stock", number, 0) < self.terms.share

    def missed(self, borrower: "Borrower", day: int) -> None:
        """Put the budget in order at the first miss; the purse is settled."""
        if borrower.number in self.begun or not self.is_taken_by(borrower.number):
            return
        self.begun.add(borrower.number)
        organise(borrower, self.terms.organisation_gain_share)
        if self.terms.income_gain_share:
            self.world.process(self.earn_more(borrower, day))

    def least(self, account: "Account", usual: float) -> float:
        """Return the least part of an instalment that is worth paying."""
        if account.owner not in self.begun:
            return usual
        return self.terms.least_part_share * account.instalment

    def asks(self, borrower: "Borrower", share: float) -> float:
        """Return the chance of contacting the platform, honestly or not."""
        return max(share, self.terms.contact_share) if borrower.number in self.begun else share

    def retrains(self, number: int, share: float) -> float:
        """Return the chance per month of an earlier end of being out of work."""
        return max(share, self.terms.retrain_monthly_share) if self.is_taken_by(number) else share

    def earn_more(self, borrower: "Borrower", since: int) -> Life:
        """Earn more once better work was found."""
        day = since + _MONTH * self.terms.income_gain_months
        if day >= self.world.horizon:
            return
        day = max(day, since + 1)
        yield self.world.turn(day, Phase.SHOCK, borrower.number, _EARNS_MORE)
        if not borrower.has_debts:
            return
        purse = borrower.purse
        purse.settle(day - 1)
        purse.income *= 1.0 + self.terms.income_gain_share
        borrower.traits[people.INCOME] = purse.income
        borrower.strain.rebase(day)
