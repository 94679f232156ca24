"""Webinars and guides: who attends in a month, and what stays with them."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.months import month_starts
from arrears.engines.simpy.turn import Life
from arrears.policies.education import Education
from arrears.portfolio import people
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Teaching", "organise"]

_TEACHES = 12  # rank within the first phase of a day


class Teaching:
    """What one platform teaches, and whom it has taught."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.taught: dict[int, float] = {}  # by borrower, the gain in awareness

    def work(self) -> Life:
        """Teach who attends, at the start of each month."""
        for day in month_starts(self.world):
            yield self.world.turn(day, Phase.MACRO, _TEACHES + self.platform.place)
            terms = self.platform.policy.education
            if terms is None:
                continue
            month = self.world.calendar_month(day)
            for number in sorted(self.world.borrowers):
                borrower = self.world.borrowers[number]
                if number in self.taught or not self._is_asked(borrower, terms):
                    continue
                if self.world.draw("attends", number, month) < terms.monthly_share:
                    self.teach(borrower, terms, day)

    def _is_asked(self, borrower: "Borrower", terms: Education) -> bool:
        own = [each for each in borrower.accounts if each.platform is self.platform]
        return bool(own) and (terms.who == "everybody" or any(each.is_behind for each in own))

    def teach(self, borrower: "Borrower", terms: Education, day: int) -> None:
        """Let a borrower forget less, budget better and know that relief may be asked for."""
        world, number = self.world, borrower.number
        self.taught[number] = terms.awareness_gain_share
        account = next(each for each in borrower.accounts if each.platform is self.platform)
        action = world.code(terms.name)
        account.log_work(day, Phase.MACRO, Event.EDUCATED, action=action)
        if terms.cost:
            account.log_work(
                day, Phase.MACRO, Event.COST, terms.cost, Cause.EDUCATION, action=action
            )
        borrower.forgetfulness *= terms.forgetting_factor
        borrower.traits[people.FORGETFULNESS] = borrower.forgetfulness
        borrower.purse.settle(day - 1)
        organise(borrower, terms.organisation_gain_share)


def organise(borrower: "Borrower", gain_share: float) -> None:
    """Let a household keep its money together better from now on; its purse is settled."""
    purse = borrower.purse
    purse.spend(0)  # what has trickled away has
    purse.organisation += gain_share * (1.0 - purse.organisation)
    borrower.traits[people.ORGANISATION] = purse.organisation
