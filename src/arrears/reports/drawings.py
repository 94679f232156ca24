"""Drawings without what nobody sees, so that a page with many of them stays small."""

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["TOLERANCE_POINTS", "shortened", "stacked"]

TOLERANCE_POINTS: Final = 0.08
"""How far, in points of 1/72 inch, a line may run from where it was drawn."""

_DRAWN = re.compile(r' (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|points|transform)="[^"]*"')
_LONG_DECIMALS = re.compile(r"(\.\d\d)\d+")
_NO_TURN = re.compile(r' transform="rotate\(-?0 [^"]*\)"')
_GROUP_NAME = re.compile(r'<g id="[^"]*"')
_STYLE = re.compile(r' style="([^"]*)"')
_LINES = re.compile(r' d="([MLz\d\s.-]*)"')
_CURVES = re.compile(r' d="([MLCz\d\s.-]*C[MLCz\d\s.-]*)"')
_BETWEEN = re.compile(r">\s*\n\s*<")
_GROUPS = re.compile(r"<g>\n?|<g [^>]*>|</g>\n?")
_NAMES = re.compile(r'(?<=id=")[^"]+(?=")')
_LINE = re.compile(r"M[^Mz]*z?")
_SIZE = re.compile(r'<svg [^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"')
_POINTS = re.compile(r'\b(width|height)="([\d.]+)pt"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DOT_POINTS = 1.0  # what is not larger is a dot: nobody sees whether it is round
_FEW = 8  # points of a line that are worth the trouble


def shortened(svg: str, *, name: str) -> str:
    """Return a drawing that looks the same, with fewer points and each style written once.

    Parameters
    ----------
    svg : str
        As matplotlib writes it.
    name : str
        Of no other drawing on the page: what is named inside begins with it.
    """
    svg = _GROUP_NAME.sub("<g", _NO_TURN.sub("", svg))
    svg = _without_bare_groups(_BETWEEN.sub(">\n<", svg))
    svg = _with_short_names(_with_classes(svg, name), name)
    svg = _CURVES.sub(lambda found: f' d="{_dots(found[1])}"', svg)
    svg = _LINES.sub(lambda found: f' d="{_path(found[1])}"', svg)
    return _DRAWN.sub(lambda drawn: _LONG_DECIMALS.sub(r"\1", drawn[0]), svg)


def stacked(drawings: Sequence[str], *, alt: str) -> str:
    """Return drawings below each other as one, which ``alt`` says in words."""
    top, width, placed = 0.0, 0.0, []
    for drawing in drawings:
        size = _SIZE.search(drawing)
        if size is None:
            raise ValueError("a drawing does not say its size")
        # Inside another drawing, a point is what that drawing's numbers count.
        head, rest = drawing[: size.end()], drawing[size.end() :]
        head = _POINTS.sub(r'\1="\2"', head.replace("<svg ", f'<svg y="{_number(top)}" ', 1))
        placed.append(head + rest)
        top, width = top + float(size[2]), max(width, float(size[1]))
    across, down = _number(width), _number(top)
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return (
        f'<svg role="img" aria-label="{escape(alt)}" {names} width="{across}pt" '
        f'height="{down}pt" viewBox="0 0 {across} {down}" version="1.1">\n'
        f"{''.join(placed)}</svg>\n"
    )


def _without_bare_groups(svg: str) -> str:
    """Leave out groups that say nothing of what is in them."""
    opened: list[bool] = []

    def told(found: re.Match[str]) -> str:
        if found[0].startswith("<g"):
            opened.append(found[0].startswith("<g "))
            return found[0] if opened[-1] else ""
        return found[0] if opened.pop() else ""

    return _GROUPS.sub(told, svg)


def _with_short_names(svg: str, name: str) -> str:
    """Give numbers to what is named inside a drawing, as matplotlib's own names are long."""
    for place, long in enumerate(dict.fromkeys(_NAMES.findall(svg))):
        short = f"{name}-n{place}"
        svg = svg.replace(f'id="{long}"', f'id="{short}"')
        svg = svg.replace(f'"#{long}"', f'"#{short}"').replace(f"(#{long})", f"(#{short})")
    return svg


def _dots(text: str) -> str:
    """Return a path whose dots, such as those of a hatching, are squares."""
    return re.sub(r"M[^M]*", lambda found: _dot(found[0]), text)


def _dot(text: str) -> str:
    points = np.array(_NUMBER.findall(text), dtype=np.float64).reshape(-1, 2)
    low, size = points.min(axis=0), np.ptp(points, axis=0)
    if size.max() > _DOT_POINTS or "C" not in text:
        return text
    x, y, width, height = (_number(value) for value in (*low, *size))
    return f"M{x} {y}h{width}v{height}h-{width}z"


def _with_classes(svg: str, name: str) -> str:
    """Write each style that several parts share once, under a name of its own."""
    counts = Counter(_STYLE.findall(svg))
    shared = [style for style, count in counts.items() if count > 1]
    names = {style: f"{name}-{place}" for place, style in enumerate(shared)}
    if not names:
        return svg
    rules = "".join(f".{each}{{{style}}}" for style, each in names.items())

    def named(found: re.Match[str]) -> str:
        return f' class="{names[found[1]]}"' if found[1] in names else found[0]

    return _STYLE.sub(named, svg).replace("</style>", f"{rules}</style>", 1)


def _path(text: str) -> str:
    """Return the lines of a path, each through fewer points."""
    return "".join(_line(found) for found in _LINE.findall(text))


def _line(text: str) -> str:
    points = np.array(_NUMBER.findall(text), dtype=np.float64).reshape(-1, 2)
    if len(points) > _FEW:
        points = points[_kept(points)]
    said = [f"{_number(x)} {_number(y)}" for x, y in points.tolist()]
    return f"M{said[0]}" + "".join(f"L{each}" for each in said[1:]) + ("z" if "z" in text else "")


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _kept(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which points a line needs to stay within the tolerance of all of them.

    References
    ----------
    Douglas and Peucker (1973), Cartographica 10.
    """
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, -1]] = True
    pending = [(0, len(points) - 1)]
    while pending:
        first, last = pending.pop()
        if last - first < 2:
            continue
        distances = _distances(points[first + 1 : last], points[first], points[last])
        place = int(distances.argmax())
        if distances[place] > TOLERANCE_POINTS:
            middle = first + 1 + place
            kept[middle] = True
            pending += [(first, middle), (middle, last)]
    return kept


def _distances(
    points: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how far points are from a stretch of line, squared roots taken."""
    along, away = end - start, points - start
    length = float(along @ along)
    if length == 0:
        return np.hypot(away[:, 0], away[:, 1])
    share = np.clip(away @ along / length, 0.0, 1.0)
    rest = away - share[:, None] * along
    return np.hypot(rest[:, 0], rest[:, 1])
