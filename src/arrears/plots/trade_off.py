"""What the lender's loss costs borrowers, and the other way round."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.intervals import error_lengths
from arrears.plots.labels import (
    better_text,
    change_label,
    in_words,
    is_fraction,
    show_as_points,
)
from arrears.plots.numerals import difference_text
from arrears.plots.panels import add_legend, panels_for
from arrears.plots.style import GREY, INK, PolicyStyle, policy_styles, tidy_axes
from arrears.results.codebook import lookup
from arrears.statistics.domination import dominated
from arrears.words import ENGLISH, Words

__all__ = ["TRADE_OFF", "plot_trade_off", "trade_off_alt", "trade_off_table"]

_LOSS: Final = "loss_rate"
_BURDENS: Final = ("distress_share", "complaints_per_1000")
_TOLD: Final = 4  # policies that the words name one by one
_COLUMNS: Final = [
    "outcome", "policy", "baseline", "against", "x", "x_low", "x_high", "y", "y_low", "y_high",
    "replications", "dominated_by",
]  # fmt: skip


def trade_off_table(source: TableSource) -> pd.DataFrame:
    """Return changes in loss beside changes in distress and in complaints.

    Returns
    -------
    DataFrame, one row per outcome and policy
        Columns ``outcome, policy, baseline, against, x, x_low, x_high, y, y_low, y_high,
        replications, dominated_by``: ``y`` is the paired difference of ``outcome`` to the
        baseline, ``x`` that of ``against``; the baseline itself is at 0. ``dominated_by`` names a
        policy that is no worse in any of the outcomes and clearly better in one, else is empty.
    """
    parts = [_against_loss(source, outcome) for outcome in _BURDENS]
    parts = [part for part in parts if not part.empty]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_COLUMNS)


def _against_loss(source: TableSource, outcome: str) -> pd.DataFrame:
    """Return the rows of one outcome."""
    rows = source.read("differences", segment="all")
    if rows.empty:
        return pd.DataFrame(columns=_COLUMNS)
    rows = rows.loc[(rows["policy"] != source.baseline) & rows["difference"].notna()]
    numbers = ["difference", "low", "high"]
    sides = [
        rows.loc[rows["outcome"] == name]
        .set_index("policy")[[*numbers, "replications"]]
        .rename(columns=dict(zip(numbers, (side, f"{side}_low", f"{side}_high"), strict=True)))
        for side, name in (("x", _LOSS), ("y", outcome))
    ]
    joined = sides[0].drop(columns="replications").join(sides[1], how="inner")
    if joined.empty:
        return pd.DataFrame(columns=_COLUMNS)
    joined = pd.concat([_at_0(source.baseline, int(joined["replications"].max())), joined])
    joined = joined.reindex([policy for policy in source.policies if policy in joined.index])
    beaten = dominated(
        source.read("outcomes", segment="all"),
        {name: lookup(name).better for name in dict.fromkeys((_LOSS, *_BURDENS, outcome))},
    )
    return joined.reset_index(names="policy").assign(
        outcome=outcome,
        baseline=source.baseline,
        against=_LOSS,
        dominated_by=[beaten.get(policy, "") for policy in joined.index],
    )[_COLUMNS]


def _at_0(baseline: str, replications: int) -> pd.DataFrame:
    columns = ("x", "x_low", "x_high", "y", "y_low", "y_high")
    zeros: dict[str, Any] = dict.fromkeys(columns, 0.0)
    return pd.DataFrame(zeros | {"replications": replications}, index=[baseline])


def plot_trade_off(
    points: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw changes in loss against those in distress and complaints, with both intervals.

    Paired differences to the baseline, which stands where two lines at 0 cross: policies share
    luck, so that differences are known much better than levels. Dominated policies are grey and
    hollow.

    Parameters
    ----------
    points : DataFrame, one row per outcome and policy
        As `trade_off_table` returns it.
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
    outcomes = list(dict.fromkeys(points["outcome"]))
    policies = list(dict.fromkeys(points["policy"]))
    styles = policy_styles(policies) if styles is None else styles
    panels = panels_for(outcomes, ax, height=3.0)
    for panel, outcome in zip(panels, outcomes, strict=True):
        rows = points.loc[points["outcome"] == outcome]
        panel.axvline(0, color=INK, linewidth=0.8)
        panel.axhline(0, color=INK, linewidth=0.8)
        for row in rows.to_dict("records"):
            _draw_point(panel, row, styles[row["policy"]])
        _dress(panel, rows["against"].iloc[0], outcome, words)
    beaten = points.loc[points["dominated_by"] != ""]
    notes = {
        str(policy): words("dominated by {policy}", policy=other)
        for policy, other in zip(beaten["policy"], beaten["dominated_by"], strict=True)
    }
    add_legend(
        panels[0], styles, policies, words=words, with_lines=False, notes=notes, own=ax is None
    )
    return panels[0]


def _draw_point(ax: Axes, row: Mapping[Hashable, Any], style: PolicyStyle) -> None:
    is_beaten = row["dominated_by"] != ""
    is_baseline = row["policy"] == row["baseline"]
    ax.errorbar(
        [row["x"]],
        [row["y"]],
        xerr=None if is_baseline else error_lengths(row["x"], row["x_low"], row["x_high"]),
        yerr=None if is_baseline else error_lengths(row["y"], row["y_low"], row["y_high"]),
        label=str(row["policy"]),
        marker=style.marker,
        markersize=7,
        color=GREY if is_beaten else style.colour,
        markerfacecolor="white" if is_beaten else style.colour,
        linestyle="none",
        linewidth=1.3,
        capsize=2.5,
        zorder=2 if is_beaten else 3,
    )


def _dress(ax: Axes, x: str, y: str, words: Words) -> None:
    """Label the axes, with ticks in each outcome's unit, few enough not to touch each other."""
    ax.set_xlabel(_label(x, words))
    # Above the panel, as it is too long to stand beside it.
    ax.set_title(_label(y, words), loc="left", fontsize="medium")
    for axis, outcome in ((ax.xaxis, x), (ax.yaxis, y)):
        axis.set_major_locator(MaxNLocator(nbins=5))
        show_as_points(axis, outcome)
    ax.margins(0.08)
    tidy_axes(ax, grid="both")


def _label(outcome: str, words: Words) -> str:
    """Return a label of two lines: what changes, and which direction is better."""
    better = better_text(outcome, words)
    label = change_label(outcome, words)
    return f"{label}\n{words('({better})', better=better)}" if better else label


def trade_off_alt(points: pd.DataFrame, words: Words) -> str:
    """Say what each policy changes on both sides, and which are dominated."""
    others = points.loc[points["policy"] != points["baseline"]]
    policies = list(dict.fromkeys(others["policy"]))
    clauses = [
        _changes(policy, others.loc[others["policy"] == policy], words)
        for policy in policies[:_TOLD]
    ]
    if len(policies) > _TOLD:
        clauses.append(words("{n} more", n=len(policies) - _TOLD))
    changes = words(
        "Changes compared with {baseline}: {clauses}.",
        baseline=points["baseline"].iloc[0],
        clauses=words.clauses(clauses),
    )
    beaten = points.loc[points["dominated_by"] != "", "policy"]
    if beaten.empty:
        return words.sentences([changes, words("No policy is dominated.")])
    names = words.listed(dict.fromkeys(beaten))
    return words.sentences([changes, words("Dominated: {policies}.", policies=names)])


def _changes(policy: str, rows: pd.DataFrame, words: Words) -> str:
    """Say what one policy changes, the loss first."""
    first = rows.iloc[0]
    said = [_change(_LOSS, first["x"], first["x_low"], first["x_high"], words)]
    said += [
        _change(str(row["outcome"]), row["y"], row["y_low"], row["y_high"], words)
        for row in rows.to_dict("records")
    ]
    return words("{policy}: {changes}", policy=policy, changes=words.listed(said))


def _change(outcome: str, value: float, low: float, high: float, words: Words) -> str:
    number = difference_text(outcome, value, low, high, words)
    if is_fraction(outcome):
        number = words("{n} percentage points", n=number)
    return f"{in_words(outcome, words)} {number}"


TRADE_OFF = FigureKind(
    name="trade_off",
    question="The lender's loss against distress and complaints",
    reads=("differences", "outcomes"),
    tabulate=trade_off_table,
    draw=plot_trade_off,
    alt=trade_off_alt,
    definition=(
        "Paired differences to the baseline, which stands where the lines at 0 cross. Left is "
        "better for the lender, down for borrowers; the crosses are 95 % intervals, which carry "
        "luck only. Grey and hollow: dominated, that is, another policy is on average no worse in "
        "loss, distress and complaints, and clearly better in one of them (its paired 95 % "
        "interval, taken alone, excludes 0). Which of the others is best depends on what a "
        "reader gives up for what."
    ),
    outcomes=(_LOSS, *_BURDENS),
    panel="outcome",
    choose=_against_loss,
)
