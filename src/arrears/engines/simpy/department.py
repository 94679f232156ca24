"""A department that every case passes before the desk: papers, hand-overs, and what gets lost."""

from typing import TYPE_CHECKING, Generic, TypeVar

from arrears.decisions import DECISIONS
from arrears.draws import decision_id, draw
from arrears.engines.simpy.borrower import Borrower
from arrears.engines.simpy.case import Case
from arrears.engines.simpy.officers import Officers
from arrears.policies.desk import Step
from arrears.terms import Cause, Entity, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform

__all__ = ["Department"]

Kind = TypeVar("Kind", bound=Case)


class Department(Generic[Kind]):
    """Handles its queue in the order in which cases came in, and hands them on."""

    def __init__(self, platform: "Platform", step: Step, desk: str) -> None:
        self.platform, self.world, self.step, self.desk = platform, platform.world, step, desk
        self.officers = Officers(platform, step)
        self.queue: list[Kind] = []

    def work_through(self, day: int, next_name: str) -> tuple[list[Kind], list[Kind]]:
        """Work the day's queue; return the cases handed on, and those void meanwhile."""
        handled = 0
        waiting: list[Kind] = []
        handed_on: list[Kind] = []
        void: list[Kind] = []
        self.officers.come()
        for case in sorted(self.queue, key=lambda c: (c.since, c.account.number)):
            if case.is_void:
                void.append(case)
            elif case.ready_on > day or not self.officers.handle():
                waiting.append(case)
            else:
                handled += 1
                goes_on = not self._asks_for_papers(case, day) and self._hands_over(
                    case, day, next_name
                )
                (handed_on if goes_on else waiting).append(case)
        self.queue = waiting
        code = self.world.code
        self.officers.leave(day, handled, code(self.step.name), code(self.desk))
        return handed_on, void

    def _asks_for_papers(self, case: Kind, day: int) -> bool:
        """Ask for more documents, or not; each department draws for itself."""
        if case.rounds >= self.step.document_rounds_max:
            return False
        chance = self._nth(case.account.borrower, "step_documents")
        if chance >= self.world.household.application.document_round_share:
            return False
        case.rounds += 1
        case.ready_on = day + self.step.document_days
        action = self.world.code(self.step.name)
        case.account.log_work(day, Phase.DESK, Event.DOCUMENT_ROUND, case.rounds, action=action)
        return True

    def _hands_over(self, case: Kind, day: int, next_name: str) -> bool:
        """Hand a case on; return False if its papers are lost and it will come back here."""
        step = self.step
        is_lost = step.lost_share > 0 and self._nth(case.account.borrower, "lost") < step.lost_share
        days = step.lost_days if is_lost else step.handover_days
        cause = Cause.LOST if is_lost else Cause.NONE
        place = self.world.code(step.name if is_lost else next_name)
        case.account.log_work(day, Phase.DESK, Event.HANDED_OVER, days, cause, action=place)
        # What came back is handled again on a later day: its papers have to be found first.
        case.ready_on = day + (max(1, days) if is_lost else days)
        case.rounds = case.rounds if is_lost else 0
        return not is_lost

    def _nth(self, borrower: Borrower, decision: str) -> float:
        """Return a draw that belongs to this department: another's being gone moves nothing."""
        names = (*self.world.names_of(self.platform), self.step.name)
        key = "/".join((decision, *names))
        count = borrower.counts.get(key, 0)
        borrower.counts[key] = count + 1
        identity = decision_id(DECISIONS[decision].name, *names)
        return draw(*self.world.key, int(Entity.BORROWER), borrower.number, identity, count)
