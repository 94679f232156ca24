"""Small multiples on as many sheets as they need to stay legible on paper."""

import math

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.figure_kind import FigureKind

__all__ = ["TALLEST_INCHES", "sheets"]

TALLEST_INCHES = 9.5  # a sheet of A4 holds this without shrinking letters below 8 points


def sheets(kind: FigureKind, table: pd.DataFrame, drawn: Axes) -> list[pd.DataFrame]:
    """Return the parts of a table that each fill one sheet: all of it when one is enough.

    Parameters
    ----------
    kind : FigureKind
        Which figure.
    table : DataFrame
        What is drawn.
    drawn : Axes
        Any of the figure that holds all panels; how tall it is decides.
    """
    height = float(drawn.get_figure(root=True).get_size_inches()[1])  # type: ignore[union-attr]
    panels = list(dict.fromkeys(table[kind.panel])) if kind.panel else [""]
    count = min(math.ceil(height / TALLEST_INCHES), len(panels))
    if count <= 1:
        return [table]
    size = math.ceil(len(panels) / count)
    return [
        table.loc[table[kind.panel].isin(panels[start : start + size])].reset_index(drop=True)
        for start in range(0, len(panels), size)
    ]
