"""What goes when something is switched off: paired differences to runs under the same luck."""

import math
from typing import Final

import pandas as pd

from arrears.statistics.differences import differences

__all__ = ["COUNTERFACTUAL_COLUMNS", "counterfactual_parts"]

COUNTERFACTUAL_COLUMNS: Final = (
    "policy", "regime", "counterfactual", "segment", "outcome", "as_is", "without", "part", "low",
    "high", "replications", "method", "share",
)  # fmt: skip
_AS_IT_IS: Final = "as it is"  # no world's name has a space


def counterfactual_parts(
    outcomes: pd.DataFrame,
    worlds: pd.DataFrame,
    *,
    seed: int | None = None,
    stopped_at: int | None = None,
) -> pd.DataFrame:
    """Return which part of each outcome goes when something is switched off.

    Parameters
    ----------
    outcomes : DataFrame, one row per policy, regime, replication, segment and outcome
        Columns ``policy, regime, replication, segment, outcome, value`` of the run's own world.
    worlds : DataFrame
        The same columns and ``world``: what was switched off.
    seed : int, optional
        The run's, for the bootstrap of skewed differences.
    stopped_at : int, optional
        Number of replications at which the run was stopped because it was precise enough.

    Returns
    -------
    DataFrame, one row per policy, regime, counterfactual and outcome of segment ``all``
        Columns `COUNTERFACTUAL_COLUMNS`. ``as_is`` and ``without`` are means over the
        replications in which both have a value; ``part`` is the first less the second, with its
        95 % paired interval; ``share`` is ``part`` over ``as_is``, empty where that is 0. Parts
        need not add up: what two things do together goes with either.
    """
    key = ["policy", "regime"]
    columns = [*key, "replication", "segment", "outcome", "value"]
    own = outcomes.loc[outcomes["segment"] == "all", columns].assign(world=_AS_IT_IS)
    other = worlds.loc[worlds["segment"] == "all", [*columns, "world"]]
    both = pd.concat([own, other]).astype({"world": "str"})
    parts = [
        _of_arm(group, {"policy": policy, "regime": regime}, seed, stopped_at)
        for (policy, regime), group in both.groupby(key, sort=False, observed=True)
        if (group["world"] != _AS_IT_IS).any()
    ]
    if not parts:
        return pd.DataFrame(columns=list(COUNTERFACTUAL_COLUMNS))
    return pd.concat(parts, ignore_index=True)[list(COUNTERFACTUAL_COLUMNS)]


def _of_arm(
    arm: pd.DataFrame, names: dict[str, object], seed: int | None, stopped_at: int | None
) -> pd.DataFrame:
    """Return the parts of one policy under one regime."""
    as_policies = arm.assign(policy=arm["world"], regime="")
    found = differences(as_policies, _AS_IT_IS, "", seed=seed, stopped_at=stopped_at)
    means = _paired_means(arm)
    rows = []
    for row in found.to_dict("records"):
        as_is, without = means[row["policy"], row["outcome"]]
        part = _turned(row["difference"])
        share = part / as_is if as_is else math.nan
        rows.append(
            {
                **names, "counterfactual": row["policy"], "segment": "all",
                "outcome": row["outcome"], "as_is": as_is, "without": without, "part": part,
                "low": _turned(row["high"]), "high": _turned(row["low"]),
                "replications": row["replications"], "method": row["method"], "share": share,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _turned(value: float) -> float:
    """Return a number with the other sign; 0 has none."""
    return 0.0 - value


def _paired_means(arm: pd.DataFrame) -> dict[tuple[object, object], tuple[float, float]]:
    """Return the means with and without, by world and outcome, over common replications."""
    values = arm.pivot_table(
        index=["outcome", "replication"], columns="world", values="value", sort=False,
        observed=True,
    )  # fmt: skip
    means: dict[tuple[object, object], tuple[float, float]] = {}
    for outcome, group in values.groupby(level="outcome", sort=False):
        for world in group.columns.drop(_AS_IT_IS):
            both = group[[_AS_IT_IS, world]].dropna()
            as_is, without = (
                math.fsum(both[name]) / len(both) if len(both) else math.nan
                for name in (_AS_IT_IS, world)
            )
            means[world, outcome] = as_is, without
    for key in arm[["world", "outcome"]].drop_duplicates().itertuples(index=False, name=None):
        means.setdefault((key[0], key[1]), (math.nan, math.nan))
    return means
