"""Where a month takes the balance of each delinquency bucket, and what a policy changes in it."""

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.numerals import difference_text, interval_text, share_text
from arrears.plots.panels import panels_for
from arrears.plots.style import INK, PolicyStyle
from arrears.results.tally_arrears import BUCKETS, STATES
from arrears.words import ENGLISH, Words

__all__ = [
    "ROLL_RATES",
    "ROLL_RATE_CHANGES",
    "plot_roll_rate_changes",
    "plot_roll_rates",
    "roll_rate_changes_alt",
    "roll_rate_changes_table",
    "roll_rates_alt",
    "roll_rates_table",
]

_STEM: Final = "roll_rate_"
_ORIGINS: Final = [str(bucket) for bucket in range(BUCKETS)]
_RATES: Final = LinearSegmentedColormap.from_list("rates", ["#ffffff", "#0b3c5d"])
_CHANGES: Final = LinearSegmentedColormap.from_list("changes", ["#2c7fb8", "#ffffff", "#d95f0e"])
_DARK = 0.55  # of the scale: beyond it numbers are white
_SIGNIFICANT = 0.05
_MINUS = "\N{MINUS SIGN}"


def roll_rates_table(source: TableSource) -> pd.DataFrame:
    """Return the roll rates of each policy, with intervals over replications.

    Returns
    -------
    DataFrame, one row per policy, bucket at the start and state at the end of a month
        Columns ``policy, from_bucket, to_bucket, mean, low, high, replications, method``:
        fractions of the opening balance of ``from_bucket`` (0 current, 1 = 1-30 dpd, ...,
        6 = 151 or more). Buckets that no policy ever had a balance in are left out.
    """
    rows = _cells(source.read("summary", segment="all"))
    columns = ["policy", "from_bucket", "to_bucket", "mean", "low", "high", "replications"]
    if rows.empty:
        return pd.DataFrame(columns=[*columns, "method"])
    return rows.loc[rows["mean"].notna(), [*columns, "method"]].reset_index(drop=True)


def roll_rate_changes_table(source: TableSource) -> pd.DataFrame:
    """Return the paired differences of roll rates to the baseline.

    Returns
    -------
    DataFrame, one row per policy, bucket at the start and state at the end of a month
        Columns ``policy, baseline, from_bucket, to_bucket, difference, low, high, p_holm,
        replications, method``: differences of fractions.
    """
    rows = _cells(source.read("differences", segment="all"))
    columns = [
        "policy", "baseline", "from_bucket", "to_bucket", "difference", "low", "high", "p_holm",
        "replications", "method",
    ]  # fmt: skip
    if rows.empty:
        return pd.DataFrame(columns=columns)
    known = rows["difference"].notna() & (rows["policy"] != source.baseline)
    return rows.loc[known].assign(baseline=source.baseline)[columns].reset_index(drop=True)


def _cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are roll rates, with the names of their cells."""
    if table.empty:
        return table
    rows = table.loc[table["outcome"].str.startswith(_STEM)]
    names = rows["outcome"].str.removeprefix(_STEM).str.split("_", n=1)
    return rows.assign(from_bucket=names.str[0], to_bucket=names.str[1])


def plot_roll_rates(
    rates: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,  # noqa: ARG001 - a panel names its policy
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw roll rates as heat maps with their numbers, one panel per policy.

    Parameters
    ----------
    rates : DataFrame
        As `roll_rates_table` returns it.
    styles : dict, optional
        Taken for the sake of the other figures; each panel names its policy.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one policy. A new figure when left out.

    Returns
    -------
    Axes
        The first panel: from top to bottom the bucket at the month's start, from left to right
        the state at its end.
    """
    return _draw(rates, "mean", words, ax)


def plot_roll_rate_changes(
    changes: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,  # noqa: ARG001 - a panel names its policy
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw differences of roll rates to the baseline, one panel per policy.

    Parameters
    ----------
    changes : DataFrame
        As `roll_rate_changes_table` returns it. A star marks cells whose p, Holm corrected, is
        below 0.05.
    styles, words, ax
        As for `plot_roll_rates`.

    Returns
    -------
    Axes
        The first panel.
    """
    return _draw(changes, "difference", words, ax)


def _draw(table: pd.DataFrame, value: str, words: Words, ax: Axes | None) -> Axes:
    origins = [bucket for bucket in _ORIGINS if bucket in set(table["from_bucket"])]
    policies = list(dict.fromkeys(table["policy"]))
    panels = panels_for(policies, ax, height=0.95 + 0.27 * len(origins))
    reach = 1.0 if value == "mean" else max(0.01, float(table[value].abs().max()))
    for panel, policy in zip(panels, policies, strict=True):
        cells = table.loc[table["policy"] == policy].set_index(["from_bucket", "to_bucket"])
        grid = cells[value].unstack().reindex(index=origins, columns=list(STATES))  # noqa: PD010
        _fill(panel, grid, reach, is_change=value != "mean")
        for (origin, state), cell in cells.iterrows():
            place = STATES.index(state) + 0.5, origins.index(origin) + 0.5
            size = abs(cell[value]) / reach
            text = _rate_text(cell[value]) if value == "mean" else _change_text(cell)
            colour = "white" if size > _DARK else INK
            panel.text(*place, text, ha="center", va="center", fontsize=8, color=colour)
        _label(panel, origins, words)
        title = policy
        if value != "mean":
            title = words(
                "{policy} less {baseline}", policy=policy, baseline=cells["baseline"].iloc[0]
            )
        panel.set_title(title, loc="left", fontsize="medium")
    label = words("To (dpd at the month's end); % of the opening balance")
    if value != "mean":
        label = words("To (dpd at the month's end); difference, percentage points")
    panels[-1].set_xlabel(label)
    return panels[0]


def _fill(ax: Axes, grid: pd.DataFrame, reach: float, *, is_change: bool) -> None:
    values = np.ma.masked_invalid(grid.to_numpy(np.float64))
    ax.pcolormesh(
        values, cmap=_CHANGES if is_change else _RATES, vmin=-reach if is_change else 0,
        vmax=reach, edgecolors="#bbbbbb", linewidth=0.5,
    )  # fmt: skip


def _label(ax: Axes, origins: list[str], words: Words) -> None:
    """Name buckets by the days past due that they hold."""
    spans = {str(bucket): f"{30 * bucket - 29}-{30 * bucket}" for bucket in range(1, BUCKETS - 1)}
    spans |= {"0": "0", str(BUCKETS - 1): f"{30 * BUCKETS - 59}+"}
    ends = {"closed": words("paid off"), "charged_off": words.name("charged_off")}
    across = [spans.get(state) or ends[state].replace(" ", "\n") for state in STATES]
    across = [label.replace("-", "-\n") if len(label) > 5 else label for label in across]
    ax.set_xticks(np.arange(len(STATES)) + 0.5, labels=across, fontsize=8)
    ax.set_yticks(
        np.arange(len(origins)) + 0.5, labels=[spans[each] for each in origins], fontsize=8
    )
    ax.set_ylim(len(origins), 0)
    ax.set_ylabel(words("From (dpd)"))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def _rate_text(value: float) -> str:
    """Return whole per cents; what is not 0 does not read as 0."""
    if 0 < value < 0.005:
        return "<1"
    return f"{100 * value:.0f}"


def _change_text(cell: pd.Series) -> str:
    value = 100 * float(cell["difference"])
    star = "*" if cell["p_holm"] < _SIGNIFICANT else ""
    if value == 0:
        return f"0{star}"
    if abs(value) < 0.05:
        return f"{'+' if value > 0 else _MINUS}<.1{star}"
    return f"{value:+.1f}{star}".replace("-", _MINUS)


def roll_rates_alt(rates: pd.DataFrame, words: Words) -> str:
    """Say which share of the first bucket rolls on, and which goes back, under each policy."""
    clauses = []
    for policy, rows in rates.groupby("policy", sort=False, observed=True):
        cell = rows.set_index(["from_bucket", "to_bucket"])["mean"]
        clauses.append(
            words(
                "{policy}: {back} back to current, {on} on to 31-60 dpd",
                policy=policy,
                back=share_text(cell.get(("1", "0"), np.nan)),
                on=share_text(cell.get(("1", "2"), np.nan)),
            )
        )
    return words(
        "Of the balance 1-30 dpd at a month's start, at its end. {clauses}.",
        clauses=words.clauses(clauses),
    )


def roll_rate_changes_alt(changes: pd.DataFrame, words: Words) -> str:
    """Say how many cells differ clearly, and the largest difference among them."""
    clear = changes.loc[changes["p_holm"] < _SIGNIFICANT]
    if clear.empty:
        return words(
            "Differences of roll rates to {baseline}: none of {n} that luck could not explain "
            "after Holm's correction.",
            baseline=changes["baseline"].iloc[0],
            n=len(changes),
        )
    largest = clear.iloc[int(clear["difference"].abs().argmax())]
    outcome = f"{_STEM}{largest['from_bucket']}_{largest['to_bucket']}"
    numbers = largest["difference"], largest["low"], largest["high"]
    return words(
        "Differences of roll rates to {baseline}: {clear} of {n} are clear after Holm's "
        "correction. The largest, under {policy} from bucket {origin} to {state}: {number} "
        "percentage points ({bounds}).",
        baseline=largest["baseline"],
        clear=len(clear),
        n=len(changes),
        policy=largest["policy"],
        origin=largest["from_bucket"],
        state=words.name(largest["to_bucket"]),
        number=difference_text(outcome, *numbers, words),
        bounds=interval_text(outcome, *numbers[1:], signed=True, words=words),
    )


_DEFINITION: Final = (
    "Balance-weighted monthly roll rates: of the balance in a bucket of contract days past due at "
    "a month's start, the share whose account is in each state at its end. "
)

ROLL_RATES = FigureKind(
    name="roll_rates",
    question="Roll rates: where a month takes each bucket",
    reads=("summary",),
    tabulate=roll_rates_table,
    draw=plot_roll_rates,
    alt=roll_rates_alt,
    definition=_DEFINITION
    + "Mean over replications, in per cent; the darker, the more. Intervals are in the numbers.",
    outcomes=("roll_rate_<a>_<b>",),
    panel="policy",
)

ROLL_RATE_CHANGES = FigureKind(
    name="roll_rate_changes",
    question="Roll rates: what changes, compared with the baseline",
    reads=("differences",),
    tabulate=roll_rate_changes_table,
    draw=plot_roll_rate_changes,
    alt=roll_rate_changes_alt,
    definition=_DEFINITION
    + "Here the difference to the baseline, paired by replication, in percentage points. Star: p "
    "below 0.05 after Holm's correction. The policies' buckets hold different accounts: a policy "
    "that cures the easy ones leaves the hard ones to roll.",
    outcomes=("roll_rate_<a>_<b>",),
    panel="policy",
)
