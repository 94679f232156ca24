"""The officers of one department, and their time on one day after the other."""

from typing import TYPE_CHECKING

import numpy as np

from arrears.policies import workday
from arrears.policies.desk import Office
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform

__all__ = ["Officers"]

_PPM = 1_000_000
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Officers:
    """Servers whose day works by the same kernel as a team of collectors'; it begins at zero."""

    def __init__(self, platform: "Platform", office: Office) -> None:
        self.platform, self.world, self.office = platform, platform.world, office
        count, last_share = workday.servers(round(office.people * _PPM / self.world.pods))
        self.closes = workday.closing_times(
            count, last_share, 0, round(office.hours_per_day * 3600)
        )
        self.overrun = np.zeros(count, dtype=np.int64)
        self.seconds = max(1, round(office.handling_minutes * 60))
        self.free_at = self.overrun
        self.weekdays = frozenset(_WEEKDAYS.index(day) for day in office.weekdays)

    def is_open(self, day: int) -> bool:
        """Whether anybody works on a day."""
        return self.world.calendar.is_open(day, self.weekdays)

    def come(self) -> None:
        """Begin a day."""
        self.free_at = workday.open_day(self.overrun, 0)

    def handle(self) -> bool:
        """Give the next case to an officer; return whether one had time for it."""
        server, start = workday.assign(self.free_at, self.closes, 0, -1)
        if server < 0:
            return False
        self.free_at[server] = start + self.seconds
        return True

    def leave(self, day: int, handled: int, actor: int, paid_by: int) -> None:
        """End a day: what was begun is finished and taken from tomorrow's time; wages are paid."""
        self.overrun = workday.close_day(self.free_at, self.closes)
        available = int(np.sum(self.closes))
        log, worked, unowned = self.world.log, handled * self.seconds, self.platform.unowned
        log.add(day, Phase.DESK, -1, unowned, Event.SHIFT, worked, actor=actor, to_fees=available)
        wages = round(available * self.office.cost_per_hour / 3600)
        if wages:
            log.add(day, Phase.DESK, -1, unowned, Event.COST, wages, Cause.WAGES, actor=paid_by)
