"""How soon late amounts are paid: one curve for each replication."""

import pandas as pd

from arrears.results.curves import every_day, recovery_curve

__all__ = ["LAST_DAY", "recovery_by_day"]

LAST_DAY = 180  # later than this, what is not paid is as good as charged off
_COLUMNS = ["policy", "replication", "days", "value", "at_risk"]


def recovery_by_day(durations: pd.DataFrame) -> pd.DataFrame:
    """Return the share of late amounts paid by each day since due, replication by replication.

    Kaplan-Meier: amounts that are still unpaid at the horizon, or were forgiven, count for as
    long as they were seen.

    Parameters
    ----------
    durations : DataFrame
        Columns of ``durations.parquet``, segment ``all``, one arm for each ``policy``.

    Returns
    -------
    DataFrame, one row per policy, replication and day since due
        Columns ``policy, replication, days, value, at_risk``. Days run from 0 to the last on
        which this replication still had an amount under observation, at most `LAST_DAY`, and to
        `LAST_DAY` where everything was paid. A curve holds its value between the days on which
        something happened. ``at_risk`` is in minor units: what was unpaid and under observation
        as the day began.
    """
    if durations.empty:
        return pd.DataFrame(columns=_COLUMNS)
    # Curves pool the replications of one arm, hence each stands as an arm of its own.
    curves = recovery_curve(durations.assign(regime=durations["replication"]))
    found = dict(list(curves.groupby(["policy", "regime"], sort=False, observed=True)))
    arms = durations[["policy", "replication"]].drop_duplicates().itertuples(index=False, name=None)
    parts = [
        every_day(found[arm], LAST_DAY).assign(policy=arm[0], replication=arm[1])
        for arm in arms
        if arm in found
    ]
    return (
        pd.concat(parts, ignore_index=True)[_COLUMNS] if parts else pd.DataFrame(columns=_COLUMNS)
    )
