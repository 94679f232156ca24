"""Whether a platform may do what it is about to do, and whether it cares.

Whoever acts on an account asks first, with one line::

    if not account.platform.compliance.permits(account, Step(kind="sue"), day):
        return

and whoever has contacted somebody by other ways than an `Attempt` says so afterwards with
``compliance.note(account, contact, day, reached)``. Under a regime without rules nothing is asked.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from arrears.engines.simpy.account import NEVER, Account
from arrears.engines.simpy.address_book import next_person
from arrears.engines.simpy.charging import Charging
from arrears.engines.simpy.duties import Duties
from arrears.engines.simpy.respite import Respite
from arrears.engines.simpy.settlement import can_settle
from arrears.policies.settings import Collection
from arrears.regulation.act import Act, Contact, Reached, Step
from arrears.regulation.contact_rules import (
    ChannelBan,
    Conduct,
    Stay,
    StopRight,
    ThirdParty,
    Visit,
)
from arrears.regulation.history import AccountHistory
from arrears.regulation.limit import Duty
from arrears.regulation.rulebook import Verdict
from arrears.regulation.step_rules import Litigation, Moratorium
from arrears.terms import Cause, Channel, Event, Target

if TYPE_CHECKING:
    from arrears.engines.simpy.contact import Errand
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["GRANTED", "Compliance", "Permit"]

_ASK_AGAIN_DAYS = 7  # after which a step is tried again that only an event makes lawful
_SEVERE = (
    ChannelBan, Conduct, Stay, StopRight, ThirdParty, Visit, Moratorium, Litigation,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Permit:
    """The answer: whether to go on now, else when to try again.

    Parameters
    ----------
    is_granted : bool
        Whether the act is done now: it is lawful, or the platform breaks the rule.
    day, minute : int
        When it is tried again otherwise; the minute is that of the day, -1 where it is any.
    rule : str
        Which forbids it today; also where it is done in breach.
    """

    is_granted: bool
    day: int = NEVER
    minute: int = -1
    rule: str = ""


GRANTED = Permit(is_granted=True)


class Compliance:
    """One platform's obedience: asked before every act, told of every contact."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform, self.law = world, platform, world.law
        self.share, self.postpones = 1.0, True
        self.agencies: dict[int, int] = {}  # who works a stage in the lender's place
        self._contacts: dict[tuple[int, int, int, int, str], Contact] = {}
        self.charging = Charging(self, world.default_dpd)
        self.duties, self.respite = Duties(self), Respite(self)
        self._waiting: dict[tuple[int, str], int] = {}  # account and step -> not before this day

    def take_up(self, policy: Collection) -> None:
        """Obey as far as another policy does."""
        self.share = policy.compliance_share
        self.postpones = policy.when_forbidden == "postpone"
        if self.law is not None:
            self.agencies |= {
                self.world.code(stage.name): self.world.code(stage.agency.name)
                for stage in policy.stages
                if stage.agency is not None
            }
            self._contacts.clear()

    # Asked before an act --------------------------------------------------------------------

    def permits(self, account: Account, act: Act, day: int, minute: int = 0) -> bool:
        """Return whether an act is done now: any step, or contact by other ways than an errand.

        What is not lawful is logged: ``blocked``, or ``violation`` where the platform breaks the
        rule, which it does with 1 - ``collection.compliance_share``, drawn for each such act. A
        notice or an offer that must come first is made at once. A step that stays forbidden is
        refused again without another row until it may be lawful.

        Parameters
        ----------
        account : Account
            The account that it is about.
        act : Contact or Step
            What is to be done.
        day, minute : int
            When.
        """
        return self.ask(account, act, day, minute).is_granted

    def ask(
        self, account: Account, act: Act, day: int, minute: int = 0, *,
        errand: "Errand | None" = None, until: int = 0, is_sure: bool = True,
    ) -> Permit:  # fmt: skip
        """Return `permits`, and when the act may be tried again.

        Parameters
        ----------
        errand : Errand, optional
            What is logged about contact.
        until : int
            Minute before which contact can be made today; it then waits and nothing is logged.
        is_sure : bool
            Whether the act is done if it is granted; where that is still open, whoever does it in
            breach says so with `breached`.
        """
        law = self.law
        if law is None or day < 0:
            return GRANTED
        name = "contact" if isinstance(act, Contact) else act.kind
        waits_until = self._waiting.get((account.number, name), day)
        if waits_until > day:
            return Permit(is_granted=False, day=waits_until)
        verdict = law.rulebook.may(act, law.standing(account, day), day, minute)
        if verdict.allowed:
            return GRANTED
        if self.breaks_rules(account):
            if is_sure:
                self.log(account, day, Event.VIOLATION, verdict.rule, name, errand, minute)
            return Permit(is_granted=True, rule=verdict.rule)
        first = verdict.first_lawful
        if first is not None and first[0] == day and minute < first[1] < until:
            return Permit(is_granted=False, day=day, minute=first[1])
        permit = self._refused(account, act, name, verdict, day)
        if not permit.is_granted:
            self.log(account, day, Event.BLOCKED, verdict.rule, name, errand, minute)
        return permit

    def breached(self, account: Account, step: Step, day: int, permit: Permit) -> None:
        """Log a step that was taken in breach of the rule of its permit, if it has one."""
        if permit.rule:
            self.log(account, day, Event.VIOLATION, permit.rule, step.kind)

    def _refused(self, account: Account, act: Act, name: str, verdict: Verdict, day: int) -> Permit:
        """Do what must come first, and return when the act may be tried again."""
        law = self.law
        if law is not None and verdict.duty is not None:
            history = law.standing(account, day)
            if self._fulfils(verdict.duty, account, history, day):
                verdict = law.rulebook.may(act, history, day)
                if verdict.allowed and isinstance(act, Step):
                    return GRANTED
        again = self._again(verdict, day)
        if isinstance(act, Step):
            self._waiting[account.number, name] = again
        return Permit(is_granted=False, day=again, rule=verdict.rule)

    def _again(self, verdict: Verdict, day: int) -> int:
        """Return the day on which it is worth asking again."""
        if verdict.first_lawful is None:
            return day + _ASK_AGAIN_DAYS
        return max(day + 1, verdict.first_lawful[0])

    def errand(
        self, account: Account, errand: "Errand", day: int, minute: int, *, until: int,
        rest_days: int = 0,
    ) -> Permit:  # fmt: skip
        """Return whether an errand is run now.

        Parameters
        ----------
        account : Account
            The account that it is about.
        errand : Errand
            By what channel, in what tone, by whom.
        day, minute : int
            When it could be run at the earliest.
        until : int
            Minute from which on it is too late today.
        rest_days : int
            After these it is tried again where the policy drops what is forbidden.
        """
        contact = self._contact_about(account, errand)
        permit = self.ask(account, contact, day, minute, errand=errand, until=until)
        if permit.is_granted or permit.day == day:
            return permit
        if rest_days:
            self.platform.pauses.nothing_done(account, day, self.why(permit))
            if not self.postpones:
                return Permit(is_granted=False, day=day + rest_days)
        return permit

    def why(self, permit: Permit) -> Cause:
        """Return what keeps an account alone while an act waits for a permit."""
        is_rest = self.law is not None and self.law.kinds.get(permit.rule) is Moratorium
        return Cause.MORATORIUM if is_rest else Cause.FORBIDDEN

    def may_harden(self, account: Account, errand: "Errand", day: int, minute: int) -> bool:
        """Return whether a call that may be made is made in the harder tone of an errand."""
        if self.law is None:
            return True
        contact = self._contact_about(account, errand)
        return self.ask(account, contact, day, minute, errand=errand).is_granted

    def _contact_about(self, account: Account, errand: "Errand") -> Contact:
        """Return an errand about an account as the rules see it, with whoever is called."""
        contact = self.contact_of(errand)
        if errand.target is Target.THIRD_PARTY and self.law is not None:
            return replace(contact, person=next_person(account))
        return contact

    def contact_of(self, errand: "Errand") -> Contact:
        """Return an errand as the rules see it."""
        agency = errand.agency or self.agencies.get(errand.stage, 0)
        key = (
            int(errand.channel), int(errand.tone), agency, int(errand.target), errand.purpose,
        )  # fmt: skip
        contact = self._contacts.get(key)
        if contact is None:
            contact = self._contacts[key] = Contact(
                channel=errand.channel.name.lower(),  # type: ignore[arg-type]
                tone=errand.tone.name.lower(),  # type: ignore[arg-type]
                actor="agency" if agency else "originator",
                collector=agency,
                target=errand.target.name.lower(),  # type: ignore[arg-type]
                purpose=errand.purpose,
            )
        return contact

    def breaks_rules(self, account: Account) -> bool:
        """Return whether the platform breaks a rule this time."""
        if self.share >= 1.0:
            return False
        return account.borrower.nth("comply") >= self.share

    # Duties before an act -------------------------------------------------------------------

    def _fulfils(self, duty: Duty, account: Account, history: AccountHistory, day: int) -> bool:
        """Give a notice or make an offer that must come before an act; a visit announces itself."""
        if duty.what == "notice" and duty.of != "visit":
            self._give_notice(duty, account, history, day)
            return True
        return duty.what == "offer" and self._offer(account, day)

    def _give_notice(self, duty: Duty, account: Account, history: AccountHistory, day: int) -> None:
        """Send a letter that says what is to come."""
        world, phase = self.world, self.world.phase
        history.note_notice(duty.of, day)
        rule, what = world.code(duty.rule), world.code(duty.of)
        account.log_work(day, phase, Event.NOTICE, 0, rule, action=what)
        price = self.platform.policy.prices.letter
        if price:
            account.log_work(
                day, phase, Event.COST, price, Cause.MESSAGE, action=what, channel=Channel.LETTER
            )

    def _offer(self, account: Account, day: int) -> bool:
        """Offer relief in writing before a step that the law allows only then, if there is any."""
        relief = self.platform.relief_to_offer(account)
        if relief is None:
            return False
        world, borrower = self.world, account.borrower
        share = world.household.application.accept_share
        if relief.settlement is not None:
            accepts = can_settle(account, relief.settlement, day)
        else:
            accepts = borrower.in_hardship() and borrower.nth("offer") < share
        cause = Cause.ACCEPTED if accepts else Cause.DECLINED
        phase = world.phase
        account.log_work(day, phase, Event.OFFERED, 0, cause, action=world.code(relief.name))
        self.offered(account, day)
        if accepts:
            self.platform.grant(account, relief, day, phase)
        return not accepts

    # Told of what was done ------------------------------------------------------------------

    def note(
        self, account: Account, contact: Contact, day: int, reached: Reached = Reached.NOBODY
    ) -> None:
        """Remember a contact; whom it reached may become known later, see `answered`."""
        if self.law is not None:
            self.law.history_of(account).note(contact, day, reached)
            self._note_demand(account, contact.target, day, reached)

    def _note_demand(self, account: Account, target: str, day: int, reached: Reached) -> None:
        if reached is Reached.RIGHT_PARTY and target == "borrower":
            self.restarts(account, "demand", day)

    def answered(self, account: Account, reached: Reached) -> None:
        """Remember whom the last contact of a borrower reached."""
        if self.law is not None:
            touches = self.law.history_of(account).borrower.touches
            touches[-1] = touches[-1]._replace(reached=reached)
            self._note_demand(account, touches[-1].target, touches[-1].day, reached)

    def asked_to_stop(self, account: Account, day: int, channel: Channel) -> None:
        """Remember that the borrower asked for contact to stop."""
        if self.law is not None:
            self.law.history_of(account).note_stop(day, channel.name.lower())

    def refused_to_answer(self, account: Account, person: int) -> None:
        """Remember that a third person asked to be left alone."""
        if self.law is not None:
            self.law.history_of(account).borrower.refusing.add(person)

    def announced(self, account: Account, what: str, day: int) -> None:
        """Remember that a step was announced by other means than a notice: a visit, say."""
        if self.law is not None:
            self.law.history_of(account).note_notice(what, day)

    def offered(self, account: Account, day: int) -> None:
        """Remember that relief was offered."""
        if self.law is not None:
            self.law.history_of(account).offered_on = day

    def missed(self, account: Account, due_day: int) -> None:
        """Let clocks begin that run from a miss, and the borrower think of breathing space."""
        law = self.law
        if law is None:
            return
        if law.wants_offers and account.spell_opened == due_day + 1:
            self.world.process(self.duties.await_offer(account, due_day))
        if law.grants_rest:
            self.world.process(self.respite.consider(account, due_day))

    def refused(self, account: Account, day: int) -> None:
        """Remember that an application was refused."""
        if self.law is not None:
            history = self.law.history_of(account)
            history.refused_on = history.turned_down_on = day

    def broke_plan(self, account: Account, day: int) -> None:
        """Remember that a plan was broken."""
        if self.law is not None:
            self.law.history_of(account).turned_down_on = day

    def restarts(self, account: Account, event: str, day: int) -> None:
        """Remember what may start the years of limitation anew; the names are those of rules."""
        if self.law is not None:
            self.law.history_of(account).restarts[event] = day

    def forget(self, account: Account) -> None:
        """Forget what ends with a spell of arrears."""
        if self.law is not None:
            self.law.forget(account)

    # The log --------------------------------------------------------------------------------

    def log(
        self, account: Account, day: int, event: Event, rule: str, what: str,
        errand: "Errand | None" = None, minute: int = 0, amount: int = 0,
    ) -> None:  # fmt: skip
        """Write what a rule prevented, or that it was broken; the root says how severe that is."""
        world, law = self.world, self.law
        is_severe = law is not None and issubclass(law.kinds[rule], _SEVERE)
        root = Cause.SEVERE if is_severe else Cause.ORDINARY
        if event is Event.VIOLATION and world.returns is not None:
            by_agency = self.platform.stages.agency_of(account) is not None
            world.returns.breached(account, is_severe=is_severe, by_agency=by_agency)
        if errand is None:
            world.log.add(
                day, world.phase, account.owner, account.number, event, amount, world.code(rule),
                root if event is Event.VIOLATION else 0, action=world.code(what),
            )  # fmt: skip
            return
        world.log.add(
            day, world.phase, account.owner, account.number, event, amount, world.code(rule),
            root if event is Event.VIOLATION else 0, errand.actor, -1, errand.action, errand.stage,
            errand.channel, errand.tone, errand.target, minute,
        )  # fmt: skip
