"""``arrears explain``: what an outcome is."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

import dataclasses

import click

from arrears.cli.output import format_option, print_rows

__all__ = ["explain_command"]


@click.command("explain")
@click.argument("outcome")
@format_option
def explain_command(*, outcome: str, format_: str) -> None:
    """Print what OUTCOME means: definition, caveats."""
    from arrears.results.codebook import lookup

    entry = dataclasses.asdict(lookup(outcome))
    if format_ != "table":
        print_rows([entry], format_)
        return
    kind = "headline" if entry.pop("headline") else "descriptive: conditional on what is counted"
    click.echo(f"{entry.pop('name')} ({kind})")
    for name, text in entry.items():
        if text:
            click.echo(f"  {name:<12} {text}")
