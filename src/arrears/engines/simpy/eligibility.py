"""Who may be granted a relief today, and what is verified of it."""

from typing import TYPE_CHECKING

from arrears.policies.relief import Relief, is_granted_in, moved_due_day

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["is_eligible", "is_verified"]


def is_eligible(relief: Relief, account: "Account", day: int) -> bool:
    """Return whether everything holds that is asked of those who are granted it.

    After charge-off a debt can only be settled.
    """
    if account.is_charged_off and (relief.settlement is None or account.claim is not None):
        return False
    is_used_up = account.times_relieved.get(relief.name, 0) >= relief.times_max
    if is_used_up or not account.platform.fits(relief.who, account):
        return False
    month = account.world.calendar_month(day)
    is_in_range = relief.from_dpd <= account.reported_dpd(day) <= relief.to_dpd
    if not is_in_range or not is_granted_in(relief, month):
        return False
    return _is_struck(relief, account) and _has_day_to_move(relief, account)


def _is_struck(relief: Relief, account: "Account") -> bool:
    """Return whether a shock is in force that the relief is for."""
    kinds, shocks = account.world.shock_kinds, account.borrower.shocks
    named = relief.shocks
    return not named or any(kinds[onset.kind].name in named for onset in shocks)


def _has_day_to_move(relief: Relief, account: "Account") -> bool:
    """Return whether the payday comes shortly after the due day, if that is all it is about."""
    if not relief.only_moves_due_day:
        return True
    borrower = account.borrower
    moved = moved_due_day(relief, borrower.due_day, borrower.purse.payday_of_month)
    return moved > 0 and not account.moved_due_day


def is_verified(relief: Relief, account: "Account") -> bool:
    """Return whether what is looked at is as it should be."""
    borrower = account.borrower
    if relief.verifies == "hardship":
        return borrower.in_hardship()
    return relief.verifies == "nothing" or borrower.has_lost_income()
