"""Options that several commands share: which scenario, and what is changed in it."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from arrears.words import LANGUAGES

if TYPE_CHECKING:
    from arrears.scenario.scenario import Scenario

__all__ = [
    "Changes",
    "jobs_option",
    "language_option",
    "portable",
    "scenario_options",
    "split_names",
]

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A scenario and what the command line changes in it."""

    source: str
    policies: tuple[str, ...] | None
    replications: int | None
    seed: int | None
    borrowers: int | None
    sets: tuple[str, ...]
    counterfactuals: tuple[str, ...] = ()
    distress_checks: bool = False

    def scenario(self) -> "Scenario":
        """Load the scenario with its changes."""
        from arrears.api import load_scenario

        return load_scenario(
            self.source,
            sets=self.sets,
            borrowers=self.borrowers,
            seed=self.seed,
            replications=self.replications,
            policies=self.policies,
            counterfactuals=self.counterfactuals,
            distress_checks=self.distress_checks,
        )

    def arguments(self) -> list[str]:
        """Return scenario and changes as arguments that mean the same on another machine."""
        given = {
            "--policies": ",".join(self.policies) if self.policies else None,
            "--replications": self.replications,
            "--seed": self.seed,
            "--borrowers": self.borrowers,
            "--counterfactual": ",".join(self.counterfactuals) or None,
        }
        arguments = [portable(self.source)]
        for name, value in given.items():
            if value is not None:
                arguments += [name, str(value)]
        if self.distress_checks:
            arguments.append("--distress-checks")
        for change in self.sets:
            key, _, value = change.partition("=")
            arguments += ["--set", f"{key}={portable(value)}"]
        return arguments


def portable(path: str) -> str:
    """Return an absolute path's last part, and anything else as it is."""
    return PurePath(path).name if PurePath(path).is_absolute() else path


def split_names(text: str | None) -> tuple[str, ...] | None:
    """Return ``a,b`` as names; None if nothing was given."""
    return None if text is None else tuple(name.strip() for name in text.split(",") if name.strip())


def jobs_option(function: Function) -> Function:
    """Add ``--jobs`` to a command."""
    text = "Processes; by default one for each core. No result depends on it."
    return click.option("--jobs", type=int, metavar="N", help=text)(function)


def language_option(function: Function) -> Function:
    """Add ``--lang`` to a command; left out, it is None."""
    text = "Language of the report; English unless the run was reported in another."
    return click.option("--lang", type=click.Choice(LANGUAGES), help=text)(function)


def scenario_options(function: Function) -> Function:
    """Add SCENARIO and the options that change it; the command is given them as ``changes``."""

    @functools.wraps(function)
    def with_changes(scenario: str, policies: str | None, **rest: Any) -> object:
        own = {name: rest.pop(name) for name in ("replications", "seed", "borrowers", "sets")}
        changes = Changes(source=scenario, policies=split_names(policies), **own)
        return function(changes=changes, **rest)

    decorators = (
        click.argument("scenario"),
        click.option("--policies", metavar="A,B", help="Only these policies."),
        click.option("--replications", type=int, metavar="N", help="Replications of each policy."),
        click.option("--seed", type=int, metavar="S", help="Seed of all chance."),
        click.option(
            "--borrowers", type=int, metavar="N", help="Scale book and staff to N borrowers."
        ),
        click.option(
            "--set", "sets", multiple=True, metavar="KEY=VALUE",
            help="Change one key; policies.NAME.KEY=VALUE changes one policy.",
        ),
    )  # fmt: skip
    command: Function = with_changes
    for decorator in reversed(decorators):
        command = decorator(command)
    return command
