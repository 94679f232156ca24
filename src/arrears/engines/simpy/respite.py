"""Breathing space: who asks for it, what it stops, and when it ends."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.borrower import Borrower
from arrears.engines.simpy.fees import charge_penalty
from arrears.engines.simpy.lateness import days_late
from arrears.engines.simpy.turn import Life
from arrears.portfolio import people
from arrears.terms import Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.compliance import Compliance

__all__ = ["Respite"]

_ASKS = 4  # after the borrower's other turns of a phase


class Respite:
    """Moratoria that begin because somebody asks, as the rules of a regime grant them."""

    def __init__(self, compliance: "Compliance") -> None:
        self.compliance, self.law, self.world = compliance, compliance.law, compliance.world

    def consider(self, account: Account, due_day: int) -> Life:
        """Ask for breathing space on the first day past due, if one needs it and knows of it."""
        law, world, borrower = self.law, self.world, account.borrower
        day = due_day + 1
        if law is None or day < 0 or day >= world.horizon:
            return
        yield world.turn(day, Phase.BORROWER, borrower.number, _ASKS)
        if not self._is_late(account, day) or not borrower.in_hardship():
            return
        terms = world.household.application
        chance = borrower.nth("respite")
        aware = terms.awareness_share * float(borrower.traits[people.ORGANISATION])
        if chance >= aware:
            return
        kinds = sorted({onset.kind for onset in borrower.shocks})
        asked = [("event", world.shock_kinds[kind].name) for kind in kinds]
        asked.append(("request", ""))
        if chance < aware * terms.adviser_share:
            asked.append(("adviser", ""))
        for trigger, event in asked:
            if self._begin(account, trigger, event, day):
                return

    def _is_late(self, account: Account, day: int) -> bool:
        """Whether there is something to be left alone about, which the lender may still collect."""
        return not account.is_charged_off and days_late(account, day) > 0

    def _begin(self, account: Account, trigger: str, event: str, day: int) -> bool:
        """Begin a moratorium if a rule grants it; what was added before it is charged first."""
        law = self.law
        if law is None:
            return False
        for own in account.borrower.accounts:
            if own.is_unusual and law.limits["penalty"]:
                charge_penalty(own, day, Phase.BORROWER)
        history = law.standing(account, day)
        begun = law.rulebook.begin_moratorium(history, trigger, day, event)
        if begun is None:
            return False
        rule, last = begun
        self._log(account, day, Phase.BORROWER, Event.MORATORIUM_START, rule, last + 1 - day)
        self.world.process(self._rest(account, account.borrower, rule, last))
        return True

    def _rest(self, account: Account, borrower: Borrower, rule: str, last: int) -> Life:
        """Let it last, perhaps be extended, and end; then contact may be taken up again."""
        law, world = self.law, self.world
        while law is not None and last < world.horizon:
            yield world.turn(last, Phase.CLOSE, borrower.number, _ASKS)
            longer = None
            if borrower.accounts and self._is_late(account, last) and borrower.in_hardship():
                longer = law.rulebook.extend_moratorium(law.standing(account, last), last)
            if longer is None or longer[0] != rule:
                self._log(account, last, Phase.CLOSE, Event.MORATORIUM_END, rule, 0)
                for own in list(borrower.accounts):
                    own.platform.lists.resume(own, last + 1)
                return
            days = longer[1] + 1 - last
            self._log(account, last, Phase.CLOSE, Event.MORATORIUM_START, rule, days)
            last = longer[1]

    def _log(
        self, account: Account, day: int, phase: Phase, event: Event, rule: str, days: int
    ) -> None:
        account.log_work(day, phase, event, days, self.world.code(rule))
