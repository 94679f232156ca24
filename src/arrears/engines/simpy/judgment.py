"""What a court's judgment does to the money of an account."""

from typing import TYPE_CHECKING

from arrears.debt import ledger
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["award", "garnish"]


def award(account: "Account", fee: int, day: int) -> None:
    """Let a court decide that its fee is borne by the borrower, as far as that is lawful."""
    if account.world.law is not None:
        fee = account.platform.compliance.charging.lawful(account, "court_fee", fee, day)
    if fee <= 0:
        return
    ledger.charge_fee(account.ledger, fee)
    action = account.world.code("court_fee")
    account.log_work(day, Phase.STAGE, Event.FEE, fee, Cause.COURT_FEE, action=action)
    if account.is_charged_off:  # it joins what is owed off the book
        account.court_fees += fee
        account.log(day, Phase.STAGE, Event.CHARGED_OFF, ledger.charge_off(account.ledger))
    else:
        account.fees_owed += fee


def garnish(account: "Account", amount: int, day: int) -> None:
    """Take what was withheld from income."""
    if account.is_charged_off:
        account.recover(amount, day, Phase.INCOME, Cause.CHARGED_OFF, Event.GARNISHED)
    else:
        account.receive(amount, day, Phase.INCOME, Cause.NONE, Event.GARNISHED)
