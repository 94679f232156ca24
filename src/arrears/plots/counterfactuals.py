"""Where the misery comes from: what goes when shocks, contact or a source are switched off."""

from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.interval_panels import interval_panels, told_by_interval
from arrears.plots.intervals import draw_interval
from arrears.plots.numerals import bounds_text, number_text
from arrears.plots.panels import place_legend, place_rows
from arrears.plots.style import INK, PolicyStyle, policy_styles
from arrears.plots.ticks import PercentTicks
from arrears.results.distress_sources import distress_by_source
from arrears.words import ENGLISH, Words

__all__ = [
    "COUNTERFACTUALS",
    "counterfactuals_alt",
    "counterfactuals_table",
    "plot_counterfactuals",
]

_OUTCOME: Final = "distress_share"
_WITHOUT: Final = {
    "shocks_off": "no shocks happen",
    "no_contact": "nobody is contacted",
    "no_shock": "shocks do not distress",
    "no_arrears": "arrears do not distress",
    "no_collection": "collection does not distress",
    "no_limbo": "waiting does not distress",
    "no_legal": "courts do not distress",
}
_BOOKED: Final = "booked_share"


def counterfactuals_table(source: TableSource) -> pd.DataFrame:
    """Return which share of the person-days in distress goes when something is switched off.

    Returns
    -------
    DataFrame, one row per policy and counterfactual
        Columns ``policy, counterfactual, as_is, without, part, low, high, share, share_low,
        share_high, booked_share, replications, method``. The shares are of ``as_is``, taken as
        known; ``booked_share`` is what the model's books say of the same source, empty for
        counterfactuals that are not about a single source.
    """
    parts = source.read("counterfactuals")
    if parts.empty:
        return pd.DataFrame()
    is_adjusted = parts["counterfactual"].str.contains("supply_adjusted", regex=False)
    parts = parts.loc[(parts["outcome"] == _OUTCOME) & parts["part"].notna() & ~is_adjusted]
    if parts.empty:
        return pd.DataFrame()
    level = parts["as_is"].where(parts["as_is"] != 0)
    shares = parts.assign(share_low=parts["low"] / level, share_high=parts["high"] / level)
    booked = distress_by_source(source.read("monthly", segment="all"))
    means = booked.groupby(["policy", "source"], observed=True)["share"].mean().reset_index()
    known = {
        (f"no_{row['source']}", row["policy"]): row["share"] for row in means.to_dict("records")
    }
    pairs = zip(shares["counterfactual"], shares["policy"], strict=True)
    shares[_BOOKED] = [known.get(pair, float("nan")) for pair in pairs]
    columns = [
        "policy", "counterfactual", "as_is", "without", "part", "low", "high", "share",
        "share_low", "share_high", _BOOKED, "replications", "method",
    ]  # fmt: skip
    return shares[columns].reset_index(drop=True)


def plot_counterfactuals(
    parts: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw for each policy, in a panel, what goes without each thing, beside the books.

    Parameters
    ----------
    parts : DataFrame
        As `counterfactuals_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one policy. A new figure when left out.

    Returns
    -------
    Axes
        The first panel. Markers are hollow where the interval includes 0 or there is none;
        crosses are bookkeeping shares.
    """
    styles = policy_styles(parts["policy"]) if styles is None else styles
    told = told_by_interval(parts, "share_low", "share_high")
    told = told.assign(change=[_label(name, words) for name in parts["counterfactual"]])
    panels = interval_panels(told, "policy", ax, head=0.85, rows="change")
    for policy, panel, rows in panels:
        places = place_rows(panel, rows["change"].tolist())
        for place, row in zip(places, rows.to_dict("records"), strict=True):
            numbers = row["share"], row["share_low"], row["share_high"]
            draw_interval(panel, place, numbers, styles[policy], evidence=row["evidence"])
            if row[_BOOKED] == row[_BOOKED]:
                panel.plot([row[_BOOKED]], [place], marker="x", color=INK, linestyle="none")
        panel.xaxis.set_major_formatter(PercentTicks())
        panel.set_title(policy, loc="left", fontsize="medium")
    panels[-1][1].set_xlabel(words("Share of the person-days screening positive that goes"))
    causal = Line2D([], [], color=INK, marker="o", linestyle="none")
    booked = Line2D([], [], color=INK, marker="x", linestyle="none")
    said = [words("gone when it is switched off"), words("booked to this source")]
    place_legend(panels[0][1], [causal, booked], said, title="", own=ax is None)
    return panels[0][1]


def _label(counterfactual: str, words: Words) -> str:
    parts = counterfactual.split("+")
    return " + ".join(words(_WITHOUT[part]) if part in _WITHOUT else part for part in parts)


def counterfactuals_alt(parts: pd.DataFrame, words: Words) -> str:
    """Say for the first policy what goes without each thing."""
    policy = str(parts["policy"].iloc[0])
    rows = parts.loc[parts["policy"] == policy].head(8)
    clauses = [
        words(
            "if {change}, {share} of them go ({bounds})" if bounds
            else "if {change}, {share} of them go",
            change=_label(row["counterfactual"], words),
            share=number_text(
                row["share"], row["share_low"], row["share_high"], percent=True, words=words
            ),
            bounds=bounds,
        )
        for row in rows.to_dict("records")
        for bounds in [bounds_text(row["share_low"], row["share_high"], percent=True, words=words)]
    ]  # fmt: skip
    return words(
        "Of the person-days that screen positive under {policy}: {clauses}. Parts need not add up.",
        policy=policy,
        clauses=words.clauses(clauses),
    )


COUNTERFACTUALS = FigureKind(
    name="counterfactuals",
    question="Where the misery comes from",
    reads=("counterfactuals", "monthly"),
    tabulate=counterfactuals_table,
    draw=plot_counterfactuals,
    alt=counterfactuals_alt,
    definition=(
        "The same people with the same luck, lived through once more without one thing: the share "
        "of the person-days screening positive that goes. Point: mean over replications; bar: 95 % "
        "paired interval, which carries luck only, as a share of the level. Hollow: luck could "
        "explain it. Cross: what the model's books put down to that source, which is no cause. "
        "Parts need not add up: what two things do together goes with either, and a person far "
        "above the threshold stays above it without one of them. All outcomes are in "
        "counterfactuals.csv."
    ),
    outcomes=(_OUTCOME, "distress_from_<source>"),
    panel="policy",
)
