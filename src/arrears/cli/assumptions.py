"""What ``arrears run`` takes and prints for ``--assumptions``."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from arrears.cli.output import print_rows, records
from arrears.errors import ScenarioError

if TYPE_CHECKING:
    from arrears.api import Run
    from arrears.experiments import Assumptions

__all__ = ["arguments", "assumption_options", "print_assumptions"]

Function = Callable[..., Any]
_FEW = 4


def assumption_options(function: Function) -> Function:
    """Add the options of a study of assumptions; the command is given ``assumptions`` or None."""

    @functools.wraps(function)
    def with_assumptions(**rest: Any) -> object:
        names = ("assumptions", "assumption", "assumption_replications", "assumption_ends")
        sets, only, replications, ends = (rest.pop(name) for name in names)
        alone = rest.pop("assumption_alone")
        if sets is None:
            given = {
                "--assumption": bool(only),
                "--assumption-alone": bool(alone),
                "--assumption-replications": replications is not None,
                "--assumption-ends": ends is not None,
            }
            for option in (name for name, is_given in given.items() if is_given):
                raise ScenarioError(f"{option} is given without --assumptions K")
            return function(assumptions=None, **rest)
        from arrears.experiments import Assumptions

        study = Assumptions(
            sets=sets, only=tuple(only), replications=replications, ends=ends, alone=tuple(alone)
        )
        return function(assumptions=study, **rest)

    decorators = (
        click.option(
            "--assumptions", type=int, metavar="K",
            help="Also draw K parameter sets from the ranges of what is assumed, and say what the "
            "ranking rests on.",
        ),
        click.option(
            "--assumption", multiple=True, metavar="PATTERN",
            help="Only these assumptions, as in 'behaviour.*'; '!collection.*' leaves out.",
        ),
        click.option(
            "--assumption-replications", type=int, metavar="N",
            help="Replications in each set; by default the run's, at most 10.",
        ),
        click.option(
            "--assumption-ends", type=int, metavar="N",
            help="Try only the N most telling assumptions alone at both ends; by default all.",
        ),
        click.option(
            "--assumption-alone", multiple=True, metavar="PATTERN",
            help="Try these alone before all others, however small N is.",
        ),
    )  # fmt: skip
    command: Function = with_assumptions
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


def arguments(study: "Assumptions | None") -> list[str]:
    """Return how to ask for the same study again."""
    if study is None:
        return []
    given = ["--assumptions", str(study.sets)]
    for pattern in study.only:
        given += ["--assumption", pattern]
    if study.replications is not None:
        given += ["--assumption-replications", str(study.replications)]
    if study.ends is not None:
        given += ["--assumption-ends", str(study.ends)]
    for pattern in study.alone:
        given += ["--assumption-alone", pattern]
    return given


def print_assumptions(done: "Run") -> None:
    """Print what each difference rests on, and the flips with their places."""
    tables = done.assumptions
    if tables is None:
        return
    rows = records(tables.summary().drop(columns="baseline"))
    click.echo("")
    print_rows(rows, "table")
    sets = tables.sets["set"].nunique()
    click.echo(
        f"{sets} parameter sets; beats_share: of the sets in which the difference from "
        f"{tables.shares['baseline'].iloc[0]} is to the better; clearly: with an interval off 0"
    )
    flips = tables.flips.loc[tables.flips["verdict"] == "flips"]
    for row in records(flips):
        click.echo(_flip(row))
    refused = tables.flips.loc[tables.flips["verdict"] == "refused", "parameter"].unique().tolist()
    if refused:
        click.echo(
            f"{len(refused)} refused at an end of their range ({', '.join(refused[:_FEW])}"
            f"{', ...' if len(refused) > _FEW else ''}); assumption_ranges.csv says why"
        )
    tried = tables.flips.loc[tables.flips["verdict"] != "not tried", "parameter"].nunique()
    if flips.empty:
        click.echo(f"no assumption of {tried} tried alone turns a ranking round, at either end")
    turned = tables.flips.loc[tables.flips["verdict"] == "turns"]
    for row in records(turned.head(_FEW)):
        click.echo(_turn(row))
    if len(turned) > _FEW:
        click.echo(f"{len(turned) - _FEW} more signs turn, perhaps by luck: assumption_flips.csv")


def _flip(row: dict[str, object]) -> str:
    place = f"at {row['flips_at']:.4g} +/- {row['flips_within']:.2g}"
    if row["flips_at"] != row["flips_at"]:
        place = f"before {row['value']:g}"
    return (
        f"{row['parameter']} alone turns {row['outcome']} of {row['policy']} round: {place} "
        f"(now {row['base_value']:g})"
    )


def _turn(row: dict[str, Any]) -> str:
    """Say between which values a mean changes its sign where luck could explain it."""
    place = f"before {row['value']:.4g}"
    if row["flips_at"] == row["flips_at"]:
        ends = (row["flips_at"] + side * row["flips_within"] for side in (-1, 1))
        place = "between {:.4g} and {:.4g}".format(*ends)
    return (
        f"{row['parameter']}: the sign of {row['outcome']} of {row['policy']} turns {place} "
        f"(now {row['base_value']:g}), perhaps by luck"
    )
