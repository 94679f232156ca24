"""Duties that have a clock: answers, decisions and offers that come too late are violations."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.turn import Life
from arrears.regulation.history import NEVER_DAY
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.compliance import Compliance

__all__ = ["Duties"]

_OFFER = "offer_by_dpd"


@dataclass(slots=True)
class _Case:
    """An application or a complaint that waits for an answer."""

    since: int
    cause: int = 0
    is_open: bool = True


class Duties:
    """Starts a clock with every case; no obedience helps a desk that is too full."""

    def __init__(self, compliance: "Compliance") -> None:
        self.compliance, self.law, self.world = compliance, compliance.law, compliance.world
        self._applications: dict[int, _Case] = {}
        self._complaints: dict[int, list[_Case]] = defaultdict(list)

    def application_came(self, account: Account, day: int) -> None:
        """Start the clock of a decision."""
        if self.law is not None:
            case = self._applications[account.number] = _Case(day)
            self._start("decision", account, case, day)

    def application_decided(self, account: Account) -> None:
        """Stop it."""
        case = self._applications.pop(account.number, None)
        if case is not None:
            case.is_open = False

    def complaint_came(self, account: Account, day: int, cause: int) -> None:
        """Start the clock of an answer."""
        if self.law is not None:
            case = _Case(day, cause)
            self._complaints[account.number].append(case)
            self._tell_disputes(account)
            self._start("answer", account, case, day)

    def complaint_answered(self, account: Account, since: int, cause: int) -> None:
        """Stop the clock of a complaint about an account."""
        if self.law is None:
            return
        cases = self._complaints[account.number]
        case = next(case for case in cases if (case.since, case.cause) == (since, cause))
        cases.remove(case)
        case.is_open = False
        self._tell_disputes(account)

    def _tell_disputes(self, account: Account) -> None:
        if self.law is not None:
            cases = self._complaints[account.number]
            is_disputed = any(case.cause == Cause.WRONG_DEBT for case in cases)
            self.law.history_of(account).dispute_open = is_disputed

    def _start(self, what: str, account: Account, case: _Case, day: int) -> None:
        if self.law is None or day < 0:
            return
        deadline = self.law.rulebook.deadline(what, self.law.standing(account, day), day)
        if deadline is not None and deadline[0] + 1 < self.world.horizon:
            self.world.process(self._ring(what, account, case, *deadline))

    def _ring(self, what: str, account: Account, case: _Case, last: int, rule: str) -> Life:
        """Note on the first late day that a case has not been answered in time."""
        yield self.world.turn(last + 1, Phase.MACRO, account.owner)
        if case.is_open:
            self._violated(account, last + 1, rule, what)

    def _violated(self, account: Account, day: int, rule: str, what: str) -> None:
        world = self.world
        if world.returns is not None:
            world.returns.breached(account, is_severe=False, by_agency=False)
        world.log.add(
            day, Phase.MACRO, account.owner, account.number, Event.VIOLATION, 0, world.code(rule),
            Cause.LATE, action=world.code(what),
        )  # fmt: skip

    def await_offer(self, account: Account, due_day: int) -> Life:
        """Note when a spell of arrears lasts longer than an offer of relief may wait."""
        law, day, spell = self.law, due_day, account.spell
        while law is not None and day + 1 < self.world.horizon:
            yield self.world.turn(day + 1, Phase.MACRO, account.owner)
            day = self.world.today
            if account.is_closed or not account.in_spell or account.spell != spell:
                return
            history = law.standing(account, day)
            since = day - account.contract_dpd(day)  # who has a plan has had an offer
            deadline = law.rulebook.deadline(_OFFER, history, day, since)
            if deadline is None or history.offered_on != NEVER_DAY:
                return
            if day > deadline[0]:
                if day >= 0:
                    self._violated(account, day, deadline[1], "offer")
                return
            day = deadline[0]
