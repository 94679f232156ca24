"""What the lender's result costs borrowers, and the other way round."""

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.intervals import error_lengths
from arrears.plots.labels import level_label, show_as_share
from arrears.plots.style import PolicyStyle, new_axes, policy_styles, tidy_axes

__all__ = ["plot_trade_off"]


def plot_trade_off(
    summary: pd.DataFrame,
    *,
    x: str,
    y: str,
    styles: dict[str, PolicyStyle] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw one outcome against another, one point per policy with the intervals of both.

    Parameters
    ----------
    summary : DataFrame, one row per policy and outcome
        Columns ``policy``, ``outcome``, ``mean``, ``low`` and ``high``. Policies for which one of
        the two is empty are left out.
    x, y : str
        Names of the two outcomes.
    styles : dict, optional
        Styles by policy when they must match other figures.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Axes
        The axes drawn on.
    """
    ax = new_axes(height=4.0) if ax is None else ax
    columns = ["mean", "low", "high"]
    across = summary.loc[summary["outcome"] == x].set_index("policy")[columns].add_prefix("x_")
    upwards = summary.loc[summary["outcome"] == y].set_index("policy")[columns].add_prefix("y_")
    points = across.join(upwards, how="inner").dropna(subset=["x_mean", "y_mean"])
    styles = policy_styles(summary["policy"]) if styles is None else styles
    for policy, point in zip(points.index, points.to_dict("records"), strict=True):
        style = styles[policy]
        ax.errorbar(
            [point["x_mean"]],
            [point["y_mean"]],
            xerr=error_lengths(point["x_mean"], point["x_low"], point["x_high"]),
            yerr=error_lengths(point["y_mean"], point["y_low"], point["y_high"]),
            label=policy,
            marker=style.marker,
            markersize=8,
            color=style.colour,
            linestyle="none",
            linewidth=1.1,
            capsize=2.5,
        )
    show_as_share(ax.xaxis, x)
    show_as_share(ax.yaxis, y)
    ax.set(xlabel=level_label(x), ylabel=level_label(y))
    tidy_axes(ax, grid="both")
    ax.legend(title="Policy", frameon=False, alignment="left")
    return ax
