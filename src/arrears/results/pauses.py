"""Pauses of contact: what stopped it, why the arrears began, how long it lasted."""

from typing import Final

import pandas as pd

from arrears.results.curves import every_day, pause_curve, survival_curve
from arrears.results.tally_pauses import PAUSE_CAUSES, PAUSE_ROOTS

__all__ = ["OTHER", "pause_curves", "pause_days"]

OTHER: Final = "other"
"""The part of pause days that no cause, or no root, has a series of its own for."""

_DAILY: Final = 30
_STEP: Final = 5

_SPLITS: Final = {
    "cause": tuple(cause.label for cause in PAUSE_CAUSES),
    "root": tuple(root.label for root in PAUSE_ROOTS),
}


def pause_days(monthly: pd.DataFrame) -> pd.DataFrame:
    """Return days of pause by what stopped contact and by why the arrears began.

    Parameters
    ----------
    monthly : DataFrame
        Columns of ``monthly.parquet``, segment ``all``, one arm for each ``policy``.

    Returns
    -------
    DataFrame, one row per policy, replication, split and kind
        Columns ``policy, replication, split, kind, days, share, per_1000_accounts``. ``split`` is
        ``cause`` or ``root``; in each, ``days`` sum to all days of pause and ``share`` to 1 (it is
        empty where nothing was paused). ``per_1000_accounts`` is days over the whole run. Kinds
        under which no policy paused anything are left out.
    """
    arm = ["policy", "replication"]
    sums = monthly.pivot_table(
        index=arm, columns="series", values="value", aggfunc="sum", fill_value=0, observed=True,
        sort=False,
    )  # fmt: skip
    nothing = pd.Series(0, index=sums.index)
    total = sums.get("pause_days", nothing)
    accounts = sums.get("accounts", nothing)
    parts = []
    for split, kinds in _SPLITS.items():
        days = {kind: sums.get(f"pause_days_from_{kind}", nothing) for kind in kinds}
        days[OTHER] = total - sum(days.values())
        for kind, found in days.items():
            if not found.any():
                continue
            columns = {
                "days": found,
                "share": found / total.where(total > 0),
                "per_1000_accounts": 1000 * found / accounts.where(accounts > 0),
            }
            parts.append(pd.DataFrame(columns).reset_index().assign(split=split, kind=kind))
    names = [*arm, "split", "kind", "days", "share", "per_1000_accounts"]
    return pd.concat(parts, ignore_index=True)[names] if parts else pd.DataFrame(columns=names)


def pause_curves(durations: pd.DataFrame) -> pd.DataFrame:
    """Return how long pauses last, and how soon accounts have been left alone for half a year.

    Both are Kaplan-Meier estimates, replication by replication.

    Parameters
    ----------
    durations : DataFrame
        Columns of ``durations.parquet``, segment ``all``, one arm for each ``policy``.

    Returns
    -------
    DataFrame, one row per curve, policy, replication and day
        Columns ``curve, policy, replication, days, value, at_risk``. ``still_paused``: share of
        pauses not over so many days after they began; those open at the horizon count for as long
        as they were seen. ``left_alone``: share of accounts that by so many days since
        origination or day 0 have gone 180 days in a row without an attempt or a plan; accounts
        paid off stay in the count, as they can no longer be left alone. Days are all up to 30,
        then every fifth, and the last on which any arm still sees somebody.
    """
    # Curves pool the replications of one arm, hence each stands as an arm of its own.
    alone = durations.assign(regime=durations["replication"])
    curves = {
        "still_paused": pause_curve(alone),
        "left_alone": survival_curve(alone, "until_paused_180"),
    }
    arms = list(
        durations[["policy", "replication"]].drop_duplicates().itertuples(index=False, name=None)
    )
    parts = []
    for name, curve in curves.items():
        last_day = int(curve["days"].max()) if len(curve) else 0
        found = dict(list(curve.groupby(["policy", "regime"], sort=False, observed=True)))
        for policy, replication in arms:
            if (policy, replication) not in found:
                continue
            days = every_day(found[policy, replication], last_day)
            days = days.loc[days["days"].isin(_told_days(last_day))]
            if name == "still_paused":
                days = days.assign(value=1 - days["value"])
            parts.append(days.assign(curve=name, policy=policy, replication=replication))
    names = ["curve", "policy", "replication", "days", "value", "at_risk"]
    return pd.concat(parts, ignore_index=True)[names] if parts else pd.DataFrame(columns=names)


def _told_days(last_day: int) -> list[int]:
    """Return days close enough to each other to see every bend, and few enough to draw."""
    return [day for day in range(last_day + 1) if day <= _DAILY or not day % _STEP] + [last_day]
