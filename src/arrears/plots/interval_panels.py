"""Panels below each other with a line at 0 in each, one row per policy: what differences share."""

from textwrap import wrap
from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.labels import show_as_points
from arrears.plots.panels import panels_for, rows_height
from arrears.plots.style import INK, tidy_axes

__all__ = ["interval_panels", "scale_panel", "told_by_interval"]

_TICKS: Final = 5
_TITLE_LETTERS: Final = 52  # as many as stand above the narrowest panel


def interval_panels(
    table: pd.DataFrame,
    by: str,
    ax: Axes | None,
    *,
    head: float,
    rows: str = "policy",
    spread: float = 1.0,
) -> list[tuple[str, Axes, pd.DataFrame]]:
    """Return name, axes and rows of one panel for each name in a column, in the table's order.

    Parameters
    ----------
    table : DataFrame
        What is drawn, in all panels.
    by : str
        Column that names the panels.
    ax : Axes, optional
        Where the only panel is drawn; those of a new figure when left out.
    head : float, inches
        What title, ticks and label of one panel take.
    rows : str
        Column that names the rows of a panel.
    spread : float
        How many times as high as their names need rows are.

    Raises
    ------
    ScenarioError
        If several panels shall be drawn on one pair of axes.
    """
    names = list(dict.fromkeys(table[by]))
    labels = list(dict.fromkeys(table[rows]))
    panels = panels_for(names, ax, height=head + spread * rows_height(labels))
    for panel in panels:
        tidy_axes(panel, grid="x")
        panel.axvline(0, color=INK, linewidth=1)
    return [
        (name, panel, table.loc[table[by] == name])
        for name, panel in zip(names, panels, strict=True)
    ]


def scale_panel(panel: Axes, outcome: str, title: str) -> None:
    """Give a panel few ticks, in percentage points where the outcome is a share, and a title."""
    panel.locator_params(axis="x", nbins=_TICKS)
    show_as_points(panel.xaxis, outcome)
    lines = [part for line in title.splitlines() for part in wrap(line, _TITLE_LETTERS)]
    panel.set_title("\n".join(lines), loc="left", fontsize="medium")


def told_by_interval(table: pd.DataFrame, low: str = "low", high: str = "high") -> pd.DataFrame:
    """Return a table with ``evidence``: ``clear`` where the interval excludes 0, else ``luck``."""
    excludes_0 = (table[low] > 0) | (table[high] < 0)
    return table.assign(evidence=excludes_0.map({True: "clear", False: "luck"}))
