"""What each policy changes, compared with the baseline under the same luck."""

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.intervals import draw_rows
from arrears.plots.labels import difference_label, in_words, show_as_points
from arrears.plots.style import INK, PolicyStyle, new_axes

__all__ = ["plot_differences"]


def plot_differences(
    differences: pd.DataFrame,
    *,
    outcome: str,
    styles: dict[str, PolicyStyle] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the paired differences of one outcome to the baseline as a forest plot.

    A marker is filled when its interval excludes 0 and hollow when luck alone could explain it.

    Parameters
    ----------
    differences : DataFrame, one row per policy, without the baseline
        Columns ``policy``, ``difference``, ``low`` and ``high`` in the outcome's own unit.
    outcome : str
        The outcome compared, for the label.
    styles : dict, optional
        Styles by policy when they must match other figures.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Axes
        The axes drawn on, with a line at 0; the first row of the table is on top.
    """
    ax = new_axes(height=0.8 + 0.4 * len(differences)) if ax is None else ax
    clear = (differences["low"] > 0) | (differences["high"] < 0)
    ax.axvline(0, color=INK, linewidth=1)
    draw_rows(differences.assign(clear=clear), "difference", ax, styles=styles)
    ax.locator_params(axis="x", nbins=6)
    show_as_points(ax.xaxis, outcome)
    words = in_words(outcome)
    ax.set_title(f"{words[0].upper()}{words[1:]}", loc="left", fontsize="medium")
    ax.set_xlabel(difference_label(outcome))
    return ax
