"""Terms that relief puts in the place of those signed, and what else it brings."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from arrears.debt import ledger
from arrears.debt.income_schedule import Left
from arrears.engines.simpy.fees import charge_penalty
from arrears.engines.simpy.income_plan import IncomePlan
from arrears.engines.simpy.plan import moved_rows, plan_rows
from arrears.engines.simpy.programme import attend
from arrears.engines.simpy.schedule import Schedule
from arrears.engines.simpy.settlement import Settlement
from arrears.policies.relief import Relief, moved_due_day
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["start_relief"]


def start_relief(
    account: "Account", relief: Relief, day: int, phase: Phase, *, cause: Cause = Cause.NONE,
    is_stated: bool = False,
) -> None:  # fmt: skip
    """Let relief begin for an account: its terms, and what it costs.

    Parameters
    ----------
    account : Account
        Open; whether it is eligible has been asked before.
    relief : Relief
        What is granted.
    day, phase : int, Phase
        Now.
    cause : Cause
        Who triggered it, where nobody applied and nobody offered.
    is_stated : bool
        Whether the income on which it rests is merely stated, by somebody who conceals it.
    """
    charge_penalty(account, day, phase)
    if account.relief is not None:
        account.end_relief(day, phase, Cause.COMPLETED)
    world, times = account.world, account.times_relieved
    name = world.code(relief.name)
    times[relief.name] = times.get(relief.name, 0) + 1
    account.log_work(day, phase, Event.RELIEF_START, relief.months, cause, action=name)
    if relief.cost_per_case:
        account.log_work(
            day, phase, Event.COST, relief.cost_per_case, Cause.RELIEF_CASE, action=name
        )
    asked = account.platform.fund.amount_for(account, relief)
    if relief.writes_plan:
        _begin_plan(account, relief, day, phase, is_stated=is_stated)
    else:
        account.relief = relief
    if not account.is_closed:
        _give_more(account, relief, asked, day, phase)


def _give_more(account: "Account", relief: Relief, asked: int, day: int, phase: Phase) -> None:
    """Let begin what is no second schedule: a settlement, a grant, a programme."""
    if relief.settlement is not None:
        account.settlement = Settlement(account, relief, relief.settlement, day)
        if not account.settlement.pay(day, phase):
            account.world.process(account.settlement.live())
    if relief.retraining is not None:
        account.world.process(attend(account, relief, relief.retraining, day))
    if relief.grant is not None:
        account.platform.fund.pay_out(account, relief, asked, day, phase)
        if not (relief.writes_plan or relief.retraining or account.is_closed):
            account.end_relief(day, phase, Cause.COMPLETED)


def _begin_plan(
    account: "Account", relief: Relief, day: int, phase: Phase, *, is_stated: bool
) -> None:
    """Forgive what the relief forgives and write the second schedule."""
    before = account.reported_dpd(day)
    _waive(account, relief, day, phase)
    if account.balance:
        _write_plan(account, relief, day, is_stated=is_stated)
    account.relief = relief
    account.frozen_dpd = 0 if relief.reage else before
    if relief.reage and before:
        account.log(day, phase, Event.REAGED, before)
    account.settle_spell(day, phase)


def _waive(account: "Account", relief: Relief, day: int, phase: Phase) -> None:
    """Forgive fees, interest and principal, each as far as the relief does."""
    carried = account.plan.carried if account.plan is not None else 0
    charges = account.fees_owed + account.penalty_owed + account.interest_owed + carried
    principal = int((account.balance - charges) * relief.waive_principal_share)
    interest = int(account.interest_owed * relief.waive_interest_share)
    fees, penalty = (account.fees_owed, account.penalty_owed) if relief.waive_fees else (0, 0)
    waived = {
        Cause.FEES: fees, Cause.PENALTY: penalty, Cause.INTEREST: interest,
        Cause.PRINCIPAL: principal,
    }  # fmt: skip
    for cause, amount in waived.items():
        if amount:
            ledger.waive(account.ledger, amount)
            account.log(day, phase, Event.WAIVED, amount, cause)
    account.fees_owed -= fees
    account.penalty_owed -= penalty
    account.interest_owed -= interest
    # Of what has fallen due the same share as of the rest.
    account.due_principal -= int(account.due_principal * relief.waive_principal_share)
    account.count(interest + principal, day)
    account.forgiven += interest + principal


def _write_plan(account: "Account", relief: Relief, day: int, *, is_stated: bool) -> None:
    """Spread what is owed over the coming due days as the relief says."""
    earlier = account.plan
    rows_to_come = account.signed.to_come if earlier is None else earlier.to_come
    if earlier is not None:  # interest that an earlier plan carried on is owed now
        account.interest_owed += earlier.carried
    account.income_plan = None
    first = _move_due_day(account, relief, day)
    if relief.only_moves_due_day:
        if earlier is not None:
            account.interest_owed -= earlier.carried
        due = account.due_principal, account.interest_owed
        rows = moved_rows(relief, rows_to_come, *due)
    else:
        rows = _new_rows(account, relief, day, is_stated=is_stated)
    day_of_month = account.moved_due_day or account.borrower.due_day
    days = account.world.due_days_after(day_of_month, first, len(rows))
    account.plan = Schedule(days, rows)
    account.plan_received = account.due_principal = account.interest_owed = 0
    if relief.freeze_months:
        account.frozen_until = int(days[min(relief.freeze_months, len(days)) - 1]) + 1
    months = relief.months
    account.relief_until = int(days[min(months, len(days)) - 1] if months else days[-1])


def _move_due_day(account: "Account", relief: Relief, day: int) -> int:
    """Move the due day, if the relief does; return the day after which the plan's days come.

    A plan begins with the next due day as it was, or after it: no month is asked for twice, and
    nothing is asked for before the first due day.
    """
    borrower = account.borrower
    moved = moved_due_day(relief, borrower.due_day, borrower.purse.payday_of_month)
    account.moved_due_day = moved or account.moved_due_day
    following = borrower.next_due_day()
    return day if following is None else max(day, following - 1)


def _new_rows(
    account: "Account", relief: Relief, day: int, *, is_stated: bool
) -> NDArray[np.int64]:
    """Return instalments that are worked out anew."""
    charges = account.fees_owed + account.penalty_owed + account.interest_owed
    principal, rate_ppm = account.balance - charges, account.contract.rate_ppm
    due, owed = account.due_principal, account.interest_owed
    months_left = len(account.signed.days) - account.signed.place
    if relief.income_based is None:
        return plan_rows(
            relief, principal=principal, due_principal=due, interest_owed=owed,
            rate_ppm=rate_ppm, months_left=months_left,
        )  # fmt: skip
    left = Left(principal=principal - due, carried=0, arrears_principal=due, arrears_interest=owed)
    later = (relief.spread_months or months_left + relief.extra_months) - relief.months
    account.income_plan = IncomePlan(
        relief, relief.income_based, left, rate_ppm=rate_ppm, later_months=max(1, later),
        is_stated=is_stated,
    )  # fmt: skip
    return account.income_plan.rows(account, day)
