"""One borrower's life under two policies, and where they part."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from arrears.plots.event_words import event_said
from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.panels import panels_for, place_legend
from arrears.plots.style import FAINT, INK, PolicyStyle, policy_styles, tidy_axes
from arrears.results.lives import LIFE_COLUMNS, MARKS, SPANS, choose_account, life, parting
from arrears.words import ENGLISH, Words

__all__ = ["LIFE", "life_alt", "life_sentence", "life_table", "plot_life"]

_MINOR_UNITS: Final = 100
_ROW: Final = 0.115  # height of a row of marks, as a part of the money above
_MONEY_TICKS: Final = 4
_LEAST_MONEY: Final = 1.0

_LABELS: Final = {
    "shock": "Shock",
    "screening_positive": "Screening positive",
    "missed": "Missed a due day",
    "attempt": "Attempts",
    "conversation": "Conversations",
    "promise": "Promises",
    "promise_broken": "Promises broken",
    "contact_paused": "Contact paused",
    "application": "Applications",
    "plan": "Plan",
    "complaint": "Complaints",
    "charged_off": "Charged off",
    "paid_off": "Paid off",
}
_MARKERS: Final = {
    "missed": "x", "attempt": "|", "conversation": "o", "promise": "D", "promise_broken": "X",
    "application": "^", "complaint": "P", "charged_off": "s", "paid_off": "*",
}  # fmt: skip
_PARTING: Final[dict[str, Any]] = {"color": INK, "linewidth": 1, "linestyle": ":"}
_ARREARS: Final[dict[str, Any]] = {
    "facecolor": "#e4e4e4", "edgecolor": INK, "hatch": "\\\\\\", "linewidth": 0.6,
}  # fmt: skip
_HATCHES: Final = {
    "shock": "////", "screening_positive": "....", "contact_paused": "xxxx", "plan": "",
}  # fmt: skip


def life_table(source: TableSource) -> pd.DataFrame:
    """Return the life of the account that a policy changes most, under it and the baseline.

    Returns
    -------
    DataFrame
        Columns ``policy, account, kind, name, day, end, amount, cause, action, stage, actor`` as
        `arrears.results.lives.life` and `parting` return them, ``amount`` in currency units but of
        distress; the baseline stands first. Empty where no life differs.
    """
    empty = pd.DataFrame(columns=list(LIFE_COLUMNS))
    accounts = source.read("accounts", replication=0)
    choice = choose_account(accounts, source.baseline, source.policies)
    if choice is None:
        return empty
    own = source.read("events", replication=0, account=choice.account)
    personal = source.read("events", replication=0, account=-1, borrower=choice.borrower)
    events = pd.concat([own, personal], ignore_index=True)
    if events.empty:
        return empty
    lives = [events.loc[events["policy"] == each] for each in (source.baseline, choice.policy)]
    if any(rows.empty for rows in lives):
        return empty
    table = pd.concat(
        [
            *(life(rows, choice.account) for rows in lives),
            parting(lives[0], lives[1], choice.account),
        ],
        ignore_index=True,
    )
    return table.assign(amount=table["amount"] / _MINOR_UNITS)


def plot_life(
    lives: pd.DataFrame,
    *,
    styles: dict[str, PolicyStyle] | None = None,
    words: Words = ENGLISH,
    ax: Axes | None = None,
) -> Axes:
    """Draw one life per panel: balance and arrears above, what happens in rows below.

    Parameters
    ----------
    lives : DataFrame
        As `life_table` returns it.
    styles : dict, optional
        Styles by policy when they must match other figures.
    words : Words
        The reader's language.
    ax : Axes, optional
        Where to draw; it holds one policy's life. A new figure when left out.

    Returns
    -------
    Axes
        The first panel. A dotted line stands where the lives part, and above each panel what
        happens there.
    """
    policies = list(dict.fromkeys(lives["policy"]))
    styles = policy_styles(policies) if styles is None else styles
    shown = _shown(lives)
    names = [name for name in _LABELS if name in set(shown["name"])]
    panels = panels_for(policies, ax, height=2.5 + 0.2 * len(names))
    first, last = _days(shown)
    top = max(_LEAST_MONEY, float(shown.loc[_is_money(shown), "amount"].max()))
    for panel, policy in zip(panels, policies, strict=True):
        rows = shown.loc[shown["policy"] == policy]
        _draw_money(panel, rows, last, styles[policy])
        _draw_rows(panel, rows, names, top, styles[policy])
        _dress(panel, names, top, words)
        panel.set_xlim(first, last)
        parted = rows.loc[rows["kind"] == "parting"]
        title = words(
            "Account {account} under {policy}", account=rows["account"].iloc[0], policy=policy
        )
        if len(parted):
            panel.axvline(shown["day"].where(shown["kind"] == "parting").min(), **_PARTING)
            title += "\n" + _parts(parted.iloc[0], words)
        panel.set_title(title, loc="left", fontsize="small")
    panels[-1].set_xlabel(words("Day of the run"))
    _add_legend(panels[0], words, own=ax is None)
    return panels[0]


def _add_legend(ax: Axes, words: Words, *, own: bool) -> None:
    handles = [
        Line2D([], [], color=INK, linewidth=1.6),
        Patch(**_ARREARS),
        Line2D([], [], **_PARTING),
    ]
    labels = [words(text) for text in ("Balance", "In arrears", "They part")]
    place_legend(ax, handles, labels, title=words("Lines and areas"), own=own)


def _is_money(rows: pd.DataFrame) -> pd.Series:
    return rows["kind"].isin(("balance", "arrears"))


def _days(rows: pd.DataFrame) -> tuple[int, int]:
    """Return the first and the last day drawn."""
    money = rows.loc[_is_money(rows), "day"]
    first = max(0, int(money.min()))
    return first, max(first + 1, int(rows.loc[rows["kind"] != "span", "day"].max()) + 1)


def _shown(lives: pd.DataFrame) -> pd.DataFrame:
    """Return what lies within the days drawn; levels that began earlier start with them."""
    first, last = _days(lives)
    lasts = lives["kind"] == "span"
    inside = (lives["day"] >= first) & (lives["day"] <= last)
    kept = lives.loc[_is_money(lives) | inside | (lasts & (lives["end"] > first))]
    return kept.loc[~lasts | (kept["day"] <= last)]


def _draw_money(ax: Axes, rows: pd.DataFrame, last: int, style: PolicyStyle) -> None:
    for kind in ("arrears", "balance"):
        steps = rows.loc[rows["kind"] == kind].sort_values("day", kind="stable")
        if steps.empty:
            continue
        day, amount = [*steps["day"], last], [*steps["amount"], steps["amount"].iloc[-1]]
        if kind == "balance":
            ax.step(day, amount, where="post", color=style.colour, linewidth=1.6)
        else:
            ax.fill_between(day, amount, step="post", **_ARREARS)


def _draw_rows(
    ax: Axes, rows: pd.DataFrame, names: Sequence[str], top: float, style: PolicyStyle
) -> None:
    height = _ROW * top
    for place, name in enumerate(names):
        y = -(place + 1) * height
        of_name = rows.loc[rows["name"] == name]
        if name in SPANS:
            of_name = of_name.loc[of_name["kind"] == "span"]
            bars = list(zip(of_name["day"], of_name["end"] - of_name["day"], strict=True))
            ax.broken_barh(
                bars, (y - 0.32 * height, 0.64 * height), facecolor="#d0d0d0", edgecolor=INK,
                hatch=_HATCHES[name], linewidth=0.5,
            )  # fmt: skip
        elif name in MARKS:
            days = of_name.loc[of_name["kind"] == "mark", "day"].tolist()
            ax.plot(
                days, [y] * len(days), linestyle="none", marker=_MARKERS[name], markersize=4.5,
                color=style.colour, markeredgewidth=1.1,
            )  # fmt: skip


def _dress(ax: Axes, names: Sequence[str], top: float, words: Words) -> None:
    """Label money above and rows below on one axis."""
    height = _ROW * top
    money = [tick for tick in MaxNLocator(_MONEY_TICKS).tick_values(0, top) if 0 <= tick <= top]
    places = [*money, *(-(place + 1) * height for place in range(len(names)))]
    labels = [*(f"{tick:,.0f}" for tick in money), *(words(_LABELS[name]) for name in names)]
    ax.set_yticks(places, labels=labels)
    ax.set_ylim(-(len(names) + 0.7) * height, 1.04 * top)
    tidy_axes(ax, grid="x")
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.tick_params(axis="y", length=0, labelsize="small")
    for place in range(len(names)):
        ax.axhline(-(place + 1) * height, color=FAINT, linewidth=0.6, zorder=0)
    ax.set_ylabel(words("Currency units"), y=1, ha="right", fontsize="small")


def _parts(row: pd.Series, words: Words) -> str:
    return words("day {day}: {event}", day=int(row["day"]), event=_event(row, words))


def _event(row: pd.Series, words: Words) -> str:
    return event_said(
        row["name"],
        amount=round(row["amount"] * _MINOR_UNITS),
        cause=row["cause"],
        action=row["action"],
        stage=row["stage"],
        actor=row["actor"],
        words=words,
    )


def life_sentence(lives: pd.DataFrame, words: Words = ENGLISH) -> str:
    """Say on which day two lives part, and what happens then in each."""
    parted = lives.loc[lives["kind"] == "parting"]
    if parted.empty:
        return words("the two lives are the same")
    day = int(parted["day"].min())
    events = {_event(row, words) for _, row in parted.iterrows()}
    if len(parted) > 1 and len(events) == 1 and parted["day"].max() == day:
        return words(
            "they part on day {day}: under both policies {event}, but not in the same way",
            day=day, event=events.pop(),
        )  # fmt: skip
    said = [
        words("under {policy} {event}", policy=row["policy"], event=_event(row, words))
        if row["day"] == day
        else words(
            "under {policy} (day {day}) {event}",
            policy=row["policy"],
            day=int(row["day"]),
            event=_event(row, words),
        )
        for _, row in parted.iterrows()
    ]
    return words("they part on day {day}: {events}", day=day, events=words.clauses(said))


def life_alt(lives: pd.DataFrame, words: Words) -> str:
    """Say whose life it is, where it parts, and how often what happens under each policy."""
    counts = []
    for policy, rows in lives.groupby("policy", sort=False):
        found = rows.loc[rows["kind"].isin(("mark", "span")), "name"].value_counts()
        told = words.listed(
            words("{what}: {n}", what=words(label), n=int(found[name]))
            for name, label in _LABELS.items()
            if name in found
        )
        counts.append(words("{policy} ({told})", policy=str(policy), told=told))
    return words(
        "Account {account} under two policies; {sentence}. Over its whole life: {counts}.",
        account=lives["account"].iloc[0],
        sentence=life_sentence(lives, words),
        counts=words.clauses(counts),
    )


LIFE = FigureKind(
    name="life",
    question="One borrower's life under two policies, and where they part",
    reads=("accounts", "events"),
    tabulate=life_table,
    draw=plot_life,
    alt=life_alt,
    definition=(
        "The account of replication 0 whose payments by the horizon differ most from those under "
        "the baseline (then by its most days past due, then by attempts, then the policy named "
        "first, then the lowest number): an extreme, not a typical life, and one draw of luck. "
        "The same person meets the same luck under both policies until they part. In arrears: due "
        "on the signed schedule and not received. Dotted line: the first event that one life has "
        "and the other has not."
    ),
    panel="policy",
)
