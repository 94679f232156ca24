"""What contact does, decided by lot, beside what the log alone would make one believe."""

from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.groups import draw_groups, groups_height, policies_of
from arrears.plots.numerals import bounds_text, number_text
from arrears.plots.panels import add_legend
from arrears.plots.style import INK, PolicyStyle, new_axes, policy_styles
from arrears.plots.ticks import PercentTicks
from arrears.results.contact_effects import effects_without
from arrears.statistics.jackknife import jackknife_interval
from arrears.words import ENGLISH, Words

__all__ = [
    "CONTACT_EFFECTS",
    "contact_effects_alt",
    "contact_effects_table",
    "plot_contact_effects",
]

_KEY: Final = ["action", "comparison", "policy"]
_COLUMNS: Final = [
    *_KEY, "mean", "low", "high", "replications", "method", "with_spells", "without_spells",
]  # fmt: skip
_COMPARISONS: Final = ("randomised", "naive")


def contact_effects_table(source: TableSource) -> pd.DataFrame:
    """Return randomised and naive effects of each action that was withheld from some.

    Returns
    -------
    DataFrame, one row per action, comparison and policy
        Columns ``action, comparison, policy, mean, low, high, replications, method, with_spells,
        without_spells``: difference in the share of what was unpaid that is paid by day 60. All
        replications are pooled, as in ``holdout.csv``; intervals are a jackknife over them.
        ``randomised`` stands before ``naive``. Effects that are empty are left out.
    """
    rows = effects_without(source.read("monthly", segment="all"))
    found = []
    for (policy, action, comparison), effects in rows.groupby(
        ["policy", "action", "comparison"], sort=False, observed=True
    ):
        whole = effects.loc[effects["left_out"] < 0].iloc[0]
        without = effects.loc[effects["left_out"] >= 0, "effect"].tolist()
        interval = jackknife_interval(float(whole["effect"]), without)
        spells = int(whole["with_spells"]), int(whole["without_spells"])
        found.append((action, comparison, policy, *interval, *spells))
    table = pd.DataFrame(found, columns=_COLUMNS)
    table = table.loc[table["mean"].notna()]
    rank = [
        (action, _COMPARISONS.index(comparison), source.policies.index(policy))
        for action, comparison, policy in table[_KEY].itertuples(index=False, name=None)
    ]
    return table.iloc[sorted(range(len(rank)), key=rank.__getitem__)].reset_index(drop=True)


def plot_contact_effects(
    effects: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw each action's randomised and naive effect below each other, a marker per policy.

    Parameters
    ----------
    effects : DataFrame
        As `contact_effects_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Axes
        The axes drawn on, with a line at 0. Markers are hollow where the interval includes 0 or
        there is none.
    """
    policies = policies_of(effects, styles)
    styles = policy_styles(policies) if styles is None else styles
    row = effects["action"] + "\n" + effects["comparison"]
    clear = (effects["low"] > 0) | (effects["high"] < 0)
    rows = effects.assign(row=row, clear=clear)
    labels = {
        f"{action}\n{comparison}": f"{action}\n{words(comparison)}"
        for action, comparison in zip(effects["action"], effects["comparison"], strict=True)
    }
    own = ax is None
    ax = new_axes(height=groups_height(len(labels), len(policies)) + 0.3) if ax is None else ax
    ax.axvline(0, color=INK, linewidth=1)
    draw_groups(rows, "row", "mean", ax, labels=labels, policies=policies, styles=styles)
    ax.xaxis.set_major_formatter(PercentTicks(symbol=""))
    ax.set_xlabel(words("Effect on the share paid by day 60, percentage points"), fontsize="small")
    add_legend(ax, styles, policies, words=words, with_lines=False, own=own)
    return ax


def contact_effects_alt(effects: pd.DataFrame, words: Words) -> str:
    """Say both effects of each action under the first policy that has them."""
    clauses = []
    for action, rows in effects.groupby("action", sort=False):
        policy = rows["policy"].iloc[0]
        said = words.listed(
            f"{words(row['comparison'])} {_said(row, words)}"
            for _, row in rows.loc[rows["policy"] == policy].iterrows()
        )
        clauses.append(
            words("{action} under {policy}: {effects}", action=action, policy=policy, effects=said)
        )
    return words(
        "Effect on the share paid by day 60, in percentage points; {clauses}.",
        clauses=words.clauses(clauses),
    )


def _said(row: pd.Series, words: Words) -> str:
    mean, low, high = (100 * row[name] for name in ("mean", "low", "high"))
    bounds = bounds_text(low, high, percent=False, signed=True, words=words)
    number = number_text(mean, low, high, percent=False, signed=True)
    return f"{number} ({bounds})" if bounds else number


CONTACT_EFFECTS = FigureKind(
    name="contact_effects",
    question="What contact does, and what the log suggests",
    reads=("monthly",),
    tabulate=contact_effects_table,
    draw=plot_contact_effects,
    alt=contact_effects_alt,
    definition=(
        "Of what was unpaid when a spell of arrears opened, the share paid by day 60 since due. "
        "Randomised: spells in which the action came due, less those in which it was withheld by "
        "lot; this is what the action does. Naive: of the spells treated, those in which the "
        "borrower was spoken to within 30 days, less those in which not; it mixes what talking "
        "does with who is talked to. Replications are pooled; bar: 95 % interval by the jackknife "
        "over replications, which carries luck only. Hollow: the interval includes 0 or there is "
        "none, so luck could explain it."
    ),
)
