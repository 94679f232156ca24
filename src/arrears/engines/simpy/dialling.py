"""Bulk dialling: a machine rings one number many times a day, and often nobody is on the line."""

from typing import TYPE_CHECKING

from arrears.behaviour.visiting import Dialling as DiallingTerms
from arrears.engines.simpy.contact import Attempt
from arrears.errors import EngineError
from arrears.regulation.act import Reached
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.entry import Entry
    from arrears.engines.simpy.world import World

__all__ = ["Dialling"]


class Dialling(Attempt):
    """One day's calls to one number, spread over the action's window."""

    __slots__ = ("abandoned_share", "between", "dials", "terms")

    def __init__(self, world: "World", entry: "Entry", day: int, minute: int, person: int,
                 skill: float) -> None:  # fmt: skip
        super().__init__(world, entry.errand, entry.account, day, minute, person, skill)
        action = entry.action
        self.dials, self.abandoned_share = action.dials_per_day, action.abandoned_share
        self.between = action.between
        self.terms = _terms(world)

    def make(self) -> int:
        """Dial until the day's number is reached or the matter is settled; return the seconds."""
        first, closes = self.minute, self.between[1] // 60
        seconds = 0
        for dial in range(self.dials):
            self.minute = first + dial * max(0, closes - 1 - first) // self.dials
            if dial and not (self.is_still_wanted() and self.is_lawful()):
                break
            seconds += self.dial() if dial else super().make()
        return seconds

    def is_still_wanted(self) -> bool:
        """Whether no earlier call today has settled the matter, won a promise or a plan."""
        account, work = self.account, self.account.work
        return (
            not account.is_closed
            and account.owed > 0
            and account.relief is None
            and work.promised_until < self.day
            and account.platform.lists.silenced_by(work, self.day) is Cause.NONE
        )

    def is_lawful(self) -> bool:
        """Whether the rules, or the platform that breaks them, let the number be dialled again."""
        compliance = self.account.platform.compliance
        if compliance.law is None:
            return True
        permit = compliance.errand(
            self.account, self.errand, self.day, self.minute, until=self.minute
        )
        return permit.is_granted

    def dial(self) -> int:
        """Dial once more today."""
        self.log(Event.ATTEMPT)
        self.note()
        self.charge()
        self.account.attempts += 1
        return self.call_with(self.borrower.nth("dialled_again"))

    def call(self) -> int:
        """Ring up for the first time today, with the luck of an ordinary call."""
        return self.call_with(self.world.draw("reach", self.borrower.number, self.day))

    def call_with(self, chance: float) -> int:
        """Ring up; who does not answer is bothered too, and who answers may hear nobody."""
        reach, effect = self.borrower.reach, self.errand.effect
        if not reach.answers(self.errand.channel, self.day, chance):
            self._note_dead_number()
            if not reach.number_is_dead(self.day):
                self.bother(self.terms.ring_load)
            return effect.seconds_unanswered
        if self.borrower.nth("abandoned") < self.abandoned_share:
            self.log(Event.CONTACT, cause=Cause.ABANDONED)
            self.account.platform.compliance.answered(self.account, Reached.SOMEBODY)
            self.bother(self.terms.abandoned_load)
            if self.borrower.nth("abandoned_grievance") < self.terms.abandoned_grievance_share:
                self.world.grieve(self.account, self.day, Phase.CONTACT, Cause.FREQUENCY)
            return 0
        return self.answered()

    def bother(self, share: float) -> None:
        """Let a ring weigh on the borrower."""
        feelings = self.borrower.feelings
        feelings.fade(self.day)
        feelings.load += share * self.errand.effect.effect


def _terms(world: "World") -> DiallingTerms:
    if world.household.dialling is None:
        raise EngineError("behaviour.dialling is empty; bulk dialling needs it")
    return world.household.dialling
