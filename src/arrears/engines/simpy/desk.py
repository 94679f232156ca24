"""Desks: where applications for relief are decided and complaints are answered."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.turn import Life
from arrears.policies import workday
from arrears.policies.settings import Desk, Relief
from arrears.policies.settings import ReviewDesk as ReviewDeskTerms
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Case", "ComplaintDesk", "ReviewDesk"]

_PPM = 1_000_000
_WEEK = 7


@dataclass(slots=True)
class Case:
    """One application for relief on its way through the desk."""

    account: Account
    since: int
    relief: Relief
    is_honest: bool
    ready_on: int = 0
    rounds: int = 0
    is_decided: bool = False


class _OfficerHours:
    """Officers' time on one day after the other: the same kernel as a team of collectors."""

    def __init__(self, desk: Desk, pods: int) -> None:
        count, last_share = workday.servers(round(desk.people * _PPM / pods))
        closes = desk.opens + round(desk.hours_per_day * 3600)
        self.opens = desk.opens
        self.closes = workday.closing_times(count, last_share, desk.opens, closes)
        self.overrun = np.zeros(count, dtype=np.int64)
        self.seconds = max(1, round(desk.handling_minutes * 60))
        self.free_at = self.overrun

    def open(self) -> None:
        """Begin a day."""
        self.free_at = workday.open_day(self.overrun, self.opens)

    def handle(self) -> bool:
        """Give the next case to an officer; return whether one had time for it."""
        server, start = workday.assign(self.free_at, self.closes, self.opens, -1)
        if server < 0:
            return False
        self.free_at[server] = start + self.seconds
        return True

    def close(self) -> None:
        """End a day; what was begun is finished and taken from tomorrow's time."""
        self.overrun = workday.close_day(self.free_at, self.closes)

    @property
    def available(self) -> int:
        """Seconds of a day."""
        return int(np.sum(self.closes - self.opens))


Terms = TypeVar("Terms", bound=Desk)


class _Desk(ABC, Generic[Terms]):
    """What both desks share: officers, their hours, and working days."""

    name = ""
    rank = 0

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.desk: Terms | None = None
        self.hours: _OfficerHours | None = None

    def staff(self, desk: Terms | None) -> None:
        """Give the desk its people; none decides nothing."""
        if desk == self.desk:
            return
        self.desk = desk
        self.hours = _OfficerHours(desk, self.world.pods) if desk is not None else None

    def work(self) -> Life:
        """Work on every working day on which there are officers."""
        for day in range(self.world.first_day, self.world.horizon):
            if self.world.calendar.is_working(day):
                yield self.world.turn(day, Phase.DESK, self.rank)
                if self.desk is not None and self.hours is not None:
                    self._work_through(day, self.desk, self.hours)

    def _work_through(self, day: int, desk: Terms, hours: _OfficerHours) -> None:
        hours.open()
        worked = self._handle_queue(day, desk, hours) * hours.seconds
        hours.close()
        log, actor = self.world.log, self.world.code(self.name)
        unowned, available = self.platform.unowned, hours.available
        log.add(day, Phase.DESK, -1, unowned, Event.SHIFT, worked, actor=actor, to_fees=available)
        wages = round(hours.available * desk.cost_per_hour / 3600)
        if wages:
            log.add(day, Phase.DESK, -1, unowned, Event.COST, wages, Cause.WAGES, actor=actor)

    @abstractmethod
    def _handle_queue(self, day: int, desk: Terms, hours: _OfficerHours) -> int:
        """Work the queue; return how many cases were handled."""


class ReviewDesk(_Desk[ReviewDeskTerms]):
    """Decides applications for relief, after rounds of documents."""

    name, rank = "review_desk", 1

    def __init__(self, world: "World", platform: "Platform") -> None:
        super().__init__(world, platform)
        self.queue: list[Case] = []

    def take_in(self, case: Case) -> None:
        """Take in an application; it is looked at once the least wait is over."""
        case.ready_on = case.since + (self.desk.least_days if self.desk is not None else 0)
        self.queue.append(case)
        self.world.process(self._wait(case))

    def _handle_queue(self, day: int, desk: ReviewDeskTerms, hours: _OfficerHours) -> int:
        handled, waiting = 0, []
        for case in sorted(self.queue, key=lambda c: (c.since, c.account.number)):
            if case.account.is_closed or case.account.is_charged_off:
                self._drop(case)
                self._log_decision(case, day, Cause.WITHDRAWN)
            elif case.ready_on > day or not hours.handle():
                waiting.append(case)
            else:
                handled += 1
                if not self._is_decided(case, day, desk):
                    waiting.append(case)
        self.queue = waiting
        return handled

    def _drop(self, case: Case) -> None:
        case.is_decided = True
        case.account.work.review_open = False

    def _is_decided(self, case: Case, day: int, desk: ReviewDeskTerms) -> bool:
        """Ask for more documents, or decide."""
        borrower, terms = case.account.borrower, self.world.household.application
        asks = borrower.nth("documents") < terms.document_round_share
        if asks and case.rounds < desk.document_rounds_max:
            case.rounds += 1
            case.ready_on = day + desk.document_days
            case.account.log(day, Phase.DESK, Event.DOCUMENT_ROUND, case.rounds)
            return False
        self._decide(case, day, desk)
        return True

    def _decide(self, case: Case, day: int, desk: ReviewDeskTerms) -> None:
        """Approve or refuse; a well-hidden lack of need is taken for hardship."""
        account, borrower = case.account, case.account.borrower
        self._drop(case)
        terms = self.world.household.application
        looks_needy = case.is_honest or borrower.nth("conceal") < terms.concealed_share
        share = desk.sensitivity_share if looks_needy else 1.0 - desk.specificity_share
        approved = borrower.nth("verify") < share
        cause = Cause.APPROVED if approved else Cause.REFUSED
        self._log_decision(case, day, cause)
        if not approved:
            self.platform.compliance.refused(account, day)
        if approved and account.relief is None:
            self.platform.grant(account, case.relief, day, Phase.DESK)
        elif not approved:
            self._disappoint(account, day)
        self.platform.lists.resume(account, day)

    def _log_decision(self, case: Case, day: int, cause: Cause) -> None:
        action = self.world.code(case.relief.name)
        case.account.log_work(
            day, Phase.DESK, Event.DECISION, day - case.since, cause, action=action
        )

    def _disappoint(self, account: Account, day: int) -> None:
        borrower, household = account.borrower, self.world.household
        goodwill = household.willingness.refusal_goodwill
        borrower.feelings.like(-goodwill, day, self.platform.place)
        points = household.distress.refusal_points
        borrower.strain.add(day, Phase.DESK, points, Cause.COLLECTION, account.number)
        if borrower.nth("grievance") < household.grievances.refusal_share:
            self.world.grieve(account, day, Phase.DESK, Cause.REFUSAL)

    def _wait(self, case: Case) -> Life:
        """Wear the applicant down once for every week without an answer."""
        borrower, day = case.account.borrower, case.since + _WEEK
        while day < self.world.horizon:
            yield self.world.turn(day, Phase.CLOSE, borrower.number, 1)
            if case.is_decided:
                return
            points = self.world.household.distress.waiting_weekly_points
            borrower.strain.add(day, Phase.CLOSE, points, Cause.LIMBO, case.account.number)
            day += _WEEK


class ComplaintDesk(_Desk[Desk]):
    """Answers complaints in the order in which they came."""

    name, rank = "complaint_desk", 2

    def __init__(self, world: "World", platform: "Platform") -> None:
        super().__init__(world, platform)
        self.queue: list[tuple[int, Account, int]] = []

    def take_in(self, account: Account, day: int, cause: Cause) -> None:
        """Take in a complaint."""
        account.work.complaints_open += 1
        self.queue.append((day, account, cause))

    def _handle_queue(self, day: int, desk: Desk, hours: _OfficerHours) -> int:
        handled, waiting = 0, []
        for since, account, cause in self.queue:
            if day < since + desk.least_days or not hours.handle():
                waiting.append((since, account, cause))
                continue
            handled += 1
            account.log(day, Phase.DESK, Event.COMPLAINT_ANSWERED, day - since, cause)
            account.work.complaints_open -= 1
            may_go_on = self.platform.policy.complaint_pauses or self.world.law is not None
            if not account.work.complaints_open and may_go_on:
                self.platform.lists.resume(account, day)
        self.queue = waiting
        return handled
