"""One visit, from the door onwards: who is met, what is found, what is agreed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from arrears.arithmetic import exponential
from arrears.behaviour.visiting import Visiting
from arrears.engines.simpy.account import NEVER
from arrears.engines.simpy.contact import Attempt, Errand
from arrears.engines.simpy.entry import Entry
from arrears.policies.visiting import FieldTeam, VisitTerms
from arrears.portfolio import people
from arrears.regulation.act import Contact, Reached
from arrears.terms import Cause, Event, Phase, Tone

if TYPE_CHECKING:
    from arrears.engines.simpy.world import World

__all__ = ["Visit"]

_REACHED = {Cause.NOBODY_HOME: Reached.NOBODY, Cause.WRONG_PERSON: Reached.SOMEBODY}


class Visit(Attempt):
    """Visitors come to a borrower's home, to be read from ``make`` downwards."""

    __slots__ = ("team", "terms", "visiting")

    def __init__(self, world: "World", entry: Entry, day: int, minute: int, crew: int,
                 *, team: FieldTeam, terms: VisitTerms, visiting: Visiting) -> None:  # fmt: skip
        super().__init__(world, entry.errand, entry.account, day, minute, crew)
        self.team, self.terms, self.visiting = team, terms, visiting

    def make(self) -> int:
        """Ring the bell; return the seconds spent at the door and inside."""
        account = self.account
        self.log(Event.ATTEMPT)
        self.pay_fares()
        account.attempts += 1
        account.work.tried_on[self.errand.name] = account.work.attempted_on = self.day
        if account.work.paused_on != NEVER:
            account.platform.pauses.end(account, self.day, Phase.CONTACT)
        found = self.whom_they_meet()
        self.note_visitors(found)
        if found in {Cause.NOBODY_HOME, Cause.WRONG_PERSON}:
            self.log(Event.VISIT, self.team.visitors, found)
            if found is Cause.WRONG_PERSON:
                self.log(Event.CONTACT, cause=found)
            return self.errand.effect.seconds_unanswered
        self.log(Event.VISIT, self.team.visitors, found)
        self.log(Event.CONTACT)
        self.log(Event.RIGHT_PARTY)
        account.work.right_party_on = self.day
        self.be_found_again()
        self.meet(found)
        drawn = self.borrower.nth("visit_length")
        return int(exponential(drawn, float(self.errand.effect.seconds_spoken)))

    def as_told(self) -> Errand:
        """Return the errand as the log and the rules see it: to threaten is a harsh tone."""
        if self.terms.conduct == "proper":
            return self.errand
        return replace(self.errand, tone=Tone.HARSH)

    def as_contact(self) -> Contact:
        """Return the visit as the rules see it."""
        compliance = self.account.platform.compliance
        contact = compliance.contact_of(self.as_told())
        # Whom consent was asked of and who did not give it is not on the way's list.
        return replace(contact, persons=self.team.visitors, consent=self.terms.asks_consent)

    def note_visitors(self, found: Cause) -> None:
        """Let it be known to those who count contacts by rule who was met."""
        compliance = self.account.platform.compliance
        if compliance.law is not None:
            reached = _REACHED.get(found, Reached.RIGHT_PARTY)
            compliance.note(self.account, self.as_contact(), self.day, reached)

    def pay_fares(self) -> None:
        """Book what the way there costs."""
        if self.team.cost_per_visit:
            self.world.log.add(
                self.day, Phase.CONTACT, self.borrower.number, self.account.number, Event.COST,
                self.team.cost_per_visit, Cause.VISIT, actor=self.errand.actor,
                action=self.errand.action, channel=self.errand.channel,
            )  # fmt: skip

    # What is found --------------------------------------------------------------------------

    def whom_they_meet(self) -> Cause:
        """Return whom the visitors meet and, if it is the borrower, what they take to be true."""
        effect, borrower = self.errand.effect, self.borrower
        if self.world.draw("at_home", borrower.number, self.day) >= effect.answer:
            return Cause.NOBODY_HOME
        if borrower.nth("visit_right_party") >= effect.right_party:
            return Cause.WRONG_PERSON
        chance = borrower.nth("verified_at_home")
        if borrower.in_hardship():
            return Cause.HARDSHIP if chance < self.terms.sensitivity_share else Cause.ABLE
        return Cause.ABLE if chance < self.terms.specificity_share else Cause.HARDSHIP

    def be_found_again(self) -> None:
        """Learn a number that works; who was met has no reason to hide from calls any more."""
        reach = self.borrower.reach
        if reach.number_is_dead(self.day):
            reach.known_dead = True
            reach.restore(self.day, Phase.CONTACT)
        reach.avoids_until = min(reach.avoids_until, self.day)

    # What is said ---------------------------------------------------------------------------

    def meet(self, found: Cause) -> None:
        """Speak with the borrower at home; what is agreed depends on what was found."""
        borrower = self.borrower
        borrower.forgotten_until = min(borrower.forgotten_until, self.day)
        self.press()
        if self.terms.conduct == "improper":
            self.threaten()
        self._hurt()
        self.be_resented()
        if self.quarrel():
            self.log(Event.REFUSED, cause=Cause.CONFLICT)
        elif borrower.is_never_payer:
            self.log(Event.REFUSED, cause=Cause.DISPUTED)
        elif self._pay_now() and not self.account.owed:
            pass  # paid in full; nothing is left to talk about
        elif found is Cause.HARDSHIP:
            self._offer_relief()
        elif not self._promises() and not self._settles():
            self.log(Event.REFUSED, cause=Cause.UNWILLING)

    def threaten(self) -> None:
        """Let threats press, and hurt much more than they press."""
        self.borrower.feelings.pressure += self.visiting.threat_pressure
        self.suffer(self.visiting.threat_distress_points)

    def be_resented(self) -> None:
        """Let a grievance arise from the visit itself."""
        is_proper = self.terms.conduct == "proper"
        terms = self.visiting
        share = terms.grievance_share if is_proper else terms.threat_grievance_share
        if self.borrower.nth("visit_grievance") < share:
            cause = Cause.VISIT if is_proper else Cause.THREAT
            self.world.grieve(self.account, self.day, Phase.CONTACT, cause)

    def quarrel(self) -> bool:
        """Return whether it comes to a quarrel: sooner with threats, and with the distressed."""
        share = self.visiting.conflict_share * (1.0 + self.borrower.strain.share(self.day))
        share *= 1.0 + self.borrower.traits[people.REACTANCE]
        if self.terms.conduct == "improper":
            share *= self.visiting.threat_conflict_factor
        if self.borrower.nth("visit_conflict") >= min(1.0, share):
            return False
        self.suffer(self.visiting.conflict_distress_points)
        self.world.grieve(self.account, self.day, Phase.CONTACT, Cause.CONFLICT)
        return True

    def suffer(self, points: float) -> None:
        """Add distress of the visit's own."""
        number = self.account.number
        self.borrower.strain.add(self.day, Phase.CONTACT, points, Cause.COLLECTION, number)
