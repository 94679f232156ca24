"""How every figure looks, and how one becomes the same SVG bytes each time it is drawn.

Colours are Okabe and Ito's, which stay apart for all common kinds of colour blindness; every
policy also has its own dash and marker, so that figures can be read printed in grey. Nothing here
touches pyplot or matplotlib's global settings.
"""

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.layout_engine import ConstrainedLayoutEngine

from arrears.fonts import FAMILY, FONT_FILE

__all__ = [
    "PolicyStyle",
    "drawing",
    "new_axes",
    "new_panels",
    "policy_styles",
    "svg_text",
    "tidy_axes",
]

Dash = Literal["-"] | tuple[float, Sequence[float]]

WIDTH_INCHES = 4.4  # narrow, so that its text is still large enough on a telephone
INK = "#333333"
GREY = "#8c8c8c"
FAINT = "#d9d9d9"

# The first is the darkest: scenarios name first the baseline that others are read against.
_COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_DASHES: tuple[Dash, ...] = (
    "-", (0, (6, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)), (0, (3, 1)), (0, (8, 2, 1, 2, 1, 2)),
)  # fmt: skip
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "*", "h")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyStyle:
    """Colour, dash and marker of one policy, the same in every figure of a report."""

    colour: str
    dash: Dash
    marker: str


def policy_styles(policies: Iterable[str]) -> dict[str, PolicyStyle]:
    """Return a style for each distinct policy, in order of first appearance.

    Colours, dashes and markers repeat after 7, 6 and 11 policies, so that the first 462 differ.
    """
    return {
        policy: PolicyStyle(
            colour=_COLOURS[place % len(_COLOURS)],
            dash=_DASHES[place % len(_DASHES)],
            marker=_MARKERS[place % len(_MARKERS)],
        )
        for place, policy in enumerate(dict.fromkeys(policies))
    }


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with matplotlib's own defaults, whatever the reader's matplotlibrc says.

    Texts are set in the font that reports carry with them, so that they fill the place that was
    measured for them.
    """
    if all(font.name != FAMILY for font in fontManager.ttflist):
        fontManager.addfont(FONT_FILE)
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams["font.family"] = [FAMILY, "DejaVu Sans"]
        mpl.rcParams["text.parse_math"] = False  # a name may hold a dollar sign
        mpl.rcParams["font.size"] = 9.5
        yield


def new_axes(*, height: float = 3.6) -> Axes:
    """Return the axes of a new figure that belongs to no window; ``height`` is in inches."""
    return new_panels(1, height=height)[0]


def new_panels(count: int, *, height: float) -> list[Axes]:
    """Return axes below each other in one new figure, ``height`` inches each."""
    layout = ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.08)
    figure = Figure(figsize=(WIDTH_INCHES, height * count), layout=layout)
    FigureCanvasSVG(figure)
    return [figure.add_subplot(count, 1, place + 1) for place in range(count)]


def tidy_axes(ax: Axes, *, grid: str = "y") -> None:
    """Leave only what carries information: two spines and a faint grid along one direction."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(INK)
    ax.tick_params(colors=INK)
    ax.set_axisbelow(True)
    if grid in ("x", "both"):
        ax.xaxis.grid(visible=True, color=FAINT, linewidth=0.6)
    if grid in ("y", "both"):
        ax.yaxis.grid(visible=True, color=FAINT, linewidth=0.6)


def svg_text(figure: Figure, *, name: str, alt: str) -> str:
    """Return a figure as one ``<svg>`` element, the same text whenever it is drawn.

    Parameters
    ----------
    figure : Figure
        What to draw.
    name : str
        Prefix of all identifiers, so that several figures can stand in one page.
    alt : str
        What the figure shows, in words, for readers who do not see it.

    Returns
    -------
    str
        The element alone. Text stays text: it can be searched, and the reader's fonts supply
        any script.
    """
    buffer = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with mpl.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}), warnings.catch_warnings():
        # The page's fonts draw the text; that matplotlib's own lacks a script does not matter.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        # Unlike savefig, this draws once: the layout is found on the way.
        FigureCanvasSVG(figure).print_svg(buffer, metadata=nothing)  # type: ignore[no-untyped-call]
    drawn = buffer.getvalue()
    element = drawn[drawn.index("<svg ") :].rstrip() + "\n"
    element = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', element)
    element = re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', element)
    element = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", element)
    return element.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1)
