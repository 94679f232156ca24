"""What stops contact, and why the arrears began in which it stops."""

from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.findings import levels_said
from arrears.plots.groups import draw_groups, group_panels, policies_of
from arrears.plots.numerals import share_text
from arrears.plots.panels import add_legend
from arrears.plots.style import PolicyStyle, policy_styles
from arrears.results.pauses import OTHER, pause_days
from arrears.statistics.bands import band
from arrears.statistics.bounds import NOT_NEGATIVE
from arrears.words import ENGLISH, Words

__all__ = ["PAUSES", "pauses_alt", "pauses_table", "plot_pauses"]

_TITLES: Final = {
    "cause": "By what stopped contact",
    "root": "By why the spell of arrears began",
}
_COLUMNS = [
    "split", "policy", "kind", "mean", "low", "high", "replications", "method", "share",
]  # fmt: skip


def pauses_table(source: TableSource) -> pd.DataFrame:
    """Return days of pause by cause and by root, with intervals over replications.

    Returns
    -------
    DataFrame, one row per split (``cause`` or ``root``), kind and policy
        Columns ``split, policy, kind, mean, low, high, replications, method, share``: days of
        pause per 1000 accounts over the whole run. ``share`` is the kind's part of all days of
        pause, over replications pooled: in each split a policy's shares sum to 1. Kinds fall from
        the commonest to the rarest.
    """
    monthly = source.read("monthly", segment="all")
    rows = monthly if monthly.empty else pause_days(monthly)
    if rows.empty:
        return pd.DataFrame(columns=_COLUMNS)
    by = ["split", "policy", "kind"]
    bands = band(rows.rename(columns={"per_1000_accounts": "value"}), by, bounds=NOT_NEGATIVE)
    days = rows.groupby(by, sort=False, observed=True)["days"].sum()
    totals = days.groupby(level=["split", "policy"]).transform("sum")
    table = bands.join((days / totals).rename("share"), on=by)
    overall = days.groupby(level=["split", "kind"]).sum()
    rank = [
        (split, kind == OTHER, -overall[split, kind], kind)
        for split, kind in zip(table["split"], table["kind"], strict=True)
    ]
    order = sorted(range(len(table)), key=rank.__getitem__)
    return table.iloc[order].reset_index(drop=True)[_COLUMNS]


def plot_pauses(
    pauses: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw days of pause by cause and by root, one row per kind and one marker per policy.

    Parameters
    ----------
    pauses : DataFrame
        As `pauses_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one split. A new figure when left out.

    Returns
    -------
    Axes
        The first panel. Beside each kind stands its share of the days under the first policy.
    """
    splits = list(dict.fromkeys(pauses["split"]))
    policies = policies_of(pauses, styles)
    styles = policy_styles(policies) if styles is None else styles
    kinds = pauses.groupby("split")["kind"].nunique()
    panels = group_panels(splits, [int(kinds[split]) for split in splits], len(policies), ax)
    for panel, split in zip(panels, splits, strict=True):
        chosen = pauses.loc[pauses["split"] == split]
        first = chosen.loc[chosen["policy"] == policies[0]].set_index("kind")["share"]
        labels = {
            kind: f"{words.name(kind)}\n{share_text(first.get(kind, 0.0))}"
            for kind in chosen["kind"]
        }
        draw_groups(chosen, "kind", "mean", panel, labels=labels, policies=policies, styles=styles)
        panel.set_xlim(left=0)
        panel.set_title(words(_TITLES[split]), loc="left", fontsize="medium")
        panel.set_xlabel(
            words("Days per 1000 accounts (%: share of all under {policy})", policy=policies[0]),
            fontsize="small",
        )
    add_legend(panels[0], styles, policies, words=words, with_lines=False, own=ax is None)
    return panels[0]


def pauses_alt(pauses: pd.DataFrame, words: Words) -> str:
    """Say which cause and which root account for most days of pause."""
    said = []
    for split, rows in pauses.groupby("split", sort=False):
        kind = rows["kind"].iloc[0]
        of_kind = rows.loc[rows["kind"] == kind]
        shares = words.listed(
            f"{row.policy} {share_text(row.share)}" for row in of_kind.head(3).itertuples()
        )
        said.append(
            words(
                "{title}: the largest part is booked to {kind}, days of pause per 1000 accounts "
                "{levels} (share of all: {shares})",
                title=words(_TITLES[str(split)]),
                kind=words.name(str(kind)),
                levels=levels_said(of_kind, percent=False, words=words),
                shares=shares,
            )
        )
    return words("{clauses}.", clauses=words.clauses(said))


PAUSES = FigureKind(
    name="pauses",
    question="Why contact pauses",
    reads=("monthly",),
    tabulate=pauses_table,
    draw=plot_pauses,
    alt=pauses_alt,
    definition=(
        "Days on which an account in arrears was due for contact and got none, per 1000 accounts "
        "over the whole run: once by what stopped contact, once by why the spell of arrears began. "
        "In each, the shares sum to 100 %; a day belongs to the pause that began first. Whether a "
        "pause helps or harms is a question, not a premise. Point: mean over replications; bar: "
        "95 % interval, which carries luck only."
    ),
    outcomes=("pause_days_per_1000", "pause_days_from_<cause>", "pause_days_from_<root>"),
    panel="split",
)
