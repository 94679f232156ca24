"""Paying off a whole balance before it falls due."""

from typing import TYPE_CHECKING

from arrears.debt import interest, ledger
from arrears.engines.simpy.lateness import drop_plan
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["let_fall_due", "pay_off_early"]


def pay_off_early(account: "Account", day: int) -> None:
    """Pay off the whole balance when there is ample money and the mind to do so."""
    world = account.world
    share = world.household.willingness.early_payoff_monthly_share
    if not share or account.is_closed or account.plan is not None:
        return
    if world.draw("early_payoff", account.number, world.calendar_month(day)) < share:
        amount, purse = _payoff(account, day), account.borrower.purse
        if purse.spare(0.0) >= amount:
            purse.spend(amount)
            _prepay(account, day)


def _payoff(account: "Account", day: int) -> int:
    """Return what pays off the whole balance today."""
    return account.balance + _broken_interest(account, day)


def _prepay(account: "Account", day: int) -> None:
    """Pay off the whole balance; the rest of the schedule falls due by it."""
    left, broken = account.balance - account.owed, _broken_interest(account, day)
    if broken:
        ledger.charge_interest(account.ledger, broken)
        account.log(day, Phase.DUE, Event.INTEREST, broken, Cause.PREPAID)
    account.signed_due += left + broken
    account.log(day, Phase.DUE, Event.DUE, left + broken, Cause.PREPAID)
    amount = int(account.ledger[ledger.OUTSTANDING])
    fees = account.fees_owed + account.penalty_owed
    ledger.pay(account.ledger, amount)
    account.count(amount - fees, day)
    account.due_principal = account.interest_owed = account.fees_owed = account.penalty_owed = 0
    account.log(day, Phase.DUE, Event.PREPAID, amount, Cause.OWN_HAND, to_fees=fees)
    account.platform.paid(account, amount, day, Phase.DUE)
    account.settle_spell(day, Phase.DUE)


def let_fall_due(account: "Account", day: int, phase: Phase) -> None:
    """Let all that is left fall due at once, without interest for the broken period."""
    if account.plan is not None:
        account.interest_owed += account.plan.carried
    charges = account.fees_owed + account.penalty_owed
    account.due_principal = account.balance - charges - account.interest_owed
    drop_plan(account, day)
    account.accelerated, account.accelerated_on = True, day
    left = account.received + account.balance - charges - account.signed_due
    if left > 0:
        account.signed_due += left
        account.log(day, phase, Event.DUE, left, Cause.PREPAID)


def _broken_interest(account: "Account", day: int) -> int:
    last, left = account.signed.last_billed(), account.balance - account.owed
    since = account.contract.opens if last is None else last
    return interest.broken_period_interest(left, account.contract.rate_ppm, day - since)
