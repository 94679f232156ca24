"""The announcement of a visit, and how far borrowers still believe in one."""

from typing import TYPE_CHECKING

from arrears.arithmetic import decay_table
from arrears.behaviour.attitude import faded
from arrears.behaviour.visiting import Visiting
from arrears.engines.simpy.account import NEVER, Account
from arrears.engines.simpy.contact import Attempt, Errand
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.world import World

__all__ = ["Announcement", "Credibility"]

_HALF_LIVES = 20  # after this many half-lives nothing is left: a millionth


class Credibility:
    """What each borrower believes of announcements: all at first, less after each bluff."""

    def __init__(self, terms: Visiting) -> None:
        days = terms.credibility_half_life_days
        self._table = decay_table(float(days), days * _HALF_LIVES + 1)
        self._lost_share = terms.bluff_lost_share
        self._doubts: dict[int, tuple[float, int]] = {}  # by borrower: doubt, and since when

    def of(self, borrower: int, day: int) -> float:
        """Return how far an announcement is believed, from 0 to 1; doubt fades slowly."""
        doubt, since = self._doubts.get(borrower, (0.0, day))
        return 1.0 - faded(doubt, day - since, self._table)

    def lose(self, borrower: int, day: int) -> None:
        """Let a visit that did not come cost a share of the belief."""
        belief = self.of(borrower, day) * (1.0 - self._lost_share)
        self._doubts[borrower] = (1.0 - belief, day)

    def restore(self, borrower: int) -> None:
        """Let visitors who came be believed the next time."""
        self._doubts.pop(borrower, None)


class Announcement(Attempt):
    """A message that says that somebody will come, and what it does to the one who reads it."""

    __slots__ = ("belief", "days", "terms")

    def __init__(self, world: "World", errand: Errand, account: Account, day: int, minute: int,
                 *, terms: Visiting, days: int, belief: float) -> None:  # fmt: skip
        super().__init__(world, errand, account, day, minute)
        self.terms, self.days, self.belief = terms, days, belief

    def make(self) -> int:
        """Announce the visit; return 1 if the announcement is read, else 0."""
        account, borrower = self.account, self.borrower
        self.log(Event.ATTEMPT)
        self.note()
        account.platform.compliance.announced(account, "visit", self.day)
        self.charge()
        self.log(Event.VISIT_ANNOUNCED, self.days)
        account.attempts += 1
        account.work.tried_on[self.errand.name] = account.work.attempted_on = self.day
        if account.work.paused_on != NEVER:
            account.platform.pauses.end(account, self.day, Phase.CONTACT)
        chance = borrower.nth("announcement_read")
        if not borrower.reach.answers(self.errand.channel, self.day, chance):
            return 0
        self.be_read()
        return 1

    def be_read(self) -> None:
        """Let the announcement press and frighten, as far as it is believed."""
        borrower, terms = self.borrower, self.terms
        self.log(Event.READ)
        self.press()
        borrower.feelings.pressure += terms.announcement_pressure * self.belief
        points = terms.announcement_distress_points * self.belief
        borrower.strain.add(self.day, Phase.CONTACT, points, Cause.COLLECTION, self.account.number)
        resented = terms.announcement_grievance_share * self.belief
        if borrower.nth("announcement_grievance") < resented:
            self.world.grieve(self.account, self.day, Phase.CONTACT, Cause.VISIT)
        borrower.forgotten_until = min(borrower.forgotten_until, self.day)
        self._pay_now()
