"""What users add to arrears: outcomes and figures of their own.

A module registers what it offers and a scenario names the module under ``extensions``. Each point
has a protocol that says what is needed, a function that registers, and one that checks: it tries
the thing on a small run and says in plain words what is wrong. Names are imported when they are
first used.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arrears.extend.figures import check_figure, register_figure
    from arrears.extend.outcomes import check_outcome, register_outcome
    from arrears.plots.figure_kind import FigureKind, TableSource
    from arrears.results.added_outcomes import OutcomeExtension
    from arrears.results.codebook import Outcome
    from arrears.results.ratios import Ratio
    from arrears.results.rows import Book, EventRows
    from arrears.results.sums import MonthlySums
    from arrears.terms import Cause, Event

_HOMES = {
    "Book": "arrears.results.rows",
    "Cause": "arrears.terms",
    "Event": "arrears.terms",
    "EventRows": "arrears.results.rows",
    "FigureKind": "arrears.plots.figure_kind",
    "MonthlySums": "arrears.results.sums",
    "Outcome": "arrears.results.codebook",
    "OutcomeExtension": "arrears.results.added_outcomes",
    "Ratio": "arrears.results.ratios",
    "TableSource": "arrears.plots.figure_kind",
    "check_figure": "arrears.extend.figures",
    "check_outcome": "arrears.extend.outcomes",
    "register_figure": "arrears.extend.figures",
    "register_outcome": "arrears.extend.outcomes",
}

__all__ = [
    "Book",
    "Cause",
    "Event",
    "EventRows",
    "FigureKind",
    "MonthlySums",
    "Outcome",
    "OutcomeExtension",
    "Ratio",
    "TableSource",
    "check_figure",
    "check_outcome",
    "register_figure",
    "register_outcome",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'arrears.extend' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
