"""The law: one step after the other until somebody pays, agrees, or a court decides."""

from collections.abc import Generator
from typing import TYPE_CHECKING

from simpy import Event as Moment

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.compliance import GRANTED, Permit
from arrears.engines.simpy.docket import Docket
from arrears.engines.simpy.enforcement import Bailiff
from arrears.engines.simpy.fees import charge_penalty
from arrears.engines.simpy.forgiveness import settle_for
from arrears.engines.simpy.judgment import award
from arrears.engines.simpy.turn import Life
from arrears.policies.court import Legal, LegalStep
from arrears.policies.who import Who
from arrears.portfolio import people
from arrears.regulation.act import Step
from arrears.terms import Cause, Channel, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Court"]

_RANK = 10  # after the stages; then by account
_SUE, _ACCELERATE = Step(kind="sue"), Step(kind="accelerate")


class Court:
    """Takes one platform's accounts to law; a case is a life of its own, beside the stages."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.terms: Legal | None = None
        self.cases: dict[int, int] = {}  # account -> the spell for which a case was begun
        self.bailiff = Bailiff(world, platform)

    def take_up(self, terms: Legal | None) -> None:
        """Begin cases by these terms from now on; those begun go on by theirs."""
        if terms is not None and (self.terms is None or terms != self.terms):
            self.docket = Docket(self.world, terms.quota_per_month)
        self.terms = terms

    @property
    def who(self) -> Who:
        """For whom it is."""
        return self.terms.who if self.terms is not None else Who()

    @property
    def steps(self) -> set[int]:
        """Days past due on which an account is to be looked at."""
        return {self.terms.from_dpd} if self.terms is not None else set()

    def look_at(self, account: Account, day: int) -> None:
        """Begin a case in the evening, once per spell of arrears."""
        terms = self.terms
        if terms is None or self._is_over(account):
            return
        if self.cases.get(account.number) == account.spell:
            return
        is_late = terms.from_dpd <= account.reported_dpd(day) <= terms.to_dpd
        if is_late and self.platform.fits(terms.who, account):
            self.cases[account.number] = account.spell
            self.world.process(self.pursue(account, terms, day))

    def _is_over(self, account: Account) -> bool:
        """Whether nothing is left to sue for, or there is a plan."""
        has_left = account.is_closed or account.claim is not None
        return has_left or account.relief is not None or not account.is_behind

    # A case ---------------------------------------------------------------------------------

    def pursue(self, account: Account, terms: Legal, day: int) -> Life:
        """Go from step to step until the case is over."""
        for step in terms.steps:
            day += step.after_days
            yield self._turn(account, day)
            if step.is_filed:
                filed_on = yield from self._filed(account, day)
                if filed_on is None:
                    return
                day = filed_on
            if self._is_over(account):
                return
            fee = self._begin(account, terms, step, day)
            day += step.days
            yield self._turn(account, day)
            if self._is_over(account):
                if step.is_filed:
                    self._log(account, day, Event.JUDGMENT, step, 0, Cause.WITHDRAWN)
                return
            if self._ends_with(account, terms, step, fee, day):
                return

    def _turn(self, account: Account, day: int) -> Moment:
        return self.world.turn(day, Phase.STAGE, _RANK + account.number)

    def _filed(self, account: Account, day: int) -> Generator[Moment, None, int | None]:
        """Wait until there is room and the rules let one sue; return the day, None for never.

        The rules are asked on the day of filing: much may have changed in the queue.
        """
        while not self._is_over(account):
            filed_on = self.docket.take(day)
            if filed_on is None:
                return None
            if filed_on > day:
                yield self._turn(account, filed_on)
            if self._is_over(account):
                self.docket.give_back(filed_on)
                return filed_on
            permit = self.platform.compliance.ask(account, _SUE, filed_on)
            if permit.is_granted:
                permit = self._may_claim_all(account, filed_on)
            if permit.is_granted:
                return filed_on
            self.docket.give_back(filed_on)
            if permit.day <= filed_on:
                return None
            day = permit.day
            yield self._turn(account, day)
        return day

    def _may_claim_all(self, account: Account, day: int) -> Permit:
        """Return whether the whole balance may be asked for at once."""
        if account.is_charged_off or account.accelerated:
            return GRANTED
        return self.platform.compliance.ask(account, _ACCELERATE, day)

    def _log(self, account: Account, day: int, event: Event, step: LegalStep, amount: int,
             cause: Cause = Cause.NONE) -> None:  # fmt: skip
        action = self.world.code(step.name)
        account.log_work(day, Phase.STAGE, event, amount, cause, action=action)

    def _begin(self, account: Account, terms: Legal, step: LegalStep, day: int) -> int:
        """Take a step: the lender pays for it in advance, and the borrower is told; return the fee.

        A letter may stay unread; a claim is served.
        """
        borrower, fee = account.borrower, 0
        if step.cost:
            self._log(account, day, Event.COST, step, step.cost, Cause.LEGAL_COST)
        charge_penalty(account, day, Phase.STAGE)
        is_told = True
        if step.kind == "letter":
            self._log(account, day, Event.LETTER, step, 0)
            is_told = borrower.reach.answers(Channel.LETTER, day, borrower.nth("letter_read"))
        elif step.is_filed:
            if not account.is_charged_off and not account.accelerated:
                account.accelerate(day, Phase.STAGE)  # the claim is for the whole balance
            fee = terms.court_fee(account.balance, step.fee_factor)
            self._log(account, day, Event.SUIT_FILED, step, account.balance)
            self.platform.compliance.restarts(account, "suit", day)
            if fee:
                self._log(account, day, Event.COST, step, fee, Cause.COURT_FEE)
        if is_told:
            self._tell(account, step, day)
        return fee

    def _tell(self, account: Account, step: LegalStep, day: int) -> None:
        """Let the borrower know what is at stake; who is willing and able pays now."""
        borrower = account.borrower
        borrower.feelings.fade(day)
        borrower.feelings.of(self.platform.place).pressure += step.pressure
        borrower.strain.add(day, Phase.STAGE, step.distress_points, Cause.LEGAL, account.number)
        borrower.forgotten_until = min(borrower.forgotten_until, day)
        borrower.purse.settle(day)
        borrower.try_to_pay(account, day, Phase.STAGE, Cause.ON_CONTACT)

    def _ends_with(
        self, account: Account, terms: Legal, step: LegalStep, fee: int, day: int
    ) -> bool:
        """Let a step come to its end; return whether the case is over with it."""
        if step.kind == "letter":
            return False
        if step.kind == "mediation":
            return self._mediate(account, step, day)
        decision = self._decision(account, step, day)
        if decision in {Cause.OBJECTION, Cause.DISMISSED}:
            self._log(account, day, Event.JUDGMENT, step, 0, decision)
            return decision is Cause.DISMISSED
        award(account, fee, day)
        self._log(account, day, Event.JUDGMENT, step, account.balance, decision)
        if terms.enforcement is not None:
            self.world.process(self.bailiff.enforce(account, terms, terms.enforcement, day))
        return True

    def _decision(self, account: Account, step: LegalStep, day: int) -> Cause:
        """Return how the court decides; a wrong debt is objected to, and dismissed if heard."""
        borrower = account.borrower
        is_wrong = bool(borrower.traits[people.WRONG_DEBT])
        if step.kind == "payment_order":
            objects = borrower.nth("objection") < step.object_share or is_wrong
            return Cause.OBJECTION if objects else Cause.PAYMENT_ORDER
        is_heard = borrower.nth("appearance") < step.appear_share
        if not is_heard:
            return Cause.DEFAULT_JUDGMENT
        self._pay_lawyer(account, step, day)
        if borrower.nth("dismissal") < step.dismissed_share or is_wrong:
            return Cause.DISMISSED
        return Cause.AWARD if step.kind == "online_arbitration" else Cause.HEARD

    def _pay_lawyer(self, account: Account, step: LegalStep, day: int) -> None:
        """Let a borrower who appears pay a lawyer, if there is money for one."""
        purse = account.borrower.purse
        purse.settle(day)
        if step.lawyer_fee and purse.cash >= step.lawyer_fee:
            purse.spend(step.lawyer_fee)
            self._log(account, day, Event.AGENT_PAID, step, step.lawyer_fee, Cause.LAWYER)

    def _mediate(self, account: Account, step: LegalStep, day: int) -> bool:
        """Let both sides agree: on less, paid now, or on a plan; return whether they did."""
        borrower = account.borrower
        agrees = borrower.nth("mediation") < step.agree_share and not borrower.is_never_payer
        purse = borrower.purse
        purse.settle(day)
        charge_penalty(account, day, Phase.STAGE)
        price = account.balance - int(account.balance * step.discount_share)
        pays_now = agrees and purse.cash >= price
        pays_now = pays_now and self._may_claim_all(account, day).is_granted
        relief = next((r for r in self.platform.policy.relief if r.name == step.relief), None)
        plans = agrees and not pays_now and relief is not None and not account.is_charged_off
        cause = Cause.AGREED if pays_now or plans else Cause.FAILED
        self._log(account, day, Event.MEDIATION, step, account.balance, cause)
        if pays_now:
            if not account.is_charged_off and not account.accelerated:
                account.accelerate(day, Phase.STAGE)
            purse.spend(price)
            settle_for(account, price, day, Phase.STAGE)
        elif plans and relief is not None:
            self.platform.grant(account, relief, day, Phase.STAGE)
        return cause is Cause.AGREED
