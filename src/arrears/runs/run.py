"""A whole run: every arm of a scenario, and the directory that holds what came of them."""

import contextlib
import importlib
import platform
import threading
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from arrears.errors import RunError, ScenarioError, StorageError
from arrears.runs.added import told_of
from arrears.runs.arms import Arm, ArmTask, run_arm
from arrears.runs.choose import Engine, choose
from arrears.runs.directory import RunDirectory
from arrears.runs.final_tables import write_final_tables
from arrears.runs.manifest import seal
from arrears.runs.precision import Watch, wanted_precision
from arrears.runs.storage import reason_of
from arrears.runs.versions import commit, package_versions, version
from arrears.runs.warm import kernels_are_cold, note_warm
from arrears.runs.workers import Done, cores, work
from arrears.scenario.scenario import Scenario
from arrears.scenario.worlds import in_world, worlds_of

__all__ = ["KEEPABLE", "Executed", "Progress", "execute"]

KEEPABLE = ("accounts", "events")
_DRAWS = "arrears.reports"  # slow to import

Progress = Callable[[int, int, str], None]
"""Told how many arms are finished, of how many, and what was done last.

At the start the last is empty, then it is each arm; when all are finished, what is written now.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Executed:
    """A run that has ended: where it is, and which arms failed for what reason."""

    directory: Path
    failures: dict[str, str] = field(default_factory=dict)


def execute(  # noqa: PLR0913 (one argument for each option of the command)
    scenario: Scenario,
    *,
    out: Path,
    jobs: int | None = None,
    keep: Collection[str] = ("accounts",),
    engine: str = "auto",
    resume: bool = False,
    force: bool = False,
    report: bool = True,
    progress: Progress | None = None,
    command: Sequence[str] = (),
    precision: float | None = None,
) -> Executed:
    """Run every policy of a scenario under the same luck and write a run directory.

    Parameters
    ----------
    scenario : Scenario
        What is run.
    out : Path
        Directory to write, see ``arrears.runs.directory``.
    jobs : int, optional
        Processes that work side by side, by default one for each core; no result depends on it.
    keep : collection of str
        ``events`` keeps the events of all replications instead of the first one's only; accounts
        are always kept.
    engine : str
        ``auto`` or the name of an engine.
    resume, force : bool
        Complete an unfinished run, or remove what an earlier one wrote.
    report : bool
        Also make the figures and the page.
    progress : callable, optional
        Told at the start, after each arm, and when tables and report are written.
    command : sequence of str
        How the run was asked for, for the manifest.
    precision : float, optional
        Stop at the first replication, the tenth at the earliest, at which half the width of no
        paired interval of the first compared outcome exceeds this, in the outcome's unit.

    Returns
    -------
    Executed
        Arms that failed are named; the tables then hold the others, and ``resume`` tries again.

    Raises
    ------
    ScenarioError
        If the engine or what to keep is unknown, ``jobs`` is below 1, or the precision cannot be
        had from this scenario.
    StorageError
        If the directory cannot be used.
    RunError
        If every arm failed, or no more can be stored; what is finished is kept.
    """
    _check(jobs, keep)
    chosen = choose(engine)
    wanted = wanted_precision(scenario, precision)
    plan = {**_plan(scenario, chosen, keep), "precision": precision}
    directory = RunDirectory(out)
    with directory.locked():
        if resume and directory.is_finished:
            directory.check_same(plan)
            directory.clear_parts()
            return Executed(directory=out)
        directory.begin(plan, resume=resume, force=force)
        with _resumable(directory):
            tasks = _tasks(scenario, chosen, directory.parts, keep)
            arms = [task.arm for task in tasks if not task.arm.world]
            course = _Course(
                scenario=scenario, directory=directory, plan=plan, tasks=tasks,
                jobs=jobs or cores(), has_report=report, command=command,
                tell=progress or (lambda *_: None),
                watch=None if wanted is None else Watch(wanted, arms, directory.parts),
            )  # fmt: skip
            if report:
                _import_meanwhile(_DRAWS)
            ledger = _run_arms(course)
            _complete(course, ledger)
    return Executed(directory=out, failures=ledger.failures)


@contextlib.contextmanager
def _resumable(directory: RunDirectory) -> Iterator[None]:
    """Clear up after a run however it ends, and say how one goes on that could not be stored."""
    try:
        yield
    except (OSError, StorageError) as error:
        reason = reason_of(error)
        raise RunError(
            f"{reason}; finished replications are kept in {directory.path}: when this is mended, "
            "repeat the command with --resume"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            directory.clear_leftovers()


def _check(jobs: int | None, keep: Collection[str]) -> None:
    if jobs is not None and jobs < 1:
        raise ScenarioError(f"--jobs is {jobs}; at least one process is needed")
    for name in keep:
        if name not in KEEPABLE:
            raise ScenarioError(f"--keep: {name!r} cannot be kept; choose from events, accounts")


def _plan(scenario: Scenario, engine: Engine, keep: Collection[str]) -> dict[str, object]:
    """Return what decides every byte of the tables."""
    return {
        "arrears": version(),
        "scenario": scenario.name,
        "scenario_hash": scenario.hash,
        "engine": engine.name,
        "seed": scenario.base.seed,
        "replications": scenario.base.replications,
        "policies": list(scenario.policies),
        "regimes": list(scenario.regimes),
        "keep": sorted({"accounts", *keep}),
    }


def _tasks(scenario: Scenario, engine: Engine, parts: Path, keep: Collection[str]) -> list[ArmTask]:
    """Return one task for each arm, a replication of all policies after the other."""
    return [
        ArmTask(
            arm=Arm(policy=policy, regime=regime, replication=replication, world=world),
            base=in_world(scenario.base, world),
            policy=in_world(settings, world),
            seed=scenario.base.seed,
            loans=scenario.loans,
            engine=engine,
            parts=parts,
            keeps_events=not world and (replication == 0 or "events" in keep),
            extensions=scenario.added.modules,
            rules=scenario.rules.get(regime),
        )
        for replication in range(scenario.base.replications)
        for world in ("", *worlds_of(scenario.base))
        for regime in scenario.regimes
        for policy, settings in scenario.policies.items()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """A run while it lasts: what is simulated, where, and who is told."""

    scenario: Scenario
    directory: RunDirectory
    plan: dict[str, object]
    tasks: Sequence[ArmTask]
    jobs: int
    has_report: bool
    command: Sequence[str]
    tell: Progress
    watch: Watch | None
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    def has_tables(self, arm: Arm) -> bool:
        """Whether an arm is finished."""
        return (self.directory.parts / arm.folder).exists()

    def keeps(self, arm: Arm) -> bool:
        """Whether an arm belongs to the run, which may have been precise enough before it."""
        return self.watch is None or self.watch.keeps(arm)


@dataclass(slots=True, kw_only=True)
class _Ledger:
    """What the arms took, and which of them failed."""

    seconds: dict[str, float] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


def _run_arms(course: _Course) -> _Ledger:
    """Simulate the arms that are not there yet, until the run is precise enough."""
    ledger = _Ledger()
    missing = _missing(course, ledger)
    course.tell(len(course.tasks) - len(missing), len(course.tasks), "")
    _work_off(course, ledger, missing)
    # A run that is precise enough stops at once: the other worlds of what it keeps come after.
    _work_off(course, ledger, _missing(course, ledger))
    kept = {str(task.arm) for task in course.tasks if course.keeps(task.arm)}
    ledger.failures = {arm: why for arm, why in sorted(ledger.failures.items()) if arm in kept}
    return ledger


def _missing(course: _Course, ledger: _Ledger) -> list[ArmTask]:
    """Return what is still to be simulated, without what was tried in vain."""
    missing = [task for task in course.tasks if not course.has_tables(task.arm)]
    missing = [task for task in missing if course.keeps(task.arm)]
    return [task for task in missing if str(task.arm) not in ledger.failures]


def _work_off(course: _Course, ledger: _Ledger, missing: Sequence[ArmTask]) -> None:
    """Simulate arms; stop before the last as soon as the run is precise enough."""
    if not missing:
        return
    total = len(course.tasks)
    finished = total - len(missing)
    with contextlib.closing(_results(course, missing)) as results:
        for done in results:
            if done.is_fatal:
                raise StorageError(done.failure)
            finished += 1
            if done.failure:
                ledger.failures[str(done.task.arm)] = done.failure
            elif not ledger.seconds:
                note_warm(done.task.engine.name)
            ledger.seconds[done.task.arm.folder] = done.result or 0.0
            course.tell(finished, total, str(done.task.arm))
            watch = course.watch
            if watch is not None and not done.task.arm.world and watch.note(done.task.arm):
                break


def _results(
    course: _Course, tasks: Sequence[ArmTask]
) -> Generator[Done[ArmTask, float], None, None]:
    """Let workers simulate; they have at hand what they need, for the report too."""
    needed = {name for task in tasks for name in task.engine.preload}
    return work(
        run_arm,
        tasks,
        jobs=course.jobs,
        first_alone=any(kernels_are_cold(task.engine.name) for task in tasks[:1]),
        preload=sorted(needed | ({_DRAWS} if course.has_report else set())),
    )


def _complete(course: _Course, ledger: _Ledger) -> None:
    """Write everything that comes of the arms that are finished.

    Raises
    ------
    RunError
        If there is none.
    """
    arms = [task.arm for task in course.tasks if course.has_tables(task.arm)]
    arms = [arm for arm in arms if course.keeps(arm)]
    if all(arm.world for arm in arms):
        raise RunError(f"every replication failed; the first because: {_first(ledger.failures)}")
    watch, directory = course.watch, course.directory
    course.tell(len(arms), len(course.tasks), "tables")
    write_final_tables(course.scenario, arms, directory, watch.stopped_at if watch else None)
    directory.write_timings(_timings(course.started, course.jobs, ledger.seconds))
    course.tell(len(arms), len(course.tasks), "report" if course.has_report else "manifest")
    content = _manifest(course.plan, course.scenario, arms, course.command, ledger.failures)
    content |= {"stopping": watch.record()} if watch else {}
    directory.write_manifest(seal(content, directory))
    if course.has_report:
        # Imported late: drawing is slow to import.
        from arrears.runs.report import draw_report  # noqa: PLC0415

        draw_report(directory.path, jobs=course.jobs)
    directory.finish(seal(content, directory), keep_parts=bool(content["failures"]))


def _import_meanwhile(module: str) -> None:
    """Import what is needed at the end while the arms are simulated."""
    threading.Thread(target=importlib.import_module, args=(module,), daemon=True).start()


def _manifest(
    plan: dict[str, object],
    scenario: Scenario,
    arms: Sequence[Arm],
    command: Sequence[str],
    failures: dict[str, str],
) -> dict[str, object]:
    return {
        **plan,
        "replications_done": _done(arms),
        "title": scenario.title,
        "question": scenario.question,
        "currency": scenario.base.currency,
        "start": scenario.base.start,
        "horizon_months": scenario.base.horizon_months,
        "borrowers": scenario.base.portfolio.borrowers,
        "command": list(command),
        "notices": [str(notice) for notice in scenario.notices],
        "regime_titles": {name: rules.title for name, rules in scenario.rules.items()},
        "failures": failures,
        "commit": commit(),
        "packages": package_versions(),
        **told_of(scenario.added),
    }


def _done(arms: Sequence[Arm]) -> dict[str, int]:
    """Return how many replications of each policy and regime are in the tables, own world."""
    own = [f"{arm.policy}.{arm.regime}" for arm in arms if not arm.world]
    return dict(sorted(Counter(own).items()))


def _timings(started: datetime, jobs: int, seconds: dict[str, float]) -> dict[str, object]:
    return {
        "started": started.isoformat(timespec="seconds"),
        "wall_seconds": round((datetime.now(UTC) - started).total_seconds(), 3),
        "jobs": jobs,
        "platform": platform.platform(),
        "arm_seconds": {name: round(value, 3) for name, value in sorted(seconds.items())},
    }


def _first(failures: dict[str, str]) -> str:
    arm, reason = next(iter(failures.items()))
    return f"{arm}: {reason}"
