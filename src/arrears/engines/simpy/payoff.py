"""Paying off a whole balance before it falls due."""

from typing import TYPE_CHECKING

from arrears.debt import interest, ledger
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["let_fall_due", "payoff", "prepay"]


def payoff(account: "Account", day: int) -> int:
    """Return what pays off the whole balance today."""
    return account.balance + _broken_interest(account, day)


def prepay(account: "Account", day: int, phase: Phase) -> None:
    """Pay off the whole balance; the rest of the schedule falls due by it."""
    left, broken = account.balance - account.owed, _broken_interest(account, day)
    if broken:
        ledger.charge_interest(account.ledger, broken)
        account.log(day, phase, Event.INTEREST, broken, Cause.PREPAID)
    account.signed_due += left + broken
    account.log(day, phase, Event.DUE, left + broken, Cause.PREPAID)
    amount = int(account.ledger[ledger.OUTSTANDING])
    fees = account.fees_owed + account.penalty_owed
    ledger.pay(account.ledger, amount)
    account.count(amount - fees, day)
    account.due_principal = account.interest_owed = account.fees_owed = account.penalty_owed = 0
    account.log(day, phase, Event.PREPAID, amount, Cause.OWN_HAND, to_fees=fees)
    account.platform.paid(account, amount, day, phase)
    account.settle_spell(day, phase)


def let_fall_due(account: "Account", day: int, phase: Phase) -> None:
    """Let all that is left fall due at once, without interest for the broken period."""
    if account.plan is not None:
        account.interest_owed += account.plan.carried
    charges = account.fees_owed + account.penalty_owed
    account.due_principal = account.balance - charges - account.interest_owed
    account.accelerated, account.accelerated_on, account.plan = True, day, None
    left = account.received + account.balance - charges - account.signed_due
    if left > 0:
        account.signed_due += left
        account.log(day, phase, Event.DUE, left, Cause.PREPAID)


def _broken_interest(account: "Account", day: int) -> int:
    last, left = account.signed.last_billed(), account.balance - account.owed
    since = account.contract.opens if last is None else last
    return interest.broken_period_interest(left, account.contract.rate_ppm, day - since)
