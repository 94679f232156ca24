"""The clock, and one event class for everything: a turn in a phase of a day, at a rank."""

from collections import defaultdict
from collections.abc import Generator
from heapq import heapify, heappop, heappush
from typing import Any

from simpy import Environment, Event, Process

from arrears.terms import Phase

__all__ = ["Clock", "Life", "Turn"]

Life = Generator[Event, None, None]

_RANKS = 1 << 40  # ranks below a phase's priority
_PHASES = 16  # moments of a day


class Turn(Event):
    """Wait for one's turn: ``(day, phase, rank)`` decides who is next, never who asked first.

    Like SimPy's own ``Timeout`` it is triggered on creation. Its priority encodes phase and
    rank, so turns of one day run phase by phase and, within a phase, rank by rank. ``order``
    settles what one borrower does first when several of its processes meet; of two of one kind,
    which belong to two accounts, the one that was begun first is first.
    """

    def __init__(self, env: "Clock", moment: int) -> None:
        # Written out as in Timeout: this constructor runs for every turn of every life.
        self.env = env
        self.moment = moment
        self.callbacks: Any = []
        self._value: Any = None
        self._ok = True


class Clock(Environment):
    """SimPy's environment for a world in which every process waits for turns and nothing else.

    It knows how far the day has come: nothing may enter a phase that has already run. SimPy's
    queue holds the turns of today; those of later days wait for their day, in no order yet.
    """

    def __init__(self, first_day: int) -> None:
        super().__init__(initial_time=first_day)
        self.moment = first_day * _PHASES
        self._later: dict[int, list[Any]] = defaultdict(list)

    @property
    def day(self) -> int:
        """Today."""
        return int(self._now)

    @property
    def phase(self) -> Phase:
        """How far today has come."""
        return Phase(self.moment % _PHASES)

    def turn(self, day: int, phase: Phase, rank: int, order: int = 0) -> Turn:
        """Return the event of one's turn in a phase of a day."""
        moment = day * _PHASES + phase
        if moment < self.moment:
            now = Phase(self.moment % _PHASES).name
            raise ValueError(
                f"a turn on day {day} ({phase.name}) was asked for on day {self.day}, in {now}"
            )
        turn = Turn(self, moment)
        item: Any = (day, phase * _RANKS + rank * 8 + order, next(self._eid), turn)
        if day == self._now:
            heappush(self._queue, item)
        else:
            self._later[day].append(item)
        return turn

    def live(self, life: Life) -> None:
        """Begin a process at once: it goes on to its first turn."""
        _Course(self, life)

    def run_until(self, day: int) -> None:
        """Let turn follow turn, up to the end of the day before."""
        queue: Any = self._queue
        while True:
            while queue:
                turn = heappop(queue)[3]
                waiting, turn.callbacks = turn.callbacks, None  # nobody may wait for it any more
                for resume in waiting:
                    resume(turn)
            if self.day + 1 >= day:
                return
            self._now = self.day + 1
            queue += self._later.pop(self.day, ())
            heapify(queue)

    def stop(self) -> None:
        """Forget all turns to come, and with them the processes that wait for them."""
        self._queue.clear()
        self._later.clear()


class _Course(Process):
    """A process as SimPy has it, less what no life needs: nobody awaits its end or interrupts it.

    The end of SimPy's own process is one more event on the queue, and so is its beginning.
    """

    def __init__(self, env: Clock, life: Life) -> None:
        self.env: Clock = env
        self.callbacks = []
        self._generator = life
        self._resume(env)

    def _resume(self, event: Any) -> None:
        """Go on to the next turn, if there is one; what goes wrong on the way is raised here."""
        self.env.moment = event.moment
        try:
            turn: Any = self._generator.send(None)
        except StopIteration:
            return
        turn.callbacks.append(self._resume)
