"""Whether differences stand when lenders re-set the cut-off and the price of new loans."""

from dataclasses import replace
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.interval_panels import interval_panels, scale_panel, told_by_interval
from arrears.plots.intervals import draw_interval
from arrears.plots.labels import difference_label, in_words, is_fraction
from arrears.plots.numerals import difference_text, interval_text
from arrears.plots.panels import place_legend, place_rows
from arrears.plots.style import INK, PolicyStyle, policy_styles
from arrears.words import ENGLISH, Words

__all__ = ["SUPPLY", "plot_supply", "supply_alt", "supply_figure_table"]

_OF_LOANS: Final = ("credit_refused_share", "new_loan_surcharge")
_SIDES: Final = {"fixed": ("o", -0.08), "adjusted": ("D", 0.08)}
_COLUMNS: Final = [
    "outcome", "policy", "supply", "difference", "low", "high", "replications", "method",
]  # fmt: skip


def supply_figure_table(source: TableSource) -> pd.DataFrame:
    """Return differences with supply fixed and adjusted, of the outcomes that are compared.

    Returns
    -------
    DataFrame, one row per outcome, policy but the baseline, and supply
        Columns ``outcome, policy, supply, difference, low, high, replications, method``;
        ``supply`` is ``fixed``, ``adjusted``, or ``change``, the second less the first. Refused
        applicants and the price of new loans stand last.
    """
    rows = source.read("supply")
    if rows.empty:
        return pd.DataFrame()
    shown = list(dict.fromkeys([*source.outcomes, *_OF_LOANS]))
    rows = rows.loc[rows["outcome"].isin(shown) & (rows["policy"] != source.baseline)]
    rows = rows.loc[rows["difference"].notna()]
    places = {outcome: place for place, outcome in enumerate(shown)}
    rows = rows.iloc[rows["outcome"].map(places).argsort(kind="stable")]
    return rows[_COLUMNS].reset_index(drop=True)


def plot_supply(
    supply: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw each policy's differences with supply fixed and adjusted, one panel per outcome.

    Parameters
    ----------
    supply : DataFrame
        As `supply_figure_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one outcome. A new figure when left out.

    Returns
    -------
    Axes
        The first panel. Markers are hollow where the interval includes 0 or there is none.
    """
    styles = policy_styles(supply["policy"]) if styles is None else styles
    panels = interval_panels(told_by_interval(supply), "outcome", ax, head=0.95, spread=1.4)
    for outcome, panel, rows in panels:
        own = list(dict.fromkeys(rows["policy"]))
        places = dict(zip(own, place_rows(panel, own), strict=True))
        for row in rows.to_dict("records"):
            if row["supply"] in _SIDES:
                marker, above = _SIDES[row["supply"]]
                draw_interval(
                    panel, places[row["policy"]] + above,
                    (row["difference"], row["low"], row["high"]),
                    replace(styles[row["policy"]], marker=marker), evidence=row["evidence"], size=6,
                )  # fmt: skip
        scale_panel(panel, outcome, words.capital(in_words(outcome, words)))
        panel.set_xlabel(difference_label(outcome, words))
    marks = [
        Line2D([], [], color=INK, marker=marker, linestyle="none") for marker, _ in _SIDES.values()
    ]
    said = [words("with supply fixed"), words("with supply adjusted")]
    place_legend(panels[0][1], marks, said, title="", own=ax is None)
    return panels[0][1]


def supply_alt(supply: pd.DataFrame, words: Words) -> str:
    """Say of the first outcome how each difference changes when supply is adjusted."""
    outcome = str(supply["outcome"].iloc[0])
    rows = supply.loc[supply["outcome"] == outcome]
    clauses = []
    for policy, own in list(rows.groupby("policy", sort=False, observed=True))[:4]:
        found = {
            row["supply"]: _said(outcome, row, words)
            for row in own.to_dict("records")
        }  # fmt: skip
        if len(found) == len(_SIDES) + 1:
            clauses.append(
                words(
                    "{policy} {fixed} with supply fixed, {adjusted} with supply adjusted, a change "
                    "of {change}",
                    policy=str(policy), **found,
                )
            )  # fmt: skip
    return words(
        "{outcome}, difference from the baseline; {clauses}.",
        outcome=words.capital(in_words(outcome, words)),
        clauses=words.clauses(clauses),
    )


def _said(outcome: str, row: dict[object, float], words: Words) -> str:
    """Say a difference with its interval, if there is one."""
    numbers = row["difference"], row["low"], row["high"]
    number = difference_text(outcome, *numbers, words)
    if is_fraction(outcome):
        number = words("{n} percentage points", n=number)
    bounds = interval_text(outcome, *numbers[1:], signed=True, words=words)
    return words("{number} ({bounds})", number=number, bounds=bounds) if bounds else number


SUPPLY = FigureKind(
    name="supply",
    question="With supply fixed, and adjusted",
    reads=("supply",),
    tabulate=supply_figure_table,
    draw=plot_supply,
    alt=supply_alt,
    definition=(
        "A rule or a policy that costs a lender money may change who is lent to, and at which "
        "price. Circle: difference from the baseline with the terms of new loans as they are. "
        "Diamond: the same where lenders re-set cut-off and price by what the book earned, as the "
        "scenario says; the baseline's lenders do so too. Bar: 95 % paired interval, which carries "
        "luck only: how far lenders go is an assumption. Hollow: luck could explain it. All "
        "outcomes, and the change from one to the other, are in supply.csv."
    ),
    outcomes=_OF_LOANS,
    panel="outcome",
)
