"""One row per policy, a marker and the bar of its interval: levels and differences alike."""

import math
from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.panels import place_rows
from arrears.plots.style import PolicyStyle, policy_styles, tidy_axes

__all__ = ["draw_interval", "draw_rows", "error_lengths"]

_HALF: Final = "left"


def error_lengths(centre: float, low: float, high: float) -> list[list[float]] | None:
    """Return an interval as matplotlib wants it, or None when there is none.

    A skewed interval need not hold its centre; its bar then starts there.
    """
    if math.isnan(low) or math.isnan(high):
        return None
    return [[max(0.0, centre - low)], [max(0.0, high - centre)]]


def draw_rows(
    rows: pd.DataFrame, value: str, ax: Axes, *, styles: dict[str, PolicyStyle] | None = None
) -> None:
    """Draw ``value`` with the bar from ``low`` to ``high``, one row per policy, first on top.

    A column ``evidence``, where there is one, fills markers that are ``clear``, half fills those
    that are so only taken ``alone``, and leaves the others hollow. Rows without a value keep their
    place and stay blank.
    """
    styles = policy_styles(rows["policy"]) if styles is None else styles
    tidy_axes(ax, grid="x")
    places = place_rows(ax, rows["policy"].tolist())
    for place, row in zip(places, rows.to_dict("records"), strict=True):
        if not pd.isna(row[value]):
            draw_interval(ax, place, (row[value], row["low"], row["high"]), styles[row["policy"]],
                          evidence=row.get("evidence", "clear"))  # fmt: skip


def draw_interval(
    ax: Axes,
    place: float,
    numbers: tuple[float, float, float],
    style: PolicyStyle,
    *,
    evidence: str,
    size: float = 7,
) -> None:
    """Draw one marker at a place of the rows, and its bar where there is an interval.

    Parameters
    ----------
    ax, place : axes, and where on its y axis.
    numbers : tuple
        Centre, low, high.
    style : PolicyStyle
        Its colour and marker.
    evidence : str
        ``clear`` fills the marker, ``alone`` half fills it, ``luck`` leaves it hollow.
    size : float, points
    """
    ax.errorbar(
        [numbers[0]], [place], xerr=error_lengths(*numbers), color=style.colour, linestyle="none",
        linewidth=1.8, capsize=3.5, marker=style.marker, markersize=size,
        fillstyle=_HALF if evidence == "alone" else "full",
        markerfacecolor="white" if evidence == "luck" else style.colour,
        markerfacecoloralt="white", clip_on=False,
    )  # fmt: skip
