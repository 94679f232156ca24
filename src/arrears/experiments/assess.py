"""What a run's comparison owes to its assumptions: measured, and added to its directory."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from arrears.errors import RunError, StorageError
from arrears.experiments.flips import crossings
from arrears.experiments.plan import Plan
from arrears.experiments.study import Study
from arrears.experiments.tables import (
    by_screening,
    differences_table,
    flips_table,
    levels_table,
    ranges_table,
    screening,
    sets_table,
    shares_table,
)
from arrears.runs.choose import Engine, choose
from arrears.runs.directory import ASSUMPTION_TABLES, RunDirectory
from arrears.runs.manifest import seal
from arrears.runs.run import Progress
from arrears.runs.storage import reason_of, write_table
from arrears.runs.workers import cores

__all__ = ["assess"]


def assess(
    plan: Plan,
    directory: Path,
    *,
    engine: str = "auto",
    jobs: int | None = None,
    progress: Progress | None = None,
) -> dict[str, str]:
    """Measure what a plan asks for and add its tables to the directory of the finished run.

    Parameters
    ----------
    plan : Plan
        Of the run's scenario.
    directory : Path
        A finished run. What an interrupted study of the same plan has measured is used.
    engine : str
        ``auto`` or the name of an engine.
    jobs : int, optional
        Processes that work side by side, by default one for each core; no result depends on it.
    progress : callable, optional
        Told after each point: how many are finished, of how many, and which was.

    Returns
    -------
    dict of str by point
        Points that failed, and why; the tables hold the others, and a second call tries again.

    Raises
    ------
    StorageError
        If there is no finished run, or its directory holds another study of its assumptions.
    RunError
        If every parameter set failed.
    """
    run = RunDirectory(directory)
    run.manifest()  # refuses a directory without a run before it is locked, which would make one
    with run.locked():
        return _assess(plan, run, choose(engine), jobs or cores(), progress)


def _assess(
    plan: Plan, run: RunDirectory, engine: Engine, jobs: int, progress: Progress | None
) -> dict[str, str]:
    manifest = run.manifest()
    study = Study(plan=plan, run=run, engine=engine, jobs=jobs, progress=progress)
    earlier = manifest.get("assumptions")
    if isinstance(earlier, dict):
        study.check_same(earlier)
        if not earlier.get("failures"):
            return {}
    study.begin()
    with _resumable(study):
        _write_tables(study)
    done = plan.identity | {"failures": dict(sorted(study.failures.items()))}
    run.write_manifest(seal(manifest | {"assumptions": done}, run))
    study.end()
    return study.failures


@contextlib.contextmanager
def _resumable(study: Study) -> Iterator[None]:
    """Say how a study goes on that could not be stored."""
    try:
        yield
    except (OSError, StorageError) as error:
        raise RunError(
            f"{reason_of(error)}; finished points are kept in {study.folder}: when this is mended, "
            "repeat the command with --resume"
        ) from error


def _write_tables(study: Study) -> None:
    """Measure everything, then write every table."""
    plan = study.plan
    baseline = plan.scenario.compare.baseline
    base = study.base()
    contrasts = list(base)
    sets = study.sets(contrasts)
    if all(each is None for each in sets):
        point, reason = next(iter(study.failures.items()))
        raise RunError(f"every parameter set failed; the first because: {point}: {reason}")
    found = screening(plan, contrasts, sets)
    ends = study.ends(by_screening(plan, found), contrasts)
    located = crossings(ends, base)
    study.locate(located.values(), contrasts)
    tables = {
        "assumption_ranges.csv": ranges_table(plan, study.refused()),
        "assumption_sets.csv": sets_table(plan),
        "assumption_levels.csv": levels_table(study.levels()),
        "assumption_differences.csv": differences_table(baseline, sets),
        "assumption_shares.csv": shares_table(baseline, contrasts, sets),
        "assumption_flips.csv": flips_table(baseline, base, ends, located, found),
    }
    for name in ASSUMPTION_TABLES:
        write_table(tables[name], study.run.path / name)
