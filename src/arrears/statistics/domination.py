"""Which policies are beaten on everything that is looked at."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from arrears.statistics.intervals import mean_interval

__all__ = ["dominated"]


def dominated(outcomes: pd.DataFrame, better: Mapping[str, str]) -> dict[str, str]:
    """Return the dominated policies, each with the first policy that dominates it.

    One policy dominates another when it is no worse in the mean of any outcome, and clearly
    better in one: the 95 % interval of the difference, paired by replication, excludes 0. Each
    interval is taken alone, and from a single replication nothing is clear.

    Parameters
    ----------
    outcomes : DataFrame, one row per policy, replication and outcome
        Columns ``policy, replication, outcome, value``.
    better : mapping
        Outcomes that are looked at, each with its direction, ``higher`` or ``lower``.

    Returns
    -------
    dict
        Policies in the order in which they first appear. Those for which one of the outcomes is
        empty are neither dominated nor dominate.
    """
    table = {
        policy: rows.pivot_table(index="replication", columns="outcome", values="value")
        for policy, rows in outcomes[outcomes["outcome"].isin(better)].groupby(
            "policy", sort=False, observed=True
        )
    }
    known = {str(name): rows for name, rows in table.items() if set(better) <= set(rows.columns)}
    found = {}
    for policy, rows in known.items():
        others = (name for name in known if name != policy)
        beats = (name for name in others if _dominates(known[name], rows, better))
        if (first := next(beats, None)) is not None:
            found[policy] = first
    return found


def _dominates(one: pd.DataFrame, other: pd.DataFrame, better: Mapping[str, str]) -> bool:
    is_clear = False
    for outcome, direction in better.items():
        sign = 1.0 if direction == "higher" else -1.0
        gain = mean_interval((sign * (one[outcome] - other[outcome])).tolist())
        if np.isnan(gain.mean) or gain.mean < 0:
            return False
        is_clear |= bool(gain.low > 0)
    return is_clear
