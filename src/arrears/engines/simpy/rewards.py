"""Rewards for instalments that were paid on time, counted month by month."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.months import month_starts
from arrears.engines.simpy.turn import Life
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Rewards"]

_GIVES = 5  # rank within the first phase of a day


class Rewards:
    """Gives points to who paid so many instalments in a row on time."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.since: dict[int, int] = {}  # by account, instalments that count no more

    def missed(self, account: Account) -> None:
        """Begin to count anew after a miss."""
        self.since[account.number] = account.signed.place

    def work(self) -> Life:
        """Look at everybody at the start of each month."""
        for day in month_starts(self.world):
            yield self.world.turn(day, Phase.MACRO, _GIVES + self.platform.place)
            if self.platform.policy.rewards is None:
                continue
            for number in sorted(self.world.borrowers):
                for account in list(self.world.borrowers[number].accounts):
                    if account.platform is self.platform:
                        self.look_at(account, day)

    def look_at(self, account: Account, day: int) -> None:
        """Give a reward about an account if it is earned."""
        terms = self.platform.policy.rewards
        if terms is None or account.is_unusual or account.is_charged_off:
            return
        paid = account.signed.place
        if paid - self.since.get(account.number, 0) < terms.after_instalments:
            return
        self.since[account.number] = paid
        account.log(day, Phase.MACRO, Event.REWARDED, terms.value)
        if terms.value:
            account.log(day, Phase.MACRO, Event.COST, terms.value, Cause.REWARD)
        account.borrower.feelings.like(terms.goodwill, day, self.platform.place)
