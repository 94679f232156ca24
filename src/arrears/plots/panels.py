"""Panels of one figure below each other, their legend outside the data, and who may draw where."""

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from arrears.errors import ScenarioError
from arrears.plots.style import GREY, INK, PolicyStyle, new_panels
from arrears.words import ENGLISH, Words

__all__ = ["add_legend", "panels_for", "place_legend", "place_rows", "rows_height", "wrapped"]

_LEGEND_LETTERS = 54  # what fits beside each other in one line of the legend
_HANDLE_LETTERS = 8
_LEGEND_ROW = 0.19  # inches
_ROW, _LINE = 0.3, 0.16  # inches
_NAME_LETTERS = 15  # of one line of a policy's name beside an axis


def panels_for(names: Sequence[str], ax: Axes | None, *, height: float) -> list[Axes]:
    """Return axes for each named panel: those given for the only one, else those of a new figure.

    ``height`` is in inches for each panel; a legend adds its own.

    Raises
    ------
    ScenarioError
        If several panels shall be drawn on one pair of axes; names them.
    """
    if ax is None:
        return new_panels(len(names), height=height)
    if len(names) > 1:
        known = ", ".join(names)
        raise ScenarioError(f"ax: one pair of axes for {len(names)} panels; choose one of {known}")
    return [ax]


def add_legend(
    ax: Axes, styles: dict[str, PolicyStyle], policies: Sequence[str], *, words: Words = ENGLISH,
    with_lines: bool = True, notes: Mapping[str, str] | None = None, own: bool = True,
) -> None:  # fmt: skip
    """Name the policies above all panels of a figure, or inside axes that belong to somebody else.

    Parameters
    ----------
    ax : Axes
        Any of the figure's.
    styles, policies : styles by policy; which to name, in this order.
    with_lines : bool
        Whether handles show the dash beside the marker.
    notes : mapping, optional
        Policies drawn hollow and in grey, with what is to be added to their name.
    own : bool
        Whether the figure is ours: then the legend stands outside the axes.
    """
    notes = notes or {}
    labels = [f"{policy} ({notes[policy]})" if policy in notes else policy for policy in policies]
    handles = [
        Line2D(
            [], [], color=GREY if policy in notes else styles[policy].colour,
            linestyle=styles[policy].dash if with_lines else "none", linewidth=1.6,
            marker=styles[policy].marker, markersize=5,
            markerfacecolor="white" if policy in notes else styles[policy].colour,
        )
        for policy in policies
    ]  # fmt: skip
    place_legend(ax, handles, labels, title=words("Policy"), own=own)


def place_legend(
    ax: Axes, handles: Sequence[Artist], labels: Sequence[str], *, title: str, own: bool
) -> None:
    """Put a legend above all panels of a figure of ours, or inside somebody else's axes."""
    looks: dict[str, Any] = {"title": title, "frameon": False, "alignment": "left"}
    looks |= {"handlelength": 3, "fontsize": "small", "title_fontsize": "small"}
    if not own:
        ax.legend(handles, labels, **looks)
        return
    figure = cast(Figure, ax.figure)
    width, height = figure.get_size_inches()
    columns = _columns(labels)
    rows = math.ceil(len(labels) / columns) + 1
    figure.set_size_inches(width, height + _LEGEND_ROW * rows)
    figure.legend(handles, labels, loc="outside upper left", ncols=columns, labelcolor=INK, **looks)


def _columns(labels: Sequence[str]) -> int:
    """Return how many names of a legend stand beside each other."""
    for columns in range(len(labels), 1, -1):
        split = np.array_split([len(label) for label in labels], columns)  # as legends do
        if sum(int(lengths.max()) + _HANDLE_LETTERS for lengths in split) <= _LEGEND_LETTERS:
            return columns
    return 1


def rows_height(policies: Sequence[str]) -> float:
    """Return the inches that rows need whose policies stand beside them, however long a name."""
    return sum(map(_row_height, policies))


def place_rows(ax: Axes, policies: Sequence[str]) -> list[float]:
    """Name one row after the other beside an axis, the first on top, and return where they are.

    The axis counts inches of `rows_height` from the top.
    """
    heights = [_row_height(policy) for policy in policies]
    places = [sum(heights[:row]) + height / 2 for row, height in enumerate(heights)]
    ax.set_yticks(places, labels=[wrapped(policy) for policy in policies])
    ax.set_ylim(sum(heights), 0)
    ax.tick_params(axis="y", length=0, pad=8)
    return places


def _row_height(policy: str) -> float:
    return max(_ROW, 0.06 + _LINE * (wrapped(policy).count("\n") + 1))


def wrapped(name: str, width: int = _NAME_LETTERS) -> str:
    """Return a policy's name on as many lines as it takes, broken behind underscores and blanks."""
    spaced = name.replace("_", "_\N{ZERO WIDTH SPACE} ")
    lines = textwrap.wrap(spaced, width, break_long_words=False, break_on_hyphens=False)
    mark = "\N{ZERO WIDTH SPACE}"
    return "\n".join(line.replace(f"_{mark} ", "_").replace(mark, "") for line in lines)
