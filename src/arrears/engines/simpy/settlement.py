"""A settlement: a part of the balance, paid in time, is accepted as full."""

from typing import TYPE_CHECKING

from arrears.debt import ledger
from arrears.engines.simpy.fees import charge_penalty
from arrears.engines.simpy.forgiveness import settle_for
from arrears.engines.simpy.payoff import let_fall_due
from arrears.engines.simpy.turn import Life
from arrears.policies.relief import Relief
from arrears.policies.relief import Settlement as SettlementTerms
from arrears.terms import Cause, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["Settlement", "can_settle", "price_of"]

_SETTLES = 4  # among what one borrower does in the same phase


def price_of(account: "Account", terms: SettlementTerms) -> int:
    """Return what settles an account today, rounded down; the borrower gains the rest."""
    return int(account.balance * terms.paid_share)


def can_settle(account: "Account", terms: SettlementTerms, day: int) -> bool:
    """Return whether money at hand, and what paydays leave in time, would pay the price.

    It must also be worth it: the month's mood weighs the smaller amount without any hope for a
    cheaper one.
    """
    borrower = account.borrower
    if borrower.is_never_payer or account.is_closed or account.claim is not None:
        return False
    purse = borrower.purse
    purse.settle(day)
    price = price_of(account, terms)
    paydays = len(purse.paydays(day + terms.within_days))
    place = account.platform.place
    spare = purse.spare(borrower.feelings.pressure_share(day, place))
    if spare + paydays * max(0, purse.surplus()) < price:
        return False
    mood = borrower.world.draw("willing", account.number, borrower.world.calendar_month(day))
    return borrower.feelings.pays(
        mood, day, price, account.reported_dpd(day), has_hope=False, place=place
    )


class Settlement:
    """What was agreed about one account, and what comes of it."""

    __slots__ = ("account", "ends_on", "is_paid", "price", "received", "relief")

    def __init__(
        self, account: "Account", relief: Relief, terms: SettlementTerms, day: int
    ) -> None:
        self.account, self.relief = account, relief
        self.price = price_of(account, terms)
        self.received = int(account.ledger[ledger.PAID])
        self.ends_on = day + terms.within_days
        self.is_paid = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to be paid: charge-off, acceleration and sale end it."""
        account = self.account
        is_current = account.relief is self.relief and account.settlement is self
        return is_current and not account.is_closed

    def live(self) -> Life:
        """Try on every payday until the last day; then the old schedule goes on."""
        borrower = self.account.borrower
        world = borrower.world
        for day in (*borrower.purse.paydays(self.ends_on), self.ends_on):
            if day >= world.horizon:
                return
            yield world.turn(day, Phase.BORROWER, borrower.number, _SETTLES)
            if not self.is_open or self.pay(day, Phase.BORROWER):
                return
        self.account.end_relief(self.ends_on, Phase.BORROWER, Cause.LAPSED)

    def pay(self, day: int, phase: Phase) -> bool:
        """Pay what is missing of the price, if there is the money; return whether it was paid."""
        account, borrower = self.account, self.account.borrower
        borrower.purse.settle(day)
        charge_penalty(account, day, phase)
        missing = self.missing()
        pressure = borrower.feelings.pressure_share(day, account.platform.place)
        if borrower.purse.spare(pressure) < missing:
            return False
        borrower.purse.spend(missing)
        self.is_paid = True
        account.end_relief(day, phase, Cause.SETTLED)
        if not account.is_charged_off:
            let_fall_due(account, day, phase)
        settle_for(account, missing, day, phase)
        return True

    def missing(self) -> int:
        """Return what is missing of the price: what was paid since the agreement counts."""
        account = self.account
        paid = int(account.ledger[ledger.PAID]) - self.received
        return min(max(0, self.price - paid), account.balance)
