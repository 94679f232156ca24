"""Rules on steps and charges made ready: notices, moratoria, grace, waits, counts of transfers."""

from arrears.regulation.act import Act, Contact
from arrears.regulation.charge_rules import InterestStop
from arrears.regulation.history import NEVER_DAY, AccountHistory
from arrears.regulation.limit import Duty, Limit
from arrears.regulation.regime import StandingRule
from arrears.regulation.step_rules import (
    Grace,
    Hardship,
    Litigation,
    Moratorium,
    Outsourcing,
    PreNotice,
    Reporting,
)
from arrears.regulation.workdays import MINUTES, NEVER, Workdays, day_start

__all__ = [
    "YEAR_DAYS",
    "GraceLimit",
    "HardshipLimit",
    "InterestStopLimit",
    "LitigationLimit",
    "MoratoriumLimit",
    "NoticeLimit",
    "OutsourcingLimit",
    "ReportingLimit",
]

YEAR_DAYS = 365.25


def kind_of(act: Act) -> str:
    """Return the word by which rules stop an act."""
    return "contact" if isinstance(act, Contact) else act.kind


class _Stopping(Limit):
    """A limit on some kinds of acts."""

    stopped: frozenset[str]

    def concerns(self, act: Act) -> bool:
        """Whether acts of this kind are limited."""
        return kind_of(act) in self.stopped


class NoticeLimit(_Stopping):
    """A step that needs notice."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: PreNotice
    ) -> None:
        super().__init__(held, workdays, currency)
        self.rule, self.stopped = rule, frozenset({rule.before})

    def concerns(self, act: Act) -> bool:
        """Whether the act needs notice; the notice itself does not."""
        is_notice = isinstance(act, Contact) and act.purpose == "notice"
        return super().concerns(act) and not is_notice

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return when the notice has run; never before it was given."""
        given = history.notices.get(self.rule.before)
        if given is None:
            return NEVER
        after = self.workdays.after(given, self.rule.days, working=self.rule.working_days)
        return max(time, day_start(after))

    def duty(self, act: Act, history: AccountHistory) -> Duty | None:  # noqa: ARG002
        """Return the notice that is missing."""
        rule = self.rule
        if rule.before in history.notices:
            return None
        return Duty(
            rule=self.name, what="notice", of=rule.before, days=rule.days,
            working=rule.working_days,
        )  # fmt: skip


class MoratoriumLimit(_Stopping):
    """Breathing space."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: Moratorium
    ) -> None:
        super().__init__(held, workdays, currency)
        self.rule, self.stopped = rule, frozenset(rule.stops)

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return the day after it ends; under a public order never while that is in force."""
        if self.rule.trigger == "public_order":
            return NEVER
        spans = history.borrower.moratoria.get(self.name)
        if not spans:
            return time
        for first, last in sorted(spans):
            if first <= time // MINUTES <= last:
                time = day_start(last + 1)
        return time

    def may_begin(self, history: AccountHistory, day: int) -> bool:
        """Whether none is running, and the last one began long enough ago."""
        spans = history.borrower.moratoria.get(self.name)
        if not spans:
            return True
        first, last = spans[-1]
        return day > last and day - first >= self.rule.once_per_months * YEAR_DAYS / 12

    def may_go_on(self, history: AccountHistory, day: int) -> bool:
        """Whether one is running that can still be extended."""
        rule, spans = self.rule, history.borrower.moratoria.get(self.name)
        if not spans or rule.days is None:
            return False
        first, last = spans[-1]
        return first <= day <= last and last + 1 - first < rule.days * (rule.extensions + 1)


class GraceLimit(_Stopping):
    """First days without consequence."""

    def __init__(self, held: StandingRule, workdays: Workdays, currency: str, rule: Grace) -> None:
        super().__init__(held, workdays, currency)
        self.days, self.stopped = rule.days, frozenset(rule.stops)
        self.tolerance = 0 if self.is_foreign else rule.underpayment_tolerance

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return the first day after the grace; never while next to nothing is overdue."""
        if 0 < history.overdue <= self.tolerance:
            return NEVER
        return max(time, day_start(history.late_since + self.days + 1))


class HardshipLimit(_Stopping):
    """Steps before which relief must have been offered."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: Hardship
    ) -> None:
        super().__init__(held, workdays, currency)
        self.stopped = frozenset(rule.offer_before)

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return never before an offer."""
        return NEVER if history.offered_on == NEVER_DAY else time

    def duty(self, act: Act, history: AccountHistory) -> Duty | None:  # noqa: ARG002
        """Return the offer that is missing."""
        return Duty(rule=self.name, what="offer") if history.offered_on == NEVER_DAY else None


class LitigationLimit(_Stopping):
    """Waits before a suit, and time-barred debts."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: Litigation
    ) -> None:
        super().__init__(held, workdays, currency)
        self.rule = rule
        barred = frozenset(rule.time_barred if rule.limitation_years is not None else ())
        waits = rule.wait_days_in_default or rule.wait_days_after_refusal
        self.barred = barred
        self.stopped = barred | (frozenset({"sue", "enforce"}) if waits else frozenset())

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:
        """Return the end of the waits; never once the debt is time-barred."""
        rule, kind = self.rule, kind_of(act)
        if kind in ("sue", "enforce"):
            for since, days in (
                (history.late_since, rule.wait_days_in_default),
                (history.refused_on, rule.wait_days_after_refusal),
            ):
                if days and since != NEVER_DAY:
                    after = self.workdays.after(since, days, working=rule.working_days)
                    time = max(time, day_start(after))
        if kind in self.barred and rule.limitation_years is not None:
            restarts = (history.restarts.get(event, NEVER_DAY) for event in rule.resets)
            since = max(history.late_since, *restarts, NEVER_DAY)
            if time // MINUTES > since + rule.limitation_years * YEAR_DAYS:
                return NEVER
        return time


class ReportingLimit(_Stopping):
    """Entries at the bureau."""

    stopped = frozenset({"report"})

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: Reporting
    ) -> None:
        super().__init__(held, workdays, currency)
        self.rule = rule
        self.amount_min = 0 if self.is_foreign else rule.amount_min

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return when the notice has run; never for a small debt."""
        if history.balance < self.amount_min:
            return NEVER
        if not (self.rule.needs_notice or self.rule.delay_days):
            return time
        given = history.notices.get("report")
        return NEVER if given is None else max(time, day_start(given + self.rule.delay_days))

    def duty(self, act: Act, history: AccountHistory) -> Duty | None:  # noqa: ARG002
        """Return the notice that is missing."""
        if history.balance < self.amount_min or "report" in history.notices:
            return None
        return Duty(rule=self.name, what="notice", of="report", days=self.rule.delay_days)


class OutsourcingLimit(_Stopping):
    """How many agencies at a time, and how many sales."""

    stopped = frozenset({"place", "sell"})

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: Outsourcing
    ) -> None:
        super().__init__(held, workdays, currency)
        self.rule = rule

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:
        """Return never when there are as many as may be."""
        placing = kind_of(act) == "place"
        most = self.rule.agencies_max if placing else self.rule.transfers_max
        so_far = history.agencies if placing else history.transfers
        return NEVER if most is not None and so_far >= most else time


class InterestStopLimit(_Stopping):
    """From when on nothing is added."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: InterestStop
    ) -> None:
        super().__init__(held, workdays, currency)
        self.rule, self.stopped = rule, frozenset(rule.stops)

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return never while a plan is open, or from a day past due on."""
        if self.rule.trigger == "plan":
            return NEVER if history.plan_open else time
        is_late = history.dpd(time // MINUTES) >= (self.rule.from_dpd or 0)
        return NEVER if is_late else time
