"""The levers of docs/levers.yaml: what is turned from which setting to which, and what moves."""

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from turning import live, source

from arrears.api import Scenario, load_scenario

PAGE = Path(__file__).parents[2] / "docs" / "levers.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One sentence's lever.

    ``settings`` holds for each path what it is turned from and to, as text; ``beside`` is said at
    both; ``sets`` and ``borrowers`` make a shipped scenario small.
    """

    sentence: str
    scenario: str
    settings: tuple[tuple[str, str, str], ...]
    beside: tuple[str, ...]
    sets: tuple[str, ...]
    borrowers: int | None
    outcome: str
    segment: str
    moves: str

    def __str__(self) -> str:
        return f"{self.sentence} {', '.join(path for path, _, _ in self.settings)}: {self.outcome}"

    def said(self, place: int) -> tuple[str, ...]:
        """Return what is set at the first setting (0) or the second (1)."""
        turned = tuple(f"{path}={values[place]}" for path, *values in self.settings)
        return (*self.sets, *self.beside, *turned)

    def scenario_at(self, place: int) -> Scenario:
        """Return the scenario at one of the settings."""
        return load_scenario(self.scenario, sets=self.said(place), borrowers=self.borrowers)

    def value_at(self, place: int) -> float:
        """Live through the scenario at one of the settings; return the outcome."""
        rows = _outcomes(self.scenario, self.said(place), self.borrowers)
        return float(rows.loc[self.segment, self.outcome])


@functools.cache
def _outcomes(scenario: str, sets: tuple[str, ...], borrowers: int | None) -> Any:
    lived = live(load_scenario(scenario, sets=sets, borrowers=borrowers))
    return lived.outcomes.set_index(["segment", "outcome"])["value"].sort_index()


@functools.cache
def told() -> dict[str, Any]:
    """Return the file as it stands."""
    return yaml.safe_load(PAGE.read_text(encoding="utf-8"))


@functools.cache
def levers() -> tuple[Lever, ...]:
    """Return every lever of every sentence."""
    return tuple(
        _lever(sentence["id"], said)
        for sentence in told()["sentences"]
        for said in sentence["levers"]
    )


def _lever(sentence: str, said: dict[str, Any]) -> Lever:
    book = told()["books"][said["in"]] if "in" in said else {}
    return Lever(
        sentence=sentence,
        scenario=said["in"] if "in" in said else source(said["piece"]),
        settings=tuple(
            (path, json.dumps(first), json.dumps(second))
            for path, (first, second) in said["turn"].items()
        ),
        beside=tuple(said.get("beside", ())),
        sets=tuple(book.get("sets", ())),
        borrowers=book.get("borrowers"),
        outcome=said["outcome"],
        segment=said.get("segment", "all"),
        moves=said["moves"],
    )
