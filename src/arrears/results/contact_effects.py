"""What contact did, by lot and by the log: pooled effects, and those without one replication."""

from typing import Final

import numpy as np
import pandas as pd

from arrears.results.holdout import holdout_effects

__all__ = ["effects_without"]

_SUMS: Final = [
    f"{side}_{name}" for side in ("with", "without") for name in ("spells", "arrears", "paid")
]


def effects_without(monthly: pd.DataFrame) -> pd.DataFrame:
    """Return each effect of withheld actions from all replications, and from all but one.

    Parameters
    ----------
    monthly : DataFrame
        Columns of ``monthly.parquet``, segment ``all``, one arm for each ``policy``; series of
        withheld actions are read, see `arrears.results.holdout.holdout_effects`.

    Returns
    -------
    DataFrame, one row per policy, action, comparison and replication left out
        Columns ``policy, action, comparison, left_out, with_spells, ..., without_paid, effect``;
        ``left_out`` is -1 where none is: that effect is the one of ``holdout.csv``. Effects are
        differences of shares paid by day 60, empty where a side has nothing in arrears.
    """
    columns = ["policy", "action", "comparison", "left_out", *_SUMS, "effect"]
    if monthly.empty or not monthly["series"].astype(str).str.startswith("holdout.").any():
        return pd.DataFrame(columns=columns)
    # Effects pool the replications of one arm, hence each stands as an arm of its own.
    apart = holdout_effects(monthly.assign(regime=monthly["replication"]))
    key = ["policy", "action", "comparison"]
    whole = apart.groupby(key, sort=False, observed=True)[_SUMS].sum()
    parts = [whole.reset_index().assign(left_out=-1)]
    for replication in sorted(monthly["replication"].unique().tolist()):
        own = apart.loc[apart["regime"] == replication].set_index(key)[_SUMS]
        rest = whole - own.reindex(whole.index, fill_value=0)
        parts.append(rest.reset_index().assign(left_out=replication))
    table = pd.concat(parts, ignore_index=True)
    effect = _share(table, "with") - _share(table, "without")
    return table.assign(effect=effect)[columns]


def _share(table: pd.DataFrame, side: str) -> pd.Series:
    arrears = table[f"{side}_arrears"].astype(np.float64)
    return table[f"{side}_paid"] / arrears.where(arrears > 0)
