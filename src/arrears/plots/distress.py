"""How many borrowers would screen positive for distress, month by month."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from arrears.plots.curves import draw_curves
from arrears.plots.panels import add_legend
from arrears.plots.style import PolicyStyle, new_axes, policy_styles

__all__ = ["plot_distress"]


def plot_distress(
    months: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of person-days that screen positive by month, one line and band per policy.

    Parameters
    ----------
    months : DataFrame, one row per policy and month
        Columns ``policy``, ``month`` (from the scenario's start, 0 first), ``mean``, ``low`` and
        ``high`` (fractions of person-days).
    styles : dict, optional
        Styles by policy when they must match other figures.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Axes
        The axes drawn on.
    """
    policies = list(dict.fromkeys(months["policy"]))
    styles = policy_styles(policies) if styles is None else styles
    own, ax = ax is None, new_axes() if ax is None else ax
    draw_curves(months, "month", ax, styles=styles)
    add_legend(ax, styles, policies, own=own)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_formatter("{x:.1%}")
    ax.set(xlabel="Month of the run", ylabel="Screening positive (share of person-days)")
    ax.set_ylim(bottom=0)
    return ax
