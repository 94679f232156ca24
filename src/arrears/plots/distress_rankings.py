"""Whether policies keep their order when distress is weighed, or fades, otherwise."""

from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.interval_panels import interval_panels, scale_panel, told_by_interval
from arrears.plots.intervals import draw_rows
from arrears.plots.labels import in_words
from arrears.plots.style import PolicyStyle, policy_styles
from arrears.words import ENGLISH, Words

__all__ = [
    "DISTRESS_RANKINGS",
    "distress_rankings_alt",
    "distress_rankings_table",
    "plot_distress_rankings",
]

_OUTCOME: Final = "distress_share"
_CHECKS: Final = {
    "as_is": "Weights and half-life as they are",
    "weights_half": "Distress weights x 1/2",
    "weights_double": "Distress weights x 2",
    "half_life_half": "Half-life of distress x 1/2",
    "half_life_double": "Half-life of distress x 2",
}


def distress_rankings_table(source: TableSource) -> pd.DataFrame:
    """Return every policy's difference in distress from the baseline, and its rank, by check.

    Returns
    -------
    DataFrame, one row per check and policy but the baseline
        Columns ``check, policy, mean, rank, rank_as_is, order, turned, difference, low, high,
        replications, method``.
    """
    rows = source.read("distress_rankings")
    if rows.empty:
        return pd.DataFrame()
    rows = rows.loc[(rows["outcome"] == _OUTCOME) & rows["difference"].notna()]
    places = {check: place for place, check in enumerate(_CHECKS)}
    rows = rows.iloc[rows["check"].map(places).argsort(kind="stable")]
    columns = [
        "check", "policy", "mean", "rank", "rank_as_is", "order", "turned", "difference", "low",
        "high", "replications", "method",
    ]  # fmt: skip
    return rows[columns].reset_index(drop=True)


def plot_distress_rankings(
    rankings: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw every policy's difference from the baseline, one panel per check.

    Parameters
    ----------
    rankings : DataFrame
        As `distress_rankings_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one check. A new figure when left out.

    Returns
    -------
    Axes
        The first panel. Markers are hollow where the interval includes 0 or there is none.
    """
    styles = policy_styles(rankings["policy"]) if styles is None else styles
    panels = interval_panels(told_by_interval(rankings), "check", ax, head=0.8)
    for check, panel, rows in panels:
        draw_rows(rows, "difference", panel, styles=styles)
        order = words("the order changes") if _changes(rows) else words("the order is the same")
        title = words(_CHECKS[check])
        title = title if check == "as_is" else words("{check}: {order}", check=title, order=order)
        scale_panel(panel, _OUTCOME, title)
    panels[-1][1].set_xlabel(words("Difference from the baseline, percentage points"))
    return panels[0][1]


def _changes(rows: pd.DataFrame) -> bool:
    return bool((rows["order"] == "changed").any())


def distress_rankings_alt(rankings: pd.DataFrame, words: Words) -> str:
    """Say with which checks the order changes, and whether beyond luck."""
    clauses = [
        _said(check, rows, words)
        for check, rows in rankings.groupby("check", sort=False)
        if check != "as_is"
    ]
    return words(
        "Order of the policies by {outcome}; {clauses}.",
        outcome=in_words(_OUTCOME, words),
        clauses=words.clauses(clauses),
    )


def _said(check: object, rows: pd.DataFrame, words: Words) -> str:
    name = words(_CHECKS[str(check)])
    if not _changes(rows):
        return words("{check}: the order is the same", check=name)
    clear = rows.loc[rows["turned"] == "clearly", "policy"].tolist()
    if clear:
        return words(
            "{check}: the order changes, and clearly against the baseline for {policies}",
            check=name,
            policies=words.listed(clear),
        )
    return words("{check}: the order changes, within what luck could explain", check=name)


DISTRESS_RANKINGS = FigureKind(
    name="distress_rankings",
    question="Does the order stand when distress is weighed otherwise?",
    reads=("distress_rankings",),
    tabulate=distress_rankings_table,
    draw=plot_distress_rankings,
    alt=distress_rankings_alt,
    definition=(
        "How much distress weighs and how fast it fades are assumptions. All policies are run "
        "again with all points of the distress index x 1/2 and x 2, and with its half-life x 1/2 "
        "and x 2, under the same luck. Point: difference from the baseline in the same world, mean "
        "over replications; bar: 95 % paired interval, which carries luck only. Hollow: luck could "
        "explain it. Further outcomes are in distress_rankings.csv."
    ),
    outcomes=(_OUTCOME,),
    panel="check",
)
