"""The first days of months, on which those act who look at a book once a month."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arrears.engines.simpy.world import World

__all__ = ["month_after", "month_starts"]


def month_after(world: "World", day: int) -> int:
    """Return the first day of the month after a day's; it may lie beyond the horizon."""
    return world.due_day(world.calendar_month(day) + 1, 1)


def month_starts(world: "World") -> Iterator[int]:
    """Yield the first day of every month but the first, up to the horizon."""
    day = month_after(world, world.first_day)
    while day < world.horizon:
        yield day
        day = month_after(world, day)
