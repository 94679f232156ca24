"""A claim that has left the lender: who holds it, what is still owed on it, and who asks for it."""

from typing import TYPE_CHECKING

from arrears.debt import ledger
from arrears.engines.simpy.contact import Attempt, errand_of
from arrears.engines.simpy.lateness import drop_plan
from arrears.engines.simpy.turn import Life
from arrears.engines.simpy.work import NEVER
from arrears.policies.claims import Asking
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Claim", "Holder", "hand_over"]

_MINUTE = 10 * 60  # of the day, at which they ask
_RANK = 1000  # after the lender's own teams; then by account


class Claim:
    """What is owed on an account to whoever holds the claim now; the lender's books are shut."""

    __slots__ = ("holder", "owed")

    def __init__(self, holder: "Holder", owed: int) -> None:
        self.holder, self.owed = holder, owed

    def receive(
        self, account: "Account", amount: int, day: int, phase: Phase, cause: Cause
    ) -> None:
        """Take a payment of at most what is owed; it is no money of the lender's."""
        self.owed -= amount
        account.platform.compliance.restarts(account, "payment", day)
        account.max_dpd = max(account.max_dpd, account.contract_dpd(day - 1))
        account.world.log.add(
            day, phase, account.owner, account.number, Event.CLAIM_PAID, amount, self.holder.kind,
            cause, self.holder.actor,
        )  # fmt: skip


def hand_over(account: "Account", claim: Claim, event: Event, price: int, day: int) -> None:
    """Let the claim leave the lender for a price; what happens to it then is not his."""
    account.end_relief(day, Phase.STAGE, Cause.SOLD)
    cause = Cause.CHARGED_OFF if account.is_charged_off else Cause.NONE
    claim.owed = ledger.sell(account.ledger, price)
    drop_plan(account, day)
    account.claim, account.is_charged_off = claim, True
    account.due_principal = account.interest_owed = account.fees_owed = account.penalty_owed = 0
    account.spell_opened = NEVER
    account.log_work(
        day, Phase.STAGE, event, claim.owed, cause, actor=claim.holder.actor,
        to_fees=price if event is Event.SOLD else 0,
    )  # fmt: skip
    account.borrower.strain.rebase(day)


class Holder:
    """A buyer, or a guarantor that has paid: takes claims over and asks for what is owed."""

    def __init__(self, world: "World", platform: "Platform", kind: Cause) -> None:
        self.world, self.platform, self.kind = world, platform, kind
        self.actor = 0

    def take_up(self, name: str, asking: Asking) -> None:
        """Go by these terms from now on, for claims held already too."""
        self.actor, self.asking = self.world.code(name), asking
        self.errand = errand_of(
            self.world, f"{self.kind.label}_{asking.channel}", asking.channel, asking.tone,
            stage=self.kind.label, actor=name, strength=asking.effect_factor,
        )  # fmt: skip

    def take_over(self, account: "Account", event: Event, price: int, day: int) -> None:
        """Let a claim change hands in the evening; the lender's work on it ends.

        It is not paid: its record, its frozen limit and requests to stop contact remain.
        """
        self.platform.put_away(account, day, Phase.STAGE)
        hand_over(account, Claim(self, 0), event, price, day)
        self.world.process(self.ask_for(account, day))

    def ask_for(self, account: "Account", since: int) -> Life:
        """Ask again and again for what is owed, until it is paid or given up."""
        day = since + self.asking.first_after_days
        while day < min(self.world.horizon, since + self.asking.for_days):
            yield self.world.turn(day, Phase.CONTACT, _RANK + account.number)
            if account.is_closed:
                return
            if self._may_ask(account, day):
                self._ask(account, day)
            day += self.asking.every_days

    def _may_ask(self, account: "Account", day: int) -> bool:
        """Whether the number lives, no promise is open and no court decides on insolvency."""
        is_dead = account.borrower.reach.known_dead and self.errand.channel.name in {
            "SMS",
            "BOT_CALL",
            "CALL",
        }
        work = account.work
        return work.promised_until < day and not work.is_stayed and not is_dead

    def _ask(self, account: "Account", day: int) -> None:
        cost, errand = self.asking.cost, self.errand
        compliance = self.platform.compliance  # the rules see whoever holds a claim as its creditor
        contact = compliance.contact_of(errand)
        if not compliance.ask(account, contact, day, _MINUTE, errand=errand).is_granted:
            return
        Attempt(self.world, errand, account, day, _MINUTE).make()
        if cost:
            account.log_work(
                day, Phase.CONTACT, Event.OUTLAY, cost, self.kind, actor=self.actor,
                action=errand.action, channel=errand.channel,
            )  # fmt: skip
