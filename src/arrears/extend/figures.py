"""Figures of one's own: registering them, and checking them on a small run."""

import tempfile
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from arrears.errors import ExtensionError
from arrears.extend.trial import Faults, same_tables
from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.registry import FIGURES
from arrears.plots.style import drawing, new_axes, policy_styles, svg_text
from arrears.registry import register
from arrears.reports.run_files import read_run_files
from arrears.reports.run_tables import RunTables
from arrears.runs.run import execute
from arrears.scenario.load import load_scenario
from arrears.words import ENGLISH

__all__ = ["check_figure", "register_figure"]


def register_figure(figure: FigureKind) -> FigureKind:
    """Offer a figure to the scenarios that name the calling module; return it.

    Raises
    ------
    ExtensionError
        If what it says about itself cannot be used.
    """
    faults = Faults(getattr(figure, "name", type(figure).__name__))
    _check_words(figure, faults)
    faults.settle()
    register("figure", figure)
    return figure


def check_figure(figure: FigureKind, *, run: str | Path | None = None) -> str:
    """Draw a figure of a small run and say whether anything is wrong with it.

    It must read the tables that it names and no others, give the same table and the same drawing
    twice, draw on the axes it is given, leave tables as they are, and say in words what it shows.

    Parameters
    ----------
    figure : FigureKind
        Registered or not.
    run : str or Path, optional
        A run directory to draw; without one, ``first_steps`` is run with 40 borrowers.

    Returns
    -------
    str
        A sentence for people: how many checks were passed.

    Raises
    ------
    ExtensionError
        With one line for each thing that is wrong.
    """
    faults = Faults(getattr(figure, "name", type(figure).__name__))
    _check_words(figure, faults)
    if faults.found:
        faults.settle()
    with tempfile.TemporaryDirectory(prefix="arrears-check-") as folder:
        directory = Path(folder, "run") if run is None else Path(run)
        if run is None:
            scenario = load_scenario("first_steps", borrowers=40, replications=2)
            execute(scenario, out=directory, jobs=1, report=False)
        source = RunTables(read_run_files(directory))
        table = _check_table(figure, source, faults)
        if table is not None and not table.empty:
            _check_drawing(figure, table, source, faults)
    return faults.settle()


def _check_words(figure: FigureKind, faults: Faults) -> None:
    if not faults.need("is no FigureKind", holds=isinstance(figure, FigureKind)):
        return
    faults.need("a figure of this name comes with arrears", holds=figure.name not in FIGURES)
    for part in ("question", "definition"):
        faults.need(f"{part} is empty", holds=bool(getattr(figure, part).strip()))
    faults.need("reads names no table", holds=bool(figure.reads))


class _WatchedTables:
    """The tables of a run, and which of them were read."""

    def __init__(self, source: TableSource) -> None:
        self._source = source
        self.policies, self.baseline = source.policies, source.baseline
        self.outcomes = source.outcomes
        self.were_read: set[str] = set()

    def read(self, table: str, **equal: str | int) -> pd.DataFrame:
        """Return rows of a table and remember that it was read."""
        self.were_read.add(table)
        return self._source.read(table, **equal)


class _NoTables(_WatchedTables):
    """A run in which nothing happened: every table has its columns and no rows."""

    def read(self, table: str, **equal: str | int) -> pd.DataFrame:
        """Return no rows of a table."""
        return super().read(table, **equal).iloc[:0]


def _check_table(figure: FigureKind, source: TableSource, faults: Faults) -> pd.DataFrame | None:
    """Check what is drawn before it is drawn; return it."""
    watched = _WatchedTables(source)
    tables: list[object] = []
    with faults.catching("tabulate"):
        tables += [figure.tabulate(watched) for _ in range(2)]
    if len(tables) < 2:
        return None
    table, again = tables
    if not isinstance(table, pd.DataFrame) or not isinstance(again, pd.DataFrame):
        faults.need(f"tabulate gave {type(table).__name__}, no table", holds=False)
        return None
    unnamed = sorted(watched.were_read - set(figure.reads))
    faults.need(f"tabulate reads {', '.join(unnamed)}; list it in reads", holds=not unnamed)
    said = "tabulate gives another table the second time"
    faults.need(said, holds=same_tables(table, again))
    faults.need("the table is empty: there is nothing to draw", holds=not table.empty)
    with faults.catching("tabulate of a run in which nothing happened"):
        nothing = figure.tabulate(_NoTables(source))
        faults.need("of a run without rows it draws something", holds=nothing.empty)
    return table


def _check_drawing(
    figure: FigureKind, table: pd.DataFrame, source: TableSource, faults: Faults
) -> None:
    """Check the drawing and its words."""
    before, drawn, alt = table.copy(deep=True), [], ""
    styles = policy_styles(source.policies)
    with faults.catching("draw"), drawing():
        for _ in range(2):
            axes = figure.draw(table, styles=styles, words=ENGLISH)
            drawn.append(_svg(figure, axes))
    if len(drawn) == 2:
        faults.need("draws something else the second time", holds=drawn[0] == drawn[1])
    if not figure.panel:
        with faults.catching("draw on axes that it is given"), drawing():
            own = new_axes()
            same = figure.draw(table, styles=styles, words=ENGLISH, ax=own) is own
            faults.need("draws elsewhere than on the axes it is given", holds=same)
    with faults.catching("alt"):
        alt = figure.alt(table, ENGLISH)
    faults.need("alt says nothing", holds=bool(str(alt).strip()))
    faults.need("alt speaks of 'nan'", holds="nan" not in str(alt).lower().split())
    faults.need("draw or alt changed the table", holds=same_tables(table, before))


def _svg(figure: FigureKind, axes: object) -> str:
    """Return a drawing as text, with all that decides on its bytes fixed."""
    if not isinstance(axes, Axes) or not isinstance(axes.figure, Figure):
        raise ExtensionError("returns no axes of a figure")
    return svg_text(axes.figure, name=figure.name.replace("_", "-"), alt="")
