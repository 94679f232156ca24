"""One borrower's distress: settled at events and changes of baseline, never by being read."""

from typing import TYPE_CHECKING

from arrears.behaviour import strain
from arrears.engines.simpy.misfortune import shock_points
from arrears.portfolio import people
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower

__all__ = ["Strain"]

_POINT = 1_000_000


class Strain:
    """The distress index in millionths of a point, its baseline and the screening threshold.

    Whether a person screens positive is decided at the end of each day, and written when the
    days in between are settled.
    """

    __slots__ = ("baseline", "borrower", "factor", "index", "is_above", "limit", "settled_on")

    def __init__(self, borrower: "Borrower", day: int) -> None:
        distress = borrower.world.household.distress
        self.borrower = borrower
        self.limit = strain.threshold(
            float(borrower.traits[people.SCREENING]),
            distress.baseline_points,
            distress.spread_points,
            distress.healthy_share,
        )
        self.factor = 1.0 + distress.vulnerability_factor * borrower.traits[people.VULNERABILITY]
        self.baseline = self.index = self._baseline()
        self.settled_on = day
        self.is_above = False

    def share(self, day: int) -> float:
        """Return the index of a day as a share of its range; reading it stores nothing."""
        days, table = day - self.settled_on, self.borrower.world.numbers.distress
        return strain.index_on(self.index, self.baseline, days, table) / strain.HIGHEST

    def _baseline(self) -> int:
        """Return the baseline that shocks in force, arrears and debt service give."""
        borrower, distress = self.borrower, self.borrower.world.household.distress
        behind = borrower.accounts_in_arrears()
        unfelt = borrower.world.unfelt
        points = distress.baseline_points
        if Cause.SHOCK not in unfelt:
            points += shock_points(borrower)
        points += distress.service_points * borrower.service_share()
        if behind and Cause.ARREARS not in unfelt:
            points += distress.arrears_first_points
            points += distress.arrears_more_points * (behind - 1)
        return min(strain.HIGHEST, max(0, int(points * _POINT)))

    def settle(self, day: int) -> None:
        """Write who screened positive at the end of the days before this one."""
        days = day - self.settled_on
        if days <= 0:
            return
        table, later = self.borrower.world.numbers.distress, 0
        if self.index != self.baseline or (self.index > self.limit) != self.is_above:
            while later < days:
                later = strain.next_crossing(
                    self.index, self.baseline, self.limit, self.is_above, later, days, table
                )
                if later < days:
                    self._cross(self.settled_on + later)
                    later += 1
            self.index = strain.index_on(self.index, self.baseline, days, table)
        self.settled_on = day

    def _cross(self, day: int) -> None:
        self.is_above = not self.is_above
        event = Event.SCREEN_START if self.is_above else Event.SCREEN_END
        self.borrower.world.log.add(day, Phase.CLOSE, self.borrower.number, -1, event)

    def add(self, day: int, phase: Phase, points: float, cause: Cause, account: int = -1) -> None:
        """Let an event add points, more for the vulnerable (or take some away)."""
        if not points or cause in self.borrower.world.unfelt:
            return
        self.settle(day)
        before = self.index
        factor = self.factor if points > 0 else 1.0
        self.index = strain.added(self.index, int(points * factor * _POINT))
        self.borrower.world.log.add(
            day, phase, self.borrower.number, account, Event.DISTRESS, self.index - before, cause
        )

    def rebase(self, day: int) -> None:
        """Take up a new baseline after a shock, arrears or debt service have changed."""
        baseline = self._baseline()
        if baseline != self.baseline:
            self.settle(day)
            self.baseline = baseline
