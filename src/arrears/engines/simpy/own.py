"""The seams at which things of a user's own decide: a rule of willingness, an action."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

import numpy as np

from arrears.behaviour.own_rule import BehaviourExtension, PaymentFacts
from arrears.draws import decision_id, draw
from arrears.errors import ExtensionError
from arrears.part import Own, OwnNumbers
from arrears.policies.own_action import ActionExtension
from arrears.portfolio import people
from arrears.registry import Added
from arrears.terms import Cause, Entity, Event

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.contact import Attempt

__all__ = ["OwnAction", "OwnRule", "own_action", "own_rule"]


def own_rule(own: Own | None, added: Added) -> "OwnRule | None":
    """Return the rule that a scenario names, if it names one."""
    if own is None:
        return None
    found = cast(BehaviourExtension, _found("behaviour", own, added.of("behaviour")))
    return OwnRule(found, OwnNumbers(own))


def own_action(own: Own | None, added: Added) -> "OwnAction | None":
    """Return the action that a scenario names, if it names one."""
    if own is None:
        return None
    found = cast(ActionExtension, _found("action", own, added.of("action")))
    return OwnAction(found, OwnNumbers(own))


def _found(point: str, own: Own, known: Mapping[str, object]) -> object:
    if own.kind not in known:
        raise ExtensionError(f"own.kind: no extension offers the {point} {own.kind!r}")
    return known[own.kind]


class OwnRule:
    """Asks a user's rule who is willing."""

    def __init__(self, rule: BehaviourExtension, numbers: Mapping[str, float]) -> None:
        self._rule, self._numbers = rule, numbers

    def answers(
        self, borrower: "Borrower", account: "Account", day: int, owed: int, luck: float,
        *, has_hope: bool, usual: bool,
    ) -> bool:  # fmt: skip
        """Return the rule's answer; feelings have faded to the day."""
        felt = borrower.feelings
        facts = PaymentFacts(
            day=day, month=borrower.world.calendar_month(day), segment=borrower.segment,
            days_past_due=account.reported_dpd(day), owed=owed, cash=borrower.purse.cash,
            instalment=account.instalment, income=int(borrower.purse.income),
            willingness=float(borrower.traits[people.WILLINGNESS]), habit=felt.habit,
            goodwill=felt.goodwill, pressure=felt.pressure, reactance=felt.reactance,
            has_hope=has_hope, shocks=len(borrower.shocks), usual=usual,
        )  # fmt: skip
        answer: object = self._rule.is_willing(facts, luck, self._numbers)
        if not isinstance(answer, bool | np.bool_):
            message = f"{self._rule.name}: is_willing gave {answer!r}; it gives True or False"
            raise ExtensionError(message)
        return bool(answer)


class OwnAction:
    """Lets a user's action happen."""

    def __init__(self, action: ActionExtension, numbers: Mapping[str, float]) -> None:
        self._action, self._numbers = action, numbers

    def happen(self, attempt: "Attempt") -> None:
        """Let it happen; whoever reads or listens is reminded of what is owed."""
        borrower = attempt.borrower
        borrower.forgotten_until = min(borrower.forgotten_until, attempt.day)
        self._action.happen(_Held(attempt, self._action.name), self._numbers)


class _Held:
    """An `OngoingAttempt` over the engine's own."""

    # The verbs are the engine's own steps of a talk; no step is done otherwise here than there.

    def __init__(self, attempt: "Attempt", kind: str) -> None:
        self._attempt, self._kind = attempt, kind
        self.day = attempt.day
        self.segment = attempt.borrower.segment
        self.days_past_due = attempt.account.reported_dpd(attempt.day)

    @property
    def owed(self) -> int:
        """Minor units owed on the account."""
        return int(self._attempt.account.owed)

    @property
    def balance(self) -> int:
        """Everything outstanding on the account."""
        return int(self._attempt.account.balance)

    @property
    def in_hardship(self) -> bool:
        """Whether a shock is in force, or the budget does not carry the instalments."""
        return not self._is_over and self._attempt.borrower.in_hardship()

    def chance(self, what: str) -> float:
        """Return a draw of the user's own: the n-th of this name for this borrower."""
        attempt = self._attempt
        counts, key = attempt.borrower.counts, f"own_action/{self._kind}/{what}"
        counts[key] = counts.get(key, 0) + 1
        decision = decision_id("own_action", self._kind, what)
        entity, number = int(Entity.BORROWER), attempt.borrower.number
        return draw(*attempt.world.key, entity, number, decision, counts[key] - 1)

    @property
    def _is_over(self) -> bool:
        """Whether the account is closed: who owes nothing is left alone."""
        return self._attempt.account.is_closed

    def press(self) -> None:
        """Let the words press, please or strain."""
        if self._is_over:
            return
        self._attempt.press()
        self._attempt._hurt()  # noqa: SLF001

    def pay_now(self) -> int:
        """Let the borrower pay; return the amount."""
        return 0 if self._is_over else self._attempt._pay_now()  # noqa: SLF001

    def discloses(self) -> bool:
        """Return whether a hardship is told."""
        return not self._is_over and self._attempt._discloses()  # noqa: SLF001

    def promises(self) -> bool:
        """Return whether a promise is made."""
        borrower = self._attempt.borrower
        if self._is_over or borrower.is_never_payer:
            return False
        borrower.purse.settle(self.day)
        return self._attempt._promises()  # noqa: SLF001

    def offer_relief(self) -> bool:
        """Offer the stage's relief; return whether it is accepted."""
        attempt = self._attempt
        if self._is_over or attempt.account.platform.relief_to_offer(attempt.account) is None:
            return False
        attempt._offer_relief()  # noqa: SLF001
        return attempt.account.relief is not None

    def refuses(self) -> None:
        """Note that the borrower refuses."""
        self._attempt.log(Event.REFUSED, cause=Cause.UNWILLING)
