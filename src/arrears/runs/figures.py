"""The figures of a finished run, on axes of the caller's."""

import difflib
from collections.abc import Iterable
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from arrears.errors import ScenarioError
from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.registry import FIGURES
from arrears.plots.style import drawing, policy_styles
from arrears.reports.added import added_figures
from arrears.reports.run_files import RunFiles, read_run_files
from arrears.reports.run_tables import RunTables
from arrears.words import Words

__all__ = ["Figures", "RunFigure"]


class RunFigure:
    """One figure of one run: call it to draw it, or ask for its table and its words.

    Parameters
    ----------
    kind : FigureKind
        Which figure.
    source : TableSource
        The run's tables.
    """

    def __init__(self, kind: FigureKind, source: TableSource) -> None:
        self._kind = kind
        self._source = source

    def __repr__(self) -> str:
        return f"RunFigure({self._kind.name!r})"

    def __call__(
        self, panel: str | None = None, *, language: str = "en", ax: Axes | None = None
    ) -> Axes:
        """Draw the figure and return its axes, of several panels the first.

        Parameters
        ----------
        panel : str, optional
            Only this panel of a figure with several: an outcome, a policy, a series.
        language : {"en", "zh"}
            The reader's.
        ax : Axes, optional
            Where to draw; a new figure when left out. It holds one panel.

        Raises
        ------
        ScenarioError
            If the run has nothing to draw, there is no such panel, or ``ax`` cannot hold several.
        """
        styles = policy_styles(self._source.policies)
        rows = self.table(panel)
        # Axes of somebody else keep their looks; ours are those of the report.
        with drawing() if ax is None else nullcontext():
            return self._kind.draw(rows, styles=styles, words=Words(language), ax=ax)

    def table(self, panel: str | None = None) -> pd.DataFrame:
        """Return the tidy table behind the figure, or behind one of its panels.

        Raises
        ------
        ScenarioError
            If it is empty, or there is no such panel.
        """
        rows = self._kind.tabulate(self._source)
        if panel is not None:
            rows = self._of_panel(rows, panel)
        if rows.empty:
            raise ScenarioError(f"{self._kind.name}: there is nothing to draw in this run")
        return rows

    def alt(self, *, language: str = "en") -> str:
        """Return what the figure shows, in words."""
        return self._kind.alt(self.table(), Words(language))

    def definition(self, *, language: str = "en") -> str:
        """Return what is drawn, how it is computed and what it does not say."""
        return Words(language)(self._kind.definition)

    def _of_panel(self, rows: pd.DataFrame, panel: str) -> pd.DataFrame:
        column = self._kind.panel
        if not column:
            raise ScenarioError(f"{self._kind.name}: {panel!r} chosen, but it has one panel only")
        known = rows[column].unique().tolist() if column in rows.columns else []
        if panel in known:
            return rows.loc[rows[column] == panel].reset_index(drop=True)
        chosen = pd.DataFrame() if self._kind.choose is None else self._chosen(panel)
        if chosen.empty:
            panels = ", ".join(known)
            raise ScenarioError(
                f"{self._kind.name}: there is nothing to draw of {column} {panel!r}; "
                f"the figure has {panels}"
            )
        return chosen

    def _chosen(self, panel: str) -> pd.DataFrame:
        assert self._kind.choose is not None  # noqa: S101 - asked by the caller
        return self._kind.choose(self._source, panel)


class Figures:
    """Draws what the report draws: every figure of `arrears.plots.registry` is an attribute.

    Intervals and bands are 95 % and carry luck only.

    Parameters
    ----------
    directory : Path
        A finished run.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._source: RunTables | None = None

    def __getattr__(self, name: str) -> RunFigure:
        """Return a figure by its name."""
        known = FIGURES if name in FIGURES or name.startswith("_") else self._known()
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise AttributeError(f"there is no figure {name!r}; the nearest name is {nearest!r}")
        if self._source is None:
            self._source = RunTables(self._files)
        return RunFigure(known[name], self._source)

    @cached_property
    def _files(self) -> RunFiles:
        return read_run_files(self._directory)

    def _known(self) -> dict[str, FigureKind]:
        """Return our figures and those that the scenario's own modules offer."""
        return FIGURES | added_figures(self._files.manifest)

    def __dir__(self) -> Iterable[str]:
        """List the figures."""
        return [*super().__dir__(), *self._known()]
