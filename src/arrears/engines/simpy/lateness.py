"""How late an account is for the rules: by its contract, by a plan, or with all that is left."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.work import NEVER

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["days_late", "drop_plan", "overdue"]


def days_late(account: "Account", day: int) -> int:
    """Return the days past due that rules read: the most that any of its terms are late.

    These are the signed schedule; the plan in force, without days past due that were frozen when it
    began; and, once the whole balance is due, that balance, whether or not a plan is made later.
    """
    if account.is_closed:
        return 0
    return max(account.contract_dpd(day), _beside_contract(account, day))


def _beside_contract(account: "Account", day: int) -> int:
    plan = account.plan
    on_plan = 0 if plan is None else plan.days_past_due(day, account.plan_received)
    return on_plan if account.whole_since == NEVER else max(on_plan, day - account.whole_since)


def overdue(account: "Account") -> int:
    """Return how much of principal and interest is late, on whichever terms it is most."""
    most = account.signed.arrears(account.received)
    if account.plan is not None:
        most = max(most, account.plan.arrears(account.plan_received))
    return most if account.whole_since == NEVER else max(most, account.balance)


def drop_plan(account: "Account", day: int) -> None:
    """Let no plan hold any more, since the whole balance is due; a plan that was late stays so."""
    if account.whole_since == NEVER:
        account.whole_since = day - _beside_contract(account, day)
    account.plan = None
