"""Work spread over processes: every task is finished once, whichever worker does it, in any order.

A worker that dies (killed by the system for want of memory, say) breaks its whole pool. The pool
is then started again; the tasks that were in work go first and one at a time, so that a task that
kills its worker is found out, and given up after its third death without harm to the others.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import traceback
import types
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Generic, TypeVar

from arrears.errors import ArrearsError

__all__ = ["DEATHS_MAX", "Done", "cores", "work"]

DEATHS_MAX = 3

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[Task, Result]):
    """A task and what came of it: a result, or the reason why there is none."""

    task: Task
    result: Result | None = None
    failure: str = ""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int,
    first_alone: bool = False,
    preload: Sequence[str] = (),
) -> Generator[Done[Task, Result], None, None]:
    """Yield every task once it is finished, in the order in which they finish.

    Parameters
    ----------
    function : callable
        What is done with a task; a function of a module, for it is named to other processes.
    tasks : sequence
        Hashable, and such that a process can be told about them.
    jobs : int
        Processes at most; with 1 everything is done in this one.
    first_alone : bool
        Finish one task before others start, because it leaves something that they can use.
    preload : sequence of str
        Modules that workers have at hand when they start.

    Yields
    ------
    Done
        An exception in a task is its failure and does not stop the others.
    """
    if jobs == 1 or len(tasks) == 1:
        for task in tasks:
            yield _attempt(function, task)
    else:
        jobs = min(jobs, len(tasks))
        yield from _Crew(function, deque(tasks), jobs, _context(preload), first_alone).results()


def _attempt(function: Callable[[Task], Result], task: Task) -> Done[Task, Result]:
    try:
        return Done(task=task, result=function(task))
    except ArrearsError as error:
        return Done(task=task, failure=str(error))
    except Exception as error:  # noqa: BLE001 (one replication must not cost the others)
        return Done(task=task, failure=f"{type(error).__name__}: {error} ({_place(error)})")


def _place(error: BaseException) -> str:
    """Return file and line of ours where an error arose, even if SimPy has passed it on."""
    while error.__cause__ is not None:
        error = error.__cause__
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames[1:] if "arrears" in Path(frame.filename).parts]
    place = (ours or frames)[-1]
    return f"{Path(place.filename).name}:{place.lineno}"


def _context(preload: Sequence[str]) -> BaseContext:
    """Return how processes start; named, because Python's own choice differs between versions."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


@dataclass(slots=True)
class _Crew(Generic[Task, Result]):
    """A pool that is started again when a worker dies; ``suspects`` were in work at a death."""

    function: Callable[[Task], Result]
    waiting: deque[Task]
    jobs: int
    context: BaseContext
    alone: bool
    suspects: deque[Task] = field(default_factory=deque)
    running: dict[Future[Done[Task, Result]], Task] = field(default_factory=dict)
    deaths: Counter[Task] = field(default_factory=Counter)

    def results(self) -> Iterator[Done[Task, Result]]:
        while self.waiting or self.suspects:
            with _pool(self.jobs, self.context) as pool:
                try:
                    yield from self._work(pool)
                except BrokenProcessPool:
                    yield from self._count_deaths()

    def _work(self, pool: ProcessPoolExecutor) -> Iterator[Done[Task, Result]]:
        while self.waiting or self.suspects or self.running:
            self._submit(pool)
            finished, _ = wait(self.running, return_when=FIRST_COMPLETED)
            for future in finished:
                done = future.result()
                self.deaths.pop(self.running.pop(future), None)
                self.alone = False
                yield done

    def _submit(self, pool: ProcessPoolExecutor) -> None:
        """Keep every worker busy, no more, so that only tasks in work come under suspicion."""
        while queue := self.suspects or self.waiting:
            one_by_one = self.alone or self.suspects or self.running.keys() & self._suspected()
            if len(self.running) >= (1 if one_by_one else self.jobs):
                return
            with _without_main():
                future = pool.submit(_attempt, self.function, queue[0])
            self.running[future] = queue.popleft()

    def _suspected(self) -> set[Future[Done[Task, Result]]]:
        return {future for future, task in self.running.items() if self.deaths[task]}

    def _count_deaths(self) -> Iterator[Done[Task, Result]]:
        in_work, self.running = self.running, {}
        for future, task in in_work.items():
            if future.done() and future.exception() is None:
                yield future.result()
                continue
            self.deaths[task] += 1
            if self.deaths[task] < DEATHS_MAX:
                self.suspects.append(task)
            else:
                died = f"its worker died {DEATHS_MAX} times, the last times working on it alone"
                yield Done(task=task, failure=f"{died}; there may be too little memory")


@contextlib.contextmanager
def _pool(jobs: int, context: BaseContext) -> Iterator[ProcessPoolExecutor]:
    """Open a pool; if it is left early, by Ctrl-C say, its workers end at once."""
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise
    pool.shutdown()


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when the parent has ended, however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Hide the running script, which new processes would otherwise run again to find its names.

    Tasks and their functions live in modules, so a user's script needs no ``if __name__`` guard.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
