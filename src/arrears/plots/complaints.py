"""How often borrowers complain under each policy."""

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.intervals import draw_rows
from arrears.plots.style import PolicyStyle, new_axes

__all__ = ["plot_complaints"]


def plot_complaints(
    summary: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw complaints per 1000 borrowers and year, one point with its interval per policy.

    Parameters
    ----------
    summary : DataFrame, one row per policy
        Columns ``policy``, ``mean``, ``low`` and ``high`` (complaints per 1000 originated
        borrowers and year).
    styles : dict, optional
        Styles by policy when they must match other figures.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Axes
        The axes drawn on; the first row of the table is on top.
    """
    ax = new_axes(height=0.8 + 0.4 * len(summary)) if ax is None else ax
    draw_rows(summary, "mean", ax, styles=styles)
    # Never below 0 nor so near that markers at 0 look like many.
    ax.set_xlim(0, max(1.0, ax.get_xlim()[1]))
    ax.set_xlabel("Complaints per 1000 borrowers and year")
    return ax
