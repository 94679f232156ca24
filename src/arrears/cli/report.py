"""``arrears report``: figures and page again, from the files alone."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

from pathlib import Path

import click

from arrears.cli.options import language_option
from arrears.cli.output import warnings_noticed

__all__ = ["report_command"]


@click.command("report")
@click.argument("directory", metavar="DIR")
@language_option
def report_command(*, directory: str, lang: str | None) -> None:
    """Make figures and report.html of a run again, from its files alone."""
    from arrears.runs.workers import cores, prepare

    if cores() > 1:
        prepare(("arrears.reports",))  # workers import on one core while this process does too
    from arrears.runs.report import make_report

    with warnings_noticed():
        page = make_report(Path(directory), language=lang)
    click.echo(page)
