"""The page: everything a run says on its question, in one file that opens offline."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import jinja2
import pandas as pd
from markupsafe import Markup

from arrears.errors import StorageError
from arrears.plots.style import drawing
from arrears.reports.answer import answer
from arrears.reports.exhibits import Exhibit, exhibits
from arrears.reports.outcome_tables import changes, levels
from arrears.reports.policy_changes import changes_of
from arrears.reports.run_files import RunFiles, read_run_files

__all__ = ["build"]

_FILES = {
    "scenario.yaml": "the resolved scenario: run it again with it",
    "outcomes.csv": "every outcome by policy, replication and segment",
    "summary.csv": "means over replications with intervals",
    "differences.csv": "paired differences to the baseline with intervals",
    "monthly.parquet": "integer tallies by month",
    "durations.parquet": "counts and amounts by length in days",
    "accounts.parquet": "one row per account",
    "events.parquet": "every event, in order",
    "holdout.csv": "contacted and withheld accounts compared",
    "origins.csv": "where each parameter comes from",
    "manifest.json": "versions, seeds, command and the hashes of all files",
}
_ORIGINS = ("assumed", "not stated", "set by scenario", "literature", "measured")
_DETAILS = {"assumed": "Range", "literature": "Published effect", "measured": "Citation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Policy:
    name: str
    is_baseline: bool
    is_bundle: bool
    notes: str
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _OriginGroup:
    origin: str
    detail: str
    rows: list[dict[str, str]]


def build(directory: Path) -> Path:
    """Write the figures and the page of a run from the files of its directory alone.

    Parameters
    ----------
    directory : Path
        A run directory. ``report.html`` and ``figures/*.svg`` with ``*.csv`` beside are written,
        each complete or not at all, and the same bytes whenever the files are the same.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    StorageError
        If a file of the run cannot be read, or the directory cannot be written.
    """
    run = read_run_files(directory)
    with drawing():
        figures = exhibits(run)
    page = _page(run, figures)
    try:
        (directory / "figures").mkdir(exist_ok=True)
        for figure in figures:
            _write(directory / "figures" / f"{figure.name}.svg", _standalone(figure.svg))
            text = figure.table.to_csv(index=False, lineterminator="\n")
            _write(directory / "figures" / f"{figure.name}.csv", text)
        _write(directory / "report.html", page)
    except OSError as error:
        raise StorageError(
            f"{directory}: the report cannot be written: {error.strerror}"
        ) from error
    return directory / "report.html"


def _page(run: RunFiles, figures: list[Exhibit]) -> str:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("arrears.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    scenario = run.scenario
    return environment.get_template("report.html.j2").render(
        title=scenario.get("title") or scenario.get("scenario") or run.directory.name,
        question=scenario.get("question") or "",
        notes=scenario.get("notes") or "",
        answer=answer(run.outcomes[0], run.baseline, run.differences, run.summary),
        notices=_listed(run.manifest.get("notices")),
        failures=cast(Mapping[str, str], run.manifest.get("failures") or {}),
        policies=list(_policies(run)),
        levels=levels(run),
        changes=changes(run),
        exhibits=figures,
        origins=[] if run.origins is None else list(_origins(run.origins)),
        parameters=0 if run.origins is None else len(run.origins),
        provenance=list(_provenance(run)),
        files=[(name, what) for name, what in _FILES.items() if (run.directory / name).exists()],
        inline=_inline,
    )


def _policies(run: RunFiles) -> Iterator[_Policy]:
    """Yield each policy with what it changes, as key paths and values."""
    listed = cast(Mapping[str, object], run.scenario.get("policies") or {})
    for policy in run.policies:
        found = listed.get(policy.partition(" / ")[0])
        said = dict(found) if isinstance(found, dict) else {}
        is_bundle = bool(said.pop("bundle", False))
        yield _Policy(
            name=policy,
            is_baseline=policy == run.baseline,
            is_bundle=is_bundle,
            notes=str(said.pop("notes", "")),
            changes=changes_of(said),
        )


def _origins(rows: pd.DataFrame) -> Iterator[_OriginGroup]:
    """Yield parameters by origin: what is assumed first, as it deserves most doubt."""
    found = rows["origin"].unique().tolist()
    for origin in [*_ORIGINS, *sorted(set(found) - set(_ORIGINS))]:
        if origin in found:
            of_origin = rows.loc[rows["origin"] == origin, ["key", "value", "detail"]]
            yield _OriginGroup(
                origin=origin,
                detail=_DETAILS.get(origin, "Note"),
                rows=of_origin.to_dict("records"),
            )


def _provenance(run: RunFiles) -> Iterator[tuple[str, str]]:
    """Yield what another person needs to repeat the run."""
    manifest = run.manifest
    names = {
        "scenario": "Scenario",
        "scenario_hash": "Scenario hash",
        "seed": "Seed",
        "replications": "Replications",
        "borrowers": "Borrowers",
        "start": "Start",
        "horizon_months": "Months",
        "engine": "Engine",
        "arrears": "arrears",
        "commit": "Commit",
    }
    for key, name in names.items():
        if manifest.get(key) is not None:
            yield name, str(manifest[key])
    command = manifest.get("command")
    if command:
        yield "Command", " ".join(command) if isinstance(command, list) else str(command)
    packages = manifest.get("packages")
    if isinstance(packages, dict):
        yield "Packages", ", ".join(f"{name} {version}" for name, version in packages.items())


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _inline(element: str) -> Markup:
    """Return a figure as part of a page, where namespaces go without saying."""
    return Markup(re.sub(r' xmlns(:xlink)?="[^"]*"', "", element))  # noqa: S704 - drawn here


def _standalone(element: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{element}'


def _write(path: Path, text: str) -> None:
    """Write a file under a temporary name, then rename it."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    unfinished.replace(path)
