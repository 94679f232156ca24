"""Who pays: cash between the parties, and beside it what no cash shows."""

import math
from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.groups import draw_groups, group_panels, policies_of
from arrears.plots.numerals import bounds_text, number_text
from arrears.plots.panels import add_legend
from arrears.plots.style import INK, PolicyStyle, policy_styles
from arrears.results.who_pays import NET, beside_cash, party_flows
from arrears.statistics.bands import band
from arrears.words import ENGLISH, Words

__all__ = ["WHO_PAYS", "plot_who_pays", "who_pays_alt", "who_pays_grid", "who_pays_table"]

_MINOR_UNITS: Final = 100
_TOLD: Final = 3
_KEY: Final = ["panel", "party", "flow", "policy"]
_COLUMNS = [
    *_KEY, "mean", "low", "high", "replications", "method", "baseline", "difference",
    "difference_low", "difference_high",
]  # fmt: skip
_LENDERS: Final = ("claims_waived", "claims_charged_off")
_LEVELS: Final = {
    "cash": "Net cash per borrower (currency units)",
    "days": "Days per borrower",
    "claims": "Per borrower (currency units)",
}
_CHANGES: Final = {
    "cash": "Change in net cash per borrower (currency units)",
    "days": "Change in days per borrower",
    "claims": "Change per borrower (currency units)",
}
_TITLES: Final = {
    "cash": "Cash received less cash paid",
    "days": "Beside it: days of real cost",
    "claims": "Beside it: necessities and claims",
}


def who_pays_table(source: TableSource) -> pd.DataFrame:
    """Return the who-pays table, with intervals over replications and differences.

    Returns
    -------
    DataFrame, one row per panel, party, flow and policy
        Columns ``panel, party, flow, policy, mean, low, high, replications, method, baseline,
        difference, difference_low, difference_high``, per borrower under observation. Panel
        ``cash``: currency units received less paid, by kind of flow and as ``net``; each flow
        sums to 0 over the parties. Panel ``days``: days; panel ``claims``: currency units, which
        belong to no sum. Differences are paired, empty for the baseline.
    """
    flows = source.read("who_pays")
    monthly = source.read("monthly", segment="all")
    if flows.empty or monthly.empty:
        return pd.DataFrame(columns=_COLUMNS)
    beside = _beside(beside_cash(monthly, source.read("durations", segment="all")))
    arm = ["policy", "regime", "replication"]
    borrowers = beside.drop_duplicates(arm).set_index(arm)["borrowers"]
    cash = party_flows(flows).assign(panel="cash").join(borrowers, on=arm)
    cash["value"] = cash["amount"] / _MINOR_UNITS / cash["borrowers"]
    values = pd.concat([cash, beside], ignore_index=True)[[*_KEY, "replication", "value"]]
    levels = band(values, _KEY).assign(baseline=source.baseline)
    changes = band(_changes(values, source.baseline), _KEY).set_index(_KEY)
    names = {"mean": "difference", "low": "difference_low", "high": "difference_high"}
    table = levels.join(changes[list(names)].rename(columns=names), on=_KEY)
    return _in_order(table, source.policies)[_COLUMNS]


def _beside(rows: pd.DataFrame) -> pd.DataFrame:
    """Return real costs and claims per borrower, without what no policy has."""
    happens = rows.groupby("measure")["amount"].transform(lambda amounts: bool(amounts.any()))
    rows = rows.loc[happens].rename(columns={"measure": "flow"})
    is_days = rows["flow"].str.startswith("days_")
    return rows.assign(
        panel=is_days.map({True: "days", False: "claims"}),
        party=rows["flow"].isin(_LENDERS).map({True: "lender", False: "borrower"}),
        value=rows["amount"] / rows["borrowers"] / is_days.map({True: 1, False: _MINOR_UNITS}),
    )


def _changes(values: pd.DataFrame, baseline: str) -> pd.DataFrame:
    """Return values less those of the baseline in the same replication."""
    by = ["panel", "party", "flow", "replication"]
    reference = values.loc[values["policy"] == baseline].set_index(by)["value"]
    others = values.loc[values["policy"] != baseline]
    paired = others.join(reference.rename("reference"), on=by)
    return paired.assign(value=paired["value"] - paired["reference"]).dropna(subset=["value"])


def _in_order(table: pd.DataFrame, policies: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows panel by panel, in each row by row as first met, policies in order."""
    panels = {name: place for place, name in enumerate(_TITLES)}
    places = {
        key: place
        for place, key in enumerate(dict.fromkeys(zip(table["party"], table["flow"], strict=True)))
    }
    rank = [
        (panels[row["panel"]], places[row["party"], row["flow"]], policies.index(row["policy"]))
        for row in table.to_dict("records")
    ]
    return table.iloc[sorted(range(len(rank)), key=rank.__getitem__)].reset_index(drop=True)


def who_pays_grid(table: pd.DataFrame, policy: str, value: str = "mean") -> pd.DataFrame:
    """Return the cash of one policy as people read it: flows below each other, parties across.

    Parameters
    ----------
    table : DataFrame
        As `who_pays_table` returns it.
    policy : str
        Whose.
    value : str
        ``mean`` or ``difference``.

    Returns
    -------
    DataFrame, one row per flow, ``net`` last
        One column per party, then ``sum``, which is 0 but for rounding in the last digit.
    """
    cells = table.loc[(table["panel"] == "cash") & (table["policy"] == policy)]
    flows, parties = (list(dict.fromkeys(cells[name])) for name in ("flow", "party"))
    grid = cells.pivot_table(index="flow", columns="party", values=value, sort=False)
    grid = grid.reindex(index=flows, columns=parties)
    return grid.assign(sum=grid.sum(axis="columns"))


def plot_who_pays(
    who_pays: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw each party's net cash, and in panels of their own days and claims that are no cash.

    With a baseline, changes from it are drawn, and beside each name stands the baseline's level;
    of a single policy the levels are drawn.

    Parameters
    ----------
    who_pays : DataFrame
        As `who_pays_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one panel. A new figure when left out.

    Returns
    -------
    Axes
        The first panel. Markers are hollow where the interval of a change includes 0.
    """
    rows = _drawn(who_pays)
    names = list(dict.fromkeys(rows["panel"]))
    policies = policies_of(rows, styles)
    styles = policy_styles(policies) if styles is None else styles
    lines = rows.groupby("panel")["row"].nunique()
    panels = group_panels(names, [int(lines[name]) for name in names], len(policies), ax, extra=0.2)
    for panel, name in zip(panels, names, strict=True):
        _draw_panel(panel, name, rows.loc[rows["panel"] == name], who_pays, policies, styles, words)
    add_legend(panels[0], styles, policies, words=words, with_lines=False, own=ax is None)
    return panels[0]


def _drawn(who_pays: pd.DataFrame) -> pd.DataFrame:
    """Return what is drawn: nets and measures, as changes where there is anything to compare."""
    is_net = (who_pays["panel"] == "cash") & (who_pays["flow"] == NET)
    rows = who_pays.loc[is_net | (who_pays["panel"] != "cash")]
    name = rows["party"].where(rows["panel"] == "cash", rows["flow"])
    rows = rows.assign(row=name)
    if rows["difference"].isna().all():
        return rows.assign(value=rows["mean"], clear=True)
    rows = rows.loc[rows["difference"].notna()]
    low, high = rows["difference_low"], rows["difference_high"]
    clear = (low > 0) | (high < 0)
    return rows.assign(value=rows["difference"], low=low, high=high, clear=clear)


def _draw_panel(
    ax: Axes,
    name: str,
    rows: pd.DataFrame,
    who_pays: pd.DataFrame,
    policies: list[str],
    styles: dict[str, PolicyStyle],
    words: Words,
) -> None:
    is_change = bool(rows["difference"].notna().any())
    labels = {row: words.name(row) for row in rows["row"]}
    axis = words(_LEVELS[name])
    if is_change:
        baseline = str(rows["baseline"].iloc[0])
        levels = who_pays.loc[(who_pays["policy"] == baseline) & (who_pays["panel"] == name)]
        if name == "cash":
            levels = levels.loc[levels["flow"] == NET]
        at = dict(zip(levels["party" if name == "cash" else "flow"], levels["mean"], strict=True))
        labels = {
            row: f"{text}\n{_level(at[row], signed=name == 'cash')}" if row in at else text
            for row, text in labels.items()
        }
        axis = f"{words(_CHANGES[name])}\n" + words(
            "below the names: level under {policy}", policy=baseline
        )
    ax.axvline(0, color=INK, linewidth=1)
    draw_groups(rows, "row", "value", ax, labels=labels, policies=policies, styles=styles)
    ax.set_title(words(_TITLES[name]), loc="left", fontsize="medium")
    ax.set_xlabel(axis, fontsize="small")


def _level(value: float, *, signed: bool) -> str:
    """Return a level without its interval: the table has that."""
    return number_text(value, math.nan, math.nan, percent=False, signed=signed)


def who_pays_alt(who_pays: pd.DataFrame, words: Words) -> str:
    """Say who gains and who loses cash, under one policy or compared with the baseline."""
    rows = _drawn(who_pays)
    cash = rows.loc[rows["panel"] == "cash"]
    is_change = bool(cash["difference"].notna().any())
    clauses = []
    for policy, of_policy in cash.groupby("policy", sort=False):
        said = [
            f"{words.name(row['party'])} {_said(row, words)}"
            for _, row in of_policy.head(_TOLD * 2).iterrows()
        ]
        clauses.append(words("{policy}: {parties}", policy=str(policy), parties=words.listed(said)))
    told = words.clauses(clauses[:_TOLD])
    if not is_change:
        return words("Net cash per borrower, in currency units; {told}.", told=told)
    return words(
        "Change in net cash per borrower compared with {baseline}, in currency units; {told}.",
        baseline=str(cash["baseline"].iloc[0]),
        told=told,
    )


def _said(row: pd.Series, words: Words) -> str:
    bounds = bounds_text(row["low"], row["high"], percent=False, signed=True, words=words)
    number = number_text(row["value"], row["low"], row["high"], percent=False, signed=True)
    return f"{number} ({bounds})" if bounds else number


WHO_PAYS = FigureKind(
    name="who_pays",
    question="Who pays",
    reads=("who_pays", "monthly", "durations"),
    tabulate=who_pays_table,
    draw=plot_who_pays,
    alt=who_pays_alt,
    definition=(
        "Cash received less cash paid from day 0 by each party of the run, per borrower. What one "
        "party pays another receives, so every kind of flow, and the whole, sums to 0. What is "
        "owed and not paid is no cash: claims, days in arrears, days of waiting, necessities not "
        "bought and distress stand beside it in their own units, and nothing is added up across "
        "them. Point: mean over replications, or mean paired change from the baseline; bar: 95 % "
        "interval, which carries luck only. Hollow: the interval of the change includes 0 or "
        "there is none, so luck could explain it."
    ),
    panel="panel",
)
