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

_FEWEST_TO_RANK = 2  # policies

Function = Callable[..., Any]


def world_options(function: Function) -> Function:
    """Add the options of other worlds; they become part of the command's ``changes``."""

    @functools.wraps(function)
    def with_worlds(
        *, changes: Changes, counterfactual: tuple[str, ...], distress_checks: bool, **rest: Any
    ) -> object:
        changes = replace(
            changes,
            counterfactuals=split_names(",".join(counterfactual)) or (),
            distress_checks=distress_checks,
        )
        return function(changes=changes, **rest)

    decorators = (
        click.option(
            "--counterfactual", multiple=True, metavar="A,B",
            help="Also run every policy without something, with the same luck: shocks_off, "
            "no_contact, or a source of distress (no_shock, no_arrears, no_collection, no_limbo, "
            "no_legal); A+B is without both; supply_adjusted: lenders re-set cut-off and price.",
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
        is_adjusted = parts["counterfactual"].str.contains("supply_adjusted", regex=False)
        chosen = parts.loc[(parts["outcome"] == "distress_share") & ~is_adjusted]
        rows = [_row(row) for row in records(chosen)]
        if rows:
            click.echo("")
            in_order = sorted(rows, key=lambda row: done.policies.index(str(row["policy"])))
            print_rows(in_order, "table")
            said = "distress_share that goes when something is switched off; parts need not add up"
            click.echo(said)
    _print_supply(done)
    if order is not None:
        click.echo("")
        changed = order.loc[order["order"] == "changed"]
        for (outcome, check), found in changed.groupby(["outcome", "check"], sort=False):
            is_clear = (found["turned"] == "clearly").any()
            luck = "" if is_clear else ", within what luck could explain"
            click.echo(f"{outcome}: the order of policies changes with {check}{luck}")
        if order["policy"].nunique() < _FEWEST_TO_RANK:
            click.echo("distress checks: one policy has no order that they could change")
        elif changed.empty:
            click.echo("distress weights and half-life x 1/2 and x 2 leave every order as it is")


def _print_supply(done: "Run") -> None:
    """Print what policies change with supply fixed and adjusted, side by side."""
    table = done.supply
    if table is None:
        return
    outcome = done.scenario.compare.outcomes[0]
    cells: dict[tuple[object, object], dict[str, object]] = {}
    for row in records(table.loc[table["outcome"] == outcome]):
        arm: dict[str, object] = {"policy": row["policy"]}
        if row["regime"] != "none":
            arm["regime"] = row["regime"]
        cell = cells.setdefault((row["policy"], row["regime"]), arm)
        cell[str(row["supply"])] = interval_text(row["difference"], row["low"], row["high"])
    click.echo("")
    print_rows(list(cells.values()), "table")
    click.echo(f"{outcome}: difference from the baseline with supply fixed and adjusted")


def _row(part: dict[str, Any]) -> dict[str, object]:
    """Return what is printed of one counterfactual of one policy."""
    several = {"regime": part["regime"]} if part["regime"] != "none" else {}
    return {
        "policy": part["policy"], **several, "without": part["counterfactual"],
        "as_is": f"{part['as_is']:.4g}",
        "goes": interval_text(part["part"], part["low"], part["high"]),
        "share": f"{part['share'] * 100:.0f} %" if part["share"] == part["share"] else "",
    }  # fmt: skip
