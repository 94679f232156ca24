"""What comes in while claims are with an agency, month by month of the placement."""

from collections import defaultdict

import pandas as pd

from arrears.results.rows import PAYMENTS
from arrears.terms import Event

__all__ = ["placed_recovery"]

_CASH = frozenset(Event(code).name.lower() for code in PAYMENTS)
_KEYS = ["policy", "regime", "replication", "account"]


def placed_recovery(events: pd.DataFrame, *, month_days: int = 30) -> pd.DataFrame:
    """Return what agencies' books recover by month since they were placed.

    Parameters
    ----------
    events : DataFrame
        Rows of ``events.parquet``, of one policy and regime or of several; all replications are
        taken together.
    month_days : int
        Length of a month in days.

    Returns
    -------
    DataFrame
        One row for each policy, regime and month (0 is the first): `claims` placed at its start,
        `balance` of these then and `received` in it, in minor units, and `monthly_rate`, the
        second over the first. A balance is what was placed less what was received since. The month
        in which a claim is recalled counts, one that the log ends in does not.
    """
    placed = events.loc[events["event"] == "placed", _KEYS].drop_duplicates()
    kept = events[events["event"].isin({*_CASH, "placed", "recalled"})].merge(placed, on=_KEYS)
    last = int(events["day"].max()) if len(events) else 0
    sums: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    ordered = kept.sort_values([*_KEYS, "day", "seq"], kind="stable")
    for (policy, regime, _, _), rows in ordered.groupby(_KEYS, observed=True, sort=True):
        _add_claim(rows, last, month_days, sums, (str(policy), str(regime)))
    table = pd.DataFrame(
        [(*key, *values) for key, values in sorted(sums.items())],
        columns=["policy", "regime", "month", "claims", "balance", "received"],
    )
    table["monthly_rate"] = table["received"] / table["balance"]
    return table


def _add_claim(
    rows: pd.DataFrame,
    last: int,
    month_days: int,
    sums: dict[tuple[str, str, int], list[int]],
    arm: tuple[str, str],
) -> None:
    """Add the placements of one account: each ends with its recall, or with the log."""
    since, balance, received = -1, 0, dict[int, int]()
    turns = zip(rows["day"], rows["event"].astype(str), rows["amount"], strict=True)
    for day, event, amount in [*turns, (last + 1, "end", 0)]:
        if event in _CASH and since >= 0:
            month = (day - since) // month_days
            received[month] = received.get(month, 0) + int(amount)
        elif event not in _CASH:
            if since >= 0:
                begun = (day - since) // month_days + (event != "end")
                _add_months(balance, received, begun, sums, arm)
            since = int(day) if event == "placed" else -1
            balance, received = int(amount), {}


def _add_months(
    balance: int,
    received: dict[int, int],
    months: int,
    sums: dict[tuple[str, str, int], list[int]],
    arm: tuple[str, str],
) -> None:
    """Add the months of one placement for as long as something is left of the claim."""
    for month in range(months):
        if balance <= 0:
            return
        came = received.get(month, 0)
        sums[*arm, month][0] += 1
        sums[*arm, month][1] += balance
        sums[*arm, month][2] += came
        balance -= came
