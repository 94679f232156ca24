"""Where distress comes from, as the model keeps its books."""

from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.findings import levels_said
from arrears.plots.intervals import error_lengths
from arrears.plots.numerals import share_text
from arrears.plots.panels import place_legend, place_rows, rows_height
from arrears.plots.style import INK, PolicyStyle, new_axes, tidy_axes
from arrears.results.distress_sources import EVERY_SOURCE, distress_by_source
from arrears.statistics.bands import band
from arrears.statistics.bounds import NOT_NEGATIVE
from arrears.words import ENGLISH, Words

__all__ = [
    "DISTRESS_SOURCES",
    "distress_sources_alt",
    "distress_sources_table",
    "plot_distress_sources",
]

_FILLS: Final = (
    ("#5b6770", ""), ("#c9d6df", "///"), ("#ffffff", "---"), ("#9db4c0", "xxx"),
    ("#eeeeee", "\\\\\\"), ("#7f8c8d", "---"), ("#dfe6e9", "ooo"), ("#b2bec3", "+++"),
)  # fmt: skip
_SMALLEST_LABEL = 0.09  # of the longest bar: less than this cannot hold its number
_THICK, _RAISED, _LOWERED = 0.2, 0.04, 0.11  # inches: whiskers run below bars, clear of numbers


def distress_sources_table(source: TableSource) -> pd.DataFrame:
    """Return what was added to the distress index by source, with intervals over replications.

    Returns
    -------
    DataFrame, one row per policy and source
        Columns ``policy, source, mean, low, high, replications, method, share``: points of the
        index per borrower and year; source ``all`` is their sum. ``share`` is of that sum, its
        mean over replications. Sources that added nothing under any policy are left out.
    """
    rows = distress_by_source(source.read("monthly", segment="all"))
    adds = rows.groupby("source", observed=True)["points_per_year"].transform("max") > 0
    rows = rows.loc[adds].rename(columns={"points_per_year": "value"})
    by = ["policy", "source"]
    shares = rows.groupby(by, sort=False, observed=True)["share"].mean()
    return band(rows, by, bounds=NOT_NEGATIVE).join(shares, on=by)


def plot_distress_sources(
    sources: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,  # noqa: ARG001 - bars are told apart by place
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw what added to the distress index, one bar per policy, stacked by source.

    Parameters
    ----------
    sources : DataFrame, one row per policy and source
        As `distress_sources_table` returns it. The numbers inside the bars are bookkeeping
        shares in per cent; the whisker is the interval of the whole bar.
    styles : dict, optional
        Taken for the sake of the other figures; policies stand beside their bars.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Axes
        The axes drawn on.
    """
    policies = list(dict.fromkeys(sources["policy"]))
    names = [name for name in dict.fromkeys(sources["source"]) if name != EVERY_SOURCE]
    height = 0.85 + rows_height(policies)
    own, ax = ax is None, new_axes(height=height) if ax is None else ax
    longest = sources.loc[sources["source"] == EVERY_SOURCE, "mean"].max()
    tidy_axes(ax, grid="x")
    for place, policy in zip(place_rows(ax, policies), policies, strict=True):
        rows = sources.loc[sources["policy"] == policy].set_index("source")
        left = 0.0
        for name, (colour, hatch) in zip(names, _fills(len(names)), strict=True):
            width = float(rows["mean"].get(name, 0.0))
            ax.barh(
                place - _RAISED, width, left=left, height=_THICK, color=colour, hatch=hatch,
                edgecolor=INK, linewidth=0.6,
            )  # fmt: skip
            if width >= _SMALLEST_LABEL * longest:
                _write_share(ax, left + width / 2, place - _RAISED, float(rows["share"][name]))
            left += width
        whole = rows.loc[EVERY_SOURCE]
        bar = error_lengths(whole["mean"], whole["low"], whole["high"])
        ax.errorbar(
            [whole["mean"]], [place + _LOWERED], xerr=bar, color="black", capsize=2.5,
            linewidth=1.3, marker="|", markersize=5,
        )  # fmt: skip
    ax.set_xlim(left=0)
    ax.set_xlabel(words("Distress index points added, per borrower and year"))
    patches = [
        Patch(facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.6)
        for colour, hatch in _fills(len(names))
    ]
    title = words("Source (number: bookkeeping share, %)")
    place_legend(ax, patches, [words.name(name) for name in names], title=title, own=own)
    return ax


def _fills(count: int) -> list[tuple[str, str]]:
    return [_FILLS[place % len(_FILLS)] for place in range(count)]


def _write_share(ax: Axes, x: float, y: float, share: float) -> None:
    box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    text = share_text(share)
    ax.text(x, y, text, ha="center", va="center", fontsize="small", color=INK, bbox=box)


def distress_sources_alt(sources: pd.DataFrame, words: Words) -> str:
    """Say how much was added under each policy, and which source added most."""
    whole = sources.loc[sources["source"] == EVERY_SOURCE]
    parts = sources.loc[sources["source"] != EVERY_SOURCE]
    first = parts.loc[parts["policy"] == parts["policy"].iloc[0]]
    largest = first.loc[first["mean"].idxmax()]
    return words(
        "Points added to the distress index per borrower and year: {levels}. Under {policy} the "
        "largest part is booked to {source} ({share}).",
        levels=levels_said(whole, percent=False, words=words),
        policy=largest["policy"],
        source=words.name(str(largest["source"])),
        share=share_text(largest["share"]),
    )


DISTRESS_SOURCES = FigureKind(
    name="distress_sources",
    question="Distress by source",
    reads=("monthly",),
    tabulate=distress_sources_table,
    draw=plot_distress_sources,
    alt=distress_sources_alt,
    definition=(
        "What added to the distress index, in points per borrower and year, by the source under "
        "which the model books it; what relieved distress is left out. These are bookkeeping "
        "shares, not causes: without collection, arrears might have lasted longer and added more. "
        "Bar: mean over replications; whisker below it: 95 % interval of the whole, which carries "
        "luck only."
    ),
    outcomes=("distress_from_<source>",),
)
