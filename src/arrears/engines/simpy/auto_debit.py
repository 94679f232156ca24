"""Auto-debit: what a platform takes from the bound account, on the due day and the days after."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.turn import Life
from arrears.terms import Cause, MissReason, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["be_debited"]


def be_debited(account: "Account", day: int, owed: int, *, is_willing: bool) -> MissReason:
    """Let the platform debit the bound account; the unwilling have moved their money."""
    if not is_willing:
        return MissReason.UNWILLING
    account.borrower.borrow(account, owed, day)
    _debit(account, day, owed)
    if account.owed and account.world.debits_of(account.platform).debit_days > 1:
        account.world.process(_be_debited_again(account, day))
    return MissReason.UNABLE


def _be_debited_again(account: "Account", due_day: int) -> Life:
    """Let further debits be tried on the days after the due day."""
    borrower, world, platform = account.borrower, account.world, account.platform
    for day in range(due_day + 1, due_day + world.debits_of(platform).debit_days):
        if day >= world.horizon:
            return
        yield world.turn(day, Phase.DUE, borrower.number, world.debit_rank(platform))
        if account.is_closed or account.is_charged_off or not account.owed:
            return
        borrower.purse.settle(day)
        _debit(account, day, account.owed_on(day, Phase.DUE))


def _debit(account: "Account", day: int, owed: int) -> None:
    """Take what is owed, or what there is of it: blind to the reserve for living."""
    amount = min(account.borrower.purse.cash, owed)
    if amount == owed or account.world.debits_of(account.platform).part_debits:
        account.borrower.pay(account, amount, day, Phase.DUE, Cause.AUTO_DEBIT)
