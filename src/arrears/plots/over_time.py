"""How arrears, contacts, complaints and distress go on, month by month."""

from typing import Final, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from arrears.plots.curves import draw_curves
from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.findings import levels_said
from arrears.plots.panels import add_legend, panels_for
from arrears.plots.style import PolicyStyle, policy_styles
from arrears.plots.ticks import PercentTicks
from arrears.results.monthly_rates import monthly_rates
from arrears.statistics.bands import band
from arrears.statistics.bounds import NOT_NEGATIVE, SHARE
from arrears.words import ENGLISH, Words

__all__ = ["OVER_TIME", "over_time_alt", "over_time_table", "plot_over_time"]


class _Panel(NamedTuple):
    title: str
    is_share: bool = False


_PANELS: Final = {
    "delinquency_30_share": _Panel("Balance 31 to 180 dpd (% of balance)", is_share=True),
    "attempts_per_month": _Panel("Attempts (per borrower and month)"),
    "right_parties_per_month": _Panel("Right-party contacts (per borrower and month)"),
    "complaints_per_1000": _Panel("Complaints (per 1000 borrowers and year)"),
    "distress_share": _Panel("Screening positive (% of person-days)", is_share=True),
}


def over_time_table(source: TableSource) -> pd.DataFrame:
    """Return monthly rates with bands over replications.

    Returns
    -------
    DataFrame, one row per series, policy and month
        Columns ``series, policy, month, mean, low, high, replications, method``. Month 0 starts
        on day 0. Units are those of `arrears.results.monthly_rates.MONTHLY_RATES`.
    """
    rates = monthly_rates(source.read("monthly", segment="all"))
    table = band(rates, ["series", "policy", "month"], bounds=NOT_NEGATIVE)
    shares = table["series"].isin([name for name, panel in _PANELS.items() if panel.is_share])
    return table.assign(high=table["high"].mask(shares, table["high"].clip(upper=SHARE.most)))


def plot_over_time(
    months: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw monthly rates, one panel per series, one line and band per policy.

    Parameters
    ----------
    months : DataFrame, one row per series, policy and month
        As `over_time_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one series. A new figure when left out.

    Returns
    -------
    Axes
        The first panel.
    """
    names = list(dict.fromkeys(months["series"]))
    policies = list(dict.fromkeys(months["policy"]))
    styles = policy_styles(policies) if styles is None else styles
    panels = panels_for(names, ax, height=1.75)
    for panel, series in zip(panels, names, strict=True):
        rows = months.loc[months["series"] == series]
        draw_curves(rows, "month", panel, styles=styles)
        panel.set_title(words(_PANELS[series].title), loc="left", fontsize="medium")
        panel.set_xlim(-0.3, max(1, int(months["month"].max())) + 0.3)
        top = rows[["mean", "high"]].max().max()
        panel.set_ylim(0, top * 1.08 if top > 0 else 1)
        panel.xaxis.set_major_locator(MaxNLocator(integer=True))
        panel.yaxis.set_major_locator(MaxNLocator(nbins=4))
        if _PANELS[series].is_share:
            panel.yaxis.set_major_formatter(PercentTicks())
    panels[-1].set_xlabel(words("Month (0 starts on day 0)"))
    add_legend(panels[0], styles, policies, words=words, own=ax is None)
    return panels[0]


def over_time_alt(months: pd.DataFrame, words: Words) -> str:
    """Say of each series where the first policy started, and where all ended."""
    clauses = []
    for series, rows in months.groupby("series", sort=False, observed=True):
        panel = _PANELS[str(series)]
        first, last = int(rows["month"].min()), int(rows["month"].max())
        opening = rows.loc[rows["month"] == first].head(1)
        clauses.append(
            words(
                "{label}: in month {first} {start}, in month {last} {end}",
                label=words(panel.title),
                first=first,
                start=levels_said(opening, percent=panel.is_share, words=words),
                last=last,
                end=levels_said(
                    rows.loc[rows["month"] == last], percent=panel.is_share, words=words
                ),
            )
        )
    return words("Month by month. {clauses}.", clauses=words.clauses(clauses))


OVER_TIME = FigureKind(
    name="over_time",
    question="Arrears, contacts, complaints and distress over time",
    reads=("monthly",),
    tabulate=over_time_table,
    draw=plot_over_time,
    alt=over_time_alt,
    definition=(
        "By month from day 0. Arrears: balance 31 to 180 days past due at the month's end as a "
        "share of the balance up to 180 days past due; in a closed book it also grows because good "
        "loans are paid off. Attempts: all, reminders before the due day included. Right-party "
        "contacts: conversations with the borrower. Complaints: per year, at all offices. "
        "Screening positive: share of person-days above the distress threshold. Line: mean over "
        "replications; band: 95 % interval, which carries luck only."
    ),
    outcomes=("delinquency_30_share", "complaints_per_1000", "distress_share"),
    panel="series",
)
