"""The tables of the assumptions, from paired differences at each point."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from arrears.experiments.components import components
from arrears.experiments.flips import Crossing, End, is_clear, verdict
from arrears.experiments.meanings import meaning_of, unit_of
from arrears.experiments.plan import Plan
from arrears.experiments.points import Contrast, Levels, Luck
from arrears.experiments.ranges import Assumption, Number
from arrears.results import lookup
from arrears.statistics import mean_interval

__all__ = [
    "by_screening",
    "differences_table",
    "flips_table",
    "levels_table",
    "ranges_table",
    "screening",
    "sets_table",
    "shares_table",
]

Sets = Sequence[Mapping[Contrast, Luck] | None]
"""Differences of each set; None for one that failed."""

Screening = Mapping[tuple[str, Contrast], float]


def ranges_table(plan: Plan, refusals: Mapping[str, str]) -> pd.DataFrame:
    """Return one row per assumed parameter: range, unit, meaning, and whether it was varied.

    Parameters
    ----------
    refusals : mapping of str by key
        Why a parameter's end was refused, where that showed only when it was tried alone.
    """
    varied = [
        (
            each.key, each.value, each.low, each.high, "varied", refusals.get(each.key, ""),
            plan.kept.get(each.key, 0),
        )
        for each in plan.varied
    ]  # fmt: skip
    held = [
        (each.key, each.value, each.low, each.high, "held", each.reason, len(plan.sets))
        for each in plan.held
    ]
    order = {row.key: place for place, row in enumerate(plan.scenario.origins)}
    rows = [
        (*row, unit_of(plan.scenario, row[0]), meaning_of(plan.scenario, row[0]))
        for row in sorted([*varied, *held], key=lambda row: order[row[0]])
    ]
    return _frame(
        rows,
        "parameter",
        "value",
        "low",
        "high",
        "use",
        "reason",
        "kept_in_sets",
        "unit",
        "meaning",
    )


def sets_table(plan: Plan) -> pd.DataFrame:
    """Return one row per set and changed parameter: ``set, parameter, value``."""
    rows = [
        (number, key, value)
        for number, changes in enumerate(plan.sets)
        for key, value in changes.items()
    ]
    return _frame(rows, "set", "parameter", "value")


def differences_table(baseline: str, sets: Sets) -> pd.DataFrame:
    """Return one row per set, policy and outcome: the paired difference and its interval."""
    rows = [
        (number, policy, baseline, outcome, *mean_interval(luck)[:4])
        for number, found in enumerate(sets)
        for (policy, outcome), luck in (found or {}).items()
    ]
    return _frame(
        rows, "set", "policy", "baseline", "outcome", "difference", "low", "high", "replications"
    )


def levels_table(sets: Sequence[Levels | None]) -> pd.DataFrame:
    """Return one row per set, policy and outcome: the mean over replications with a value."""
    rows = []
    for number, found in enumerate(sets):
        for (policy, outcome), values in (found or {}).items():
            mean, _, _, count, _ = mean_interval(values)
            rows.append((number, policy, outcome, mean, count))
    return _frame(rows, "set", "policy", "outcome", "mean", "replications")


def shares_table(baseline: str, contrasts: Sequence[Contrast], sets: Sets) -> pd.DataFrame:
    """Return one row per policy and outcome: in how many sets it beats the baseline, and why not.

    ``beats_share`` is empty where the codebook calls neither direction better.
    """
    rows = []
    for contrast in contrasts:
        policy, outcome = contrast
        found = [found[contrast] for found in sets if found is not None]
        intervals = [each for each in map(mean_interval, found) if each.n > 0]
        higher = sum(each.mean > 0 for each in intervals)
        lower = sum(each.mean < 0 for each in intervals)
        better = lookup(outcome).better
        beats = {"higher": higher, "lower": lower}.get(better, math.nan)
        parts = components(found)
        rows.append(
            (
                policy, baseline, outcome, better, len(intervals), higher, lower,
                len(intervals) - higher - lower,
                sum(each.mean > 0 and is_clear(each) for each in intervals),
                sum(each.mean < 0 and is_clear(each) for each in intervals),
                beats / len(intervals) if intervals else math.nan,
                parts.parameters, parts.luck, parts.share, parts.sets, parts.replications,
            )
        )  # fmt: skip
    return _frame(
        rows, "policy", "baseline", "outcome", "better", "sets", "higher", "lower", "equal",
        "clearly_higher", "clearly_lower", "beats_share", "parameter_variance", "luck_variance",
        "parameter_share", "variance_sets", "replications",
    )  # fmt: skip


def screening(plan: Plan, contrasts: Sequence[Contrast], sets: Sets) -> Screening:
    """Return how closely each assumption goes with each difference over the sets.

    The absolute correlation of the parameter's value with the mean paired difference; 0 where one
    of them does not vary.
    """
    found = {}
    for contrast in contrasts:
        means = [math.nan if each is None else mean_interval(each[contrast]).mean for each in sets]
        known = [number for number, mean in enumerate(means) if not math.isnan(mean)]
        outcomes = [means[number] for number in known]
        for each in plan.varied:
            values = [float(plan.sets[number].get(each.key, each.value)) for number in known]
            found[each.key, contrast] = abs(_correlation(values, outcomes))
    return found


def _correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    if len(xs) < 2 or min(xs) == max(xs) or min(ys) == max(ys):
        return 0.0
    x_mean, y_mean = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    both = math.fsum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    x_square = math.fsum((x - x_mean) ** 2 for x in xs)
    y_square = math.fsum((y - y_mean) ** 2 for y in ys)
    return both / math.sqrt(x_square * y_square)


def by_screening(plan: Plan, found: Screening) -> list[Assumption]:
    """Return the assumptions: those named first, then by how closely they go with a difference."""
    closest: dict[str, float] = {}
    for (key, _), value in found.items():
        closest[key] = max(closest.get(key, 0.0), value)
    names = plan.named
    return sorted(
        plan.varied, key=lambda each: (each.key not in names, -closest.get(each.key, 0.0))
    )


def flips_table(
    baseline: str,
    base: Mapping[Contrast, Luck],
    ends: Sequence[End],
    located: Mapping[tuple[str, str, Contrast], Crossing],
    found: Screening,
) -> pd.DataFrame:
    """Return one row per policy, outcome, assumption and end, the strongest assumption first.

    An assumption's strength is the most by which one of its ends moves the difference; those that
    were not tried come last, in the order of the screening.
    """
    rows = []
    for contrast, luck in base.items():
        here = mean_interval(luck)
        strengths = _strengths(contrast, here.mean, ends)
        ranked = sorted(
            strengths, key=lambda key: (-strengths[key], -found.get((key, contrast), 0.0), key)
        )
        ranks = {key: place + 1 for place, key in enumerate(ranked)}
        for end in sorted(ends, key=lambda end: ranks[end.assumption.key]):
            key = end.assumption.key
            there = end.interval(contrast)
            crossing = located.get((key, end.name, contrast))
            is_located = crossing is not None and not crossing.failed
            rows.append(
                (
                    contrast[0], baseline, contrast[1], ranks[key], key,
                    max(strengths[key], 0.0) if strengths[key] >= 0 else math.nan,
                    found.get((key, contrast), math.nan), end.name, end.value,
                    there.mean, there.low, there.high, end.reason or verdict(here, there),
                    crossing.at if crossing is not None and is_located else math.nan,
                    crossing.within if crossing is not None and is_located else math.nan,
                    end.assumption.value, here.mean, here.low, here.high,
                )
            )  # fmt: skip
    return _frame(
        rows, "policy", "baseline", "outcome", "rank", "parameter", "strength", "screening", "end",
        "value", "difference", "low", "high", "verdict", "flips_at", "flips_within", "base_value",
        "base_difference", "base_low", "base_high",
    )  # fmt: skip


def _strengths(contrast: Contrast, base: float, ends: Sequence[End]) -> dict[str, float]:
    """Return the most by which an end of each assumption moves a difference; -1 if unknown."""
    strengths: dict[str, float] = {}
    for end in ends:
        moved = abs(end.interval(contrast).mean - base)
        known = -1.0 if math.isnan(moved) else moved
        strengths[end.assumption.key] = max(strengths.get(end.assumption.key, -1.0), known)
    return strengths


def _frame(rows: Sequence[Sequence[Number | str]], *columns: str) -> pd.DataFrame:
    """Return rows as a table in which whole numbers stay whole."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype="object")
