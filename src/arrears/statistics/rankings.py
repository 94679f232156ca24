"""Whether the order of policies stands when distress is weighed, or fades, otherwise."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from arrears.results.codebook import lookup
from arrears.statistics.differences import differences
from arrears.statistics.summary import summary

__all__ = ["AS_IS", "RANKED_ALWAYS", "RANKING_COLUMNS", "rankings"]

AS_IS: Final = "as_is"
"""The name of the run's own weights and half-life in tables."""

RANKED_ALWAYS: Final = ("distress_share", "distress_days_per_year")
"""Outcomes by which policies are ranked, whatever the scenario compares."""

RANKING_COLUMNS: Final = (
    "regime", "outcome", "check", "policy", "mean", "rank", "rank_as_is", "order", "turned",
    "baseline", "difference", "low", "high", "replications", "method",
)  # fmt: skip
_AS_THEY_ARE: Final = ("regime", "mean", "difference", "low", "high", "replications")


def rankings(
    outcomes: pd.DataFrame,
    worlds: pd.DataFrame,
    *,
    baseline: str,
    compared: Sequence[str],
    checks: Sequence[str],
    seed: int | None = None,
    stopped_at: int | None = None,
) -> pd.DataFrame:
    """Return the order of policies by each outcome, as it is and in each check.

    Parameters
    ----------
    outcomes : DataFrame, one row per policy, regime, replication, segment and outcome
        Columns ``policy, regime, replication, segment, outcome, value`` of the run's own world.
    worlds : DataFrame
        The same columns and ``world``: the check.
    baseline : str
        The policy that differences are taken from, in the same world and under the same regime.
    compared : sequence of str
        Outcomes that the scenario compares; those of which neither direction is better are left
        out.
    checks : sequence of str
        Names of the checks, in their order.
    seed : int, optional
        The run's, for the bootstrap of skewed differences.
    stopped_at : int, optional
        Number of replications at which the run was stopped because it was precise enough.

    Returns
    -------
    DataFrame, one row per regime, outcome, check and policy
        Columns `RANKING_COLUMNS`. Rank 1 has the best mean; equal means share a rank. ``order``
        is ``same`` where the whole order of the check is that of the run's own world, otherwise
        ``changed``. ``difference`` is from the baseline, with its paired 95 % interval: a change
        of order within luck is no finding: ``turned`` is ``clearly`` where it is on the other side
        of 0 than in the run's own world, with both intervals off 0, ``within luck`` where it is on
        the other side otherwise.
    """
    wanted = [*RANKED_ALWAYS, *(name for name in compared if name not in RANKED_ALWAYS)]
    wanted = [name for name in wanted if lookup(name).better != "neutral"]
    own = outcomes.assign(world=AS_IS)
    both = pd.concat([own, worlds.loc[worlds["world"].isin(list(checks))]])
    both = both.loc[(both["segment"] == "all") & both["outcome"].isin(wanted)]
    rows: list[dict[str, object]] = []
    for regime in dict.fromkeys(both["regime"]):
        of_regime = both.loc[both["regime"] == regime]
        ranked = {
            check: _ranked(of_regime.loc[of_regime["world"] == check], baseline, seed, stopped_at)
            for check in (AS_IS, *checks)
        }
        rows += [
            row
            for outcome in wanted
            for check in (AS_IS, *checks)
            for row in _compared(ranked, outcome, check)
        ]
    table = pd.DataFrame(rows, columns=list(RANKING_COLUMNS)).assign(baseline=baseline)
    return table.astype({"rank": "Int64", "rank_as_is": "Int64", "replications": "Int64"})


def _ranked(
    world: pd.DataFrame, baseline: str, seed: int | None, stopped_at: int | None
) -> pd.DataFrame:
    """Return every policy's mean, rank and difference from the baseline in one world."""
    levels = summary(world, seed=seed, stopped_at=stopped_at)
    key = ["policy", "regime", "outcome"]
    regimes = world["regime"].unique().tolist()
    found = differences(world, baseline, str(regimes[0]) if regimes else "", seed=seed,
                        stopped_at=stopped_at)  # fmt: skip
    gaps = found[[*key, "difference", "low", "high", "method"]]
    table = levels[[*key, "mean", "replications"]].merge(gaps, on=key, how="left")
    signs = [-1.0 if lookup(name).better == "higher" else 1.0 for name in table["outcome"]]
    badness = table["mean"] * signs
    return table.assign(rank=badness.groupby(table["outcome"]).rank(method="min"))


def _compared(ranked: dict[str, pd.DataFrame], outcome: str, check: str) -> list[dict[str, object]]:
    """Return the rows of one outcome in one check, beside the ranks as they are."""
    before, now = (
        table.loc[table["outcome"] == outcome].set_index("policy")
        for table in (ranked[AS_IS], ranked[check])
    )
    ranks = now["rank"].dropna()
    is_same = ranks.equals(before["rank"].reindex(ranks.index))
    earlier = before.to_dict("index")
    return [
        {
            "outcome": outcome, "check": check, "policy": policy,
            "order": "same" if is_same else "changed",
            "turned": _turned(earlier.get(policy, row), row),
            "rank_as_is": earlier.get(policy, {}).get("rank"), "rank": row["rank"],
            **{name: row[name] for name in _AS_THEY_ARE},
            "method": row["method"] if isinstance(row["method"], str) else "",
        }
        for policy, row in now.to_dict("index").items()
    ]  # fmt: skip


def _turned(before: Mapping[Hashable, Any], now: Mapping[Hashable, Any]) -> str:
    """Return whether a difference from the baseline is on the other side of 0, and how surely."""
    if not before["difference"] * now["difference"] < 0:
        return ""
    is_clear = all(row["low"] > 0 or row["high"] < 0 for row in (before, now))
    return "clearly" if is_clear else "within luck"
