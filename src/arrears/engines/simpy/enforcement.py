"""Enforcement of a title: garnishment, ended unpaid (终本), taken up again, insolvency."""

from collections.abc import Generator
from typing import TYPE_CHECKING

from simpy import Event as Moment

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.forgiveness import discharge
from arrears.engines.simpy.judgment import garnish
from arrears.engines.simpy.turn import Life
from arrears.policies.court import Enforcement, Insolvency, Legal
from arrears.regulation.act import Step
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Bailiff", "Order"]

_ENFORCE = Step(kind="enforce")
_MONTH = 30


class Order:
    """An order to the employer: what of each month's income goes to the creditor."""

    __slots__ = ("account", "is_stayed", "terms", "withheld")

    def __init__(self, account: Account, terms: Enforcement) -> None:
        self.account, self.terms = account, terms
        self.withheld = 0  # since it was last taken
        self.is_stayed = False

    def withhold(self, income: int, taken: int) -> int:
        """Return what is withheld; ``taken`` is what earlier orders leave the borrower without."""
        if self.is_stayed:
            return 0
        free = int(max(0, income - self.terms.exempt_income) * self.terms.garnished_share)
        amount = max(0, min(free - taken, self.account.balance - self.withheld))
        self.withheld += amount
        return amount


class Bailiff:
    """Takes from income what a court awarded, payday by payday."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform

    def _is_over(self, account: Account) -> bool:
        has_left = account.is_closed or account.claim is not None
        return has_left or account.relief is not None

    def enforce(self, account: Account, legal: Legal, terms: Enforcement, since: int) -> Life:
        """Attach the income, and again after a while if it brought nothing."""
        day, borrower = since + terms.after_days, account.borrower
        yield self.world.turn(day, Phase.INCOME, borrower.number)
        while not self._is_over(account):
            permit = self.platform.compliance.ask(account, _ENFORCE, day, is_sure=False)
            if not permit.is_granted:
                if permit.day <= day:
                    return
                day = permit.day
                yield self.world.turn(day, Phase.INCOME, borrower.number)
                continue
            day = yield from self.garnish(account, terms, day)
            if self._is_over(account):
                return
            self._log(account, day, Cause.ENDED_UNPAID)
            if legal.insolvency is not None and self._files_for_it(account, legal.insolvency):
                yield from self.be_freed(account, legal.insolvency, day)
                return
            if terms.resumed_after_months is None:
                return
            day += _MONTH * terms.resumed_after_months
            yield self.world.turn(day, Phase.INCOME, borrower.number)
            if not self._is_over(account):
                self._log(account, day, Cause.TAKEN_UP)

    def garnish(
        self, account: Account, terms: Enforcement, day: int
    ) -> Generator[Moment, None, int]:
        """Take from each month's income until all is paid, or nothing comes for too long."""
        purse, order, empty = account.borrower.purse, Order(account, terms), 0
        purse.settle(day)
        purse.orders.append(order)
        while empty < terms.ended_after_months:
            day = purse.next_payday
            yield self.world.turn(day, Phase.INCOME, account.borrower.number)
            if self._is_over(account):
                break
            permit = self.platform.compliance.ask(account, _ENFORCE, day, is_sure=False)
            order.is_stayed = not permit.is_granted
            purse.settle(day)
            taken, order.withheld = order.withheld, 0
            empty = 0 if taken else empty + 1
            if taken:
                self.platform.compliance.breached(account, _ENFORCE, day, permit)
                self._take(account, terms, taken, day)
            if self._is_over(account):
                break
        purse.orders.remove(order)
        return day

    def _take(self, account: Account, terms: Enforcement, amount: int, day: int) -> None:
        borrower = account.borrower
        borrower.strain.add(day, Phase.INCOME, terms.distress_points, Cause.LEGAL, account.number)
        garnish(account, amount, day)

    def _log(self, account: Account, day: int, cause: Cause) -> None:
        account.log(day, Phase.INCOME, Event.JUDGMENT, account.balance, cause)

    # Insolvency -----------------------------------------------------------------------------

    def _files_for_it(self, account: Account, terms: Insolvency) -> bool:
        """Whether a borrower in hardship asks to be freed of debts."""
        borrower = account.borrower
        return borrower.nth("insolvency") < terms.share and borrower.in_hardship()

    def be_freed(self, account: Account, terms: Insolvency, day: int) -> Life:
        """Wait for the discharge, which waives a share of every balance that is all due.

        Meanwhile nobody asks the borrower for anything, on any account.
        """
        borrower = account.borrower
        account.log(day, Phase.INCOME, Event.INSOLVENCY, account.balance, Cause.OPENED)
        stayed = [each for each in borrower.accounts if each.is_behind]
        for each in stayed:
            each.work.is_stayed = True
        day += terms.days
        yield self.world.turn(day, Phase.INCOME, borrower.number)
        for each in stayed:
            each.work.is_stayed = False
            each.platform.lists.resume(each, day)
        if self._is_over(account):
            return
        borrower.strain.add(day, Phase.INCOME, terms.distress_points, Cause.LEGAL, account.number)
        for each in [each for each in borrower.accounts if each.is_behind]:
            is_due = each.is_charged_off or each.accelerated
            if is_due and each.claim is None and each.relief is None:
                amount = discharge(each, terms.discharged_share, day)
                each.log(day, Phase.INCOME, Event.INSOLVENCY, amount, Cause.DISCHARGED)
