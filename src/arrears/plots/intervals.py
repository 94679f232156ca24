"""One row per policy, a marker and the bar of its interval: levels and differences alike."""

import math
from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.panels import place_rows
from arrears.plots.style import PolicyStyle, policy_styles, tidy_axes

__all__ = ["draw_rows", "error_lengths"]

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
        style = styles[row["policy"]]
        evidence = row.get("evidence", "clear")
        if pd.isna(row[value]):
            continue
        ax.errorbar(
            [row[value]],
            [place],
            xerr=error_lengths(row[value], row["low"], row["high"]),
            color=style.colour,
            linestyle="none",
            linewidth=1.8,
            capsize=3.5,
            marker=style.marker,
            markersize=7,
            fillstyle=_HALF if evidence == "alone" else "full",
            markerfacecolor="white" if evidence == "luck" else style.colour,
            markerfacecoloralt="white",
            clip_on=False,
        )
