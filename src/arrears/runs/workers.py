"""Work spread over processes: every task is finished once, whichever worker does it, in any order.

A worker that dies (killed by the system for want of memory, say) is replaced and its task done
again; the other workers notice nothing. A task whose worker died twice is left until all others
are finished and then done alone, with all memory to itself; after its third death it is given up.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
import types
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from arrears.errors import ArrearsError, RunError, StorageError

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

__all__ = ["DEATHS_MAX", "Done", "cores", "prepare", "work"]

DEATHS_MAX = 3
_STARTS_MAX = 3
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has only the latter

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[Task, Result]):
    """A task and what came of it: a result, or the reason why there is none.

    ``is_fatal`` says that the others would fail in the same way: nothing can be stored.
    """

    task: Task
    result: Result | None = None
    failure: str = ""
    is_fatal: bool = False


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepare(preload: Sequence[str]) -> None:
    """Begin to start what workers are forked from, which imports ``preload`` in the meantime.

    Whoever knows early that there will be work saves the time that the imports take. Where workers
    are not forked this does nothing.
    """
    if _context(preload).get_start_method() == "forkserver":
        with _without_main(), contextlib.suppress(OSError):  # it is tried again when needed
            _start_server()


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
        Such that a process can be told about them.
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

    Raises
    ------
    RunError
        If no worker can be started.
    """
    if jobs == 1 or len(tasks) == 1:
        for task in tasks:
            yield _attempt(function, task).of(task)
    else:
        crew = _Crew(
            function=function,
            tasks=tasks,
            jobs=jobs,
            context=_context(preload),
            is_first_alone=first_alone,
            waiting=deque(range(len(tasks))),
        )
        with contextlib.closing(crew):
            yield from crew.results()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome(Generic[Result]):
    """What a worker says of its task; not the task itself, which may be large."""

    result: Result | None = None
    failure: str = ""
    is_fatal: bool = False

    def of(self, task: Task) -> Done[Task, Result]:
        return Done(task=task, result=self.result, failure=self.failure, is_fatal=self.is_fatal)


def _attempt(function: Callable[[Task], Result], task: Task) -> _Outcome[Result]:
    try:
        return _Outcome(result=function(task))
    except ArrearsError as error:
        return _Outcome(failure=str(error), is_fatal=isinstance(error, StorageError))
    except Exception as error:  # noqa: BLE001 (one replication must not cost the others)
        return _Outcome(failure=f"{type(error).__name__}: {error} ({_place(error)})")


def _place(error: BaseException) -> str:
    """Return file and line of ours where an error arose, even if SimPy has passed it on."""
    while error.__cause__ is not None:
        error = error.__cause__
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames[1:] if "arrears" in Path(frame.filename).parts]
    place = (ours or frames)[-1]
    return f"{Path(place.filename).name}:{place.lineno}"


def _context(preload: Sequence[str]) -> "ForkServerContext | SpawnContext":
    """Return how processes start; named, because Python's own choice differs between versions."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def _start_server() -> None:
    """Start the process that forks workers, unless it runs; deaf to Ctrl-C, like its children."""
    from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415 (not on Windows)

    resource_tracker.ensure_running()  # it would unblock the signal again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@dataclass(slots=True, kw_only=True, eq=False)
class _Worker:
    """A process, the pipe to it, and the position of the task in its hands."""

    process: BaseProcess
    pipe: Connection
    place: int | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class _Crew(Generic[Task, Result]):
    """Workers that are replaced when they die; tasks are known by their position."""

    function: Callable[[Task], Result]
    tasks: Sequence[Task]
    jobs: int
    context: "ForkServerContext | SpawnContext"
    is_first_alone: bool
    waiting: deque[int]
    last_chances: deque[int] = field(default_factory=deque)
    deaths: Counter[int] = field(default_factory=Counter)
    workers: list[_Worker] = field(default_factory=list)

    def results(self) -> Iterator[Done[Task, Result]]:
        """Yield tasks as they are finished or given up."""
        while True:
            while (place := self._next()) is not None:
                yield from self._give(place)
            busy = {worker.pipe: worker for worker in self.workers if worker.place is not None}
            if not busy:
                return
            for pipe in connection.wait(list(busy)):
                yield from self._hear(busy[cast(Connection, pipe)])

    def close(self) -> None:
        """End all workers at once, whatever they do."""
        for worker in self.workers:
            # Not by the process's own method, which believes it dead if its server is.
            with contextlib.suppress(OSError):
                os.kill(cast(int, worker.process.pid), _KILL)
        while self.workers:
            self._dismiss(self.workers[-1])

    def _next(self) -> int | None:
        """Take the next task off its queue, if one may begin now."""
        busy = sum(worker.place is not None for worker in self.workers)
        if self.waiting:
            may_begin = busy < (1 if self.is_first_alone else self.jobs)
            return self.waiting.popleft() if may_begin else None
        return self.last_chances.popleft() if self.last_chances and not busy else None

    def _give(self, place: int) -> Iterator[Done[Task, Result]]:
        worker = self._idle_worker()
        worker.place = place
        try:
            worker.pipe.send(self.tasks[place])
        except OSError:
            yield from self._bury(worker)

    def _hear(self, worker: _Worker) -> Iterator[Done[Task, Result]]:
        try:
            outcome: _Outcome[Result] = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        task = self.tasks[cast(int, worker.place)]
        worker.place = None
        self.is_first_alone = False
        yield outcome.of(task)

    def _idle_worker(self) -> _Worker:
        for worker in [worker for worker in self.workers if worker.place is None]:
            if not worker.pipe.poll():
                return worker
            self._dismiss(worker)  # the pipe's end is all there is to read: it died at rest
        worker = self._started()
        self.workers.append(worker)
        return worker

    def _started(self) -> _Worker:
        for _ in range(_STARTS_MAX):
            ours, theirs = self.context.Pipe()
            process = self.context.Process(target=_serve, args=(self.function, theirs), daemon=True)
            try:
                if self.context.get_start_method() == "forkserver":
                    _start_server()
                with _without_main():
                    process.start()
            except (OSError, EOFError) as error:  # the server died just now, or none can start
                reason = error
                ours.close()
                continue
            finally:
                theirs.close()
            return _Worker(process=process, pipe=ours)
        raise RunError(f"no process can be started to work in: {reason}; try --jobs 1")

    def _bury(self, worker: _Worker) -> Iterator[Done[Task, Result]]:
        """Count a death, and see to it that the task is done by another or given up."""
        place = cast(int, worker.place)
        self._dismiss(worker)
        self.deaths[place] += 1
        if self.deaths[place] == DEATHS_MAX:
            died = f"its worker died {DEATHS_MAX} times, the last time with no other at work"
            yield Done(task=self.tasks[place], failure=f"{died}; there may be too little memory")
        elif self.deaths[place] == DEATHS_MAX - 1:
            self.last_chances.append(place)
        else:
            self.waiting.appendleft(place)

    def _dismiss(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.join()


def _serve(function: Callable[[Task], Result], pipe: Connection) -> None:
    """Do what comes through a pipe, until it ends."""
    _begin()
    is_first = True
    with contextlib.suppress(EOFError, OSError):
        while True:
            task: Task = pipe.recv()
            pipe.send(_attempt(function, task))
            if is_first:
                # Modules and kernels stay to the end. To look through them again in every task
                # for what may be thrown away took a fifth of the time of small ones.
                gc.collect()
                gc.freeze()
                is_first = False


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when the parent has ended, however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
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
