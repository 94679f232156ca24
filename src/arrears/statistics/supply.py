"""What policies change with the supply of new loans fixed, and adjusted to it, side by side."""

from typing import Final

import pandas as pd

from arrears.statistics.differences import differences

__all__ = ["SUPPLIES", "SUPPLY_COLUMNS", "supply_table"]

SUPPLY_COLUMNS: Final = (
    "policy", "regime", "baseline", "baseline_regime", "segment", "outcome", "supply",
    "difference", "low", "high", "replications", "method",
)  # fmt: skip

SUPPLIES: Final = ("fixed", "adjusted", "change")
"""Differences with lenders' terms as they are, with terms that follow, and the second less the
first."""

_ARM: Final = ["policy", "regime"]
_KEY: Final = ["replication", "segment", "outcome"]


def supply_table(
    outcomes: pd.DataFrame,
    adjusted: pd.DataFrame,
    baseline: str,
    baseline_regime: str,
    *,
    seed: int | None = None,
    stopped_at: int | None = None,
) -> pd.DataFrame:
    """Return every arm's differences from the baseline with supply fixed and adjusted.

    Parameters
    ----------
    outcomes : DataFrame, one row per policy, regime, replication, segment and outcome
        Columns ``policy, regime, replication, segment, outcome, value`` of the run's own world.
    adjusted : DataFrame
        The same columns, of the world in which lenders re-set cut-off and price.
    baseline, baseline_regime : str
        The arm that all others are compared with, in either world by itself.
    seed : int, optional
        The run's, for the bootstrap of skewed differences.
    stopped_at : int, optional
        Number of replications at which the run was stopped because it was precise enough.

    Returns
    -------
    DataFrame, one row per other arm, outcome of segment ``all`` and one of `SUPPLIES`
        Columns `SUPPLY_COLUMNS`; ``low`` and ``high`` are 95 % paired intervals.
    """
    columns = [*_ARM, *_KEY, "value"]
    worlds = [each.loc[each["segment"] == "all", columns] for each in (outcomes, adjusted)]
    found = [
        differences(world, baseline, baseline_regime, seed=seed, stopped_at=stopped_at)
        for world in worlds
    ]
    gaps = [_gaps(world, baseline, baseline_regime) for world in worlds]
    changes = _changes(gaps[0], gaps[1], seed=seed, stopped_at=stopped_at)
    found.append(changes.assign(baseline=baseline, baseline_regime=baseline_regime))
    parts = [part.assign(supply=name) for name, part in zip(SUPPLIES, found, strict=True)]
    table = pd.concat(parts, ignore_index=True)
    order = table.groupby([*_ARM, "outcome"], sort=False, observed=True).ngroup()
    table = table.iloc[order.argsort(kind="stable")]
    return table[list(SUPPLY_COLUMNS)].reset_index(drop=True)


def _gaps(world: pd.DataFrame, baseline: str, baseline_regime: str) -> pd.DataFrame:
    """Return every arm's values less the baseline's, replication by replication."""
    is_baseline = (world["policy"] == baseline) & (world["regime"] == baseline_regime)
    paired = world.loc[~is_baseline].merge(
        world.loc[is_baseline, [*_KEY, "value"]], on=_KEY, suffixes=("", "_baseline")
    )
    return paired.assign(value=paired["value"] - paired["value_baseline"])


def _changes(
    fixed: pd.DataFrame, adjusted: pd.DataFrame, *, seed: int | None, stopped_at: int | None
) -> pd.DataFrame:
    """Return by how much the differences themselves differ."""
    both = pd.concat([fixed.assign(supply="fixed"), adjusted.assign(supply="adjusted")])
    parts = []
    for (policy, regime), rows in both.groupby(_ARM, sort=False, observed=True):
        sides = rows.assign(policy=rows["supply"], regime="")
        found = differences(sides, "fixed", "", seed=seed, stopped_at=stopped_at)
        parts.append(found.assign(policy=str(policy), regime=str(regime)))
    return pd.concat(parts, ignore_index=True) if parts else differences(fixed, "", "")
