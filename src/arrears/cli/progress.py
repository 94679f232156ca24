"""How far a run is: a bar on a terminal, a line now and then elsewhere, always on stderr."""

# ruff: noqa: PLC0415 (rich is imported late, and only where there is a terminal)

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

import click

__all__ = ["progress_shown"]

Progress = Callable[[int, int, str], None]
_SECONDS_BETWEEN_LINES = 10.0


@contextlib.contextmanager
def progress_shown(title: str) -> Iterator[Progress]:
    """Show how far something is while it lasts; yields what is to be told after each step."""
    if sys.stderr.isatty():
        yield from _bar(title)
    else:
        yield _lines(title)


def _bar(title: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def tell(done: int, total: int, _: str) -> None:
            bar.update(task, completed=done, total=total)

        yield tell


def _lines(title: str) -> Progress:
    last = time.monotonic()

    def tell(done: int, total: int, _: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _SECONDS_BETWEEN_LINES:
            last = now
            click.echo(f"{title}: {done} of {total}", err=True)

    return tell
