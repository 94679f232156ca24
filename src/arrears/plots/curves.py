"""One line and one band per policy: what the figures over time have in common."""

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.style import PolicyStyle, policy_styles, tidy_axes

__all__ = ["draw_curves"]

_MARKERS_PER_LINE = 8


def draw_curves(
    curves: pd.DataFrame,
    x: str,
    ax: Axes,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    steps: bool = False,
) -> None:
    """Draw ``mean`` over ``x`` with the band from ``low`` to ``high``, one line per policy.

    Bands that are empty (a single replication) are left out; markers are spaced out and offset,
    so that lines on top of each other can still be told apart. ``steps`` holds each value until
    the next. Policies are named by the caller, outside the data.
    """
    policies = list(dict.fromkeys(curves["policy"]))
    styles = policy_styles(policies) if styles is None else styles
    for place, policy in enumerate(policies):
        style = styles[policy]
        curve = curves.loc[curves["policy"] == policy].sort_values(x)
        gap = max(1, len(curve) // _MARKERS_PER_LINE)
        ax.plot(
            curve[x],
            curve["mean"],
            label=policy,
            color=style.colour,
            linestyle=style.dash,
            linewidth=1.6,
            marker=style.marker,
            markersize=4.5,
            markevery=(place * gap // len(policies), gap),
            drawstyle="steps-post" if steps else "default",
        )
        if curve["low"].notna().any():
            ax.fill_between(
                curve[x],
                curve["low"],
                curve["high"],
                color=style.colour,
                alpha=0.15 if len(policies) <= 3 else 0.07,
                linewidth=0,
                step="post" if steps else None,
            )
    tidy_axes(ax)
