"""Relief for which nobody applies: the lender's own gesture, and what is ordered for everybody."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.eligibility import is_eligible, is_verified
from arrears.engines.simpy.settlement import can_settle
from arrears.engines.simpy.turn import Life
from arrears.policies.relief import Relief
from arrears.policies.settings import Collection
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.platform import Platform

__all__ = ["Gestures"]

_AFTER_ARRIVALS = 1 << 30


class Gestures:
    """Grants relief by itself: on evenings and at shocks, or to all on first days of months."""

    def __init__(self, platform: "Platform") -> None:
        self.platform, self.world = platform, platform.world
        self.automatic: list[Relief] = []
        self.mandated: list[Relief] = []
        self.missed_on: dict[int, int] = {}  # the last miss of each account, if that matters

    def take_up(self, policy: Collection) -> None:
        """Go by another policy from now on."""
        self.automatic = [each for each in policy.relief if each.trigger == "automatic"]
        self.mandated = [each for each in policy.relief if each.trigger == "mandated"]

    @property
    def thresholds(self) -> set[int]:
        """Days past due at which accounts are looked at."""
        return {relief.from_dpd for relief in self.automatic}

    def missed(self, account: "Account", day: int) -> None:
        """Remember that an account is looked at this evening for having missed."""
        if self.automatic:
            self.missed_on[account.number] = day

    def end_day(self, account: "Account", day: int) -> None:
        """In the evening of a miss, or when the days past due are reached, grant what there is."""
        if not self.automatic:
            return
        dpd = account.reported_dpd(day)
        has_missed = self.missed_on.get(account.number) == day
        reached = [each for each in self.automatic if has_missed or 0 < each.from_dpd == dpd]
        self._grant_first(reached, account, day, Phase.STAGE, Cause.AUTOMATIC)

    def struck(self, account: "Account", day: int) -> None:
        """On the day on which a shock begins, grant what there is."""
        self._grant_first(self.automatic, account, day, Phase.SHOCK, Cause.AUTOMATIC)

    def mandate(self) -> Life:
        """Go through the book on the first day of each month in which an order may hold."""
        calendar = self.world.calendar
        first = calendar.month_of(self.world.first_day)
        for month in range(first, calendar.month_of(self.world.horizon - 1) + 1):
            day = calendar.month_start(month)
            yield self.world.turn(day, Phase.MACRO, _AFTER_ARRIVALS)
            if not self.mandated:
                continue
            for number in sorted(self.world.borrowers):
                for account in list(self.world.borrowers[number].accounts):
                    if account.platform is self.platform:
                        relief, cause = self.mandated, Cause.MANDATED
                        self._grant_first(relief, account, day, Phase.MACRO, cause)

    def _grant_first(
        self, reliefs: list[Relief], account: "Account", day: int, phase: Phase, cause: Cause
    ) -> None:
        if account.is_closed or account.relief is not None or account.work.review_open:
            return
        for relief in reliefs:
            if self.platform.fund.has_refused(account, relief, day):
                continue
            if is_eligible(relief, account, day) and is_verified(relief, account):
                self._grant(relief, account, day, phase, cause)
                return

    def _grant(
        self, relief: Relief, account: "Account", day: int, phase: Phase, cause: Cause
    ) -> None:
        """Grant it; a settlement is offered, and accepted by whoever can pay it."""
        if relief.settlement is not None:
            accepts = can_settle(account, relief.settlement, day)
            answer = Cause.ACCEPTED if accepts else Cause.DECLINED
            action = self.world.code(relief.name)
            account.log_work(day, phase, Event.OFFERED, 0, answer, action=action)
            if not accepts:  # an offer that was declined is not made over and over
                account.times_relieved[relief.name] = account.times_relieved.get(relief.name, 0) + 1
                return
        self.platform.grant(account, relief, day, phase, cause=cause)
