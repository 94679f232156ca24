"""Withheld actions: what the action did, beside what the log alone would suggest."""

import pandas as pd

from arrears.results.tally_holdout import HOLDOUT_GROUPS

__all__ = ["holdout_effects"]

_COMPARISONS = {
    "randomised": ("treated", "held_out"),
    "naive": ("contacted", "not_contacted"),
}


def holdout_effects(monthly: pd.DataFrame) -> pd.DataFrame:
    """Return, for each action withheld from some, its randomised and its naive effect.

    The outcome is the share, paid by day 60 since due, of what was unpaid when the due day that
    opened the spell ended. ``randomised`` compares spells in which the action came due and was
    or was not withheld by lot. ``naive`` compares, among those treated, spells with and without a
    conversation with the borrower within 30 days: it mixes what talking does with who is talked to.

    Parameters
    ----------
    monthly : DataFrame
        As in `arrears.results.tallies.Tallies`, with or without ``policy``, ``regime`` and
        ``replication``; replications of one arm are pooled.

    Returns
    -------
    DataFrame, one row per arm, segment, action and comparison
        Columns ``action, comparison, with_spells, with_arrears, with_paid, with_share,
        without_spells, without_arrears, without_paid, without_share, effect``; shares are empty
        where nothing was in arrears.
    """
    by = [name for name in ("policy", "regime", "segment") if name in monthly.columns]
    rows = monthly[monthly["series"].astype(str).str.startswith("holdout.")]
    words = rows["series"].astype(str).str.split(".", expand=True).reindex(columns=range(4))
    rows = rows.assign(action=words[1], group=words[2], measure=words[3])
    table = rows.pivot_table(
        index=[*by, "action"], columns=["group", "measure"], values="value", aggfunc="sum",
        fill_value=0, observed=True,
    )  # fmt: skip
    wanted = [(group, name) for group in HOLDOUT_GROUPS for name in ("spells", "arrears", "paid")]
    table = table.reindex(columns=pd.MultiIndex.from_tuples(wanted), fill_value=0)
    parts = [_compare(table, name, *groups) for name, groups in _COMPARISONS.items()]
    compared = pd.concat(parts).reset_index()
    return compared.sort_values([*by, "action"], kind="stable", ignore_index=True)


def _compare(table: pd.DataFrame, comparison: str, with_it: str, without: str) -> pd.DataFrame:
    """Return one comparison of two groups, by arm, segment and action."""
    found: dict[str, object] = {"comparison": comparison}
    shares = []
    for side, group in (("with", with_it), ("without", without)):
        for name in ("spells", "arrears", "paid"):
            found[f"{side}_{name}"] = table[group, name]
        arrears = table[group, "arrears"]
        shares.append(table[group, "paid"] / arrears.where(arrears > 0))
        found[f"{side}_share"] = shares[-1]
    return pd.DataFrame({**found, "effect": shares[0] - shares[1]}, index=table.index)
