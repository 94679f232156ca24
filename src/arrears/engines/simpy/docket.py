"""Filings that courts and boards take in, month by month."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arrears.engines.simpy.world import World

__all__ = ["Docket"]


class Docket:
    """Gives each filing the first day on which there is room for it; who asks first is first.

    A quota with a fraction lets one more in whenever the fractions add up to one. A pod has its
    share of the quota.
    """

    def __init__(self, world: "World", quota_per_month: float | None) -> None:
        self.calendar = world.calendar
        self.quota, self.pods, self.pod = quota_per_month, world.pods, world.pod
        self.first = self.calendar.month_of(world.first_day)
        self.last = self.calendar.month_of(world.horizon - 1)
        self.taken: dict[int, int] = {}

    def room(self, month: int) -> int:
        """Return how many filings a month has room for in all."""
        if self.quota is None:
            return 1 << 40
        since = month - self.first
        return self._until(since + 1) - self._until(since)

    def _until(self, months: int) -> int:
        """Return this pod's room in so many months; pods take turns at the quota."""
        room = int(months * (self.quota or 0))
        return (room - self.pod + self.pods - 1) // self.pods

    def take(self, day: int) -> int | None:
        """Take the first room from a day on; return the day of filing, None if there is none."""
        month = self.calendar.month_of(day)
        while month <= self.last:
            taken = self.taken.get(month, 0)
            if taken < self.room(month):
                self.taken[month] = taken + 1
                return max(day, self.calendar.month_start(month))
            month += 1
        return None

    def give_back(self, day: int) -> None:
        """Give back room on the day of filing: nothing is left to file."""
        self.taken[self.calendar.month_of(day)] -= 1
