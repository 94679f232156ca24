"""What a platform makes out of a borrower: able or not, answering or not, what can be borne."""

from typing import TYPE_CHECKING

from arrears.arithmetic import normal_quantile
from arrears.engines.simpy.account import NEVER, Account
from arrears.policies.score import is_below
from arrears.terms import Cause, Event

if TYPE_CHECKING:
    from arrears.engines.simpy.contact import Attempt
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World
    from arrears.policies.who import Who

__all__ = ["Sight"]

_MINUTE = 60


class Sight:
    """Answers filters that ask for more than what the books say, and reads statements."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform

    def fits(self, who: "Who", account: Account) -> bool:
        """Return whether scores, paydays, talks and statements are as a filter wants them."""
        day, work = self.world.today, account.work
        share = work.assessed_share
        return (
            (who.ability == "any" or (who.ability == "likely") == self.seems_able(account))
            and (
                who.days_since_payday_max is None
                or self.days_since_payday(account, day) <= who.days_since_payday_max
            )
            and (
                who.warned == "any"
                or (who.warned == "yes") == self.platform.warning.has_named(account)
            )
            and (who.engagement == "any" or _engages(who.engagement, account))
            and (who.assessed_min is None or (share is not None and share >= who.assessed_min))
            and (who.assessed_max is None or (share is not None and share <= who.assessed_max))
        )

    def seems_able(self, account: Account) -> bool:
        """Return whether this month's score takes a borrower for able to pay."""
        terms, borrower = self.platform.policy.ability_score, account.borrower
        if terms is None:
            return True
        month = self.world.calendar_month(self.world.today)
        chance = self.world.draw("ability_score", account.number, month)
        is_bad = borrower.is_never_payer or borrower.in_hardship()
        return not is_below(chance, terms.auc_share, terms.unlikely_able_share, is_bad=is_bad)

    def days_since_payday(self, account: Account, day: int) -> int:
        """Return how long ago the borrower's last payday was."""
        payday = account.borrower.purse.payday_of_month
        return day - self.world.due_day(self.world.month_of_next(payday, day) - 1, payday)

    def assess(self, attempt: "Attempt") -> None:
        """Ask for a statement of income and assets, and read in it what can be borne."""
        terms, account = self.platform.policy.assessment, attempt.account
        if terms is None or account.work.assessed_on >= account.spell_opened != NEVER:
            return  # what was handed in earlier in this spell is known
        borrower = attempt.borrower
        if borrower.nth("statement") >= terms.statement_share:
            return
        attempt.seconds += terms.minutes * _MINUTE
        error = normal_quantile(borrower.nth("assessment")) * terms.error_income_share
        amount = borrower.purse.surplus() + int(error * borrower.purse.income)
        account.work.assessed_on = attempt.day
        account.work.assessed_share = max(0, amount) / max(1, account.instalment)
        attempt.log(Event.ASSESSED, max(0, amount), Cause.HARDSHIP)


def _engages(how: str, account: Account) -> bool:
    """Return whether a borrower was silent, answered or showed a plan in this spell."""
    work, since = account.work, account.spell_opened
    if since == NEVER:
        return False
    if how == "planned":
        return work.showed_plan_on >= since
    return (how == "answered") == (work.right_party_on >= since)
