"""Differences between policies under the same luck, replication by replication."""

import math

import pandas as pd

from arrears.statistics.holm import holm
from arrears.statistics.intervals import mean_and_error, t_p_value, t_quantile

__all__ = ["DIFFERENCE_COLUMNS", "differences"]

DIFFERENCE_COLUMNS = (
    "policy", "regime", "baseline", "baseline_regime", "segment", "outcome", "difference", "low",
    "high", "replications", "method", "p_holm",
)  # fmt: skip


def differences(outcomes: pd.DataFrame, baseline: str, baseline_regime: str) -> pd.DataFrame:
    """Return how each policy and regime differs from the baseline, paired by replication.

    Policies of one replication share luck, so equal policies differ by exactly 0. Only
    replications in which both have a value count.

    Parameters
    ----------
    outcomes : DataFrame, one row per policy, regime, replication, segment and outcome
        Columns ``policy, regime, replication, segment, outcome, value``.
    baseline, baseline_regime : str
        The arm that all others are compared with.

    Returns
    -------
    DataFrame, one row per other policy and regime, segment and outcome
        Columns `DIFFERENCE_COLUMNS`. ``low`` and ``high`` are a 95 % paired t interval.
        ``p_holm`` is corrected over all policies, regimes and outcomes of segment ``all`` with
        two replications or more, and empty elsewhere.
    """
    key = ["replication", "segment", "outcome"]
    is_baseline = (outcomes["policy"] == baseline) & (outcomes["regime"] == baseline_regime)
    reference = outcomes.loc[is_baseline, [*key, "value"]]
    others = outcomes.loc[~is_baseline, ["policy", "regime", *key, "value"]]
    paired = others.merge(reference, on=key, how="left", suffixes=("", "_baseline"))
    paired["difference"] = paired["value"] - paired["value_baseline"]
    by = ["policy", "regime", "segment", "outcome"]
    rows, p_values = [], []
    for (policy, regime, segment, outcome), values in paired.groupby(by, sort=False, observed=True)[
        "difference"
    ]:
        *found, p_value = _difference(values.dropna().tolist())
        rows.append((policy, regime, baseline, baseline_regime, segment, outcome, *found))
        p_values.append(p_value if segment == "all" else math.nan)
    table = pd.DataFrame(rows, columns=list(DIFFERENCE_COLUMNS[:-1]))
    return table.assign(p_holm=_corrected(p_values))


def _difference(values: list[float]) -> tuple[float, float, float, int, str, float]:
    """Return mean, interval, count, method and p-value of paired differences."""
    n = len(values)
    if n == 0:
        return math.nan, math.nan, math.nan, 0, "none", math.nan
    mean, error = mean_and_error(values)
    if n == 1:
        return mean, math.nan, math.nan, 1, "single", math.nan
    reach = t_quantile(n - 1) * error
    return mean, mean - reach, mean + reach, n, "t", t_p_value(mean, error, n - 1)


def _corrected(p_values: list[float]) -> list[float]:
    """Correct the p-values that are there; the others stay empty."""
    known = [index for index, value in enumerate(p_values) if not math.isnan(value)]
    corrected = [math.nan] * len(p_values)
    for index, value in zip(known, holm([p_values[index] for index in known]), strict=True):
        corrected[index] = value
    return corrected
