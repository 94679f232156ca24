"""Fees and penalties of one account, and interest that terms or rules stop."""

from typing import TYPE_CHECKING

from arrears.debt import interest, ledger
from arrears.engines.simpy.schedule import NO_DAY
from arrears.engines.simpy.work import NEVER
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = [
    "charge_fee", "charge_late_fee", "charge_penalty", "interest_stops_on", "leave_out_interest",
    "stop_interest",
]  # fmt: skip


def charge_fee(account: "Account", day: int, phase: Phase, event: Event, amount: int, cause: Cause,
               name: str = "") -> None:  # fmt: skip
    """Charge a fee or a penalty."""
    if account.world.law is not None and amount > 0:
        what = name or ("penalty" if cause is Cause.PENALTY else "fees")
        amount = account.platform.compliance.charging.lawful(account, what, amount, day)
    if amount <= 0:
        return
    ledger.charge_fee(account.ledger, amount)
    if cause is Cause.PENALTY:
        account.penalty_owed += amount
    else:
        account.fees_owed += amount
    if name:
        account.log_work(day, phase, event, amount, cause, action=account.world.code(name))
    else:
        account.log(day, phase, event, amount, cause)


def charge_penalty(account: "Account", day: int, phase: Phase) -> None:
    """Charge penalty interest on what is overdue since it was last charged, grace left out."""
    since, account.penalty_from = account.penalty_from, day
    if account.spell_opened == NEVER and account.plan is None:
        return  # what fell due today, if anything
    if not account.penalty_ppm or account.is_charged_off or not account.arrears:
        return
    if account.plan is None:
        since = max(since, account.spell_opened - 1 + account.platform.policy.grace_days)
    elif account.plan.arrears(account.plan_received) == 0:
        return
    since, until = max(since, account.frozen_until), min(day, interest_stops_on(account))
    if since < until:
        days = until - since
        if account.world.law is not None:
            days = account.platform.compliance.charging.penalty_days(account, since, until)
        amount = interest.penalty(account.arrears, account.penalty_ppm, days)
        charge_fee(account, day, phase, Event.LATE_FEE, amount, Cause.PENALTY)


def charge_late_fee(account: "Account", day: int) -> None:
    """Charge the late fee once for every instalment missed since the last, after grace."""
    fee = account.contract.product.late_fee
    if not fee or account.plan is not None or account.is_charged_off:
        return
    late = account.signed.days_past_due(day, account.received)
    grace_days = account.platform.policy.grace_days
    if late <= grace_days:
        return
    for due_day in account.signed.days[: account.signed.place].tolist():
        if max(account.fined_until + 1, day - late) <= due_day < day - grace_days:
            if day < interest_stops_on(account):
                charge_fee(account, day, Phase.STAGE, Event.LATE_FEE, fee, Cause.FEES)
            account.fined_until = due_day


def interest_stops_on(account: "Account") -> int:
    """Return the day from which this pause stops interest by the terms; NO_DAY if it is not."""
    days = account.platform.policy.interest_stops_after_pause_days
    if days is None or not account.is_paused or account.plan is not None:
        return NO_DAY
    return account.work.paused_on + days


def stop_interest(account: "Account", amount: int, day: int) -> None:
    """Forgive interest on the day on which it was charged."""
    ledger.waive(account.ledger, amount)
    account.log(day, Phase.DUE, Event.WAIVED, amount, Cause.INTEREST)
    account.interest_owed -= amount
    account.count(amount, day)
    account.forgiven += amount


def leave_out_interest(account: "Account", day: int) -> None:
    """Take off today's instalment what interest no rule lets be charged."""
    schedule = account.signed if account.plan is None else account.plan
    if schedule.next_day != day or account.accelerated or account.is_charged_off:
        return
    amount = int(schedule.rows[schedule.place, 1])
    lawful = account.platform.compliance.charging.lawful(account, "interest", amount, day)
    if lawful < amount:
        schedule.leave_out(amount - lawful)
