"""What ``arrears run`` takes and prints for other worlds: counterfactuals and distress checks."""

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from arrears.cli.options import Changes, split_names
from arrears.cli.output import interval_text, print_rows, records

if TYPE_CHECKING:
    from arrears.api import Run

__all__ = ["print_worlds", "world_options"]

Function = Callable[..., Any]


def world_options(function: Function) -> Function:
    """Add the options of other worlds; they become part of the command's ``changes``."""

    @functools.wraps(function)
    def with_worlds(
        *, changes: Changes, counterfactual: str | None, distress_checks: bool, **rest: Any
    ) -> object:
        changes = replace(
            changes,
            counterfactuals=split_names(counterfactual) or (),
            distress_checks=distress_checks,
        )
        return function(changes=changes, **rest)

    decorators = (
        click.option(
            "--counterfactual", metavar="A,B",
            help="Also run every policy without something, with the same luck: shocks_off, "
            "no_contact, or a source of distress (no_shock, no_arrears, no_collection, no_limbo, "
            "no_legal); A+B is without both.",
        ),
        click.option(
            "--distress-checks", is_flag=True,
            help="Also rank the policies with distress weights and half-life x 1/2 and x 2.",
        ),
    )  # fmt: skip
    command: Function = with_worlds
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


def print_worlds(done: "Run") -> None:
    """Print what part of distress goes without each thing, and whether rankings stand."""
    parts, order = done.counterfactuals, done.distress_rankings
    if parts is not None:
        chosen = parts.loc[parts["outcome"] == "distress_share"]
        rows = [_row(row) for row in records(chosen)]
        click.echo("")
        print_rows(sorted(rows, key=lambda row: done.policies.index(str(row["policy"]))), "table")
        click.echo("distress_share that goes when something is switched off; parts need not add up")
    if order is not None:
        click.echo("")
        changed = order.loc[order["order"] == "changed"]
        for (outcome, check), found in changed.groupby(["outcome", "check"], sort=False):
            is_clear = (found["turned"] == "clearly").any()
            luck = "" if is_clear else ", within what luck could explain"
            click.echo(f"{outcome}: the order of policies changes with {check}{luck}")
        if changed.empty:
            click.echo("distress weights and half-life x 1/2 and x 2 leave every order as it is")


def _row(part: dict[str, Any]) -> dict[str, object]:
    """Return what is printed of one counterfactual of one policy."""
    several = {"regime": part["regime"]} if part["regime"] != "none" else {}
    return {
        "policy": part["policy"], **several, "without": part["counterfactual"],
        "as_is": f"{part['as_is']:.4g}",
        "goes": interval_text(part["part"], part["low"], part["high"]),
        "share": f"{part['share']:.0%}" if part["share"] == part["share"] else "",
    }  # fmt: skip
