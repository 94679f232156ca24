"""Asking for relief: who needs it, knows of it and gets round to it, and who tries it on."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.settlement import can_settle
from arrears.engines.simpy.turn import Life
from arrears.policies.settings import Relief
from arrears.portfolio import people
from arrears.terms import Cause, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["consider_relief"]

_APPLIES = 1  # after promises that fall due, before other turns of one borrower in a phase


def consider_relief(account: "Account", relief: Relief, due_day: int) -> Life:
    """Apply for relief, perhaps, on the evening of a miss."""
    borrower, world = account.borrower, account.world
    yield world.turn(due_day, Phase.BORROWER, borrower.number, _APPLIES)
    if account.is_closed or not account.owed or account.relief is not None:
        return
    chance = borrower.nth("apply")
    if relief.settlement is not None and not can_settle(account, relief.settlement, due_day):
        return
    if world.advice is not None:
        relief, cause, share = world.advice.on_applying(account, relief, due_day)
    else:
        cause, share = _usual(account, relief)
    if chance < share:
        account.platform.apply(account, relief, due_day, cause)


def _usual(account: "Account", relief: Relief) -> tuple[Cause, float]:
    """Return with what honesty, and how probably, one applies whom nobody advises."""
    borrower, terms = account.borrower, account.world.household.application
    honesty, organisation = borrower.traits[people.HONESTY], borrower.traits[people.ORGANISATION]
    if borrower.in_hardship() or relief.only_moves_due_day:
        return Cause.HONEST, terms.awareness_share * organisation
    return Cause.CONCEALED, terms.opportunist_share * (1.0 - honesty)
