"""What is forgiven of a debt: in a settlement, by a court, by relief."""

from typing import TYPE_CHECKING

from arrears.debt import ledger
from arrears.engines.simpy.fees import charge_penalty
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["discharge", "forgive", "settle_for"]

_IN_ORDER = (Cause.FEES, Cause.PENALTY, Cause.INTEREST, Cause.PRINCIPAL)


def settle_for(account: "Account", amount: int, day: int, phase: Phase) -> None:
    """Accept an amount as full for a balance that is all due; the rest is forgiven."""
    if account.is_charged_off:
        account.recover(amount, day, phase, Cause.CHARGED_OFF, Event.SETTLED)
    else:
        account.receive(amount, day, phase, Cause.NONE, Event.SETTLED)
    if not account.is_closed:
        forgive(account, account.balance, day, phase)


def discharge(account: "Account", share: float, day: int) -> int:
    """Be freed of a share of a balance that is all due; return the amount."""
    charge_penalty(account, day, Phase.INCOME)
    amount = int(account.balance * share)
    forgive(account, amount, day, Phase.INCOME)
    return amount


def forgive(account: "Account", amount: int, day: int, phase: Phase) -> None:
    """Forgive a part of what is owed: fees first, principal last."""
    if account.is_charged_off:
        ledger.forgive(account.ledger, amount)
        account.log(day, phase, Event.WAIVED, amount, Cause.CHARGED_OFF)
        account.court_fees = min(account.court_fees, account.balance)
        if account.balance == 0:
            account.close(day, phase)
        return
    owed = (account.fees_owed, account.penalty_owed, account.interest_owed, account.due_principal)
    parts = []
    for each, cause in zip(owed, _IN_ORDER, strict=True):
        parts.append(min(amount, each))
        amount -= parts[-1]
        if parts[-1]:
            ledger.waive(account.ledger, parts[-1])
            account.log(day, phase, Event.WAIVED, parts[-1], cause)
    account.fees_owed -= parts[0]
    account.penalty_owed -= parts[1]
    account.interest_owed -= parts[2]
    account.due_principal -= parts[3]
    account.count(parts[2] + parts[3], day)
    account.forgiven += parts[2] + parts[3]
    account.settle_spell(day, phase)
