"""Skip tracing: looking for a number that works when the one that was known is dead."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.turn import Life
from arrears.policies.visiting import Tracing
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["SkipTracing"]

_AFTER_DESKS = 1 << 20  # traces come back when the desks have worked


class SkipTracing:
    """Orders traces for borrowers whose number is dead, one after the other."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self._open: set[int] = set()

    def begin(self, account: "Account", day: int, phase: Phase) -> None:
        """Look for the borrower, unless somebody already does or the policy does not want it."""
        terms, borrower = self.platform.policy.tracing, account.borrower.number
        if terms is not None and borrower not in self._open:
            self._open.add(borrower)
            self.world.process(self._trace(account, terms, day, phase))

    def _trace(self, account: "Account", terms: Tracing, day: int, phase: Phase) -> Life:
        """Order one trace after the other until one finds a number, or it is not needed."""
        borrower = account.borrower
        for _ in range(terms.times_max):
            self._charge(account, terms, day, phase)
            day, phase = day + terms.delay_days, Phase.DESK
            if day >= self.world.horizon:
                return
            yield self.world.turn(day, phase, _AFTER_DESKS + borrower.number)
            if account.is_closed or not borrower.reach.known_dead:
                break
            is_found = borrower.nth("traced") < terms.success_share
            cause = Cause.FOUND if is_found else Cause.FAILED
            account.log_work(day, phase, Event.TRACED, terms.delay_days, cause)
            if is_found:
                borrower.reach.restore(day, phase)
                break
        self._open.discard(borrower.number)

    def _charge(self, account: "Account", terms: Tracing, day: int, phase: Phase) -> None:
        if terms.cost:
            account.log(day, phase, Event.COST, terms.cost, Cause.TRACING)
