"""One attempt and what comes of it: attempt, contact, right party, outcome."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from arrears.arithmetic import exponential
from arrears.behaviour.numbers import ChannelNumbers
from arrears.behaviour.settings import ToneEffect
from arrears.engines.simpy.account import NEVER, Account
from arrears.engines.simpy.own import OwnAction, own_action
from arrears.engines.simpy.promise import promise
from arrears.engines.simpy.settlement import can_settle
from arrears.part import Own
from arrears.portfolio import people
from arrears.regulation.act import Purpose, Reached
from arrears.terms import Cause, Channel, Event, Phase, Target, Tone

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.world import World
    from arrears.policies.settings import Relief

__all__ = ["Attempt", "Errand", "errand_of", "remind", "words_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is attempted, looked up once for a policy: codes of the log, effects, cost."""

    name: str
    action: int
    stage: int
    actor: int
    channel: Channel
    is_spoken: bool
    tone: Tone
    cost: int
    weight: float  # how hard a word hurts, 1 = said in a call
    strength: float  # how strongly it presses beside a lender's own word
    outlay: int  # of an agency, outside the lender's books
    agency: int
    effect: ChannelNumbers
    words: ToneEffect
    own: OwnAction | None = None  # of the user's, instead of what is usually read or said
    target: Target = Target.BORROWER
    purpose: Purpose = "collect"
    says_consequences: bool = False


def words_of(world: "World", tone: Tone, *, says_consequences: bool) -> ToneEffect:
    """Return what words of a tone do; what is said of consequences presses and strains more."""
    words, terms = world.numbers.tones[tone], world.household.answering
    if not says_consequences:
        return words
    return words.model_copy(update={
        "pressure": words.pressure + terms.consequence_pressure,
        "distress_points": words.distress_points + terms.consequence_points,
    })  # fmt: skip


def errand_of(world: "World", name: str, channel: str, tone: str, *, stage: str = "",  # noqa: PLR0913 - as an action says it
              actor: str = "", cost: int = 0, own: Own | None = None,
              target: str = "borrower", purpose: Purpose = "collect",
              strength: float = 1.0, outlay: tuple[int, str] = (0, ""),
              says_consequences: bool = False) -> Errand:  # fmt: skip
    """Return an errand from the names in a policy."""
    by, manner = Channel[channel.upper()], Tone[tone.upper()]
    effect = world.numbers.channels[by]
    weight = effect.effect if by.is_spoken else world.household.distress.written_factor
    return Errand(
        name=name, action=world.code(name), stage=world.code(stage), actor=world.code(actor),
        channel=by, is_spoken=by.is_spoken, tone=manner, cost=cost, weight=weight,
        strength=strength, outlay=outlay[0], agency=world.code(outlay[1]),
        effect=effect, words=words_of(world, manner, says_consequences=says_consequences),
        own=own_action(own, world.added), target=Target[target.upper()], purpose=purpose,
        says_consequences=says_consequences,
    )  # fmt: skip


def remind(
    world: "World", errand: Errand, account: Account, day: int, minute: int, due_day: int
) -> None:
    """Send a message before a due day; who reads it will not forget that day so easily."""
    borrower = account.borrower
    attempt = Attempt(world, errand, account, day, minute)
    attempt.log(Event.ATTEMPT)
    attempt.note()
    if errand.cost:
        attempt.charge()
    if borrower.reach.answers(errand.channel, day, borrower.nth("read")):
        attempt.log(Event.READ)
        borrower.reminded_until = due_day
        if errand.tone > Tone.NEUTRAL:  # a friendly reminder only reminds
            attempt.press()


class Attempt:
    """One attempt about an account in arrears, to be read from ``make`` downwards."""

    __slots__ = (
        "account", "borrower", "day", "errand", "minute", "person", "seconds", "skill", "world",
    )  # fmt: skip

    def __init__(self, world: "World", errand: Errand, account: Account, day: int, minute: int,
                 person: int = -1, skill: float = 1.0) -> None:  # fmt: skip
        self.world, self.errand, self.account = world, errand, account
        self.borrower: Borrower = account.borrower
        self.day, self.minute, self.person, self.skill = day, minute, person, skill
        self.seconds = 0  # of the talk, beyond its drawn length

    def as_told(self) -> Errand:
        """Return the errand as the log and the rules see it."""
        return self.errand

    def log(self, event: Event, amount: int = 0, cause: int = 0) -> None:
        """Write a row with all that is known of the attempt."""
        errand = self.as_told()
        self.world.log.add(
            self.day, Phase.CONTACT, self.borrower.number, self.account.number, event, amount,
            cause, 0, errand.actor, self.person, errand.action, errand.stage, errand.channel,
            errand.tone, errand.target, self.minute,
        )  # fmt: skip

    def charge(self) -> None:
        """Book what the use of the channel costs."""
        errand = self.errand
        if errand.cost:
            self.world.log.add(
                self.day, Phase.CONTACT, self.borrower.number, self.account.number, Event.COST,
                errand.cost, Cause.MESSAGE, action=errand.action, channel=errand.channel,
            )  # fmt: skip
        if errand.outlay:
            self.account.log_work(
                self.day, Phase.CONTACT, Event.OUTLAY, errand.outlay, Cause.AGENCY,
                actor=errand.agency, action=errand.action, channel=errand.channel,
            )  # fmt: skip

    def note(self) -> None:
        """Let it be known to those who count attempts by rule."""
        compliance = self.account.platform.compliance
        if compliance.law is not None:
            compliance.note(self.account, compliance.contact_of(self.errand), self.day)

    def make(self) -> int:
        """Make the attempt; return the seconds it took a collector (0 for messages)."""
        account, borrower, errand = self.account, self.borrower, self.errand
        self.log(Event.ATTEMPT)
        self.note()
        self.charge()
        account.attempts += 1
        account.work.tried_on[errand.name] = account.work.attempted_on = self.day
        if account.work.paused_on != NEVER:
            account.platform.pauses.end(account, self.day, Phase.CONTACT)
        if errand.is_spoken:
            return self.call()
        if borrower.reach.answers(errand.channel, self.day, borrower.nth("read")):
            self.be_read()
        return 0

    # Written --------------------------------------------------------------------------------

    def be_read(self) -> None:
        """Let a message be read: it reminds, presses a little, and may move to pay."""
        self.log(Event.READ)
        if self.errand.own is not None:
            self.errand.own.happen(self)
            return
        borrower = self.borrower
        self.press()
        self._hurt()
        borrower.forgotten_until = min(borrower.forgotten_until, self.day)
        self._pay_now()

    # Spoken ---------------------------------------------------------------------------------

    def call(self) -> int:
        """Ring up; return the seconds spent."""
        reach, day = self.borrower.reach, self.day
        chance = self.world.draw("reach", self.borrower.number, day)
        if not reach.answers(self.errand.channel, day, chance):
            self._note_dead_number()
            return self.errand.effect.seconds_unanswered
        return self.answered()

    def answered(self) -> int:
        """Speak with whoever answers; return the seconds spent."""
        agents = self.world.agents
        if agents is not None and agents.answers(self.borrower):
            self.log(Event.CONTACT, cause=Cause.AGENT)
            self.account.platform.compliance.answered(self.account, Reached.SOMEBODY)
            return self.errand.effect.seconds_unanswered
        if self.borrower.nth("right_party") >= self.errand.effect.right_party:
            self.log(Event.CONTACT, cause=Cause.WRONG_PERSON)
            self.account.platform.compliance.answered(self.account, Reached.SOMEBODY)
            return self.errand.effect.seconds_unanswered
        self.log(Event.CONTACT)
        self.log(Event.RIGHT_PARTY)
        self.account.platform.compliance.answered(self.account, Reached.RIGHT_PARTY)
        self.account.work.right_party_on = self.day
        self.talk()
        drawn = self.borrower.nth("talk_length")
        spoken = int(exponential(drawn, float(self.errand.effect.seconds_spoken)))
        return self.errand.effect.seconds_unanswered + spoken + self.seconds

    def _note_dead_number(self) -> None:
        """Notice that the number is dead; nobody calls it until the borrower gets in touch."""
        reach = self.borrower.reach
        if not reach.known_dead and reach.number_is_dead(self.day):
            reach.known_dead = True
            self.log(Event.UNREACHABLE)
            self.account.platform.tracing.begin(self.account, self.day, Phase.CONTACT)

    def talk(self) -> None:
        """Let the borrower hear the collector out, and answer."""
        if self.errand.own is not None:
            self.errand.own.happen(self)
            return
        borrower = self.borrower
        borrower.forgotten_until = min(borrower.forgotten_until, self.day)
        self.press()
        self._hurt()
        self._resent_by_borrower()
        if borrower.is_never_payer:
            self.log(Event.REFUSED, cause=Cause.DISPUTED)
        elif self._pay_now() and not self.account.owed:
            pass  # paid in full; nothing is left to talk about
        elif borrower.in_hardship() and self._discloses():
            self._offer_relief()
        elif not self._promises() and not self._settles():
            self.log(Event.REFUSED, cause=Cause.UNWILLING)
        talk = self.world.household.budget_talk
        if talk is not None and self.errand.tone <= Tone.NEUTRAL and borrower.has_debts:
            borrower.feelings.habit += talk.habit_gain_share * (1.0 - borrower.feelings.habit)
            borrower.reminded_until = max(borrower.reminded_until, self.day + talk.reminds_days)

    def press(self) -> None:
        """Let the words press, please or strain; harm grows with the square of the load."""
        borrower = self.borrower
        errand, place = self.errand, self.account.platform.place
        skill = self.skill * errand.strength
        borrower.feelings.feel(errand.words, errand.effect, skill, self.day, place)
        harm = 1.0 + borrower.feelings.excess**2
        points = self.errand.words.distress_points * self.errand.weight * harm
        source = Cause.COLLECTION
        borrower.strain.add(self.day, Phase.CONTACT, points, source, self.account.number)

    def _hurt(self) -> None:
        """Let a grievance arise from what was said, how often, or about what."""
        grievances = self.world.household.grievances
        excess = self.borrower.feelings.excess
        by_tone = {Tone.FIRM: grievances.tone_share_firm, Tone.HARSH: grievances.tone_share_harsh}
        causes = [
            (Cause.FREQUENCY, min(1.0, grievances.frequency_share_per_load * excess**2)),
            (Cause.TONE, by_tone.get(self.errand.tone, 0.0)),
        ]
        if self.borrower.traits[people.WRONG_DEBT]:
            causes.insert(0, (Cause.WRONG_DEBT, grievances.wrong_debt_grievance_share))
        chance = self.borrower.nth("grievance")
        for cause, spoken_share in causes:
            share = spoken_share * self.errand.weight
            if chance < share:
                self.world.grieve(self.account, self.day, Phase.CONTACT, cause)
                return
            chance = (chance - share) / (1.0 - share)

    def _resent_by_borrower(self) -> None:
        """Let too much contact make the borrower avoid calls, ask for silence, drop the number."""
        borrower, answering = self.borrower, self.world.household.answering
        excess = borrower.feelings.excess
        if excess == 0:
            return
        borrower.reach.bother()
        if borrower.nth("avoid") < answering.avoid_share_per_load * excess:
            drawn = borrower.nth("avoid_length")
            days = 1 + int(exponential(drawn, float(answering.avoid_days)))
            borrower.reach.avoids_until = max(borrower.reach.avoids_until, self.day + days)
            self.log(Event.AVOIDING, days)
        stop_share = answering.stop_share_per_load * excess
        advice = self.world.advice
        if advice is not None:
            stop_share *= advice.stop_factor(self.account)
        if borrower.nth("stop") < stop_share:
            self.log(Event.STOP_REQUEST)
            self.account.work.asked_to_stop = True
            compliance = self.account.platform.compliance
            compliance.asked_to_stop(self.account, self.day, self.errand.channel)

    def _pay_now(self) -> int:
        """Let the borrower pay what willingness and money allow; return the amount."""
        self.borrower.purse.settle(self.day)
        return self.borrower.try_to_pay(self.account, self.day, Phase.CONTACT, Cause.ON_CONTACT)

    def _discloses(self) -> bool:
        """Return whether the borrower tells of the hardship; gentle talk makes it easier."""
        if self.borrower.nth("disclose") >= self.errand.words.disclosure_share:
            return False
        self.log(Event.DISCLOSED)
        self.account.work.showed_plan_on = self.day
        self.borrower.reach.restore(self.day, Phase.CONTACT)
        if self.errand.tone <= Tone.NEUTRAL:
            points = self.world.household.distress.decent_talk_points
            self.borrower.strain.add(
                self.day, Phase.CONTACT, points, Cause.COLLECTION, self.account.number
            )
        return True

    def _offer_relief(self) -> None:
        """Offer the relief that the stage allows; one who accepts has it from now on."""
        platform = self.account.platform
        platform.sight.assess(self)
        relief = self._relief()
        if relief is None:
            self._promises()
            return
        if relief.settlement is not None:
            accepts = can_settle(self.account, relief.settlement, self.day)
        else:
            accepts = self.borrower.nth("offer") < self.world.household.application.accept_share
        cause = Cause.ACCEPTED if accepts else Cause.DECLINED
        self.account.log_work(
            self.day, Phase.CONTACT, Event.OFFERED, 0, cause, action=self.world.code(relief.name)
        )
        platform.compliance.offered(self.account, self.day)
        if accepts:
            platform.grant(self.account, relief, self.day, Phase.CONTACT)

    def _settles(self) -> bool:
        """Offer a settlement, if there is one, to a borrower who neither pays nor promises."""
        relief = self.account.platform.relief_to_offer(self.account)
        if relief is None or relief.settlement is None:
            return False
        self._offer_relief()
        return self.account.is_closed or self.account.relief is relief

    def _relief(self) -> "Relief | None":
        """Return what may be offered."""
        return self.account.platform.relief_to_offer(self.account)

    def _promises(self) -> bool:
        """Let a willing borrower who is short of money promise it for the next payday."""
        borrower, account = self.borrower, self.account
        answering = self.world.household.answering
        owed = account.owed_on(self.day, Phase.CONTACT)
        if account.work.promised_until >= self.day or not borrower.is_willing(
            account, self.day, owed
        ):
            return False
        promised_day = borrower.purse.next_payday
        if promised_day - self.day > answering.promise_days:
            return False
        if borrower.nth("promise") >= answering.promise_share:
            return False
        bearable = max(0, borrower.purse.cash + borrower.purse.surplus())
        amount = min(owed, int(bearable * (1.0 + self.errand.words.promise_above_budget)))
        if amount <= 0:
            return False
        promise(account, amount, self.day, promised_day)
        return True
