"""Outcomes by segment, and the contrasts between segments that a scenario names."""

from collections.abc import Iterable, Sequence

import pandas as pd

from arrears.results.contrasts import CONTRAST_PREFIX

__all__ = ["contrast_levels", "contrast_sides", "segment_levels"]


def segment_levels(summary: pd.DataFrame, outcomes: Iterable[str]) -> pd.DataFrame:
    """Return the levels of some outcomes by segment.

    Parameters
    ----------
    summary : DataFrame
        Columns of ``summary.csv``.
    outcomes : iterable of str
        Which; contrasts are left out, as they have no segments.

    Returns
    -------
    DataFrame, one row per outcome, segment and policy
        Columns ``outcome, segment, policy, mean, low, high, replications, method``; outcomes in
        the order asked for, ``all`` before the segments by name, policies in the order of the
        summary. Outcomes that no segment has a value of are left out, and so are all where the
        book has a single segment.
    """
    names = [name for name in summary["segment"].unique() if name != "all"]
    parts = []
    for outcome in outcomes:
        rows = summary.loc[summary["outcome"] == outcome]
        of_segments = rows.loc[rows["segment"] != "all"]
        if len(names) < 2 or outcome.startswith(CONTRAST_PREFIX):
            continue
        if of_segments["mean"].notna().any():
            parts.append(_in_order(rows, ["all", *sorted(names)]))
    columns = ["outcome", "segment", "policy", "mean", "low", "high", "replications", "method"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _in_order(rows: pd.DataFrame, segments: Sequence[str]) -> pd.DataFrame:
    """Return rows segment by segment, within each in the order given."""
    place = {segment: index for index, segment in enumerate(segments)}
    return rows.iloc[rows["segment"].map(place).argsort(kind="stable")]


def contrast_levels(summary: pd.DataFrame) -> pd.DataFrame:
    """Return the contrasts that the scenario names, policy by policy.

    Returns
    -------
    DataFrame, one row per contrast and policy
        Columns ``outcome`` (the contrast's name), ``base`` (the outcome compared), ``segment``,
        ``against``, ``policy``, ``mean``, ``low``, ``high``, ``replications``, ``method``.
        Contrasts without any value are left out.
    """
    is_contrast = summary["outcome"].str.startswith(CONTRAST_PREFIX)
    rows = summary.loc[is_contrast & (summary["segment"] == "all")]
    names = [name for name in summary["segment"].unique() if name != "all"]
    outcomes = summary.loc[~is_contrast, "outcome"].unique().tolist()
    parts = []
    for name, of_contrast in rows.groupby("outcome", sort=False):
        sides = contrast_sides(str(name), outcomes, names)
        if sides is not None and of_contrast["mean"].notna().any():
            base, segment, against = sides
            parts.append(of_contrast.assign(base=base, segment=segment, against=against))
    columns = [
        "outcome", "base", "segment", "against", "policy", "mean", "low", "high", "replications",
        "method",
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def contrast_sides(
    name: str, outcomes: Sequence[str], segments: Sequence[str]
) -> tuple[str, str, str] | None:
    """Return outcome and segments of a contrast; None if its name is not made of these."""
    made = {
        f"{CONTRAST_PREFIX}{outcome}_{segment}_{against}": (outcome, segment, against)
        for outcome in outcomes
        if name.startswith(f"{CONTRAST_PREFIX}{outcome}_")
        for segment in segments
        for against in segments
    }
    return made.get(name)
