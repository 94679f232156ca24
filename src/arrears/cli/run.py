"""``arrears run``: all policies under the same luck."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from arrears.cli.assumptions import arguments, assumption_options, print_assumptions
from arrears.cli.options import (
    Changes,
    jobs_option,
    language_option,
    scenario_options,
    split_names,
)
from arrears.cli.output import (
    format_option,
    interval_text,
    notice,
    print_rows,
    records,
    say_errors,
    warnings_noticed,
)
from arrears.cli.progress import progress_shown
from arrears.cli.worlds import print_worlds, world_options

if TYPE_CHECKING:
    from arrears.api import Run
    from arrears.experiments import Assumptions
    from arrears.scenario.scenario import Scenario

__all__ = ["run_command"]

CAVEAT = "intervals carry luck only; simulated, not observed"


@click.command("run")
@scenario_options
@click.option("--out", metavar="DIR", help="Run directory; by default runs/NAME.")
@click.option(
    "--engine", default="auto", show_default=True, metavar="auto|simpy|fast", help="What simulates."
)
@jobs_option
@click.option(
    "--keep", default="accounts", show_default=True, metavar="events,accounts",
    help="'events' keeps the events of every replication, not only of the first.",
)  # fmt: skip
@click.option(
    "--precision", type=float, metavar="X",
    help="Stop when differences of the first compared outcome are known to within X, in its unit.",
)  # fmt: skip
@click.option("--resume", is_flag=True, help="Complete a run that was interrupted.")
@click.option("--force", is_flag=True, help="Replace the run that is in the directory.")
@click.option("--no-report", is_flag=True, help="Write tables only.")
@language_option
@world_options
@assumption_options
@format_option
def run_command(  # noqa: PLR0913 (one argument for each option)
    *,
    changes: Changes,
    out: str | None,
    engine: str,
    jobs: int | None,
    keep: str,
    precision: float | None,
    resume: bool,
    force: bool,
    no_report: bool,
    lang: str | None,
    assumptions: "Assumptions | None",
    format_: str,
) -> None:
    """Run the policies of SCENARIO and report what differs.

    SCENARIO is a file or a shipped name. Prints the compared outcomes and writes a run directory:
    tables, manifest, figures and report.html.
    """
    from arrears.runs.choose import choose
    from arrears.runs.workers import cores, prepare

    chosen = choose(engine)  # refused before anything is loaded
    if (jobs or cores()) > 1:
        # Workers import on one core while this process does on another.
        prepare((*chosen.preload, *(() if no_report else ("arrears.reports",))))
    from arrears.api import run
    from arrears.runs.report import make_report
    from arrears.runs.warm import kernels_are_cold

    scenario = changes.scenario()
    _say(scenario)
    if kernels_are_cold(chosen.name):
        notice("note: the first run on this machine compiles for half a minute or so")
    directory = Path(out) if out else Path("runs", scenario.name)
    kept = split_names(keep) or ()
    with _resumable(directory), progress_shown(scenario.name) as progress, warnings_noticed():
        done = run(
            scenario, out=directory, jobs=jobs, keep=kept, engine=engine, resume=resume,
            force=force, report=not no_report and lang is None, progress=progress,
            command=_command(changes, engine, kept, precision, assumptions, no_report=no_report),
            assumptions=assumptions, notice=notice, precision=precision,
        )  # fmt: skip
        if lang is not None and not no_report:
            make_report(directory, language=lang, jobs=jobs)
    _print(scenario, done, format_)
    if precision is not None:
        _say_precision(done)
    if done.failures:
        say_errors("\n".join(f"{arm} failed: {why}" for arm, why in done.failures.items()))
        click.get_current_context().exit(1)


@contextlib.contextmanager
def _resumable(directory: Path) -> Iterator[None]:
    """Say after Ctrl-C how the run is completed."""
    try:
        yield
    except KeyboardInterrupt:
        notice(
            f"interrupted; finished replications are kept in {directory}: repeat the command with "
            "--resume to complete the run"
        )
        click.get_current_context().exit(130)


def _command(
    changes: Changes,
    engine: str,
    kept: Sequence[str],
    precision: float | None,
    assumptions: "Assumptions | None",
    *,
    no_report: bool,
) -> list[str]:
    """Return how to ask for the same tables again; what changes no byte is left out."""
    command = ["arrears", "run", *changes.arguments()]
    if engine != "auto":
        command += ["--engine", engine]
    if "events" in kept:
        command += ["--keep", "events"]
    if precision is not None:
        command += ["--precision", str(precision)]
    command += arguments(assumptions)
    return [*command, "--no-report"] if no_report else command


def _say(scenario: "Scenario") -> None:
    for line in scenario.notices:
        notice(f"note: {line}")
    for line in scenario.warnings:
        notice(f"warning: {line}")


def _say_precision(done: "Run") -> None:
    from arrears.runs.precision import precision_sentence

    stopping = cast(Mapping[str, object], done.manifest["stopping"])
    notice(f"note: {precision_sentence(stopping, cast(int, done.manifest['replications']))}")


def _print(scenario: "Scenario", done: "Run", format_: str) -> None:
    found = set(done.summary()["outcome"])
    # Some outcomes exist in some books only.
    outcomes = [outcome for outcome in scenario.compare.outcomes if outcome in found]
    rows = records(done.summary(outcomes=outcomes))
    if format_ != "table":
        print_rows(rows, format_)
        return
    print_rows(_one_row_for_each_arm(rows, outcomes), format_)
    count = done.stopped_at or scenario.base.replications
    stopped = ", precise enough" if done.stopped_at else ""
    click.echo(f"{count} replication{'s' if count != 1 else ''}{stopped}; {CAVEAT}")
    print_worlds(done)
    print_assumptions(done)
    page = done.directory / "report.html"
    click.echo(page if page.exists() else done.directory)


def _one_row_for_each_arm(
    rows: Sequence[Mapping[str, object]], outcomes: Sequence[str]
) -> list[dict[str, object]]:
    """Return policies, and regimes if there are several, with a column for each outcome."""
    arms = ("policy", "regime") if len({row["regime"] for row in rows}) > 1 else ("policy",)
    table: dict[object, dict[str, object]] = {}
    for row in rows:
        key = tuple(row[name] for name in arms)
        named = {name: row[name] for name in arms}
        cells = table.setdefault(key, named | dict.fromkeys(outcomes, ""))
        cells[str(row["outcome"])] = interval_text(row["mean"], row["low"], row["high"])
    return list(table.values())
