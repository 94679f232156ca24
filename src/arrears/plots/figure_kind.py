"""What makes a figure: the tables it reads, how it is drawn, what it says in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.style import PolicyStyle
from arrears.words import ENGLISH, Words

__all__ = ["Draw", "FigureKind", "TableSource"]


class TableSource(Protocol):
    """The tables of one run, wherever they are kept.

    Policies stand in the scenario's order everywhere; where several regimes were run, ``policy``
    names both (or the regime, if there is one policy), so that one column names the arm.
    """

    @property
    def policies(self) -> tuple[str, ...]:
        """Names of the arms, in the scenario's order."""

    @property
    def baseline(self) -> str:
        """The arm that the others are compared with."""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Outcomes that the scenario compares, the first one first."""

    def read(self, table: str, **equal: str | int) -> pd.DataFrame:
        """Return the rows of ``monthly``, ``durations``, ``summary``, ... whose columns are so.

        ``read("monthly", segment="all")`` leaves the segments out; a table that the run does not
        have is empty.
        """


class Draw(Protocol):
    """A plot function: a tidy table in, axes out."""

    def __call__(
        self,
        table: pd.DataFrame,
        /,
        *,
        styles: dict[str, PolicyStyle] | None = None,
        words: Words = ENGLISH,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw a table that is not empty and return the axes, of several the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKind:
    """One figure, for the report, for ``run.plot`` and for the files beside them.

    Parameters
    ----------
    name : str
        Of its files and of ``run.plot.<name>()``.
    question : str
        Its heading. This and all other texts are English keys of `arrears.words`.
    reads : tuple of str
        Tables of a run that ``tabulate`` reads.
    tabulate : callable
        From the run's tables to the tidy table that is drawn and lies beside the figure as CSV. An
        empty table means that there is nothing to draw: the figure is left out.
    draw : callable
        From that table to axes. Without ``ax`` it makes a figure of its own.
    alt : callable
        From that table to sentences that say the finding.
    definition : str
        What is drawn, how it is computed and what it does not say; stands below the figure.
    outcomes : tuple of str
        Outcomes whose entries in the codebook belong beside it.
    panel : str
        Column of the table that tells small multiples apart; empty when there is one panel.
    choose : callable, optional
        Table of one panel that is not among the usual ones, by its name.
    """

    name: str
    question: str
    reads: tuple[str, ...]
    tabulate: Callable[[TableSource], pd.DataFrame]
    draw: Draw
    alt: Callable[[pd.DataFrame, Words], str]
    definition: str
    outcomes: tuple[str, ...] = ()
    panel: str = ""
    choose: Callable[[TableSource, str], pd.DataFrame] | None = None
