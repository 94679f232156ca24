"""Shipped regimes: read from the package's data, where each fact has its clause and its grade."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from arrears.errors import ScenarioError
from arrears.part import Name, Part
from arrears.regulation.regime import (
    NO_RULES,
    RELIABLE,
    Instrument,
    OwnRegime,
    Regime,
    StandingRule,
    own_standing,
    standing,
)
from arrears.regulation.rule import Actor, Status

__all__ = [
    "ADVICE",
    "READ_UP_TO",
    "all_rules",
    "instruments",
    "regime_names",
    "resolved",
    "shipped_regime",
]

ADVICE = "Summaries of public sources for simulation; not legal advice."
READ_UP_TO = date(2026, 11, 21)
"""The day up to which the sources were read."""

DATA = Path(__file__).parent / "data"


class _Taken(Part):
    """An instrument, or some of its rules, as one part of a regime."""

    instrument: Name
    rules: list[Name] = Field(default_factory=list)
    without: list[Name] = Field(default_factory=list)
    status: Status | None = None
    binds: list[Actor] = Field(default_factory=list)
    always: bool = False


class _Entry(Part):
    """A regime as the data file lists it."""

    name: Name
    title: str
    notes: str = ""
    takes: list[_Taken] = Field(min_length=1)


@cache
def instruments() -> dict[str, Instrument]:
    """Return every shipped instrument by name."""
    found = {}
    for path in sorted((DATA / "instruments").glob("*.yaml")):
        for item in _read(path):
            instrument = Instrument.model_validate(item)
            found[instrument.name] = instrument
    return found


@cache
def _entries() -> dict[str, _Entry]:
    entries = [_Entry.model_validate(item) for item in _read(DATA / "regimes.yaml")]
    return {entry.name: entry for entry in entries}


def _read(path: Path) -> list[dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - a safe loader
    return content


def regime_names() -> tuple[str, ...]:
    """Return the names of shipped regimes in the order in which they are listed."""
    return ("none", *_entries())


@cache
def all_rules(name: str) -> Regime:
    """Return a shipped regime with rules of every grade of evidence.

    Raises
    ------
    ScenarioError
        If there is no regime of this name.
    """
    if name == "none":
        return NO_RULES
    if name not in _entries():
        raise ScenarioError(f"there is no regime {name!r}; accepted: {', '.join(regime_names())}")
    entry = _entries()[name]
    rules = tuple(rule for taken in entry.takes for rule in _taken(taken))
    return Regime(name=name, title=entry.title, rules=rules, notes=entry.notes)


def shipped_regime(name: str) -> Regime:
    """Return a shipped regime with the rules for which there is good evidence.

    Raises
    ------
    ScenarioError
        If there is no regime of this name.
    """
    return all_rules(name).with_evidence(RELIABLE)


def _taken(taken: _Taken) -> list[StandingRule]:
    """Return the rules of an instrument that a regime takes, with its own words about them."""
    instrument = instruments()[taken.instrument]
    found = []
    for rule in instrument.rules:
        wanted = not taken.rules or rule.name in taken.rules
        if not wanted or rule.name in taken.without:
            continue
        held = standing(rule, instrument)
        if taken.status is not None:
            held = replace(held, status=taken.status)
        if taken.binds:
            held = replace(held, binds=tuple(taken.binds))
        if taken.always:
            held = replace(held, first=None, last=None)
        found.append(held)
    return found


def resolved(own: OwnRegime) -> Regime:
    """Return the rules of a scenario's own regime.

    Raises
    ------
    ScenarioError
        If it extends a regime that does not exist.
    """
    extends = own.extends or ([own.name] if own.name in regime_names() else [])
    rules: list[StandingRule] = []
    for name in extends:
        base = all_rules(name).with_evidence(own.evidence)
        known = {rule.name for rule in rules}
        rules += [
            rule for rule in base.rules
            if rule.name not in known and rule.name not in own.without
        ]  # fmt: skip
    rules += [own_standing(rule, own) for rule in own.rules]
    title = own.title or " + ".join(all_rules(name).title for name in extends) or own.name
    regime = Regime(name=own.name, title=title, rules=tuple(rules))
    return regime if own.as_of is None else regime.on(date.fromisoformat(own.as_of))
