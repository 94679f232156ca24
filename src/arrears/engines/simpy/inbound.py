"""Calls that borrowers make: who is behind may ring up before anybody finds them."""

from typing import TYPE_CHECKING

from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.borrower import Borrower

__all__ = ["ring_up"]


def ring_up(borrower: "Borrower", accounts: "list[Account]", day: int) -> None:
    """Let a borrower ring up about the oldest debt, perhaps: that restores reach, and is a plan."""
    world = borrower.world
    share = world.household.answering.inbound_monthly_share
    if not accounts or borrower.nth("ring_up") >= share:
        return
    account = max(accounts, key=lambda each: (each.contract_dpd(day), -each.number))
    is_poor = borrower.in_hardship()
    cause = Cause.HARDSHIP if is_poor else Cause.ABLE
    account.log_work(day, Phase.BORROWER, Event.CALLED_IN, 0, cause)
    borrower.reach.restore(day, Phase.BORROWER)
    borrower.reach.avoids_until = min(borrower.reach.avoids_until, day)
    account.work.right_party_on = account.work.showed_plan_on = day
    relief = account.platform.relief_to_offer(account) if is_poor else None
    if relief is None or relief.settlement is not None:
        return
    accepts = borrower.nth("offer") < world.household.application.accept_share
    account.log_work(
        day, Phase.BORROWER, Event.OFFERED, 0, Cause.ACCEPTED if accepts else Cause.DECLINED,
        action=world.code(relief.name),
    )  # fmt: skip
    account.platform.compliance.offered(account, day)
    if accepts:
        account.platform.grant(account, relief, day, Phase.BORROWER)
