"""``arrears report``: figures and page again, from the files alone."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

from pathlib import Path

import click

__all__ = ["report_command"]


@click.command("report")
@click.argument("directory", metavar="DIR")
def report_command(*, directory: str) -> None:
    """Make figures and report.html of a run again."""
    from arrears.runs.report import make_report

    click.echo(make_report(Path(directory)))
