"""The report of a run, drawn by several processes; the manifest vouches for its files."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from arrears.errors import RunError
from arrears.reports import build
from arrears.runs.directory import RunDirectory
from arrears.runs.manifest import seal
from arrears.runs.workers import cores, work

__all__ = ["draw_report", "make_report"]

Task = TypeVar("Task")
Result = TypeVar("Result")


def make_report(directory: Path, *, language: str | None = None, jobs: int | None = None) -> Path:
    """Make figures and page from a run's files and return the page.

    Parameters
    ----------
    directory : Path
        A finished run.
    language : {"en", "zh"}, optional
        The readers'. The manifest keeps it, and a report made later without one is in it again.
    jobs : int, optional
        Processes that draw side by side, by default one for each core; no byte depends on it.

    Raises
    ------
    StorageError
        If there is no finished run, or it cannot be written.
    """
    run = RunDirectory(directory)
    manifest = run.manifest()
    page = draw_report(directory, language=language, jobs=jobs)
    if language is not None:
        manifest["language"] = language
    run.write_manifest(seal(manifest, run))
    return page


def draw_report(directory: Path, *, language: str | None = None, jobs: int | None = None) -> Path:
    """Make figures and page; the manifest, which must be there, is left as it is."""
    processes = jobs or cores()

    def spread(
        function: Callable[[Task], Result], tasks: Sequence[Task]
    ) -> Iterator[tuple[Task, Result]]:
        missing = list(tasks)
        try:
            for done in work(function, tasks, jobs=processes, preload=("arrears.reports",)):
                if done.result is not None:
                    missing.remove(done.task)
                    yield done.task, done.result
        except RunError:  # no process can be started; they are not needed
            pass
        # What failed is done again here, where its error is told as it is.
        yield from ((task, function(task)) for task in missing)

    return build(directory, language=language, spread=spread if processes > 1 else None)
