"""Terms that relief puts in the place of those signed."""

from typing import TYPE_CHECKING

from arrears.debt import ledger
from arrears.engines.simpy.fees import charge_penalty
from arrears.engines.simpy.plan import plan_rows
from arrears.engines.simpy.schedule import Schedule
from arrears.policies.settings import Relief
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["start_relief"]

_WAIVABLE = (Cause.FEES, Cause.PENALTY, Cause.INTEREST)


def start_relief(account: "Account", relief: Relief, day: int, phase: Phase) -> None:
    """Write the second schedule and waive what the relief waives."""
    charge_penalty(account, day, phase)
    before = account.reported_dpd(day)
    if account.relief is not None:
        account.end_relief(day, phase, Cause.COMPLETED)
    months = relief.skip_months + relief.reduced_months
    account.times_relieved[relief.name] = account.times_relieved.get(relief.name, 0) + 1
    account.log_work(day, phase, Event.RELIEF_START, months, action=account.world.code(relief.name))
    _waive(account, relief, day, phase)
    if account.balance:
        _write_plan(account, relief, day)
    account.relief = relief
    account.frozen_dpd = 0 if relief.reage else before
    if relief.reage and before:
        account.log(day, phase, Event.REAGED, before)
    account.settle_spell(day, phase)


def _waive(account: "Account", relief: Relief, day: int, phase: Phase) -> None:
    interest_waived = int(account.interest_owed * relief.waive_interest_share)
    fees, penalty = (account.fees_owed, account.penalty_owed) if relief.waive_fees else (0, 0)
    for amount, cause in zip((fees, penalty, interest_waived), _WAIVABLE, strict=True):
        if amount:
            ledger.waive(account.ledger, amount)
            account.log(day, phase, Event.WAIVED, amount, cause)
    account.fees_owed -= fees
    account.penalty_owed -= penalty
    account.interest_owed -= interest_waived
    account.count(interest_waived, day)
    account.forgiven += interest_waived


def _write_plan(account: "Account", relief: Relief, day: int) -> None:
    """Spread what is owed over the coming due days as the relief says."""
    if account.plan is not None:  # interest that an earlier plan carried on is owed now
        account.interest_owed += int(account.plan.rows[account.plan.place :, 2].sum())
    principal = account.balance - account.fees_owed - account.penalty_owed - account.interest_owed
    rows = plan_rows(
        relief, principal=principal, due_principal=account.due_principal,
        interest_owed=account.interest_owed, rate_ppm=account.contract.rate_ppm,
        months_left=len(account.signed.days) - account.signed.place,
    )  # fmt: skip
    days = account.world.due_days_after(account.borrower.due_day, day, len(rows))
    account.plan = Schedule(days, rows)
    account.plan_received = account.due_principal = account.interest_owed = 0
    months = relief.skip_months + relief.reduced_months
    account.relief_until = int(days[min(months, len(days)) - 1] if months else days[-1])
