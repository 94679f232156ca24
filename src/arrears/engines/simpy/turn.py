"""One event class for everything: a turn in a phase of a day, at a rank."""

from typing import Any

from simpy import Environment, Event

from arrears.terms import Phase

__all__ = ["Turn"]

_RANKS = 1 << 40  # ranks below a phase's priority
_PHASES = 16  # moments of a day


class Turn(Event):
    """Wait for one's turn: ``(day, phase, rank)`` decides who is next, never who asked first.

    Like SimPy's own ``Timeout`` it is triggered on creation. Its priority encodes phase and
    rank, so turns of one day run phase by phase and, within a phase, rank by rank. ``order``
    settles what one borrower does first when several of its processes meet.
    """

    def __init__(self, env: Environment, day: int, phase: Phase, rank: int, order: int = 0) -> None:
        # Written out as in Timeout: this constructor runs for every turn of every life.
        self.env = env
        self.moment = day * _PHASES + phase
        if day < env.now or self.moment < getattr(env, "moment", self.moment):
            now = Phase(getattr(env, "moment", 0) % _PHASES)
            message = (
                f"a turn on day {day} ({phase.name}) was asked for on day {env.now}, in {now.name}"
            )
            raise ValueError(message)
        self.callbacks: Any = [_come]
        self._value: Any = None
        self._ok = True
        priority: Any = phase * _RANKS + rank * 8 + order
        env.schedule(self, priority, day - env.now)


def _come(turn: Any) -> None:
    """Note how far the day has come: nothing may enter a phase that has already run."""
    turn.env.moment = turn.moment
