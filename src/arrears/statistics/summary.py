"""Means over replications."""

import pandas as pd

from arrears.statistics.intervals import mean_interval

__all__ = ["SUMMARY_COLUMNS", "summary"]

SUMMARY_COLUMNS = (
    "policy", "regime", "segment", "outcome", "mean", "low", "high", "replications", "method",
)  # fmt: skip


def summary(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of each outcome over the replications that have a value.

    Parameters
    ----------
    outcomes : DataFrame, one row per policy, regime, replication, segment and outcome
        Columns ``policy, regime, replication, segment, outcome, value``.

    Returns
    -------
    DataFrame, one row per policy, regime, segment and outcome
        Columns `SUMMARY_COLUMNS`, in the order in which the rows first appear;
        ``replications`` counts those with a value.
    """
    by = ["policy", "regime", "segment", "outcome"]
    ordered = outcomes.sort_values("replication", kind="stable")
    found = {
        key: mean_interval(values.tolist())
        for key, values in ordered.groupby(by, sort=False, observed=True)["value"]
    }
    keys = outcomes[by].drop_duplicates().itertuples(index=False, name=None)
    rows = [(*key, *found[key]) for key in keys]
    return pd.DataFrame(rows, columns=list(SUMMARY_COLUMNS))
