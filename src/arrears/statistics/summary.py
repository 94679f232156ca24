"""Means over replications."""

import pandas as pd

from arrears.statistics.bounds import possible
from arrears.statistics.intervals import estimate, stopped_method

__all__ = ["SUMMARY_COLUMNS", "summary"]

SUMMARY_COLUMNS = (
    "policy", "regime", "segment", "outcome", "mean", "low", "high", "replications", "method",
)  # fmt: skip


def summary(
    outcomes: pd.DataFrame, *, seed: int | None = None, stopped_at: int | None = None
) -> pd.DataFrame:
    """Return the mean of each outcome over the replications that have a value.

    Parameters
    ----------
    outcomes : DataFrame, one row per policy, regime, replication, segment and outcome
        Columns ``policy, regime, replication, segment, outcome, value``.
    seed : int, optional
        The run's, for the bootstrap of skewed values; without one every interval is t.
    stopped_at : int, optional
        Number of replications at which the run was stopped because it was precise enough; the
        methods then say so.

    Returns
    -------
    DataFrame, one row per policy, regime, segment and outcome
        Columns `SUMMARY_COLUMNS`, in the order in which the rows first appear;
        ``replications`` counts those with a value. ``low`` and ``high`` are a 95 % interval by
        ``method``, of which only the part is shown that the outcome can be.
    """
    by = ["policy", "regime", "segment", "outcome"]
    ordered = outcomes.sort_values("replication", kind="stable")
    found = {
        key: estimate(values.tolist(), seed)
        for key, values in ordered.groupby(by, sort=False, observed=True)["value"]
    }
    keys = outcomes[by].drop_duplicates().itertuples(index=False, name=None)
    rows = [
        (
            *key, each.mean, *possible(key[-1]).clipped(each.low, each.high), each.n,
            stopped_method(each.method, stopped_at),
        )
        for key in keys
        for each in [found[key]]
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(SUMMARY_COLUMNS))
