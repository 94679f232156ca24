"""``arrears doctor``: what this installation has, for reports of trouble."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

import click

from arrears.cli.output import format_option, print_rows

__all__ = ["doctor_command"]


@click.command("doctor")
@format_option
def doctor_command(*, format_: str) -> None:
    """Print versions, cores, fonts and caches."""
    from arrears.runs.doctor import findings

    found = findings()
    print_rows([{"what": what, "found": value, "ok": ok} for what, value, ok in found], format_)
    if not all(ok for *_, ok in found):
        click.get_current_context().exit(1)
