"""Rows of things compared, within each one marker and interval per policy."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.intervals import error_lengths
from arrears.plots.panels import panels_for
from arrears.plots.style import PolicyStyle, tidy_axes

__all__ = ["draw_groups", "group_panels", "groups_height", "policies_of"]

_SPREAD = 0.74  # of a row, shared by its policies
_INCHES_PER_MARKER = 0.15
_LEAST_ROW_INCHES = 0.4  # two lines of a name
_SHADE = "#f2f2f2"


def policies_of(table: pd.DataFrame, styles: dict[str, PolicyStyle] | None) -> list[str]:
    """Return the policies of a table in the order of their styles."""
    found = list(dict.fromkeys(table["policy"]))
    return found if styles is None else [policy for policy in styles if policy in found]


def groups_height(groups: int, policies: int) -> float:
    """Return the inches that rows need so that no marker touches the next."""
    row = max(_LEAST_ROW_INCHES, _INCHES_PER_MARKER * (policies + 1))
    return 0.75 + row * groups


def group_panels(
    names: Sequence[str], rows: Sequence[int], policies: int, ax: Axes | None, *, extra: float = 0.0
) -> list[Axes]:
    """Return a panel for each name, as tall as its number of rows; see `panels_for`.

    ``extra`` is in inches for each panel, for titles and labels of more than one line.
    """
    heights = [groups_height(count, policies) + extra for count in rows]
    panels = panels_for(names, ax, height=sum(heights) / len(names))
    grid = panels[0].get_gridspec() if ax is None else None
    if grid is not None:
        grid.set_height_ratios(heights)
    return panels


def draw_groups(
    rows: pd.DataFrame,
    group: str,
    value: str,
    ax: Axes,
    *,
    labels: Mapping[str, str],
    policies: Sequence[str],
    styles: dict[str, PolicyStyle],
) -> None:
    """Draw ``value`` with the bar from ``low`` to ``high``, one row per group, first on top.

    Within a row policies stand below each other in the order given, each in its place even where
    another has no value. A column ``clear`` (bool), where there is one, leaves markers hollow
    where it is false. ``labels`` name the groups; every other row is shaded.
    """
    groups = list(dict.fromkeys(rows[group]))
    step = _SPREAD / max(1, len(policies))
    for place in range(1, len(groups), 2):
        ax.axhspan(place - 0.5, place + 0.5, color=_SHADE, linewidth=0, zorder=0)
    for row in rows.to_dict("records"):
        if pd.isna(row[value]):
            continue
        style = styles[row["policy"]]
        offset = (policies.index(row["policy"]) - (len(policies) - 1) / 2) * step
        ax.errorbar(
            [row[value]],
            [groups.index(row[group]) + offset],
            xerr=error_lengths(row[value], row["low"], row["high"]),
            color=style.colour,
            linestyle="none",
            linewidth=1.2,
            capsize=2,
            marker=style.marker,
            markersize=4.5,
            markerfacecolor=style.colour if row.get("clear", True) else "white",
        )
    ax.set_yticks(range(len(groups)), labels=[labels[name] for name in groups])
    ax.set_ylim(len(groups) - 0.5, -0.5)
    tidy_axes(ax, grid="x")
    ax.tick_params(axis="y", length=0, pad=6)
    ax.locator_params(axis="x", nbins=6)
