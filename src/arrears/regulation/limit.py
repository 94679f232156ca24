"""A rule made ready for questions: from when on an act is lawful, as far as this rule goes."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal

from arrears.regulation.act import Act, Contact
from arrears.regulation.history import AccountHistory
from arrears.regulation.regime import StandingRule
from arrears.regulation.workdays import MINUTES, Workdays, day_start

__all__ = ["Duty", "Limit", "Scope"]

FIRST_DAY, LAST_DAY = -(2**28), 2**28
_LIFTED_BY_PURPOSE = {"debtor_initiated": "reply", "legal_notice": "notice"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something the lender must do, first or in time.

    Parameters
    ----------
    rule : str
        Which rule asks for it.
    what : str
        ``notice`` and ``offer`` come before a step; ``decision``, ``answer`` and ``offer_by_dpd``
        have a clock.
    of : str
        The step that is announced; empty otherwise.
    days : int
        Between notice and step, or to answer.
    working : bool
        Whether these are working days.
    """

    rule: str
    what: Literal["notice", "offer", "decision", "answer", "offer_by_dpd"]
    of: str = ""
    days: int = 0
    working: bool = False


class Scope:
    """For which days, debts and acts one rule holds, whatever it asks for.

    Parameters
    ----------
    held : StandingRule
        The rule and its dates.
    workdays : Workdays
        The calendar.
    currency : str
        Of the scenario; conditions on balances in another currency are left out.
    """

    def __init__(self, held: StandingRule, workdays: Workdays, currency: str) -> None:
        self.held, self.name, self.workdays = held, held.name, workdays
        self.first_day = workdays.day_of(held.first, FIRST_DAY)
        self.last_day = workdays.day_of(held.last, LAST_DAY)
        self.binds = frozenset(held.binds)
        about = held.rule.applies_if
        self.dpd_min, self.dpd_max = about.dpd_min, about.dpd_max
        self.is_foreign = bool(held.currency) and held.currency != currency
        self.balance_min = 0 if self.is_foreign else about.balance_min
        self.balance_max = None if self.is_foreign else about.balance_max
        self.products, self.segments = frozenset(about.products), frozenset(about.segments)
        self.is_narrow = bool(
            self.products or self.segments or self.balance_min or self.balance_max is not None
        )
        lifts = held.rule.override
        self.consent_lifts = "debtor_consent" in lifts or "contract" in lifts
        self.lifted_purposes = frozenset(
            purpose for lift, purpose in _LIFTED_BY_PURPOSE.items() if lift in lifts
        )

    def is_meant(self, act: Act, history: AccountHistory) -> bool:
        """Whether the rule is about this debt and nothing lifts it for this act."""
        if self.binds and act.actor not in self.binds:
            return False
        if isinstance(act, Contact):
            if self.consent_lifts and act.consent:
                return False
            if act.purpose in self.lifted_purposes:
                return False
        return self.fits(history)

    def fits(self, history: AccountHistory) -> bool:
        """Whether the rule is about debts like this, days past due aside."""
        if not self.is_narrow:
            return True
        if self.products and history.product not in self.products:
            return False
        if self.segments and history.segment not in self.segments:
            return False
        balance = history.balance
        return self.balance_min <= balance and (
            self.balance_max is None or balance <= self.balance_max
        )

    def interval(self, history: AccountHistory) -> tuple[int, int]:
        """Return the first and last day on which the rule holds, if the debt stays unpaid."""
        first, last = self.first_day, self.last_day
        if self.dpd_min:
            first = max(first, history.late_since + self.dpd_min)
        if self.dpd_max is not None:
            last = min(last, history.late_since + self.dpd_max)
        return first, last

    def is_in_force(self, history: AccountHistory, day: int) -> bool:
        """Whether a day lies in the rule's `interval`."""
        if not self.first_day <= day <= self.last_day:
            return False
        dpd = day - history.late_since
        if self.dpd_min and dpd < self.dpd_min:
            return False
        return self.dpd_max is None or dpd <= self.dpd_max

    def holds(self, history: AccountHistory, day: int) -> bool:
        """Whether the rule is in force for this debt on a day."""
        return self.is_in_force(history, day) and self.fits(history)


class Limit(Scope, ABC):
    """One rule about acts, within its scope; subclasses say what it asks for."""

    def __init__(self, held: StandingRule, workdays: Workdays, currency: str) -> None:
        super().__init__(held, workdays, currency)
        self.yields_to: list[Limit] = []

    @abstractmethod
    def concerns(self, act: Act) -> bool:
        """Whether a rule of this kind has anything to say about acts like this."""

    @abstractmethod
    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:
        """Return the first lawful minute from a minute on, as if the rule were always in force."""

    def duty(self, act: Act, history: AccountHistory) -> Duty | None:  # noqa: ARG002
        """Return what must be done before the act becomes lawful, if something must."""
        return None

    def has_given_way(self, history: AccountHistory, day: int) -> bool:
        """Whether another rule stands in the place of this one on a day."""
        return any(other.holds(history, day) for other in self.yields_to)

    def earliest(self, act: Act, history: AccountHistory, time: int) -> int:
        """Return the first lawful minute from a minute on; `NEVER` if only an event brings it."""
        if not self.is_in_force(history, time // MINUTES) or not self.is_meant(act, history):
            return time
        found = self.lawful_from(act, history, time)
        if found == time:
            return time
        _, last = self.interval(history)
        if last < LAST_DAY:
            found = min(found, day_start(last + 1))
        return self._unless_replaced(act, history, time, found) if self.yields_to else found

    def _unless_replaced(self, act: Act, history: AccountHistory, time: int, found: int) -> int:
        """Return the first minute that is lawful, or on which another rule takes the place."""
        for other in self.yields_to:
            if not other.concerns(act) or not other.is_meant(act, history):
                continue
            first, last = other.interval(history)
            if day_start(last + 1) > time and first <= last:
                found = min(found, max(time, day_start(first)))
        return found
