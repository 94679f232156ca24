"""What a ranking rests on: parameter sets, and assumptions that turn it round alone."""

import re
from collections.abc import Hashable, Mapping
from textwrap import wrap
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.labels import difference_label, in_words, show_as_points
from arrears.plots.numerals import share_text
from arrears.plots.panels import panels_for, place_legend, place_rows, rows_height
from arrears.plots.style import GREY, INK, PolicyStyle, tidy_axes
from arrears.plots.ticks import PercentTicks
from arrears.results.assumptions import as_numbers
from arrears.words import ENGLISH, Words

__all__ = [
    "ASSUMPTION_FLIPS",
    "ASSUMPTION_SHARES",
    "flips_alt",
    "flips_rows",
    "plot_flips",
    "plot_shares",
    "shares_alt",
    "shares_rows",
]

_FACES: Final[dict[str, dict[str, Any]]] = {
    "clearly_better": {"facecolor": "#0072B2", "hatch": ""},
    "better": {"facecolor": "#9ecae1", "hatch": ""},
    "equal": {"facecolor": "white", "hatch": ""},
    "worse": {"facecolor": "#fdd0a2", "hatch": "//"},
    "clearly_worse": {"facecolor": "#D55E00", "hatch": "xx"},
}
_NAMES: Final = {
    "clearly_better": "better, interval off 0",
    "better": "better",
    "equal": "no difference",
    "worse": "worse",
    "clearly_worse": "worse, interval off 0",
}
_SHARES: Final = [
    "outcome", "policy", "baseline", "sets", *_FACES, "beats_share", "parameter_share",
]  # fmt: skip
_FLIPS: Final = [
    "panel", "policy", "baseline", "outcome", "rank", "parameter", "end", "value", "difference",
    "low", "high", "verdict", "flips_at", "flips_within", "base_value", "base_difference",
]  # fmt: skip
_TURNED: Final = ("flips", "turns")
_STRONGEST: Final = 6  # assumptions of one panel
_MOST_PANELS: Final = 4
_TOLD: Final = 3
_LETTERS: Final = 27  # of one line of a key
_TITLE_LETTERS: Final = 32
_LINE: Final = 0.155  # inches


def shares_rows(source: TableSource) -> pd.DataFrame:
    """Return in how many parameter sets a policy does better or worse than the baseline.

    Returns
    -------
    DataFrame, one row per outcome and policy
        Columns ``outcome, policy, baseline, sets``, then the number of sets that are
        ``clearly_better`` (95 % interval off 0), ``better``, ``equal``, ``worse`` or
        ``clearly_worse``, then ``beats_share`` and ``parameter_share``. Outcomes of which neither
        direction is better are left out.
    """
    shares = source.read("assumption_shares")
    if shares.empty:
        return pd.DataFrame(columns=_SHARES)
    table = as_numbers(shares)
    table = table.loc[table["better"].isin(["higher", "lower"]) & (table["sets"] > 0)]
    is_lower = table["better"] == "lower"
    better, worse = _sides(table["higher"], table["lower"], is_lower)
    clear, clearly_worse = _sides(table["clearly_higher"], table["clearly_lower"], is_lower)
    table = table.assign(
        clearly_better=clear,
        better=better - clear,
        worse=worse - clearly_worse,
        clearly_worse=clearly_worse,
    )
    order = {outcome: place for place, outcome in enumerate(source.outcomes)}
    table = table.sort_values("outcome", key=lambda names: names.map(order), kind="stable")
    return table[_SHARES].reset_index(drop=True)


def _sides(higher: pd.Series, lower: pd.Series, is_lower: pd.Series) -> tuple[pd.Series, pd.Series]:
    return lower.where(is_lower, higher), higher.where(is_lower, lower)


def plot_shares(
    shares: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,  # noqa: ARG001 (every figure takes them)
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw the shares of parameter sets as bars, one panel per outcome and one row per policy.

    Parameters
    ----------
    shares : DataFrame, one row per outcome and policy
        As `shares_rows` returns it.
    styles : dict, optional
        Not used: bars stand beside the policies' names.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one outcome. A new figure when left out.

    Returns
    -------
    Axes
        The first panel.
    """
    outcomes = list(dict.fromkeys(shares["outcome"]))
    policies = list(dict.fromkeys(shares["policy"]))
    panels = panels_for(outcomes, ax, height=0.85 + rows_height(policies))
    for panel, outcome in zip(panels, outcomes, strict=True):
        rows = shares.loc[shares["outcome"] == outcome]
        tidy_axes(panel, grid="x")
        places = place_rows(panel, rows["policy"].tolist())
        for place, row in zip(places, rows.to_dict("records"), strict=True):
            _draw_bar(panel, place, row, words)
        panel.axvline(0.5, color=INK, linewidth=0.8, linestyle=(0, (3, 2)))
        panel.set_xlim(0, 1)
        panel.xaxis.set_major_formatter(PercentTicks())
        title = words.capital(in_words(str(outcome), words))
        panel.set_title(title, loc="left", fontsize="medium")
    panels[-1].set_xlabel(words("Share of parameter sets"))
    handles = [Patch(edgecolor=INK, linewidth=0.6, **face) for face in _FACES.values()]
    title = words("Compared with {baseline}", baseline=shares["baseline"].iloc[0])
    labels = [words(name) for name in _NAMES.values()]
    place_legend(panels[0], handles, labels, title=title, own=ax is None)
    return panels[0]


def _draw_bar(ax: Axes, place: float, row: Mapping[Hashable, Any], words: Words) -> None:
    left = 0.0
    for name, face in _FACES.items():
        width = row[name] / row["sets"]
        ax.barh([place], [width], 0.17, left=left, edgecolor=INK, linewidth=0.6, **face)
        left += width
    if not pd.isna(row["parameter_share"]):
        text = words("parameters {share}", share=share_text(row["parameter_share"]))
        ax.annotate(
            text, (1, place), (4, 0), textcoords="offset points", va="center", fontsize="small",
            color=INK, annotation_clip=False,
        )  # fmt: skip


def shares_alt(shares: pd.DataFrame, words: Words) -> str:
    """Say of each outcome and policy in what share of the sets it does better."""
    clauses = [
        words(
            "{outcome} under {policy}: better in {better} of {sets} sets, worse in {worse}",
            outcome=in_words(str(row["outcome"]), words),
            policy=row["policy"],
            better=row["clearly_better"] + row["better"],
            worse=row["clearly_worse"] + row["worse"],
            sets=row["sets"],
        )
        for row in shares.to_dict("records")
    ]
    return words(
        "Parameter sets drawn from what is assumed, compared with {baseline}; {clauses}.",
        baseline=shares["baseline"].iloc[0],
        clauses=words.clauses(clauses),
    )


def flips_rows(source: TableSource) -> pd.DataFrame:
    """Return the strongest assumptions of each ranking that one of them turns round alone.

    Returns
    -------
    DataFrame, one row per panel, assumption and end of its range
        Columns of ``assumption_flips.csv`` with ``panel``, the policy and the outcome. Where
        nothing turns round, the panel is that of the first outcome and policy.
    """
    known = _all_flips(source)
    if known.empty:
        return known
    flipped, turned = (known.loc[known["verdict"] == each, "panel"] for each in _TURNED)
    panels = list(dict.fromkeys(flipped)) or list(dict.fromkeys(turned)) or known["panel"].tolist()
    panels = panels if len(flipped) or len(turned) else panels[:1]
    rows = [_strongest(known.loc[known["panel"] == panel]) for panel in panels[:_MOST_PANELS]]
    return pd.concat(rows, ignore_index=True)


def _all_flips(source: TableSource) -> pd.DataFrame:
    flips = source.read("assumption_flips")
    if flips.empty:
        return pd.DataFrame(columns=_FLIPS)
    table = as_numbers(flips)
    table = table.loc[table["difference"].notna()]
    names = [f"{row.outcome}: {row.policy}" for row in table.itertuples()]
    table = table.assign(panel=pd.Series(names, index=table.index, dtype="str"))
    order = {outcome: place for place, outcome in enumerate(source.outcomes)}
    table = table.sort_values("outcome", key=lambda found: found.map(order), kind="stable")
    return table[_FLIPS].reset_index(drop=True)


def _strongest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return those that flip, then the strongest others, up to the usual number of assumptions."""
    flipped = rows.loc[rows["verdict"].isin(_TURNED), "parameter"].tolist()
    others = rows.sort_values("rank", kind="stable")["parameter"].tolist()
    wanted = list(dict.fromkeys([*flipped, *others]))
    kept = wanted[: max(_STRONGEST, len(set(flipped)))]
    return rows.loc[rows["parameter"].isin(kept)].sort_values("rank", kind="stable")


def _chosen(source: TableSource, panel: str) -> pd.DataFrame:
    known = _all_flips(source)
    return _strongest(known.loc[known["panel"] == panel]).reset_index(drop=True)


def plot_flips(
    flips: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,  # noqa: ARG001 (every figure takes them)
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw how far each assumption, alone at an end of its range, moves a difference.

    Parameters
    ----------
    flips : DataFrame, one row per panel, assumption and end
        As `flips_rows` returns it.
    styles : dict, optional
        Not used: each panel is about one policy.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one panel. A new figure when left out.

    Returns
    -------
    Axes
        The first panel, with a line at 0 and a dashed one at the scenario's own values.
    """
    names = list(dict.fromkeys(flips["panel"]))
    most = max(_lines(flips.loc[flips["panel"] == name], words) for name in names)
    titles = [_title(flips.loc[flips["panel"] == name], words) for name in names]
    lines = max(title.count("\n") for title in titles)
    panels = panels_for(names, ax, height=1.1 + 0.2 * lines + _LINE * most)
    for panel, name in zip(panels, names, strict=True):
        _draw_panel(panel, flips.loc[flips["panel"] == name], words)
    handles = [
        Patch(edgecolor=INK, linewidth=0.6, facecolor="white", hatch="//"),
        Patch(edgecolor=INK, linewidth=0.6, facecolor=GREY),
    ]
    labels = [words("at the low end of its range"), words("at the high end of its range")]
    title = words("One assumption alone")
    place_legend(panels[0], handles, labels, title=title, own=ax is None)
    return panels[0]


def _labels(rows: pd.DataFrame, words: Words) -> dict[str, str]:
    """Return what stands beside each assumption: its key, and where it turns the ranking round."""
    labels = {}
    for key, ends in rows.groupby("parameter", sort=False):
        turned = ends.loc[ends["verdict"].isin(_TURNED)]
        label = _broken(str(key))
        for row in turned.to_dict("records"):
            label += "\n" + _place(row, words)
        labels[str(key)] = label
    return labels


def _lines(rows: pd.DataFrame, words: Words) -> float:
    """Return how many lines of text the rows of a panel need, with the space between them."""
    labels = _labels(rows, words).values()
    return len(labels) * (0.8 + max(label.count("\n") + 1 for label in labels))


def _broken(key: str) -> str:
    """Return a key path on lines that leave room for the bars, broken before its dots."""
    lines = [""]
    for part in re.findall(r"\.?[^.]+", key):
        if lines[-1] and len(lines[-1]) + len(part) > _LETTERS:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def _place(row: Mapping[Hashable, Any], words: Words) -> str:
    if row["verdict"] == "turns":
        return _turning_place(row, words)
    if pd.isna(row["flips_at"]):
        return words("flips before {value:.4g}", value=row["value"])
    return words(
        "flips at {place:.3g} (now {value:.3g})", place=row["flips_at"], value=row["base_value"]
    )


def _turning_place(row: Mapping[Hashable, Any], words: Words) -> str:
    """Say between which tried values a mean changes its sign where luck could explain it."""
    if pd.isna(row["flips_at"]):
        return words("sign turns before {value:.4g}, perhaps by luck", value=row["value"])
    low, high = row["flips_at"] - row["flips_within"], row["flips_at"] + row["flips_within"]
    return words("sign turns at {low:.3g} to {high:.3g}, perhaps by luck", low=low, high=high)


def _title(rows: pd.DataFrame, words: Words) -> str:
    """Return whose difference a panel shows, on lines that are no wider than its bars."""
    first = rows.iloc[0]
    against = words("{policy} less {baseline}", policy=first["policy"], baseline=first["baseline"])
    title = words.capital(in_words(str(first["outcome"]), words))
    return "\n".join(line for text in (title, against) for line in wrap(text, _TITLE_LETTERS))


def _draw_panel(ax: Axes, rows: pd.DataFrame, words: Words) -> None:
    outcome = str(rows["outcome"].iloc[0])
    base = rows["base_difference"].iloc[0]
    labels = _labels(rows, words)
    tidy_axes(ax, grid="x")
    places = dict(zip(labels, range(len(labels)), strict=True))
    for row in rows.to_dict("records"):
        is_low = row["end"] == "low"
        place = places[row["parameter"]] + (-0.17 if is_low else 0.17)
        ax.barh(
            [place], [row["difference"] - base], 0.3, left=base, edgecolor=INK, linewidth=0.6,
            facecolor="white" if is_low else GREY, hatch="//" if is_low else "",
        )  # fmt: skip
        if not pd.isna(row["low"]):
            ax.plot([row["low"], row["high"]], [place, place], color=INK, linewidth=1)
    ax.axvline(0, color=INK, linewidth=1)
    ax.axvline(base, color=INK, linewidth=0.8, linestyle=(0, (3, 2)))
    ax.set_yticks(list(places.values()), labels=list(labels.values()), fontsize="small")
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0, pad=6)
    ax.locator_params(axis="x", nbins=5)
    show_as_points(ax.xaxis, outcome)
    ax.set_title(_title(rows, words), loc="left", fontsize="medium")
    label = wrap(difference_label(outcome, words), _TITLE_LETTERS)
    ax.set_xlabel("\n".join(label), fontsize="small")


def flips_alt(flips: pd.DataFrame, words: Words) -> str:
    """Say which assumptions turn which ranking round, and where; or that none does."""
    flipped, maybe = (flips.loc[flips["verdict"] == each] for each in _TURNED)
    turned = maybe if flipped.empty else flipped
    if turned.empty:
        return words("No assumption tried alone at the ends of its range turns the ranking round.")
    clauses = [
        words(
            "{parameter} turns {outcome} of {policy} round: {place}",
            parameter=row["parameter"],
            outcome=in_words(str(row["outcome"]), words),
            policy=row["policy"],
            place=_place(row, words),
        )
        for row in turned.head(_TOLD).to_dict("records")
    ]
    if len(turned) > _TOLD:
        clauses.append(words("{n} more", n=len(turned) - _TOLD))
    return words(
        "One assumption alone at an end of its range; {clauses}.", clauses=words.clauses(clauses)
    )


ASSUMPTION_SHARES = FigureKind(
    name="assumption_shares",
    question="What the ranking rests on: sets of assumptions",
    reads=("assumption_shares",),
    tabulate=shares_rows,
    draw=plot_shares,
    alt=shares_alt,
    definition=(
        "Every assumed parameter is drawn from its range together with all others (Latin "
        "hypercube), and all policies meet the same luck in every set. Bars: the share of sets in "
        "which the policy does better or worse than the baseline by its mean paired difference; "
        "strong colours where the 95 % interval of the set leaves out 0. Beside them: how much of "
        "the variance of the difference is parameters, the rest is luck. The share is no "
        "probability: ranges are assumptions themselves."
    ),
    panel="outcome",
)
ASSUMPTION_FLIPS = FigureKind(
    name="assumption_flips",
    question="Which assumption alone turns the ranking round",
    reads=("assumption_flips",),
    tabulate=flips_rows,
    draw=plot_flips,
    alt=flips_alt,
    definition=(
        "Each assumption is moved to both ends of its range, all else as in the scenario and "
        "under the same luck. Bars start at the scenario's own difference (dashed); lines are "
        "95 % intervals, which carry luck only. A ranking flips when both intervals leave out 0 "
        "and lie on different sides of it; where, is found by bisection. Where only the means lie "
        "on different sides, luck could explain it, and the values tried between are said. The "
        "strongest assumptions are shown; assumption_flips.csv holds all. Moved one at a time, "
        "assumptions do not show what they do together."
    ),
    panel="panel",
    choose=_chosen,
)
