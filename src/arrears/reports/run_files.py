"""What a report reads: the files of a run directory, and nothing else."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pandas as pd
import yaml

from arrears.errors import StorageError
from arrears.reports.added import remember_added
from arrears.reports.arm_names import ArmNames

__all__ = ["RunFiles", "in_order", "read_csv", "read_run_files"]

_NAMES = (
    "policy", "regime", "baseline", "baseline_regime", "segment", "outcome", "method",
    "key", "value", "origin", "detail", "counterfactual", "check", "order", "turned",
    "supply",
)  # fmt: skip
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ALWAYS_THERE = ("monthly.parquet", "durations.parquet")
_NUMBERS = (
    "mean", "low", "high", "difference", "replications", "p_holm", "variance_ratio", "as_is",
    "without", "part", "share", "rank", "rank_as_is",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFiles:
    """What one run was, and its tables of means and differences, rows of segment ``all`` only.

    Where several regimes were run, ``policy`` names both (or the regime, if there is one policy),
    so that one column names the arm. ``policies`` lists the arms in the scenario's order, the
    baseline as the scenario places it.
    """

    directory: Path
    manifest: Mapping[str, object]
    scenario: Mapping[str, object]
    scenario_text: str
    policies: tuple[str, ...]
    names: ArmNames
    baseline: str
    outcomes: tuple[str, ...]
    summary: pd.DataFrame
    differences: pd.DataFrame
    origins: pd.DataFrame | None


def read_run_files(directory: Path) -> RunFiles:
    """Read what a report needs from a finished run directory.

    Raises
    ------
    StorageError
        If a file is missing or is not what its name says.
    """
    manifest = _mapping(directory / "manifest.json", json.loads)
    remember_added(manifest)
    scenario = _mapping(directory / "scenario.yaml", _load_yaml)
    for name in _ALWAYS_THERE:
        if not (directory / name).exists():
            raise _unreadable(directory / name, FileNotFoundError("there is no such file"))
    summary = read_csv(directory / "summary.csv")
    differences = read_csv(directory / "differences.csv")
    names = ArmNames.of(summary.loc[summary["segment"] == "all"], scenario)
    compare = cast(Mapping[str, object], scenario.get("compare") or {})
    tables = [
        names.named(table)
        for table in (
            summary.loc[summary["segment"] == "all"],
            differences.loc[differences["segment"] == "all"],
        )
    ]
    policies = tuple(name for name in names.all if name in set(tables[0]["policy"]))
    ordered = [in_order(table, policies) for table in tables]
    listed = cast(list[str], compare.get("outcomes") or [])
    origins = directory / "origins.csv"
    return RunFiles(
        directory=directory,
        manifest=manifest,
        scenario=scenario,
        scenario_text=(directory / "scenario.yaml").read_text(encoding="utf-8"),
        policies=policies,
        names=names,
        baseline=_baseline(differences, compare, names=names),
        outcomes=tuple(listed or ordered[0]["outcome"].unique().tolist()[:4]),
        summary=ordered[0],
        differences=ordered[1],
        origins=read_csv(origins) if origins.exists() else None,
    )


def in_order(table: pd.DataFrame, policies: tuple[str, ...]) -> pd.DataFrame:
    """Return a table with the rows of each policy together, policies in the order given."""
    places = {policy: place for place, policy in enumerate(policies)}
    order = table["policy"].map(places).argsort(kind="stable")
    return table.iloc[order].reset_index(drop=True)


def _mapping(path: Path, parse: Callable[[str], object]) -> Mapping[str, object]:
    try:
        content = parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise _unreadable(path, error) from error
    if not isinstance(content, dict):
        raise StorageError(f"{path}: holds {type(content).__name__}; a mapping was expected")
    return content


def read_csv(path: Path) -> pd.DataFrame:
    """Return a table of words and numbers; only empty cells of number columns are missing."""
    # Only empty cells are missing: a policy may well be called NA.
    try:
        return pd.read_csv(
            path,
            keep_default_na=False,
            na_values={name: [""] for name in _NUMBERS},
            dtype=dict.fromkeys(_NAMES, "str"),
        )
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _load_yaml(text: str) -> object:
    return yaml.load(text, _LOADER)  # noqa: S506 - the safe loader, or its quicker twin


def _unreadable(path: Path, error: Exception) -> StorageError:
    return StorageError(
        f"{path}: cannot be read ({error}); a report is made from the files of a finished run"
    )


def _baseline(differences: pd.DataFrame, compare: Mapping[str, object], *, names: ArmNames) -> str:
    """Return the arm that others were compared with; what was planned where nothing was."""
    if differences.empty:
        return str(compare.get("baseline", ""))
    first = differences.iloc[0]
    return names.name(str(first["baseline"]), str(first["baseline_regime"]))
