"""Ladders: policies in the order of one lever, and where along them an outcome is best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from arrears.results.codebook import lookup

__all__ = ["Ladder", "best_in_sets", "best_rung"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Policies in the order of one lever, from little to much.

    Parameters
    ----------
    outcome : str
        What is looked at along the ladder.
    policies : tuple of str
        The rungs, at least three.
    """

    outcome: str
    policies: tuple[str, ...]


def best_rung(ladder: Ladder, values: Mapping[str, float]) -> str:
    """Return the rung with the best value; the first of equals. Empty if one has no value.

    Parameters
    ----------
    ladder : Ladder
        Its outcome has a direction in the codebook; where it has none, more counts as best.
    values : mapping of str to float
        By policy.
    """
    found = [values.get(policy, float("nan")) for policy in ladder.policies]
    if any(value != value for value in found):  # noqa: PLR0124 - not a number
        return ""
    wanted = min(found) if lookup(ladder.outcome).better == "lower" else max(found)
    return ladder.policies[found.index(wanted)]


def best_in_sets(ladder: Ladder, differences: pd.DataFrame, baseline: str) -> tuple[int, int, int]:
    """Count in how many parameter sets the best rung is the first, lies inside, is the last.

    Parameters
    ----------
    ladder : Ladder
        The rungs.
    differences : DataFrame
        ``assumption_differences.csv``: differences from the baseline by set and policy.
    baseline : str
        Its difference from itself is 0.

    Returns
    -------
    tuple of int
        Sets with the best at the first end, inside, at the last end; sets in which a rung has no
        value are left out.
    """
    rows = differences.loc[differences["outcome"] == ladder.outcome]
    counts = [0, 0, 0]
    for _, own in rows.groupby("set"):
        values = dict(zip(own["policy"].astype(str), own["difference"], strict=True))
        best = best_rung(ladder, values | {baseline: 0.0})
        if best:
            counts[_place(ladder.policies, best)] += 1
    return counts[0], counts[1], counts[2]


def _place(policies: Sequence[str], best: str) -> int:
    """Return 0 for the first end, 2 for the last, 1 for what lies between."""
    return {policies[0]: 0, policies[-1]: 2}.get(best, 1)
