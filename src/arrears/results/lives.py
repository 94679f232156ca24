"""One account's life under two policies: balance, arrears, what happens, and where they part."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from arrears.terms import Phase

__all__ = ["LIFE_COLUMNS", "MARKS", "SPANS", "Choice", "choose_account", "life", "parting"]

LIFE_COLUMNS: Final = (
    "policy", "account", "kind", "name", "day", "end", "amount", "cause", "action", "stage",
    "actor",
)  # fmt: skip

MARKS: Final[Mapping[str, tuple[str, ...]]] = {
    "missed": ("missed",),
    "attempt": ("attempt",),
    "conversation": ("right_party",),
    "promise": ("promise",),
    "promise_broken": ("promise_broken",),
    "application": ("application",),
    "complaint": ("complaint",),
    "charged_off": ("charged_off",),
    "paid_off": ("closed",),
}
"""What is marked on its day, and the events that are."""

SPANS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "shock": ("shock_start", ("shock_end",)),
    "screening_positive": ("screen_start", ("screen_end",)),
    "contact_paused": ("pause_start", ("pause_end",)),
    "plan": ("relief_start", ("relief_end", "closed", "accelerated")),
}
"""What lasts, the event that starts it, and those that end it."""

_UP: Final = ("originated", "drawn", "interest", "fee", "late_fee")
_DOWN: Final = (
    "paid", "part_paid", "prepaid", "waived", "charged_off", "settled", "garnished", "sold",
    "compensated",
)  # fmt: skip
_MAYBE_LATER: Final = ("waived", "settled", "garnished", "sold")  # on the book, or after charge-off
_PAYMENTS: Final = ("paid", "part_paid", "prepaid", "recovered", "settled", "garnished")
_COMPARED: Final = [
    "day", "phase", "account", "event", "amount", "to_fees", "actor", "person", "action", "stage",
    "channel", "tone", "target", "minute", "cause", "root",
]  # fmt: skip
_TOLD: Final = ["cause", "action", "stage", "actor"]


class Choice(NamedTuple):
    """Whose life is told, beside the baseline's under which other policy."""

    account: int
    borrower: int
    policy: str


def choose_account(accounts: pd.DataFrame, baseline: str, policies: Sequence[str]) -> Choice | None:
    """Return the account whose life a policy changes most, by a rule that leaves no choice.

    That is the account with the largest difference from the baseline in what it paid by the
    horizon; of equal ones in its most days past due ever, then in attempts; then the policy that
    the scenario names first; then the lowest number.

    Parameters
    ----------
    accounts : DataFrame, one row per policy and account
        Of one replication; columns ``policy, account, borrower, paid, max_dpd, attempts``.
    baseline : str
        The policy that others are compared with.
    policies : sequence of str
        Every policy, in the scenario's order.

    Returns
    -------
    Choice or None
        None where no policy changes anything of that for anybody.
    """
    measures = ["paid", "max_dpd", "attempts"]
    if accounts.empty:
        return None
    reference = accounts.loc[accounts["policy"] == baseline].set_index("account")[measures]
    best: tuple[list[int], Choice] | None = None
    for policy in (each for each in policies if each != baseline):
        rows = accounts.loc[accounts["policy"] == policy]
        rows = rows.loc[rows["account"].isin(reference.index)].sort_values("account")
        gaps = (rows.set_index("account")[measures] - reference).abs().loc[rows["account"]]
        sizes = gaps.to_numpy(np.int64).tolist()
        for account, borrower, size in zip(rows["account"], rows["borrower"], sizes, strict=True):
            if any(size) and (best is None or size > best[0]):
                best = size, Choice(int(account), int(borrower), policy)
    return None if best is None else best[1]


def life(events: pd.DataFrame, account: int) -> pd.DataFrame:
    """Return one life under one policy, ready to be drawn.

    Parameters
    ----------
    events : DataFrame, one row per event
        Columns of ``events.parquet``; of one account and, where ``account`` is -1, of its
        borrower.
    account : int
        Number of the account.

    Returns
    -------
    DataFrame
        Columns `LIFE_COLUMNS`; ``kind`` is ``balance`` or ``arrears`` (one row per day on which it
        changes, ``amount`` in minor units at its end), ``span`` or ``mark`` (with the name in
        `SPANS` or `MARKS`). ``arrears`` is what is due on the signed schedule and not received;
        ``end`` is the first day after. Spans still open end after the account's last event.
    """
    rows = _in_order(events)
    own = rows.loc[rows["account"] == account]
    last = int(own["day"].max()) + 1 if len(own) else 0
    parts = [_steps(own), _marks(own), *(_spans(rows, name, last) for name in SPANS)]
    table = pd.concat(parts, ignore_index=True)
    policy = str(events["policy"].iloc[0]) if len(events) else ""
    return table.assign(policy=policy, account=account)[list(LIFE_COLUMNS)]


def parting(first: pd.DataFrame, second: pd.DataFrame, account: int) -> pd.DataFrame:
    """Return where two lives part: the first event of each that is not also the other's.

    Parameters
    ----------
    first, second : DataFrame
        Events under two policies, as for `life`.
    account : int
        Number of the account.

    Returns
    -------
    DataFrame, one row per policy
        Columns `LIFE_COLUMNS`; ``kind`` is ``parting``, ``name`` the event, empty where that life
        has no more events. No rows where the lives are the same.
    """
    lives = [_in_order(events) for events in (first, second)]
    seen = [rows[_COMPARED].astype({"phase": "str"}).to_numpy().tolist() for rows in lives]
    shorter = min(len(each) for each in seen)
    place = next((at for at in range(shorter) if seen[0][at] != seen[1][at]), shorter)
    if place == len(seen[0]) == len(seen[1]):
        return pd.DataFrame(columns=list(LIFE_COLUMNS))
    day = min(int(rows["day"].iloc[place]) for rows in lives if place < len(rows))
    found = []
    for rows, events in zip(lives, (first, second), strict=True):
        told: dict[str, object] = dict.fromkeys(("name", *_TOLD), "") | {"day": day, "amount": 0}
        if place < len(rows):
            row = rows.iloc[place]
            told |= {name: row[name] for name in ("day", "amount", *_TOLD)}
            told["name"] = row["event"]
        found.append({**told, "policy": events["policy"].iloc[0], "end": told["day"]})
    table = pd.DataFrame(found).assign(kind="parting", account=account)
    return table[list(LIFE_COLUMNS)]


def _in_order(events: pd.DataFrame) -> pd.DataFrame:
    """Return events in the total order of the log, words as plain strings."""
    words = ["phase", "event", "channel", "tone", "target", "root", *_TOLD]
    rows = events.astype(dict.fromkeys(words, "str"))
    phase = rows["phase"].map({each.name.lower(): each.value for each in Phase})
    rows = rows.assign(_phase=phase).sort_values(["day", "_phase", "account", "seq"])
    return rows.drop(columns="_phase").reset_index(drop=True)


def _steps(own: pd.DataFrame) -> pd.DataFrame:
    """Return the balance, and what is due and not received, on each day that either changes."""
    event, amount = own["event"], own["amount"]
    is_later = event.isin(_MAYBE_LATER) & (own["cause"] == "charged_off")
    is_down = event.isin(_DOWN) & ~is_later
    balance = amount * (event.isin(_UP).astype(int) - is_down.astype(int))
    received = (amount - own["to_fees"]).where(event.isin(_PAYMENTS), 0)
    forgiven = (event == "waived") & own["cause"].isin(("principal", "interest"))
    owed = amount.where(event == "due", 0) - received - amount.where(forgiven, 0)
    by_day = pd.DataFrame({"day": own["day"], "balance": balance, "arrears": owed})
    sums = by_day.groupby("day").sum().cumsum()
    closed = own.loc[event == "closed", "day"]
    if len(closed):
        sums.loc[sums.index >= closed.iloc[0], "arrears"] = 0
    parts = []
    for kind in ("balance", "arrears"):
        level = sums[kind].clip(lower=0)
        changes = level[level != level.shift(fill_value=0)]
        parts.append(
            pd.DataFrame({"day": changes.index, "amount": changes.to_numpy(), "kind": kind})
        )
    steps = pd.concat(parts, ignore_index=True)
    return steps.assign(end=steps["day"], name="", **dict.fromkeys(_TOLD, ""))


def _marks(own: pd.DataFrame) -> pd.DataFrame:
    names = {event: name for name, events in MARKS.items() for event in events}
    rows = own.loc[own["event"].isin(names)]
    marks = rows[["day", "amount", *_TOLD]].assign(name=rows["event"].map(names), kind="mark")
    return marks.assign(end=marks["day"])


def _spans(rows: pd.DataFrame, name: str, last: int) -> pd.DataFrame:
    """Return the days on which something lasts: shocks of several kinds may overlap."""
    start, ends = SPANS[name]
    chosen = rows.loc[rows["event"].isin((start, *ends))]
    found: list[dict[str, object]] = []
    is_open: dict[str, dict[str, object]] = {}
    for row in chosen.to_dict("records"):
        key = str(row["cause"]) if name == "shock" else ""
        if row["event"] == start and key not in is_open:
            is_open[key] = {"day": row["day"], **{each: row[each] for each in _TOLD}}
        elif row["event"] != start and key in is_open:
            found.append({**is_open.pop(key), "end": row["day"]})
    found += [{**each, "end": max(last, int(str(each["day"])))} for each in is_open.values()]
    table = pd.DataFrame(found, columns=["day", "end", *_TOLD])
    return table.assign(kind="span", name=name, amount=0)
