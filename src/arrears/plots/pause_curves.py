"""How long pauses last, and how soon accounts are left alone for half a year."""

from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.curves import draw_curves
from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.findings import levels_said
from arrears.plots.panels import add_legend, panels_for
from arrears.plots.style import INK, PolicyStyle, policy_styles
from arrears.plots.ticks import PercentTicks
from arrears.results.pauses import pause_curves
from arrears.statistics.bands import survival_band
from arrears.words import ENGLISH, Words

__all__ = ["PAUSE_CURVES", "pause_curves_alt", "pause_curves_table", "plot_pause_curves"]

_LONG_DAYS: Final = 180
_LABELS: Final = {
    "still_paused": ("Days since the pause began", "Still paused (share of pauses)"),
    "left_alone": (
        "Days since origination or day 0",
        "Left alone for 180 days (share of accounts)",
    ),
}
_COLUMNS = [
    "curve", "policy", "days", "mean", "low", "high", "replications", "method", "at_risk",
]  # fmt: skip


def pause_curves_table(source: TableSource) -> pd.DataFrame:
    """Return both curves by day, with bands over replications.

    Returns
    -------
    DataFrame, one row per curve, policy and day
        Columns ``curve, policy, days, mean, low, high, replications, method, at_risk``: fractions
        of pauses or of accounts; ``at_risk`` is the mean number of them under observation. A
        curve ends where a replication sees nobody any more; that of accounts left alone is left
        out when nobody ever was.
    """
    durations = source.read("durations", segment="all")
    if durations.empty:
        return pd.DataFrame(columns=_COLUMNS)
    points = pause_curves(durations)
    alone = points["curve"] == "left_alone"
    if not points.loc[alone, "value"].any():
        points = points.loc[~alone]
    if points.empty:
        return pd.DataFrame(columns=_COLUMNS)
    return survival_band(points, ["curve", "policy", "days"])[_COLUMNS]


def plot_pause_curves(
    curves: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of pauses still open, and of accounts left alone for half a year, by days.

    Parameters
    ----------
    curves : DataFrame
        As `pause_curves_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one curve. A new figure when left out.

    Returns
    -------
    Axes
        The first panel; on it a line stands at 180 days.
    """
    names = list(dict.fromkeys(curves["curve"]))
    policies = list(dict.fromkeys(curves["policy"]))
    styles = policy_styles(policies) if styles is None else styles
    panels = panels_for(names, ax, height=2.9)
    for panel, name in zip(panels, names, strict=True):
        rows = curves.loc[curves["curve"] == name]
        last = max(1, int(rows["days"].max()))
        draw_curves(rows, "days", panel, styles=styles)
        if name == "still_paused" and last > _LONG_DAYS:
            panel.axvline(_LONG_DAYS, color=INK, linewidth=0.9, linestyle=":")
        xlabel, ylabel = _LABELS[name]
        panel.set_xlabel(words(xlabel))
        panel.set_ylabel(words(ylabel))
        panel.yaxis.set_major_formatter(PercentTicks())
        panel.set_xlim(0, last)
        panel.set_ylim(0, 1 if name == "still_paused" else None)
    add_legend(panels[0], styles, policies, words=words, own=ax is None)
    return panels[0]


def pause_curves_alt(curves: pd.DataFrame, words: Words) -> str:
    """Say what share of pauses lasts half a year, and of accounts is left alone so long."""
    said = []
    for name, rows in curves.groupby("curve", sort=False):
        last = int(rows["days"].max())
        day = min(_LONG_DAYS, last) if name == "still_paused" else last
        at = rows.loc[rows["days"] <= day].groupby("policy", sort=False).tail(1)
        text = "pauses not over after {days} days: {levels}"
        if name == "left_alone":
            text = "accounts left alone for 180 days in a row, by day {days}: {levels}"
        said.append(words(text, days=day, levels=levels_said(at, percent=True, words=words)))
    return words("{clauses}.", clauses=words.clauses(words.capital(each) for each in said))


PAUSE_CURVES = FigureKind(
    name="pause_curves",
    question="How long pauses last, and who is left alone",
    reads=("durations",),
    tabulate=pause_curves_table,
    draw=plot_pause_curves,
    alt=pause_curves_alt,
    definition=(
        "Kaplan-Meier. Above: the share of pauses not over so many days after they began; pauses "
        "open at the horizon count for as long as they were seen. Below: the share of accounts "
        "that have gone 180 days in a row in arrears, or with an unpaid charged-off balance, "
        "without an attempt and without a signed plan; accounts paid off stay in the count. Line: "
        "mean over replications; band: 95 % interval, which carries luck only."
    ),
    outcomes=("paused_180_share", "pause_days_per_1000"),
    panel="curve",
)
