"""How much more of an outcome one segment bears than another, under each policy."""

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.interval_panels import interval_panels, scale_panel, told_by_interval
from arrears.plots.intervals import draw_rows
from arrears.plots.labels import in_words, is_fraction
from arrears.plots.numerals import difference_text, interval_text
from arrears.plots.style import PolicyStyle, policy_styles
from arrears.results.segments import contrast_levels
from arrears.words import ENGLISH, Words

__all__ = ["CONTRASTS", "contrasts_alt", "contrasts_table", "plot_contrasts"]


def contrasts_table(source: TableSource) -> pd.DataFrame:
    """Return the contrasts between segments that the scenario names.

    Returns
    -------
    DataFrame, one row per contrast and policy
        Columns ``outcome`` (the contrast's name), ``base, segment, against, policy, mean, low,
        high, replications, method``: value in ``segment`` less value in ``against``, in the unit
        of ``base``.
    """
    summary = source.read("summary")
    return summary if summary.empty else contrast_levels(summary)


def plot_contrasts(
    contrasts: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw each contrast in a panel, one row with its interval per policy, with a line at 0.

    Parameters
    ----------
    contrasts : DataFrame
        As `contrasts_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one contrast. A new figure when left out.

    Returns
    -------
    Axes
        The first panel. Markers are hollow where the interval includes 0 or there is none.
    """
    styles = policy_styles(contrasts["policy"]) if styles is None else styles
    panels = interval_panels(told_by_interval(contrasts), "outcome", ax, head=1.0)
    for _, panel, rows in panels:
        base = str(rows["base"].iloc[0])
        draw_rows(rows, "mean", panel, styles=styles)
        title = words.capital(in_words(base, words))
        scale_panel(panel, base, f"{title}\n{_sides(rows.iloc[0], words)}")
        panel.set_xlabel(words("Percentage points") if is_fraction(base) else words("Difference"))
    return panels[0][1]


def _sides(row: pd.Series, words: Words) -> str:
    sides = {"first": words.name(row["segment"]), "second": words.name(row["against"])}
    return words("{first} less {second}", **sides)


def contrasts_alt(contrasts: pd.DataFrame, words: Words) -> str:
    """Say each contrast under the first policy, and how far policies move it."""
    clauses = []
    for _, rows in contrasts.groupby("outcome", sort=False):
        known = rows.loc[rows["mean"].notna()]
        base = str(known["base"].iloc[0])
        said = [
            f"{row['policy']} {_number(base, row, words)}"
            for _, row in known.iloc[[0, -1]].drop_duplicates().iterrows()
        ]
        clauses.append(
            words(
                "{outcome}, {sides}: {levels}",
                outcome=in_words(base, words),
                sides=_sides(known.iloc[0], words),
                levels=words.listed(said),
            )
        )
    return words("Differences between segments; {clauses}.", clauses=words.clauses(clauses))


def _number(base: str, row: pd.Series, words: Words) -> str:
    number = difference_text(base, row["mean"], row["low"], row["high"], words)
    if is_fraction(base):
        number = words("{number} percentage points", number=number)
    bounds = interval_text(base, row["low"], row["high"], signed=True, words=words)
    return f"{number} ({bounds})" if bounds else number


CONTRASTS = FigureKind(
    name="contrasts",
    question="Differences between segments",
    reads=("summary",),
    tabulate=contrasts_table,
    draw=plot_contrasts,
    alt=contrasts_alt,
    definition=(
        "The contrasts that the scenario names: an outcome in one segment less the same outcome "
        "in another, in each replication. Point: mean over replications; bar: 95 % interval, "
        "which carries luck only. Hollow: the interval includes 0 or there is none, so luck could "
        "explain it. Whether a policy changes a contrast is in differences.csv."
    ),
    outcomes=("contrast_<outcome>_<segment>_<segment>",),
    panel="outcome",
)
