"""How much of what was not paid on its due day is paid, and how soon."""

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.curves import draw_curves
from arrears.plots.style import PolicyStyle, new_axes

__all__ = ["plot_recovery"]


def plot_recovery(
    curves: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of overdue amounts paid by days since due, one line and band per policy.

    Parameters
    ----------
    curves : DataFrame, one row per policy and day
        Columns ``policy``, ``days`` (since the due day), ``mean``, ``low`` and ``high``
        (fractions of the amounts unpaid at the end of their due day).
    styles : dict, optional
        Styles by policy when they must match other figures.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Axes
        The axes drawn on.
    """
    ax = new_axes() if ax is None else ax
    draw_curves(curves, "days", ax, styles=styles)
    ax.yaxis.set_major_formatter("{x:.0%}")
    ax.set(xlabel="Days since due", ylabel="Paid (share of overdue amounts)")
    ax.set_xlim(left=0)
    ax.set_ylim(bottom=0)
    return ax
