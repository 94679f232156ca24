"""Who is lent to: applicants are scored, and those who are refused go away."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.portfolio import people
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.world import World

__all__ = ["apply_for_loans"]


def apply_for_loans(world: "World", borrower: "Borrower", day: int) -> None:
    """Let each lender decide on what the borrower applies for; what is refused is never opened.

    Where several are asked, chance says whom first, and who is asked later may see what the others
    have granted. Numbers are given before, so a refusal moves nobody else's.
    """
    asked = sorted(
        borrower.accounts,
        key=lambda account: (world.draw("application_order", account.number, 0), account.number),
    )
    granted: list[Account] = []
    for account in asked:
        cause = _refused_for(world, account, granted)
        if cause is Cause.NONE:
            granted.append(account)
            continue
        world.log.add(
            day, Phase.MACRO, borrower.number, account.platform.unowned, Event.REFUSED_CREDIT,
            account.contract.principal, cause,
        )  # fmt: skip
    borrower.accounts[:] = [account for account in borrower.accounts if account in granted]


def _refused_for(world: "World", account: Account, granted: list[Account]) -> Cause:
    """Return why an application is refused, NONE if it is not."""
    terms = account.platform.underwriting
    if terms is None:
        return Cause.NONE
    if terms.refuses(world.draw("score", account.number, 0), is_bad=is_bad(account)):
        return Cause.SCORE
    if terms.sees_debts_elsewhere:
        traits = account.borrower.traits
        service = traits[people.OTHER_DEBT] + account.instalment
        service += sum(other.instalment for other in granted)
        if service > terms.service_income_share * traits[people.INCOME]:
            return Cause.DEBTS_ELSEWHERE
    return Cause.NONE


def is_bad(account: Account) -> bool:
    """Return whether the applicant never pays, or has no room for this instalment in the budget."""
    borrower = account.borrower
    return borrower.is_never_payer or borrower.purse.surplus() < account.instalment
