"""Third persons from a borrower's address book: who is called, who tells, who refuses."""

from dataclasses import replace
from typing import TYPE_CHECKING

from arrears.arithmetic import exponential
from arrears.behaviour.visiting import ThirdParties
from arrears.engines.simpy.account import NEVER, Account
from arrears.engines.simpy.contact import Attempt
from arrears.errors import EngineError
from arrears.regulation.act import Reached
from arrears.terms import Cause, Event, Phase, Tone

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.entry import Entry
    from arrears.engines.simpy.world import World

__all__ = ["AddressBook", "ThirdPartyAttempt", "address_book_of", "next_person"]


class AddressBook:
    """The third persons known of one borrower, and what has come of calling them."""

    __slots__ = ("called", "known", "refused", "shame")

    def __init__(self, known: int) -> None:
        self.known = known
        self.refused: set[int] = set()
        self.called = 0
        self.shame = 1.0  # what is left of the first telling's pressure

    def next_person(self, *, honours_refusals: bool) -> int:
        """Return the number of the third person whose turn it is; -1 if nobody may be called."""
        gone = self.refused if honours_refusals else ()
        left = [person for person in range(self.known) if person not in gone]
        return left[self.called % len(left)] if left else -1


def address_book_of(world: "World", borrower: "Borrower") -> AddressBook:
    """Return a borrower's address book, drawn when somebody first looks at it."""
    book = world.address_books.get(borrower.number)
    if book is None:
        chance = world.draw("third_persons", borrower.number, 0)
        known = int(exponential(chance, _terms(world).known_persons_mean) + 0.5)
        book = world.address_books[borrower.number] = AddressBook(known)
    return book


def next_person(account: Account) -> int:
    """Return the number of the third person to be called about an account; -1 if there is none.

    Who asked to be left alone is passed over where the policy or the law wants it so.
    """
    platform = account.platform
    obeys = platform.compliance.law is not None and platform.compliance.share >= 1.0
    honours = platform.policy.honours_stop_requests or obeys
    return address_book_of(account.world, account.borrower).next_person(honours_refusals=honours)


def _terms(world: "World") -> ThirdParties:
    if world.household.third_parties is None:
        raise EngineError("behaviour.third_parties is empty; contact with third persons needs it")
    return world.household.third_parties


class ThirdPartyAttempt(Attempt):
    """A call or message to a relative or friend, to be read from ``make`` downwards."""

    __slots__ = ("asks_only", "book", "terms", "who")

    def __init__(self, world: "World", entry: "Entry", day: int, minute: int, person: int,
                 skill: float) -> None:  # fmt: skip
        super().__init__(world, entry.errand, entry.account, day, minute, person, skill)
        self.terms = _terms(world)
        self.book = address_book_of(world, self.borrower)
        self.asks_only = entry.action.purpose == "locate"
        self.who = -1

    def make(self) -> int:
        """Turn to the next third person; return the seconds it took a collector."""
        account, effect = self.account, self.errand.effect
        self.who = next_person(account)
        account.work.tried_on[self.errand.name] = self.day
        if self.who < 0:
            return 0
        self.book.called += 1
        self.person = self.who  # rows speak of the one who is called
        self.log(Event.ATTEMPT)
        self.charge()
        account.attempts += 1
        account.work.attempted_on = self.day
        if account.work.paused_on != NEVER:
            account.platform.pauses.end(account, self.day, Phase.CONTACT)
        is_answered = self.borrower.nth("third_person_answers") < effect.answer
        self.note_person(Reached.SOMEBODY if is_answered else Reached.NOBODY)
        if not is_answered:
            return effect.seconds_unanswered
        self.log(Event.CONTACT, cause=Cause.THIRD_PARTY)
        self.refuse()
        if self.asks_only:
            self.ask()
        else:
            self.tell()
        return effect.seconds_spoken

    def note_person(self, reached: Reached) -> None:
        """Let it be known to those who count contacts by rule who was called, and answered."""
        compliance = self.account.platform.compliance
        if compliance.law is not None:
            contact = replace(compliance.contact_of(self.errand), person=self.who)
            compliance.note(self.account, contact, self.day, reached)

    def refuse(self) -> None:
        """Let the third person ask to be left alone; whether that is respected is the policy's."""
        if self.borrower.nth("third_person_refuses") < self.terms.refuse_share:
            self.log(Event.STOP_REQUEST, cause=Cause.THIRD_PARTY)
            self.book.refused.add(self.who)
            self.account.platform.compliance.refused_to_answer(self.account, self.who)

    def ask(self) -> None:
        """Ask for a number and nothing else; the borrower may hear that somebody asked."""
        if self.borrower.nth("third_person_locates") < self.terms.locate_share:
            self.borrower.reach.restore(self.day, Phase.CONTACT)
        if self.borrower.nth("third_person_tells") < self.terms.tell_share:
            self.hurt(self.terms.locate_factor)

    def tell(self) -> None:
        """Let the borrower hear from relatives and friends of what is owed."""
        borrower = self.borrower
        if borrower.nth("third_person_tells") >= self.terms.tell_share:
            return
        borrower.forgotten_until = min(borrower.forgotten_until, self.day)
        borrower.feelings.fade(self.day)
        felt = borrower.feelings.of(self.account.platform.place)
        felt.pressure += self.terms.pressure * self.book.shame
        self.book.shame *= self.terms.repetition_factor
        self.hurt(1.0)
        self._pay_now()

    def hurt(self, share: float) -> None:
        """Let distress, ill will and a grievance come of it."""
        borrower, terms = self.borrower, self.terms
        place = self.account.platform.place
        borrower.feelings.like(terms.goodwill * share, self.day, place)
        weight = 1.0 + 0.5 * (self.errand.tone == Tone.HARSH)
        points = terms.distress_points * share * weight
        borrower.strain.add(self.day, Phase.CONTACT, points, Cause.COLLECTION, self.account.number)
        if borrower.nth("third_person_grievance") < terms.grievance_share * share:
            self.world.grieve(self.account, self.day, Phase.CONTACT, Cause.THIRD_PARTY)
