"""A programme of training, or of help to find work: what ends a loss of work early."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.misfortune import find_work
from arrears.engines.simpy.turn import Life
from arrears.policies.relief import Relief, Retraining
from arrears.terms import Cause, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["attend"]

_LEARNS = 2  # after shocks of the day have ended and begun


def attend(account: "Account", relief: Relief, terms: Retraining, day: int) -> Life:
    """Try on the first of each month while the programme lasts; then the relief is over."""
    borrower = account.borrower
    world, name = borrower.world, borrower.world.code(relief.name)
    month = world.month_of_next(1, day)
    for later in range(month, month + terms.months):
        first = world.due_day(later, 1)
        if first >= world.horizon:
            return
        yield world.turn(first, Phase.SHOCK, borrower.number, _LEARNS)
        if world.draw("programme", borrower.number, later) < terms.monthly_share:
            find_work(borrower, first, name)
    if account.relief is relief and not relief.writes_plan and not account.is_closed:
        account.end_relief(first, Phase.SHOCK, Cause.COMPLETED)
