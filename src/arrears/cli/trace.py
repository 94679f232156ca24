"""``arrears trace``: one account's life under one policy or two."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

from pathlib import Path

import click

from arrears.cli.output import format_option, print_rows, records

__all__ = ["trace_command"]


@click.command("trace")
@click.argument("directory", metavar="DIR")
@click.option("--account", type=int, required=True, metavar="N", help="Number of the account.")
@click.option(
    "--policy", "policies", multiple=True, metavar="P", help="One policy, or two to compare."
)
@click.option("--regime", metavar="R", help="Under which rules; by default the first.")
@format_option
def trace_command(
    *, directory: str, account: int, policies: tuple[str, ...], regime: str | None, format_: str
) -> None:
    """Tell one account's life under one policy or two.

    Of replication 0; with two policies, also where the lives part.
    """
    from arrears.runs.trace import trace

    told = trace(Path(directory), account, policies, regime)
    if format_ == "table":
        click.echo("\n".join(told.lines()).rstrip())
    else:
        print_rows(records(told.events), format_)
