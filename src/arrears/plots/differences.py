"""What each policy changes, compared with the baseline under the same luck."""

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.interval_panels import interval_panels, scale_panel
from arrears.plots.intervals import draw_rows
from arrears.plots.labels import difference_label, in_words, is_fraction
from arrears.plots.numerals import difference_text, interval_text, p_value_text
from arrears.plots.style import PolicyStyle, policy_styles
from arrears.words import ENGLISH, Words

__all__ = ["DIFFERENCES", "differences_alt", "differences_table", "plot_differences"]

_SIGNIFICANT = 0.05
_TOLD = 4  # differences of one outcome that the words name one by one
_COLUMNS = [
    "outcome", "policy", "baseline", "difference", "low", "high", "p_holm", "evidence",
    "replications", "method",
]  # fmt: skip


def differences_table(source: TableSource) -> pd.DataFrame:
    """Return the paired differences of the outcomes that the scenario compares.

    Returns
    -------
    DataFrame, one row per outcome and policy, without the baseline
        Columns ``outcome, policy, baseline, difference, low, high, p_holm, evidence,
        replications, method``, in the outcomes' own units. ``evidence`` is ``clear`` when p, Holm
        corrected, is below 0.05, ``alone`` when only the interval excludes 0, else ``luck``.
        Outcomes without any difference are left out.
    """
    parts = [_of_outcome(source, outcome) for outcome in source.outcomes]
    parts = [part for part in parts if not part.empty]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_COLUMNS)


def _of_outcome(source: TableSource, outcome: str) -> pd.DataFrame:
    rows = source.read("differences", segment="all")
    if rows.empty:
        return pd.DataFrame(columns=_COLUMNS)
    rows = rows.loc[(rows["outcome"] == outcome) & (rows["policy"] != source.baseline)]
    if rows["difference"].isna().all():
        return pd.DataFrame(columns=_COLUMNS)
    excludes_0 = (rows["low"] > 0) | (rows["high"] < 0)
    evidence = pd.Series("luck", index=rows.index).mask(excludes_0, "alone")
    evidence = evidence.mask(excludes_0 & (rows["p_holm"] < _SIGNIFICANT), "clear")
    rows = rows.assign(evidence=evidence, baseline=source.baseline)
    return rows[_COLUMNS].reset_index(drop=True)


def plot_differences(
    differences: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw paired differences to the baseline as a forest plot, one panel per outcome.

    A marker is filled when p, Holm corrected, is below 0.05, half filled when only its interval
    excludes 0, and hollow when luck alone could explain it. How many replications an interval
    rests on, and by which method, stands above each panel.

    Parameters
    ----------
    differences : DataFrame, one row per outcome and policy, without the baseline
        As `differences_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one outcome. A new figure when left out.

    Returns
    -------
    Axes
        The first panel, with a line at 0; policies stand in the order of the table.
    """
    styles = policy_styles(differences["policy"]) if styles is None else styles
    panels = interval_panels(differences, "outcome", ax, head=0.95)
    for outcome, panel, rows in panels:
        draw_rows(rows, "difference", panel, styles=styles)
        title = f"{words.capital(in_words(outcome, words))}\n{_method(rows, words)}"
        scale_panel(panel, outcome, title)
        panel.set_xlabel(difference_label(outcome, words))
    return panels[0][1]


def _method(rows: pd.DataFrame, words: Words) -> str:
    """Say by which method, and from how many replications, the intervals of a panel come."""
    known = rows.loc[rows["replications"] > 0]
    first, last = known["replications"].min(), known["replications"].max()
    n = f"{first}" if first == last else words("{low} to {high}", low=first, high=last)
    methods = words.listed(
        _method_in_words(method, words) for method in dict.fromkeys(known["method"])
    )
    return words("{methods}, n = {n}", methods=methods, n=n)


def _method_in_words(method: str, words: Words) -> str:
    name, stopped, at = method.partition(", stopped at ")
    said = words.maybe(name)
    return words("{method}, stopped at {n}", method=said, n=at) if stopped else said


def differences_alt(differences: pd.DataFrame, words: Words) -> str:
    """Say of each outcome which policies differ clearly from the baseline, and by how much."""
    clauses = [
        words(
            "{outcome}: {finding}",
            outcome=in_words(str(outcome), words),
            finding=_finding(str(outcome), rows, words),
        )
        for outcome, rows in differences.groupby("outcome", sort=False, observed=True)
    ]
    return words(
        "Differences to {baseline}; {clauses}.",
        baseline=differences["baseline"].iloc[0],
        clauses=words.clauses(clauses),
    )


def _finding(outcome: str, rows: pd.DataFrame, words: Words) -> str:
    apart = rows.loc[rows["evidence"] != "luck"]
    if apart.empty:
        return words("no difference that luck could not explain")
    said = [_said(outcome, row, words) for _, row in apart.head(_TOLD).iterrows()]
    if len(apart) > _TOLD:
        said.append(words("{n} more", n=len(apart) - _TOLD))
    same = len(rows) - len(apart)
    if same == 1:
        said.append(words("of the other one, luck could explain the difference"))
    elif same:
        said.append(words("of the other {n}, luck could explain the difference", n=same))
    return words.listed(said)


def _said(outcome: str, row: pd.Series, words: Words) -> str:
    numbers = row["difference"], row["low"], row["high"]
    number = difference_text(outcome, *numbers, words)
    bounds = interval_text(outcome, *numbers[1:], signed=True, words=words)
    text = "{policy} {number} ({bounds}, Holm {p})"
    if is_fraction(outcome):
        text = "{policy} {number} percentage points ({bounds}, Holm {p})"
    p_value = p_value_text(row["p_holm"])
    return words(text, policy=row["policy"], number=number, bounds=bounds, p=p_value)


DIFFERENCES = FigureKind(
    name="differences",
    question="What changes, compared with the baseline",
    reads=("differences",),
    tabulate=differences_table,
    draw=plot_differences,
    alt=differences_alt,
    definition=(
        "Mean difference to the baseline, paired by replication: policies share luck. Bar: 95 % "
        "interval by the method named, which carries luck only. Filled: p below 0.05 after Holm's "
        "correction for all outcomes and policies compared. Half filled: only the interval, taken "
        "alone, excludes 0. Hollow: luck could explain it, or there is no interval."
    ),
    panel="outcome",
    choose=_of_outcome,
)
