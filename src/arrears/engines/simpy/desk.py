"""Desks: where applications for relief are decided and complaints are answered."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.case import Application, Case, Complaint
from arrears.engines.simpy.department import Department
from arrears.engines.simpy.officers import Officers
from arrears.engines.simpy.turn import Life
from arrears.policies.desk import Desk, Step
from arrears.policies.desk import ReviewDesk as ReviewDeskTerms
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["ComplaintDesk", "ReviewDesk"]

_WEEK = 7

Terms = TypeVar("Terms", bound=Desk)
Kind = TypeVar("Kind", bound=Case)


class _Desk(ABC, Generic[Terms, Kind]):
    """What both desks share: departments on the way, officers, their days, promised answers."""

    name = ""
    rank = 0
    about = Cause.NONE  # what an answer is awaited to
    order = 0  # of its waits among a borrower's processes of one phase

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.desk: Terms | None = None
        self.officers: Officers | None = None
        self.departments: list[Department[Kind]] = []
        self.queue: list[Kind] = []

    def staff(self, desk: Terms | None) -> None:
        """Give the desk its people; none decides nothing."""
        if desk == self.desk:
            return
        self.desk = desk
        self.officers = Officers(self.platform, desk) if desk is not None else None
        self._open_departments([] if desk is None else list(desk.steps))

    def _open_departments(self, steps: list[Step]) -> None:
        """Open the departments of a policy; what lies in one that is gone goes to the next."""
        stranded: list[Kind] = []
        opened: dict[str, Department[Kind]] = {
            step.name: Department(self.platform, step, self.name) for step in steps
        }
        for department in self.departments:
            heir = opened.get(department.step.name)
            if heir is None:
                stranded += department.queue
            else:
                heir.queue, stranded = stranded + department.queue, []
        self.departments = list(opened.values())
        self.queue += stranded

    def work(self) -> Life:
        """Go through the days, department after department, the desk itself last."""
        for day in range(self.world.first_day, self.world.horizon):
            yield self.world.turn(day, Phase.DESK, self.rank)
            if self.desk is None or self.officers is None:
                continue
            for place, department in enumerate(self.departments):
                if department.officers.is_open(day):
                    self._work_department(place, department, day)
            if self.officers.is_open(day):
                self.officers.come()
                handled = self._handle_queue(day, self.desk, self.officers)
                code = self.world.code(self.name)
                self.officers.leave(day, handled, code, code)

    def _work_department(self, place: int, department: Department[Kind], day: int) -> None:
        following = self.departments[place + 1 :]
        name = following[0].step.name if following else self.name
        handed_on, void = department.work_through(day, name)
        (following[0].queue if following else self.queue).extend(handed_on)
        for case in void:
            self._withdraw(case, day)

    def _put_in(self, case: Kind) -> None:
        """Put a new case where its way begins."""
        case.ready_on = case.since
        (self.departments[0].queue if self.departments else self.queue).append(case)

    @abstractmethod
    def _handle_queue(self, day: int, desk: Terms, officers: Officers) -> int:
        """Work the queue; return how many cases were handled."""

    @abstractmethod
    def _withdraw(self, case: Kind, day: int) -> None:
        """Close a case about which nothing is left to decide."""

    def _wait_for_answer(self, case: Kind, answer_days: int) -> Life:
        """Wear down who has no answer by the promised day, once a week from then on."""
        borrower, promised = case.account.borrower, case.since + answer_days
        share = self.world.household.grievances.silence_weekly_share
        for day in range(promised, self.world.horizon, _WEEK):
            yield self.world.turn(day, Phase.CLOSE, borrower.number, self.order)
            if case.is_decided:
                return
            if day == promised:
                case.account.log_work(day, Phase.CLOSE, Event.UNANSWERED, answer_days, self.about)
                continue
            self._wear_down(case, day)
            if borrower.nth("answer_grievance") < share:
                self.world.grieve(case.account, day, Phase.CLOSE, Cause.SILENCE)

    def _wear_down(self, case: Kind, day: int) -> None:
        points = self.world.household.distress.waiting_weekly_points
        strain = case.account.borrower.strain
        strain.add(day, Phase.CLOSE, points, Cause.LIMBO, case.account.number)


class ReviewDesk(_Desk[ReviewDeskTerms, Application]):
    """Decides applications for relief: by machine or officer, after documents, and on appeal."""

    name, rank, about, order = "review_desk", 1, Cause.REVIEW, 1

    def take_in(self, case: Application) -> None:
        """Take in an application; the desk looks at it once the least wait is over."""
        desk = self.desk
        case.earliest = case.since + (0 if desk is None else desk.least_days)
        self._begin_wait(case)
        share = 0.0 if desk is None else desk.automation_share
        if desk is not None and share and case.account.borrower.nth("automated") < share:
            self.world.process(self._decide_at_once(case, desk))
        else:
            self._put_in(case)

    def _begin_wait(self, case: Application) -> None:
        answer_days = None if self.desk is None else self.desk.answer_days
        if answer_days is None:
            self.world.process(self._wait(case))
        else:
            self.world.process(self._wait_for_answer(case, answer_days))

    def _decide_at_once(self, case: Application, desk: ReviewDeskTerms) -> Life:
        """Let a machine decide on the same day, weekends and holidays included."""
        yield self.world.turn(case.since, Phase.DESK, 0)
        if case.is_void:
            self._withdraw(case, case.since)
            return
        machine = self.world.code(Cause.MACHINE.label)
        if desk.automation_cost:
            cost = desk.automation_cost
            case.account.log(case.since, Phase.DESK, Event.COST, cost, Cause.MACHINE)
        shares = desk.automation_sensitivity_share, desk.automation_specificity_share
        self._decide(case, case.since, desk, *shares, actor=machine)

    def _handle_queue(self, day: int, desk: ReviewDeskTerms, officers: Officers) -> int:
        cases = sorted(self.queue, key=lambda c: (c.since, c.account.number))
        handled, waiting, self.queue = 0, [], []
        for case in cases:
            if case.is_void:
                self._withdraw(case, day)
            elif max(case.ready_on, case.earliest) > day or not officers.handle():
                waiting.append(case)
            else:
                handled += 1
                if not self._is_decided(case, day, desk):
                    waiting.append(case)
        self.queue = waiting + self.queue  # who appeals at once stands there already
        return handled

    def _withdraw(self, case: Application, day: int) -> None:
        self._drop(case)
        self._log_decision(case, day, Cause.WITHDRAWN)

    def _drop(self, case: Application) -> None:
        case.is_decided = True
        self.platform.compliance.duties.application_decided(case.account)
        case.account.work.review_open = False

    def _is_decided(self, case: Application, day: int, desk: ReviewDeskTerms) -> bool:
        """Ask for more documents, or decide; at the second look they are known."""
        if case.is_appeal:
            shares = desk.appeal_sensitivity_share, desk.appeal_specificity_share
            self._decide(case, day, desk, *shares)
            return True
        borrower, terms = case.account.borrower, self.world.household.application
        asks = borrower.nth("documents") < terms.document_round_share
        if asks and case.rounds < desk.document_rounds_max:
            case.rounds += 1
            case.ready_on = day + desk.document_days
            case.account.log(day, Phase.DESK, Event.DOCUMENT_ROUND, case.rounds)
            return False
        self._decide(case, day, desk, desk.sensitivity_share, desk.specificity_share)
        return True

    def _decide(
        self, case: Application, day: int, desk: ReviewDeskTerms, sensitivity: float,
        specificity: float, actor: int = 0,
    ) -> None:  # fmt: skip
        """Approve or refuse; a well-hidden lack of need is taken for hardship."""
        account, borrower = case.account, case.account.borrower
        self._drop(case)
        hidden = self.world.household.application.concealed_share
        if case.is_coached and self.world.agents is not None:
            hidden = self.world.agents.terms.concealed_share
            sensitivity = min(1.0, sensitivity * self.world.agents.terms.sensitivity_factor)
        looks_needy = case.is_honest or borrower.nth("conceal") < hidden
        verified = borrower.nth("appeal_verify" if case.is_appeal else "verify")
        if case.relief.verifies == "income_loss" and case.is_honest:
            looks_needy = borrower.has_lost_income()  # papers, not words
        approved = verified < (sensitivity if looks_needy else 1.0 - specificity)
        approved = approved or case.relief.verifies == "nothing"
        if approved and self.platform.fund.refuses(account, case.relief, day, Phase.DESK):
            self._turn_away(case, day, actor)
            return
        self._log_decision(case, day, Cause.APPROVED if approved else Cause.REFUSED, actor)
        if not approved:
            self.platform.compliance.refused(account, day)
        if approved and account.relief is None:
            is_stated = not case.is_honest and case.relief.verifies != "income_loss"
            self.platform.grant(account, case.relief, day, Phase.DESK, is_stated=is_stated)
        elif not approved:
            self._disappoint(account, day)
            if not case.is_appeal and self._appeals(case, day, desk):
                return
        self.platform.lists.resume(account, day)

    def _turn_away(self, case: Application, day: int, actor: int) -> None:
        """Refuse what would have been approved, as the fund has no money left."""
        self._log_decision(case, day, Cause.REFUSED, actor, Cause.FUND_EMPTY)
        self.platform.compliance.refused(case.account, day)
        self._disappoint(case.account, day)
        self.platform.lists.resume(case.account, day)

    def _appeals(self, case: Application, day: int, desk: ReviewDeskTerms) -> bool:
        """Let the refused appeal; the desk takes a second look."""
        account = case.account
        if not desk.appeal_share or account.borrower.nth("appeal") >= desk.appeal_share:
            return False
        action = self.world.code(case.relief.name)
        account.log_work(day, Phase.DESK, Event.APPEAL, 0, Cause.REFUSED, action=action)
        account.work.review_open = True
        appeal = Application(
            account, day, relief=case.relief, is_honest=case.is_honest, is_appeal=True,
            is_coached=case.is_coached,
        )  # fmt: skip
        appeal.earliest = day + max(1, desk.appeal_days)
        self.queue.append(appeal)
        self._begin_wait(appeal)
        return True

    def _log_decision(
        self, case: Application, day: int, cause: Cause, actor: int = 0, root: Cause = Cause.NONE
    ) -> None:
        action = self.world.code(case.relief.name)
        case.account.log_work(
            day, Phase.DESK, Event.DECISION, day - case.since, cause, root=root, action=action,
            actor=actor,
        )  # fmt: skip

    def _disappoint(self, account: Account, day: int) -> None:
        borrower, household = account.borrower, self.world.household
        goodwill = household.willingness.refusal_goodwill
        borrower.feelings.like(-goodwill, day, self.platform.place)
        self.world.town.relief_refused(borrower.number)
        points = household.distress.refusal_points
        borrower.strain.add(day, Phase.DESK, points, Cause.COLLECTION, account.number)
        if borrower.nth("grievance") < household.grievances.refusal_share:
            self.world.grieve(account, day, Phase.DESK, Cause.REFUSAL)

    def _wait(self, case: Application) -> Life:
        """Wear the applicant down once for every week without an answer, as none was promised."""
        day = case.since + _WEEK
        while day < self.world.horizon:
            yield self.world.turn(day, Phase.CLOSE, case.account.borrower.number, self.order)
            if case.is_decided:
                return
            self._wear_down(case, day)
            day += _WEEK


class ComplaintDesk(_Desk[Desk, Complaint]):
    """Answers complaints in the order in which they came."""

    name, rank, about, order = "complaint_desk", 2, Cause.COMPLAINT, 2

    def take_in(self, account: Account, day: int, cause: int) -> None:
        """Take in a complaint."""
        account.work.complaints_open += 1
        case = Complaint(account, day, cause=cause)
        self._put_in(case)
        if self.desk is not None and self.desk.answer_days is not None:
            self.world.process(self._wait_for_answer(case, self.desk.answer_days))
        self.platform.compliance.duties.complaint_came(account, day, cause)

    def _handle_queue(self, day: int, desk: Desk, officers: Officers) -> int:
        handled, waiting = 0, []
        for case in self.queue:
            ready_on = max(case.ready_on, case.since + desk.least_days)
            if day < ready_on or not officers.handle():
                waiting.append(case)
                continue
            handled += 1
            self._answer(case, day)
        self.queue = waiting
        return handled

    def _answer(self, case: Complaint, day: int) -> None:
        account = case.account
        case.is_decided = True
        account.log(day, Phase.DESK, Event.COMPLAINT_ANSWERED, day - case.since, case.cause)
        account.work.complaints_open -= 1
        self.platform.compliance.duties.complaint_answered(account, case.since, case.cause)
        may_go_on = self.platform.policy.complaint_pauses or self.world.law is not None
        if not account.work.complaints_open and may_go_on:
            self.platform.lists.resume(account, day)

    def _withdraw(self, case: Complaint, day: int) -> None:
        """Answer it all the same: whoever complained is owed an answer."""
        self._answer(case, day)
