"""``arrears verify``: is a run what it says, and does it come out the same again."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

from pathlib import Path

import click

from arrears.cli.options import jobs_option
from arrears.cli.output import format_option, notice, print_rows
from arrears.cli.progress import progress_shown

__all__ = ["verify_command"]


@click.command("verify")
@click.argument("directory", metavar="DIR")
@jobs_option
@format_option
def verify_command(*, directory: str, jobs: int | None, format_: str) -> None:
    """Run a run directory again and compare bytes.

    Exit code 1 if any file differs from the manifest, or any table from its repetition.
    """
    from arrears.runs.verify import verify

    with progress_shown("verify") as progress:
        found = verify(Path(directory), jobs=jobs, progress=progress)
    if format_ != "table":
        print_rows([{"file": file, "found": why} for file, why in found.differences()], format_)
    elif found.is_same:
        click.echo(f"{directory}: every file is as the manifest says, and every table repeats")
    for file, why in found.differences() if format_ == "table" else ():
        click.echo(f"{directory}/{file}: {why}")
    for note in () if found.is_same else found.notes:
        notice(f"note: {note}")
    if not found.is_same:
        click.get_current_context().exit(1)
