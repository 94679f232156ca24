"""What the lender's result costs borrowers, and the other way round."""

from collections.abc import Hashable, Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from arrears.plots.intervals import error_lengths
from arrears.plots.labels import change_label, level_label, show_as_points, show_as_share
from arrears.plots.style import INK, PolicyStyle, new_axes, policy_styles, tidy_axes

__all__ = ["plot_trade_off"]

_AT_0: dict[Hashable, float] = dict.fromkeys(("x", "x_low", "x_high", "y", "y_low", "y_high"), 0.0)


def plot_trade_off(
    rows: pd.DataFrame,
    *,
    x: str,
    y: str,
    baseline: str | None = None,
    styles: dict[str, PolicyStyle] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw one outcome against another, one point per policy with the intervals of both.

    Parameters
    ----------
    rows : DataFrame, one row per policy and outcome
        Columns ``policy``, ``outcome``, ``low``, ``high`` and either ``mean`` or, when
        ``baseline`` is given, ``difference``. Policies for which one of the two outcomes is empty
        are left out.
    baseline : str, optional
        Draw paired differences to this policy, which then stands where two lines at 0 cross.
        Policies share luck, so differences are known much better than levels.
    x, y, styles, ax
        Names of the two outcomes; styles by policy when they must match other figures; where to
        draw, a new figure when left out.
    """
    ax = new_axes(height=4.0) if ax is None else ax
    policies = rows["policy"] if baseline is None else [baseline, *rows["policy"]]
    styles = policy_styles(policies) if styles is None else styles
    if baseline is not None:
        ax.axvline(0, color=INK, linewidth=0.8)
        ax.axhline(0, color=INK, linewidth=0.8)
        _draw_point(ax, _AT_0, styles[baseline], label=baseline)
    points = _points(rows, "mean" if baseline is None else "difference", x, y)
    for policy, point in zip(points.index, points.to_dict("records"), strict=True):
        _draw_point(ax, point, styles[policy], label=policy)
    _dress(ax, x, y, is_change=baseline is not None)
    return ax


def _points(rows: pd.DataFrame, value: str, x: str, y: str) -> pd.DataFrame:
    """Return one row per policy with both outcomes and their intervals."""
    sides = []
    for side, outcome in (("x", x), ("y", y)):
        of_outcome = rows.loc[rows["outcome"] == outcome].set_index("policy")
        names = {value: side, "low": f"{side}_low", "high": f"{side}_high"}
        sides.append(of_outcome[list(names)].rename(columns=names))
    return sides[0].join(sides[1], how="inner").dropna(subset=["x", "y"])


def _draw_point(
    ax: Axes, point: Mapping[Hashable, float], style: PolicyStyle, *, label: str
) -> None:
    ax.errorbar(
        [point["x"]],
        [point["y"]],
        xerr=error_lengths(point["x"], point["x_low"], point["x_high"]),
        yerr=error_lengths(point["y"], point["y_low"], point["y_high"]),
        label=label,
        marker=style.marker,
        markersize=8,
        color=style.colour,
        linestyle="none",
        linewidth=1.3,
        capsize=2.5,
    )


def _dress(ax: Axes, x: str, y: str, *, is_change: bool) -> None:
    """Label the axes, with ticks in each outcome's unit, few enough not to touch each other."""
    label, show = (change_label, show_as_points) if is_change else (level_label, show_as_share)
    ax.set_xlabel(label(x), fontsize="small")
    ax.set_ylabel(label(y), fontsize="small")
    for axis, outcome in ((ax.xaxis, x), (ax.yaxis, y)):
        axis.set_major_locator(MaxNLocator(nbins=6))
        show(axis, outcome)
    tidy_axes(ax, grid="both")
    ax.legend(title="Policy", frameon=False, alignment="left")
