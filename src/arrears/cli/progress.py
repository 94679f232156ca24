"""How far a run is: a bar with rate and time left on a terminal, nothing elsewhere; on stderr."""

# ruff: noqa: PLC0415 (rich is imported late, and only where there is a terminal)

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

__all__ = ["Pace", "progress_shown"]

Progress = Callable[[int, int, str], None]
_STAGES = {"tables": "merging tables", "report": "drawing the report", "manifest": "finishing"}


@dataclass(slots=True)
class Pace:
    """How fast arms are finished, by a clock that starts with the first word of how many are.

    Parameters
    ----------
    clock : callable
        Returns seconds.
    """

    clock: Callable[[], float] = time.monotonic
    _begun: tuple[float, int] | None = field(default=None, init=False)

    def text(self, done: int, total: int, what: str) -> str:
        """Return rate and time left, or what is done when all arms are finished.

        What an earlier attempt finished is in ``done`` from the start, and counts for no rate.
        """
        if self._begun is None or not what:  # a study of assumptions begins more than once
            self._begun = (self.clock(), done)
        if what in _STAGES:
            return _STAGES[what]
        seconds = self.clock() - self._begun[0]
        finished = done - self._begun[1]
        if finished <= 0 or seconds <= 0:
            return "starting"
        per_second = finished / seconds
        return f"{_rate(per_second)}, {_duration((total - done) / per_second)} left"


def _rate(per_second: float) -> str:
    for unit, seconds in (("s", 1), ("min", 60)):
        if per_second * seconds >= 1:
            return f"{per_second * seconds:.1f} per {unit}"
    return f"{per_second * 3600:.1f} per hour"


def _duration(seconds: float) -> str:
    """Return seconds as people say them, rounded up so that nobody is kept waiting."""
    whole = int(-(-seconds // 1))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


@contextlib.contextmanager
def progress_shown(title: str) -> Iterator[Progress]:
    """Show how far something is while it lasts; yields what is to be told after each step."""
    if sys.stderr.isatty():
        yield from _bar(title)
    else:
        yield lambda *_: None


def _bar(title: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"), TimeElapsedColumn(),
    )  # fmt: skip
    pace = Pace()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, pace="starting")

        def tell(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, pace=pace.text(done, total, what))

        yield tell
