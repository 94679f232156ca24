"""Differences between policies under the same luck, replication by replication."""

import math
from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from arrears.statistics.bounds import possible_difference
from arrears.statistics.holm import holm
from arrears.statistics.intervals import Estimate, estimate, stopped_method

__all__ = ["DIFFERENCE_COLUMNS", "differences", "variance_ratio"]

DIFFERENCE_COLUMNS = (
    "policy", "regime", "baseline", "baseline_regime", "segment", "outcome", "difference", "low",
    "high", "replications", "method", "p_holm", "variance_ratio",
)  # fmt: skip

_PAIRED = {
    "t": "paired t",
    "BCa bootstrap": "paired BCa bootstrap",
    "bootstrap-t": "paired bootstrap-t",
}


def differences(
    outcomes: pd.DataFrame,
    baseline: str,
    baseline_regime: str,
    *,
    seed: int | None = None,
    stopped_at: int | None = None,
    stated: Collection[str] = (),
) -> pd.DataFrame:
    """Return how each policy and regime differs from the baseline, paired by replication.

    Policies of one replication share luck, so equal policies differ by exactly 0. Only
    replications in which both have a value count.

    Parameters
    ----------
    outcomes : DataFrame, one row per policy, regime, replication, segment and outcome
        Columns ``policy, regime, replication, segment, outcome, value``.
    baseline, baseline_regime : str
        The arm that all others are compared with.
    seed : int, optional
        The run's, for the bootstrap of skewed differences; without one every interval is t.
    stopped_at : int, optional
        Number of replications at which the run was stopped because it was precise enough; the
        methods then say so.
    stated : collection of str, optional
        Outcomes that the scenario said beforehand it would compare: they are corrected together,
        and all others, which were only looked at as well, together.

    Returns
    -------
    DataFrame, one row per other policy and regime, segment and outcome
        Columns `DIFFERENCE_COLUMNS`. ``low`` and ``high`` are a 95 % interval by ``method``, of
        which only the part is shown that the outcome's difference can be.
        ``p_holm`` is corrected over all policies, regimes and outcomes (of those stated, or of
        the others) of segment ``all`` with two replications or more, and empty elsewhere.
        ``variance_ratio`` see `variance_ratio`.
        No other row changes anything but ``p_holm``.
    """
    key = ["replication", "segment", "outcome"]
    is_baseline = (outcomes["policy"] == baseline) & (outcomes["regime"] == baseline_regime)
    reference = outcomes.loc[is_baseline, [*key, "value"]]
    others = outcomes.loc[~is_baseline, ["policy", "regime", *key, "value"]]
    paired = others.merge(reference, on=key, how="left", suffixes=("", "_baseline"))
    by = ["policy", "regime", "segment", "outcome"]
    rows, p_values = [], []
    for (policy, regime, segment, outcome), group in paired.groupby(by, sort=False, observed=True):
        values, references = (group[name].to_numpy() for name in ("value", "value_baseline"))
        known = ~(np.isnan(values) | np.isnan(references))
        found, ratio = _compared(values[known].tolist(), references[known].tolist(), seed)
        method = stopped_method(found.method, stopped_at)
        where = (policy, regime, baseline, baseline_regime, segment, outcome)
        low, high = possible_difference(outcome).clipped(found.low, found.high)
        what = (found.mean, low, high, found.n, method, math.nan, ratio)
        rows.append((*where, *what))
        p_values.append(found.p_value if segment == "all" else math.nan)
    table = pd.DataFrame(rows, columns=list(DIFFERENCE_COLUMNS))
    is_stated = table["outcome"].isin(list(stated)).tolist()
    return table.assign(p_holm=_corrected(p_values, is_stated))


def _compared(
    values: list[float], references: list[float], seed: int | None
) -> tuple[Estimate, float]:
    """Return the mean difference and the variance ratio of pairs."""
    found = estimate(_gaps(values, references), seed)
    found = replace(found, method=_PAIRED.get(found.method, found.method))
    return found, variance_ratio(values, references)


def variance_ratio(values: list[float], references: list[float]) -> float:
    """Return by how much common luck cuts the variance of a difference.

    Parameters
    ----------
    values, references : list of float, one per replication
        An outcome under two policies.

    Returns
    -------
    float
        (variance of one + variance of the other) / variance of their difference: 1 is what
        policies with luck of their own would have on average. Empty for fewer than two
        replications and where the difference is always the same.
    """
    between = _squares(_gaps(values, references))
    if between == 0:
        return math.nan
    return (_squares(values) + _squares(references)) / between


def _gaps(values: list[float], references: list[float]) -> list[float]:
    return [value - other for value, other in zip(values, references, strict=True)]


def _squares(values: list[float]) -> float:
    """Return the sum of squared deviations from the mean, correctly rounded sums throughout."""
    if not values or min(values) == max(values):
        return 0.0
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values)


def _corrected(p_values: list[float], is_stated: list[bool]) -> list[float]:
    """Correct the p-values that are there, family by family; the others stay empty."""
    corrected = [math.nan] * len(p_values)
    for family in (True, False):
        known = [
            index
            for index, value in enumerate(p_values)
            if not math.isnan(value) and is_stated[index] == family
        ]
        for index, value in zip(known, holm([p_values[index] for index in known]), strict=True):
            corrected[index] = value
    return corrected
