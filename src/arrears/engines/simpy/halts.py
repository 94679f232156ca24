"""Halts of all outbound contact by order: from when to when, and under which name."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.turn import Life
from arrears.engines.simpy.work import NEVER
from arrears.policies.settings import Collection
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform

__all__ = ["ORDERED", "Halts"]

ORDERED = frozenset({Cause.MORATORIUM, Cause.SANCTION, Cause.FORBIDDEN})


class Halts:
    """Knows on which days an order stops contact; the first in the policy's list holds."""

    def __init__(self, platform: "Platform") -> None:
        self.platform, self.world = platform, platform.world
        self.sanctioned_until = NEVER  # by the supervisor, see `Supervisor`
        self.orders: list[tuple[int, int, int, Cause]] = []  # first day, end, name, cause

    def take_up(self, policy: Collection) -> None:
        """Go by another policy from now on."""
        start = self.world.calendar.month_start
        self.orders = [
            (
                start(halt.from_month), start(halt.from_month + halt.months),
                self.world.code(halt.name), Cause[halt.cause.upper()],
            )
            for halt in policy.halts
        ]  # fmt: skip

    def on(self, day: int) -> tuple[Cause, int]:
        """Return why contact stops on a day and until when; NONE if it does not."""
        for first, end, _, cause in self.orders:
            if first <= day < end:
                return cause, end
        if day < self.sanctioned_until:
            return Cause.SANCTION, self.sanctioned_until
        return Cause.NONE, day

    def announce(self) -> Life:
        """Write when orders begin and end, after the policy of the run has been taken up."""
        calendar, log, unowned = self.world.calendar, self.world.log, self.platform.unowned
        for month in range(calendar.month_of(self.world.horizon - 1) + 1):
            day = calendar.month_start(month)
            yield self.world.turn(day, Phase.MACRO, 3)
            for first, end, name, cause in self.orders:
                if end == day:
                    event, amount = Event.ORDER_END, 0
                    log.add(day, Phase.MACRO, -1, unowned, event, amount, cause, action=name)
                if first == day:
                    event, amount = Event.ORDER_START, end - first
                    log.add(day, Phase.MACRO, -1, unowned, event, amount, cause, action=name)
