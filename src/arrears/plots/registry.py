"""Every figure by name, in the order of the report.

A figure is one file of this folder: a function from a run's tables to a tidy table, one from that
table to axes, one from it to a sentence, and a `FigureKind` that holds them together. Listed here,
it is in the report, under ``run.plot`` and among the files of a run.
"""

from typing import Final

from arrears.plots.figure_kind import FigureKind
from arrears.plots.recovery import RECOVERY

__all__ = ["FIGURES"]

FIGURES: Final[dict[str, FigureKind]] = {
    kind.name: kind
    for kind in (
        RECOVERY,
    )
}  # fmt: skip
"""Figures by name."""
