"""Rules on contact made ready: caps, silences, hours, bans, third persons, visits, requests."""

from collections.abc import Iterator
from typing import cast

from arrears.regulation.act import Act, Contact, Reached
from arrears.regulation.contact_rules import (
    ChannelBan,
    Conduct,
    ContactCap,
    Cooldown,
    Hours,
    Stay,
    StopRight,
    ThirdParty,
    Visit,
)
from arrears.regulation.history import NEVER_DAY, AccountHistory, Touch
from arrears.regulation.limit import Duty, Limit
from arrears.regulation.regime import StandingRule
from arrears.regulation.workdays import MINUTES, NEVER, Workdays, day_start

__all__ = [
    "BanLimit",
    "CapLimit",
    "ConductLimit",
    "HoursLimit",
    "SilenceLimit",
    "StayLimit",
    "StopLimit",
    "ThirdPartyLimit",
    "VisitLimit",
]

SPOKEN = frozenset({"bot_call", "call", "visit"})
_FARTHEST_DAYS = 400


def counts(basis: str, touch: Touch) -> bool:
    """Whether a touch counts on a basis."""
    spoken, reached = touch.channel in SPOKEN, touch.reached
    if basis == "unanswered":
        return spoken and reached == Reached.NOBODY
    if basis == "contact":
        return not spoken or reached != Reached.NOBODY
    if basis == "connected":
        return spoken and reached != Reached.NOBODY
    if basis == "conversation":
        return spoken and reached == Reached.RIGHT_PARTY
    return True


class _Counting(Limit):
    """A limit that looks back at touches of the same scope."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: ContactCap | Cooldown
    ) -> None:
        super().__init__(held, workdays, currency)
        self.channels, self.targets = frozenset(rule.reach()), frozenset(rule.targets)
        self.per, self.sum_over = rule.per, rule.sum_over

    def concerns(self, act: Act) -> bool:
        """Whether the contact is by a channel and to a person that are meant."""
        if not isinstance(act, Contact):
            return False
        return act.channel in self.channels and act.target in self.targets

    def same(self, touch: Touch, act: Contact, history: AccountHistory) -> bool:
        """Whether a touch is counted together with an act."""
        if self.per == "account":
            if touch.account != history.account:
                return False
        elif self.per == "number" and (touch.target, touch.person) != (act.target, act.person):
            return False
        if touch.target not in self.targets or touch.purpose in self.lifted_purposes:
            return False
        if self.sum_over == "all":
            return True
        same_lender = touch.lender == history.lender
        return same_lender and (self.sum_over != "collector" or touch.collector == act.collector)


class CapLimit(_Counting):
    """So many in so many days."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: ContactCap
    ) -> None:
        super().__init__(held, workdays, currency, rule)
        self.basis, self.window, self.limit = rule.basis, rule.window_days, rule.limit
        self.free = rule.unanswered_free
        self.counts_all = rule.basis in {"attempt", "channels"}

    def _in_window(self, act: Contact, history: AccountHistory, day: int) -> Iterator[Touch]:
        """Yield what counts in the window that ends on a day, the latest first."""
        oldest, channels, counts_all = day - self.window, self.channels, self.counts_all
        for touch in reversed(history.borrower.touches):
            if touch.day <= oldest:
                return
            if touch.channel not in channels or not (counts_all or counts(self.basis, touch)):
                continue
            if self.same(touch, act, history):
                yield touch

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:
        """Return when the window has room again."""
        if len(history.borrower.touches) < self.limit:
            return time
        act = cast(Contact, act)
        day = time // MINUTES
        counted = list(self._in_window(act, history, day))
        if len(counted) < self.limit:
            return time
        if self.basis == "channels" or self.free:
            return self._search(act, counted, time)
        return max(time, day_start(counted[self.limit - 1].day + self.window))

    def _search(self, act: Contact, counted: list[Touch], time: int) -> int:
        """Return the first day on which what is left in the window leaves room."""
        if self._has_room(act, counted):
            return time
        for gone in sorted({touch.day for touch in counted}):
            left = [touch for touch in counted if touch.day > gone]
            if self._has_room(act, left):
                return day_start(gone + self.window)
        return time

    def _has_room(self, act: Contact, counted: list[Touch]) -> bool:
        """Whether one more may come beside what is counted."""
        if self.basis == "channels":
            used = {touch.channel for touch in counted}
            return act.channel in used or len(used) < self.limit
        unanswered = sum(counts("unanswered", touch) for touch in counted)
        return len(counted) - min(self.free, unanswered) < self.limit


class SilenceLimit(_Counting):
    """Silence after something."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: Cooldown
    ) -> None:
        super().__init__(held, workdays, currency, rule)
        self.after, self.days = rule.after, rule.days
        self.after_channels = frozenset(rule.after_channels or rule.reach())

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:
        """Return when the silence after the last such touch is over."""
        act = cast(Contact, act)
        oldest = time // MINUTES - self.days
        for touch in reversed(history.borrower.touches):
            if touch.day <= oldest:
                break
            begins = touch.channel in self.after_channels and counts(self.after, touch)
            if begins and self.same(touch, act, history):
                return max(time, day_start(touch.day + self.days))
        return time


class _OnContact(Limit):
    """A limit on contact by some channels to some people."""

    channels: frozenset[str]
    targets: frozenset[str]

    def concerns(self, act: Act) -> bool:
        """Whether the contact is by a channel and to a person that are meant."""
        if not isinstance(act, Contact):
            return False
        return act.channel in self.channels and act.target in self.targets


class HoursLimit(_OnContact):
    """Hours of the day, by kind of day."""

    def __init__(self, held: StandingRule, workdays: Workdays, currency: str, rule: Hours) -> None:
        super().__init__(held, workdays, currency)
        self.channels, self.targets = frozenset(rule.reach()), frozenset(rule.targets)
        week = [rule.weekday] * 5
        week += [rule.weekday if s is None else s for s in (rule.saturday, rule.sunday)]
        self._week = [_minutes(span) for span in week]
        self._holiday = None if rule.holiday is None else _minutes(rule.holiday)

    def span(self, day: int) -> tuple[int, int]:
        """Return the first and the last minute, not included, of a day; equal when closed."""
        if self._holiday is not None and day in self.workdays.holidays:
            return self._holiday
        return self._week[self.workdays.weekday(day)]

    def week_span(self, weekday: int) -> tuple[int, int]:
        """Return the same for a weekday that is no holiday."""
        return self._week[weekday]

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return the first minute of the hours, today or on a later day."""
        day, minute = divmod(time, MINUTES)
        opens, closes = self.span(day)
        if opens <= minute < closes:
            return time
        if minute < opens < closes:
            return day_start(day) + opens
        for later in range(day + 1, day + _FARTHEST_DAYS):
            opens, closes = self.span(later)
            if opens < closes:
                return day_start(later) + opens
        return NEVER


def _minutes(span: tuple[int, int] | str) -> tuple[int, int]:
    if isinstance(span, str):
        return 0, 0
    return -(-span[0] // 60), -(-span[1] // 60)


class BanLimit(_OnContact):
    """A channel that may not be used."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: ChannelBan
    ) -> None:
        super().__init__(held, workdays, currency)
        self.channels, self.targets = frozenset(rule.reach()), frozenset(rule.targets)

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return never."""
        return NEVER


class ThirdPartyLimit(Limit):
    """Third persons: whether they may be asked at all, and after what."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: ThirdParty
    ) -> None:
        super().__init__(held, workdays, currency)
        self.rule = rule

    def concerns(self, act: Act) -> bool:
        """Whether somebody who does not owe is contacted."""
        return isinstance(act, Contact) and act.target == "third_party"

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:
        """Return when the borrower counts as out of reach; never if this is forbidden."""
        rule, borrower = self.rule, history.borrower
        act = cast(Contact, act)
        if rule.mode == "allowed":
            return time
        if rule.mode == "forbidden" or act.purpose != "locate":
            return NEVER
        if rule.stop_on_refusal and act.person in borrower.refusing:
            return NEVER
        most = rule.per_person_max
        if most is not None and borrower.met.get(act.person, 0) >= most:
            return NEVER
        return self._unlocked(history, time) if rule.unlock else time

    def _unlocked(self, history: AccountHistory, time: int) -> int:
        if "unreachable" in self.rule.unlock and history.unreachable:
            return time
        day = time // MINUTES
        for shift in (0, 1):
            if self._has_failed(history, day + shift):
                return max(time, day_start(day + shift))
        return NEVER

    def _has_failed(self, history: AccountHistory, day: int) -> bool:
        """Whether enough calls before a day went unanswered since the borrower was last reached."""
        days: list[int] = []
        for touch in reversed(history.borrower.touches):
            if touch.target != "borrower" or touch.channel not in SPOKEN or touch.day >= day:
                continue
            if touch.reached == Reached.RIGHT_PARTY:
                break
            days.append(touch.day)
        unlock, rule = self.rule.unlock, self.rule
        return ("failed_calls" in unlock and len(days) >= rule.failed_calls) or (
            "failed_days" in unlock and len(set(days)) >= rule.failed_days
        )


class VisitLimit(Limit):
    """Field visits: consent, notice, number of visitors."""

    def __init__(self, held: StandingRule, workdays: Workdays, currency: str, rule: Visit) -> None:
        super().__init__(held, workdays, currency)
        self.rule = rule

    def concerns(self, act: Act) -> bool:
        """Whether this is a visit."""
        return isinstance(act, Contact) and act.channel == "visit"

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:
        """Return when the notice has run; never without consent, or by too few or too many."""
        rule = self.rule
        act = cast(Contact, act)
        most = rule.persons_max
        too_many = most is not None and act.persons > most
        if rule.mode == "forbidden" or act.persons < rule.persons_min or too_many:
            return NEVER
        if rule.mode == "consent" and not act.consent:
            return NEVER
        if not rule.notice_days:
            return time
        announced = history.notices.get("visit")
        if announced is None:
            return NEVER
        after = self.workdays.after(announced, rule.notice_days, working=rule.working_days)
        return max(time, day_start(after))

    def duty(self, act: Act, history: AccountHistory) -> Duty | None:  # noqa: ARG002
        """Return the notice that is missing."""
        rule = self.rule
        if not rule.notice_days or "visit" in history.notices or rule.mode == "forbidden":
            return None
        return Duty(
            rule=self.name, what="notice", of="visit", days=rule.notice_days,
            working=rule.working_days,
        )  # fmt: skip


class StopLimit(_OnContact):
    """Requests that contact should stop."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: StopRight
    ) -> None:
        super().__init__(held, workdays, currency)
        self.channels, self.targets = frozenset(rule.reach()), frozenset(rule.targets)
        self.rule = rule
        self.dpd_min = max(self.dpd_min, rule.after_dpd)

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:
        """Return never once such a request was made."""
        act = cast(Contact, act)
        if not history.borrower.stops:
            return time
        rule, stopped = self.rule, list[str]()
        for stop in history.borrower.stops:
            if rule.form == "written" and stop.form != "written":
                continue
            if rule.per == "account" and stop.account != history.account:
                continue
            if rule.scope == "all":
                return NEVER
            if stop.channel not in stopped:
                stopped.append(stop.channel)
        return NEVER if act.channel in stopped[: rule.channels_max] else time


class StayLimit(Limit):
    """What stands still while a case is open."""

    def __init__(self, held: StandingRule, workdays: Workdays, currency: str, rule: Stay) -> None:
        super().__init__(held, workdays, currency)
        self.during, self.stops = frozenset(rule.during), frozenset(rule.stops)

    def concerns(self, act: Act) -> bool:
        """Whether acts like this stand still."""
        return ("contact" if isinstance(act, Contact) else act.kind) in self.stops

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return the day after the promise; never while another case is open."""
        during = self.during
        if (
            ("plan" in during and history.plan_open)
            or ("review" in during and history.review_open)
            or ("dispute" in during and history.dispute_open)
            or ("complaint" in during and history.complaint_open)
        ):
            return NEVER
        if "promise" in during and history.promised_until > NEVER_DAY:
            return max(time, day_start(history.promised_until + 1))
        return time


class ConductLimit(Limit):
    """Tones that are not allowed."""

    def __init__(
        self, held: StandingRule, workdays: Workdays, currency: str, rule: Conduct
    ) -> None:
        super().__init__(held, workdays, currency)
        self.tones = frozenset(rule.tones)

    def concerns(self, act: Act) -> bool:
        """Whether the tone is one of these."""
        return isinstance(act, Contact) and act.tone in self.tones

    def lawful_from(self, act: Act, history: AccountHistory, time: int) -> int:  # noqa: ARG002
        """Return never."""
        return NEVER
