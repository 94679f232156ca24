"""Defaulters named in the media: a benchmark of harm, never a proposal."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.months import month_starts
from arrears.engines.simpy.turn import Life
from arrears.policies.rewards import Exposure as Terms
from arrears.regulation.act import Contact
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Exposure"]

_NAMES = 1 << 30  # rank among the day's changes of stage: after all accounts
_TOLD = Contact(channel="letter", target="third_party", person=0)


class Exposure:
    """Names borrowers who are late enough, once each, at the start of a month."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform

    def work(self) -> Life:
        """Look through the files at the start of each month."""
        for day in month_starts(self.world):
            yield self.world.turn(day, Phase.STAGE, _NAMES + self.platform.place)
            terms = self.platform.policy.exposure
            if terms is None:
                continue
            month = self.world.calendar_month(day)
            for number in sorted(self.platform.files):
                account = self.platform.files[number]
                if self._is_named(account, terms, day, month):
                    self.name(account, terms, day)

    def _is_named(self, account: Account, terms: Terms, day: int, month: int) -> bool:
        if account.owner in self.world.town.exposed or account.claim is not None:
            return False
        if account.is_closed or account.reported_dpd(day) < terms.from_dpd:
            return False
        if self.world.draw("exposed", account.owner, month) >= terms.monthly_share:
            return False
        law = self.world.law  # whom a rule keeps from telling third persons names nobody
        if law is None or day < 0:
            return True
        return law.rulebook.may(_TOLD, law.standing(account, day), day, 12 * 60).allowed

    def name(self, account: Account, terms: Terms, day: int) -> None:
        """Let a borrower be named: shame presses, ill will, distress and perhaps a grievance."""
        borrower, place = account.borrower, self.platform.place
        account.log(day, Phase.STAGE, Event.EXPOSED, account.reported_dpd(day))
        self.world.town.note_exposed(account)
        borrower.feelings.fade(day)
        borrower.feelings.of(place).pressure += terms.pressure
        borrower.feelings.like(terms.goodwill, day, place)
        borrower.strain.add(
            day, Phase.STAGE, terms.distress_points, Cause.COLLECTION, account.number
        )
        if borrower.nth("exposure_grievance") < terms.grievance_share:
            self.world.grieve(account, day, Phase.STAGE, Cause.EXPOSURE)
