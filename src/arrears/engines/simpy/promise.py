"""Promises to pay: given on the telephone, and kept or broken on the promised day."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.turn import Life
from arrears.engines.simpy.work import NEVER
from arrears.portfolio import people
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["promise"]

_FALLS_DUE = 0  # the first of what one borrower does in a phase


def promise(account: "Account", amount: int, day: int, promised_day: int) -> None:
    """Promise an amount on a day; until then contact is suspended."""
    account.work.promised_until = promised_day
    account.work.showed_plan_on = day
    account.log(day, Phase.CONTACT, Event.PROMISE, amount)
    account.platform.compliance.restarts(account, "acknowledgement", day)
    account.world.process(_keep(account, amount, promised_day))


def _keep(account: "Account", amount: int, day: int) -> Life:
    """Keep a promise if one remembers it and the budget allows; else it is broken."""
    borrower, world = account.borrower, account.world
    chance = borrower.nth("promise_memory")
    if day >= world.horizon:
        return
    yield world.turn(day, Phase.BORROWER, borrower.number, _FALLS_DUE)
    account.work.promised_until = NEVER
    if account.is_closed:
        return
    borrower.purse.settle(day)
    # What was paid meanwhile need not be paid again.
    missing = min(amount, account.owed_on(day, Phase.BORROWER))
    memory = world.household.answering.promise_memory_share
    memory = min(1.0, memory * (0.5 + borrower.traits[people.ORGANISATION]))
    paid = _pay(account, missing, day) if chance < memory else 0
    if paid >= missing:
        account.log(day, Phase.BORROWER, Event.PROMISE_KEPT, amount)
    else:
        _break(account, amount, day)


def _pay(account: "Account", missing: int, day: int) -> int:
    """Pay what is missing as far as it can be spared; return the amount paid."""
    borrower = account.borrower
    pressure = borrower.feelings.pressure_share(day, account.platform.place)
    paid = min(missing, borrower.purse.spare(pressure))
    borrower.pay(account, paid, day, Phase.BORROWER, Cause.PROMISE)
    return paid


def _break(account: "Account", amount: int, day: int) -> None:
    """Break a promise: the plan it showed is none, and whoever broke it likes the lender less."""
    borrower = account.borrower
    account.log(day, Phase.BORROWER, Event.PROMISE_BROKEN, amount)
    account.work.broken_promises += 1
    account.work.showed_plan_on = NEVER
    goodwill = borrower.world.household.willingness.refusal_goodwill
    borrower.feelings.like(-goodwill, day, account.platform.place)
