"""One event class for everything: a turn in a phase of a day, at a rank."""

from typing import Any

from simpy import Environment, Event
from simpy.core import SimTime

from arrears.terms import Phase

__all__ = ["Turn"]

_RANKS = 1 << 40  # ranks below a phase's priority


class Turn(Event):
    """Wait for one's turn: ``(day, phase, rank)`` decides who is next, never who asked first.

    Like SimPy's own ``Timeout`` it is triggered on creation. Its priority encodes phase and
    rank, so turns of one day run phase by phase and, within a phase, rank by rank. ``order``
    settles what one borrower does first when several of its processes meet.
    """

    def __init__(self, env: Environment, day: int, phase: Phase, rank: int, order: int = 0) -> None:
        # Written out as in Timeout: this constructor runs for every turn of every life.
        self.env = env
        self.callbacks: Any = []
        self._value: Any = None
        self._ok = True
        priority: Any = phase * _RANKS + rank * 8 + order
        env.schedule(self, priority, _delay(env, day, phase))


def _delay(env: Environment, day: int, phase: Phase) -> SimTime:
    delay = day - env.now
    if delay < 0:
        message = f"a turn on day {day} ({phase.name}) was asked for on day {env.now}"
        raise ValueError(message)
    return delay
