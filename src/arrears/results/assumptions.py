"""What a run says of its assumptions: the tables of ``--assumptions``, read again."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from arrears.errors import StorageError

__all__ = ["AssumptionTables", "as_numbers", "read_assumptions", "what_it_rests_on"]

_NUMBERS = (
    "difference", "low", "high", "beats_share", "parameter_variance", "luck_variance",
    "parameter_share", "strength", "screening", "flips_at", "flips_within", "base_value",
    "base_difference", "base_low", "base_high", "value", "mean",
)  # fmt: skip
_COUNTS = (
    "set", "replications", "sets", "higher", "lower", "equal", "clearly_higher", "clearly_lower",
    "variance_sets", "rank", "kept_in_sets",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionTables:
    """The tables of a study of assumptions, as ``docs/run_directory.md`` describes them."""

    ranges: pd.DataFrame
    sets: pd.DataFrame
    levels: pd.DataFrame
    differences: pd.DataFrame
    shares: pd.DataFrame
    flips: pd.DataFrame

    def summary(self) -> pd.DataFrame:
        """Return what each difference rests on, see `what_it_rests_on`."""
        return what_it_rests_on(self.shares, self.flips)


def read_assumptions(directory: Path) -> AssumptionTables | None:
    """Return the tables of a run directory; None if its assumptions were not studied.

    Raises
    ------
    StorageError
        If only some are there, or one cannot be read.
    """
    names = ("ranges", "sets", "levels", "differences", "shares", "flips")
    paths = {name: directory / f"assumption_{name}.csv" for name in names}
    if not any(path.exists() for path in paths.values()):
        return None
    tables = {name: _read(path) for name, path in paths.items()}
    return AssumptionTables(**tables)


def _read(path: Path) -> pd.DataFrame:
    try:
        return as_numbers(pd.read_csv(path, keep_default_na=False, dtype="str"))
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be read as a table of a run: {error}") from error


def as_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose columns of numbers hold numbers, empty ones NaN."""
    table = table.copy()
    for name in table.columns:
        if name in _COUNTS:
            table[name] = table[name].astype("int64")
        elif name in _NUMBERS:
            texts = table[name].astype("str")
            table[name] = texts.where(texts != "", "nan").astype("float64")
    return table


def what_it_rests_on(shares: pd.DataFrame, flips: pd.DataFrame) -> pd.DataFrame:
    """Return how firm each policy's ranking against the baseline is over what is assumed.

    Parameters
    ----------
    shares, flips : DataFrame
        ``assumption_shares.csv`` and ``assumption_flips.csv``.

    Returns
    -------
    DataFrame, one row per policy and outcome
        Columns ``policy, baseline, outcome, sets, beats_share`` (empty where neither direction is
        better), ``clearly_better, clearly_worse`` (sets whose interval leaves out 0; higher and
        lower where neither is better), ``equal`` (sets without any difference),
        ``parameter_share`` (of the variance of the difference) and ``flipped_by`` (assumptions
        that alone turn the ranking round, the strongest first).
    """
    table = shares.copy()
    lower = table["better"] == "lower"
    higher, below = table["clearly_higher"], table["clearly_lower"]
    table["clearly_better"] = below.where(lower, higher)
    table["clearly_worse"] = higher.where(lower, below)
    turned = flips.loc[flips["verdict"] == "flips"].sort_values("rank", kind="stable")
    names: dict[tuple[str, str], list[str]] = {}
    for policy, outcome, key in zip(
        turned["policy"], turned["outcome"], turned["parameter"], strict=True
    ):
        known = names.setdefault((policy, outcome), [])
        if key not in known:
            known.append(key)
    pairs = zip(table["policy"], table["outcome"], strict=True)
    table["flipped_by"] = [", ".join(names.get(pair, [])) for pair in pairs]
    columns = [
        "policy", "baseline", "outcome", "sets", "beats_share", "clearly_better", "clearly_worse",
        "equal", "parameter_share", "flipped_by",
    ]  # fmt: skip
    return table[columns]
