"""Who bears it: outcomes by segment."""

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.groups import draw_groups, groups_height, policies_of
from arrears.plots.labels import in_words, level_label, show_as_share
from arrears.plots.numerals import interval_text, level_text
from arrears.plots.panels import add_legend, panels_for
from arrears.plots.style import PolicyStyle, policy_styles
from arrears.results.segments import segment_levels
from arrears.words import ENGLISH, Words

__all__ = ["SEGMENTS", "plot_segments", "segments_alt", "segments_table"]


def segments_table(source: TableSource) -> pd.DataFrame:
    """Return the outcomes that the scenario compares, by segment.

    Returns
    -------
    DataFrame, one row per outcome, segment and policy
        Columns ``outcome, segment, policy, mean, low, high, replications, method``, in the
        outcomes' own units; segment ``all`` first.
    """
    summary = source.read("summary")
    return summary if summary.empty else segment_levels(summary, source.outcomes)


def _of_outcome(source: TableSource, outcome: str) -> pd.DataFrame:
    return segment_levels(source.read("summary"), [outcome])


def plot_segments(
    levels: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw outcomes by segment, one panel per outcome, one marker with its interval per policy.

    Parameters
    ----------
    levels : DataFrame
        As `segments_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one outcome. A new figure when left out.

    Returns
    -------
    Axes
        The first panel.
    """
    outcomes = list(dict.fromkeys(levels["outcome"]))
    policies = policies_of(levels, styles)
    styles = policy_styles(policies) if styles is None else styles
    rows = max(1, int(levels["segment"].nunique()))
    panels = panels_for(outcomes, ax, height=groups_height(rows, len(policies)))
    for panel, outcome in zip(panels, outcomes, strict=True):
        chosen = levels.loc[levels["outcome"] == outcome]
        labels = {name: words.name(name) for name in chosen["segment"]}
        draw_groups(
            chosen, "segment", "mean", panel, labels=labels, policies=policies, styles=styles
        )
        show_as_share(panel.xaxis, outcome)
        panel.set_xlabel(level_label(outcome, words))
    add_legend(panels[0], styles, policies, words=words, with_lines=False, own=ax is None)
    return panels[0]


def segments_alt(levels: pd.DataFrame, words: Words) -> str:
    """Say of each outcome which segment has least and which most of it, under the first policy."""
    first = levels["policy"].iloc[0]
    clauses = []
    for outcome, rows in levels.groupby("outcome", sort=False):
        known = rows.loc[
            (rows["policy"] == first) & (rows["segment"] != "all") & rows["mean"].notna()
        ]
        if known.empty:
            continue
        clauses.append(_range_said(str(outcome), known, words))
    return words(
        "By segment, under {policy}; {clauses}.", policy=first, clauses=words.clauses(clauses)
    )


def _range_said(outcome: str, known: pd.DataFrame, words: Words) -> str:
    """Say the ends of an outcome's range over segments, or that all have the same."""
    name = in_words(outcome, words)
    if len(known[["mean", "low", "high"]].drop_duplicates()) == 1:
        level = _level(outcome, known.iloc[0], words)
        return words("{outcome}: {level} in every segment", outcome=name, level=level)
    ends = known.iloc[[int(known["mean"].argmin()), int(known["mean"].argmax())]]
    lowest, highest = (
        f"{words.name(row['segment'])} {_level(outcome, row, words)}" for _, row in ends.iterrows()
    )
    return words(
        "{outcome}: lowest {lowest}, highest {highest}",
        outcome=name, lowest=lowest, highest=highest,
    )  # fmt: skip


def _level(outcome: str, row: pd.Series, words: Words) -> str:
    level = level_text(outcome, row["mean"], row["low"], row["high"], words)
    bounds = interval_text(outcome, row["low"], row["high"], words=words)
    return f"{level} ({bounds})" if bounds else level


SEGMENTS = FigureKind(
    name="segments",
    question="Who bears it: outcomes by segment",
    reads=("summary",),
    tabulate=segments_table,
    draw=plot_segments,
    alt=segments_alt,
    definition=(
        "Each compared outcome in each segment and in all of them. Costs that belong to no "
        "borrower, such as wages, are in none of the segments. Many segments are many "
        "comparisons: one interval in twenty misses by luck alone. Point: mean over replications; "
        "bar: 95 % interval, which carries luck only."
    ),
    panel="outcome",
    choose=_of_outcome,
)
