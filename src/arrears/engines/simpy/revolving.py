"""Revolving credit: more is drawn, more than the minimum is paid."""

from typing import TYPE_CHECKING

from arrears.debt import ledger
from arrears.portfolio.contract import payments_to_come
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["draw", "pay_down"]


def _unbilled(account: "Account") -> int:
    """Return the principal that has not been billed."""
    return int(account.signed.rows[account.signed.place :, 0].sum())


def draw(account: "Account", amount: int, day: int) -> None:
    """Pay out more principal; the minimum payments to come are worked out anew."""
    ledger.disburse(account.ledger, amount)
    account.log(day, Phase.DUE, Event.DRAWN, amount)
    _carry(account, _unbilled(account) + amount)


def pay_down(account: "Account", day: int) -> None:
    """Pay more than the minimum on a due day, as far as it can be spared."""
    if account.is_closed or account.is_unusual:
        return
    purse = account.borrower.purse
    amount = min(int(account.pay_down_share * _unbilled(account)), purse.spare(0.0))
    if amount > 0:
        purse.spend(amount)
        _pay_more(account, amount, day)


def _pay_more(account: "Account", amount: int, day: int) -> None:
    """Let so much more fall due, and be paid."""
    left = _unbilled(account) - amount
    account.signed.add_to_last(amount)
    account.signed_due += amount
    account.due_principal += amount
    _carry(account, left)
    account.log(day, Phase.DUE, Event.DUE, amount, Cause.PREPAID)
    account.receive(amount, day, Phase.DUE, Cause.OWN_HAND)


def _carry(account: "Account", principal: int) -> None:
    left = len(account.signed.days) - account.signed.place
    account.signed.rewrite(payments_to_come(account.contract.product, principal, left))
