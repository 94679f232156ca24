"""How much of a difference's variance is parameters, and how much is luck."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Components", "components"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """Variance of a difference by where it comes from, in the outcome's unit squared.

    Parameters
    ----------
    parameters : float
        Between parameter sets, luck averaged out; not below 0.
    luck : float
        Within a parameter set, between replications.
    share : float
        Of their sum, what is parameters; NaN when both are 0 or cannot be estimated.
    sets, replications : int
        On which the estimate rests.
    """

    parameters: float
    luck: float
    share: float
    sets: int
    replications: int


def components(differences: Sequence[Sequence[float]]) -> Components:
    """Return the variance components of differences by parameter set and replication.

    The model is one-way: ``d[k][r] = mean + a[k] + e[k][r]``, sets random, with variance
    ``parameters = Var a`` and ``luck = Var e``. As every set meets the same luck, ``e[k][r]`` is
    correlated across sets, and the classical estimator ``(MS_between - MS_within) / R`` would fall
    short by the variance that sets share, over R. Its unbiased counterpart subtracts what is left
    after the replications' own means are taken out as well: with the two-way table without
    repetition, ``parameters = (MS_sets - MS_residual) / R``, which is the covariance of two
    different replications over the sets, averaged over all pairs; and ``luck`` is ``MS_within``,
    the mean over sets of the variance between replications. Both are unbiased; ``parameters`` is
    then cut at 0.

    Parameters
    ----------
    differences : sequence of sequence of float
        One row for each set, with one value for each replication in the same order, NaN where
        there is none. Sets that lack one are left out.

    References
    ----------
    Searle, Casella and McCulloch (1992), Variance Components, chapters 3 (one-way) and 4
    (balanced two-way crossed classification).
    """
    rows = [list(row) for row in differences if not any(math.isnan(value) for value in row)]
    sets, replications = len(rows), len(rows[0]) if rows else 0
    if sets < 2 or replications < 2:
        return Components(
            parameters=math.nan, luck=math.nan, share=math.nan,
            sets=sets, replications=replications,
        )  # fmt: skip
    between, within = _estimates(rows)
    parameters = max(0.0, between)
    total = parameters + within
    return Components(
        parameters=parameters,
        luck=within,
        share=parameters / total if total > 0 else math.nan,
        sets=sets,
        replications=replications,
    )


def _estimates(rows: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return the unbiased estimates of both variances, the first before it is cut at 0."""
    sets, replications = len(rows), len(rows[0])
    means = [_mean(row) for row in rows]
    columns = [_mean(column) for column in zip(*rows, strict=True)]
    grand = _mean(means)
    squares = replications * math.fsum((mean - grand) ** 2 for mean in means) / (sets - 1)
    residual = math.fsum(
        (value - mean - column + grand) ** 2
        for row, mean in zip(rows, means, strict=True)
        for value, column in zip(row, columns, strict=True)
    ) / ((sets - 1) * (replications - 1))
    within = [
        math.fsum((value - mean) ** 2 for value in row) / (replications - 1)
        for row, mean in zip(rows, means, strict=True)
    ]
    return (squares - residual) / replications, _mean(within)


def _mean(values: Sequence[float]) -> float:
    """Return the mean; of equal values exactly their value, so that no variance is rounding."""
    if min(values) == max(values):
        return values[0]
    return math.fsum(values) / len(values)
