"""How much of what was not paid on its due day is paid, and how soon."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from arrears.plots.curves import draw_curves
from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.findings import levels_said
from arrears.plots.panels import add_legend
from arrears.plots.style import PolicyStyle, new_axes, policy_styles
from arrears.plots.ticks import PercentTicks
from arrears.results.recovery import recovery_by_day
from arrears.statistics.bands import survival_band
from arrears.words import ENGLISH, Words

__all__ = ["RECOVERY", "plot_recovery", "recovery_alt", "recovery_table"]

_TOLD_DAY = 30


def recovery_table(source: TableSource) -> pd.DataFrame:
    """Return the share of late amounts paid by days since due, with bands over replications.

    Returns
    -------
    DataFrame, one row per policy and day since due
        Columns ``policy, days, mean, low, high, replications, method, at_risk``: fractions of the
        amounts unpaid at the end of their due day; ``at_risk`` is the mean over replications, in
        minor units. A curve ends where a replication sees no amount any more.
    """
    points = recovery_by_day(source.read("durations", segment="all"))
    if points.empty:
        return pd.DataFrame(columns=["policy", "days", "mean", "low", "high"])
    return survival_band(points, ["policy", "days"])


def plot_recovery(
    curves: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of overdue amounts paid by days since due, one line and band per policy.

    Parameters
    ----------
    curves : DataFrame, one row per policy and day
        Columns ``policy``, ``days`` (since the due day), ``mean``, ``low`` and ``high``
        (fractions of the amounts unpaid at the end of their due day).
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Axes
        The axes drawn on.
    """
    policies = list(dict.fromkeys(curves["policy"]))
    styles = policy_styles(policies) if styles is None else styles
    own, ax = ax is None, new_axes(height=3.0) if ax is None else ax
    draw_curves(curves, "days", ax, styles=styles, steps=True)
    ax.yaxis.set_major_formatter(PercentTicks())
    ax.set_xlabel(words("Days since due"))
    ax.set_ylabel(words("Paid (share of overdue amounts)"))
    ax.set_xlim(0, max(1, int(curves["days"].max())))
    ax.set_ylim(0, 1)
    if curves["days"].max() >= 60:
        ax.xaxis.set_major_locator(MultipleLocator(30))
    add_legend(ax, styles, policies, words=words, own=own)
    return ax


def recovery_alt(curves: pd.DataFrame, words: Words) -> str:
    """Say how much is paid after a month and at the end of the curves."""
    last = int(curves["days"].max())
    clauses = [
        words(
            "after {days} days: {levels}",
            days=day,
            levels=levels_said(curves.loc[curves["days"] == day], percent=True, words=words),
        )
        for day in sorted({min(_TOLD_DAY, last), last})
    ]
    said = words.clauses(clauses)
    return words("Share of overdue amounts paid, by days since due; {said}.", said=said)


RECOVERY = FigureKind(
    name="recovery",
    question="How soon overdue amounts are paid",
    reads=("durations",),
    tabulate=recovery_table,
    draw=plot_recovery,
    alt=recovery_alt,
    definition=(
        "Of the amounts unpaid at the end of their due day, the share paid in cash by so many days "
        "since due. Kaplan-Meier: amounts forgiven, or still unpaid at the horizon, count for as "
        "long as they were seen. Conditional on a miss: a policy that prevents easy misses looks "
        "worse here. Line: mean over replications; band: 95 % interval, which carries luck only."
    ),
    outcomes=("recovery_rate", "entry_rate_d1"),
)
