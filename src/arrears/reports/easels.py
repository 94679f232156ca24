"""Figures of one report drawn side by side, by however many processes."""

import itertools
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from arrears.garbage import uncollected
from arrears.plots.figure_kind import FigureKind
from arrears.plots.registry import FIGURES
from arrears.reports.added import added_figures
from arrears.reports.exhibits import Exhibit, exhibit
from arrears.reports.run_files import RunFiles, read_run_files
from arrears.reports.run_tables import RunTables
from arrears.words import Words

__all__ = ["Commission", "Drawn", "Spread", "draw", "spread_exhibits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """One figure of one report, such as another process can be told to draw it.

    ``report`` tells reports that one process makes one after the other apart: files may have
    changed in between.
    """

    directory: Path
    name: str
    language: str
    report: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A figure, or None where the run has no numbers for it, and what was warned of meanwhile."""

    exhibit: Exhibit | None
    warned: tuple[Warning | str, ...] = ()


Spread = Callable[
    [Callable[[Commission], Drawn], Sequence[Commission]], Iterable[tuple[Commission, Drawn]]
]
"""Does something with each commission, wherever and in whatever order, and yields what came of it.

An error of one is raised as it would be here.
"""

_REPORTS: Final = itertools.count()


def spread_exhibits(
    run: RunFiles, words: Words, added: Mapping[str, FigureKind], spread: Spread
) -> list[Exhibit]:
    """Return what `arrears.reports.exhibits.exhibits` does; no byte depends on who drew what."""
    report = next(_REPORTS)
    # Figures of many panels take longest: they begin first.
    kinds = sorted((FIGURES | dict(added)).values(), key=lambda kind: not kind.panel)
    commissions = [
        Commission(directory=run.directory, name=kind.name, language=words.language, report=report)
        for kind in kinds
    ]
    drawn = {commission.name: done for commission, done in spread(draw, commissions)}
    in_order = [drawn[name] for name in (*FIGURES, *added)]
    for warning in (warning for done in in_order for warning in done.warned):
        warnings.warn(warning, stacklevel=4)
    return [done.exhibit for done in in_order if done.exhibit is not None]


def draw(commission: Commission) -> Drawn:
    """Draw one figure from the files of its run."""
    with uncollected(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        source, kinds = _opened(commission.directory, commission.report)
        done = exhibit(kinds[commission.name], source, Words(commission.language))
    return Drawn(exhibit=done, warned=tuple(warning.message for warning in caught))


@lru_cache(maxsize=1)
def _opened(
    directory: Path,
    report: int,  # noqa: ARG001 - other reports find other files
) -> tuple[RunTables, dict[str, FigureKind]]:
    """Return tables and figures of a run, which a process opens once for each report."""
    files = read_run_files(directory)
    return RunTables(files), FIGURES | added_figures(files.manifest)
