"""Panels of one figure below each other, their legend outside the data, and who may draw where."""

import textwrap
from collections.abc import Sequence
from typing import cast

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from arrears.errors import ScenarioError
from arrears.plots.style import GREY, INK, PolicyStyle, new_panels
from arrears.words import ENGLISH, Words

__all__ = ["add_legend", "panels_for", "wrapped"]

_LEGEND_LETTERS = 52  # what fits beside each other in one line of the legend
_HANDLE_LETTERS = 7
_NAME_LETTERS = 15  # of one line of a policy's name beside an axis


def panels_for(
    names: Sequence[str], ax: Axes | None, *, height: float, extra: float = 0.0
) -> list[Axes]:
    """Return axes for each named panel: those given for the only one, else those of a new figure.

    ``height`` is in inches for each panel, ``extra`` for all of them together.

    Raises
    ------
    ScenarioError
        If several panels shall be drawn on one pair of axes; names them.
    """
    if ax is None:
        return new_panels(len(names), height=height + extra / len(names))
    if len(names) > 1:
        known = ", ".join(names)
        raise ScenarioError(f"ax: one pair of axes for {len(names)} panels; choose one of {known}")
    return [ax]


def add_legend(
    ax: Axes, styles: dict[str, PolicyStyle], policies: Sequence[str], *, words: Words = ENGLISH,
    with_lines: bool = True, notes: dict[str, str] | None = None, own: bool = True,
) -> None:  # fmt: skip
    """Name the policies above all panels of a figure, or inside axes that belong to somebody else.

    Parameters
    ----------
    ax : Axes
        Any of the figure's.
    styles, policies : styles by policy; which to name, in this order.
    with_lines : bool
        Whether handles show the dash beside the marker.
    notes : dict, optional
        Policies drawn in grey, with what is to be added to their name.
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
    title = words("Policy")
    if not own:
        ax.legend(handles, labels, title=title, frameon=False, alignment="left", handlelength=3)
        return
    longest = max(len(label) for label in labels) + _HANDLE_LETTERS
    figure = cast(Figure, ax.figure)
    figure.legend(
        handles, labels, title=title, frameon=False, alignment="left", handlelength=3,
        loc="outside upper left", ncols=max(1, min(len(labels), _LEGEND_LETTERS // longest)),
        fontsize="small", title_fontsize="small", labelcolor=INK,
    )  # fmt: skip


def wrapped(name: str, width: int = _NAME_LETTERS) -> str:
    """Return a policy's name on as many lines as it takes, broken behind underscores and blanks."""
    spaced = name.replace("_", "_\N{ZERO WIDTH SPACE} ").replace("/", "/ ")
    lines = textwrap.wrap(spaced, width, break_long_words=False, break_on_hyphens=False)
    mark = "\N{ZERO WIDTH SPACE}"
    return "\n".join(line.replace(f"_{mark} ", "_").replace(mark, "") for line in lines)
