"""The hardship fund: first come, first served, until the year's money is spent."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.fees import charge_penalty
from arrears.policies.relief import HardshipFund as FundTerms
from arrears.policies.relief import Relief
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.platform import Platform

__all__ = ["HardshipFund"]

_MONTHS_PER_YEAR = 12
_PAYERS = {"lender": Cause.PLATFORM, "third_party": Cause.THIRD_PARTY, "state": Cause.STATE}


class HardshipFund:
    """One platform's fund; of a book in pods each has its share of the money."""

    def __init__(self, platform: "Platform") -> None:
        self.platform, self.world = platform, platform.world
        self.terms: FundTerms | None = None
        self.budget = 0
        self.year, self.spent = 0, 0
        self.refused: dict[tuple[int, str], int] = {}  # the year, by account and relief

    def take_up(self, terms: FundTerms | None) -> None:
        """Go by other terms; what has been spent this year stays spent."""
        self.terms = terms
        pods, pod = self.world.pods, self.world.pod
        budget = 0 if terms is None else terms.budget_per_year
        self.budget = budget // pods + (pod < budget % pods)

    def amount_for(self, account: "Account", relief: Relief) -> int:
        """Return what a case asks for: what is owed now and some instalments to come."""
        terms = relief.grant
        if terms is None:
            return 0
        amount = account.owed + terms.instalments * account.instalment
        return amount if terms.most is None else min(amount, terms.most)

    def refuses(self, account: "Account", relief: Relief, day: int, phase: Phase) -> bool:
        """Return whether a grant is refused because too little is left; a refusal is logged."""
        if relief.grant is None:
            return False
        charge_penalty(account, day, phase)
        amount = self.amount_for(account, relief)
        if amount <= self._left(day):
            return False
        name = self.world.code(relief.name)
        self.refused[account.number, relief.name] = self.year
        account.log_work(day, phase, Event.GRANT_REFUSED, amount, Cause.FUND_EMPTY, action=name)
        return True

    def has_refused(self, account: "Account", relief: Relief, day: int) -> bool:
        """Return whether this account's grant was refused already this year."""
        year = self.world.calendar_month(day) // _MONTHS_PER_YEAR
        return self.refused.get((account.number, relief.name)) == year

    def _left(self, day: int) -> int:
        year = self.world.calendar_month(day) // _MONTHS_PER_YEAR
        if year != self.year:
            self.year, self.spent = year, 0
        return self.budget - self.spent

    def pay_out(
        self, account: "Account", relief: Relief, amount: int, day: int, phase: Phase
    ) -> None:
        """Pay a grant to the household, which then puts into its arrears what it can spare."""
        if self.terms is None:
            return
        borrower, name = account.borrower, self.world.code(relief.name)
        payer = _PAYERS[self.terms.paid_by]
        self.spent += amount
        borrower.purse.settle(day)
        borrower.purse.take_in(amount)
        account.log_work(day, phase, Event.GRANT, amount, payer, action=name)
        if payer is Cause.PLATFORM:
            account.log_work(day, phase, Event.COST, amount, Cause.GRANT, action=name)
        borrower.try_to_pay(account, day, phase, Cause.CATCH_UP)
