"""The figures of a report, each with its words, its definitions and the numbers behind it."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from arrears.plots.complaints import plot_complaints
from arrears.plots.differences import plot_differences
from arrears.plots.distress import plot_distress
from arrears.plots.labels import in_words, is_fraction
from arrears.plots.recovery import plot_recovery
from arrears.plots.style import new_panels, policy_styles, svg_text
from arrears.plots.trade_off import plot_trade_off
from arrears.reports.curve_tables import distress_by_month, recovery_by_day
from arrears.reports.numerals import difference_text, interval_text, level_text
from arrears.reports.run_files import RunFiles, in_order
from arrears.results.codebook import Outcome, lookup

__all__ = ["Exhibit", "exhibits"]

_BAND = "Line: mean over replications; band: 95 % interval, which carries luck only."


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One figure: ``name`` is also that of its files, ``table`` holds what it draws."""

    name: str
    title: str
    caption: str
    definitions: tuple[Outcome, ...]
    table: pd.DataFrame
    svg: str


def exhibits(run: RunFiles) -> list[Exhibit]:
    """Return the figures that a run has numbers for, in the order of the page."""
    makers = (
        _differences,
        _recovery,
        _complaints,
        _distress,
        _trade_off_distress,
        _trade_off_complaints,
    )
    made = [maker(run) for maker in makers]
    return [exhibit for exhibit in made if exhibit is not None]


def _differences(run: RunFiles) -> Exhibit | None:
    rows = _compared(run, run.outcomes)
    if rows["difference"].isna().all():
        return None
    styles = policy_styles(run.policies)
    count = len(rows["policy"].unique())
    panels = new_panels(len(run.outcomes), height=0.95 + 0.3 * count)
    for ax, outcome in zip(panels, run.outcomes, strict=True):
        of_outcome = rows.loc[rows["outcome"] == outcome]
        plot_differences(of_outcome, outcome=outcome, styles=styles, ax=ax)
    return _exhibit(
        "differences",
        f"What changes, compared with {run.baseline}",
        "Paired by replication: policies share luck. Bars: 95 % intervals, which carry luck "
        "only. Hollow: the interval includes 0 or there is none, so luck could explain it.",
        f"Differences to {run.baseline}: {_changes(rows)}.",
        (),
        rows,
        panels[0],
    )


def _recovery(run: RunFiles) -> Exhibit | None:
    curves = in_order(recovery_by_day(run.durations), run.policies)
    if curves.empty:
        return None
    ends = _ends(curves, "recovery_rate")
    return _exhibit(
        "recovery",
        "How soon overdue amounts are paid",
        f"Kaplan-Meier: amounts whose time is not over count for as long as they were seen. "
        f"Conditional on a miss: a policy that prevents easy misses looks worse here. {_BAND}",
        f"Share of overdue amounts paid, rising with days since due. After "
        f"{curves['days'].max()} days: {ends}.",
        ("recovery_rate", "entry_rate_d1"),
        curves,
        plot_recovery(curves, styles=policy_styles(run.policies)),
    )


def _complaints(run: RunFiles) -> Exhibit | None:
    name = "complaints_per_1000"
    rows = run.summary.loc[run.summary["outcome"] == name]
    if rows["mean"].isna().all():
        return None
    return _exhibit(
        "complaints",
        "Complaints",
        "Point: mean over replications; bar: 95 % interval, which carries luck only.",
        f"Complaints per 1000 borrowers and year: {_levels(rows, name)}.",
        (name, "grievances_per_1000"),
        rows,
        plot_complaints(rows, styles=policy_styles(run.policies)),
    )


def _distress(run: RunFiles) -> Exhibit | None:
    months = in_order(distress_by_month(run.monthly), run.policies)
    if months.empty:
        return None
    ends = _ends(months, "distress_share")
    return _exhibit(
        "distress",
        "Distress over time",
        _BAND,
        f"Share of person-days that screen positive for distress, by month. In month "
        f"{months['month'].max()}: {ends}.",
        ("distress_share",),
        months,
        plot_distress(months, styles=policy_styles(run.policies)),
    )


def _trade_off_distress(run: RunFiles) -> Exhibit | None:
    return _trade_off(run, "distress_share", "distress")


def _trade_off_complaints(run: RunFiles) -> Exhibit | None:
    return _trade_off(run, "complaints_per_1000", "complaints")


def _trade_off(run: RunFiles, y: str, word: str) -> Exhibit | None:
    compared = [name for name in run.outcomes if name in ("loss_rate", "net_cash_rate")]
    x = compared[0] if compared else "net_cash_rate"
    rows = _compared(run, (x, y))
    rows = rows.loc[rows["difference"].notna()]
    if len(rows["outcome"].unique()) < 2:
        return None
    left = lookup(x).better == "lower"
    styles = policy_styles(run.policies)
    return _exhibit(
        f"trade_off_{word}",
        f"The lender's result against {word}",
        f"Paired differences to {run.baseline}, which stands at 0. Better for the lender: to the "
        f"{'left' if left else 'right'}; better for borrowers: down. Bars: 95 % intervals, which "
        "carry luck only; the levels stand in the first table.",
        f"Changes compared with {run.baseline}: {_changes(rows)}.",
        (x, y),
        rows,
        plot_trade_off(rows, x=x, y=y, baseline=run.baseline, styles=styles),
    )


def _compared(run: RunFiles, outcomes: tuple[str, ...]) -> pd.DataFrame:
    """Return the differences of some outcomes, outcome by outcome, without the baseline's own."""
    rows = run.differences
    rows = rows.loc[rows["outcome"].isin(outcomes) & (rows["policy"] != run.baseline)]
    return rows.sort_values("outcome", key=lambda names: names.map(outcomes.index), kind="stable")


def _changes(rows: pd.DataFrame) -> str:
    """Say each policy's differences with their intervals."""
    parts = []
    for row in rows.to_dict("records"):
        outcome, low, high = row["outcome"], row["low"], row["high"]
        bounds = interval_text(outcome, low, high, signed=True)
        within = f" ({bounds})" if bounds else ""
        points = " percentage points" if is_fraction(outcome) else ""
        value = difference_text(outcome, row["difference"], low, high)
        parts.append(f"{in_words(outcome)} under {row['policy']} {value}{points}{within}")
    return "; ".join(parts)


def _levels(rows: pd.DataFrame, outcome: str) -> str:
    """Say each policy's level with its interval."""
    parts = []
    for row in rows.to_dict("records"):
        bounds = interval_text(outcome, row["low"], row["high"])
        within = f" ({bounds})" if bounds else ""
        level = level_text(outcome, row["mean"], row["low"], row["high"])
        parts.append(f"{row['policy']} {level}{within}")
    return ", ".join(parts)


def _ends(curves: pd.DataFrame, outcome: str) -> str:
    """Say where each policy's curve ends."""
    return _levels(curves.groupby("policy", sort=False).tail(1), outcome)


def _exhibit(
    name: str,
    title: str,
    caption: str,
    alt: str,
    outcomes: tuple[str, ...],
    table: pd.DataFrame,
    ax: Axes,
) -> Exhibit:
    figure = ax.figure
    if not isinstance(figure, Figure):
        raise TypeError(f"figure {name} was drawn on {type(figure).__name__}, not on a Figure")
    return Exhibit(
        name=name,
        title=title,
        caption=caption,
        definitions=tuple(lookup(outcome) for outcome in outcomes),
        table=table,
        svg=svg_text(figure, name=name.replace("_", "-"), alt=alt),
    )
