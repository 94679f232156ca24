"""Pieces in which a mechanism is at work, and what becomes of them when one key is turned.

A piece is a scenario file without its head: a mapping laid over ``first_steps`` (or over what it
``extends``), small enough to be lived in a fraction of a second. ``keys.yaml`` says for every piece
which keys move something in it, and what they are turned to.
"""

import functools
import gc
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from arrears.api import Scenario, load_scenario
from arrears.engines.simpy import simulate
from arrears.log import Log, events_frame
from arrears.results import Measures, outcomes, tally
from arrears.runs.measuring import measures_of
from arrears.scenario.text import write

HERE = Path(__file__).parent
PIECES = HERE / "pieces"
KEYS = HERE / "keys.yaml"


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """One key of one piece, and what it is turned to.

    ``beside`` is said before and after, ``together`` only after (as where shares sum to 1).
    """

    piece: str
    path: str
    value: str
    beside: tuple[str, ...] = ()
    together: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.piece}: {self.path}"


@dataclass(frozen=True)
class Lived:
    """What a run of one policy leaves behind."""

    log: Log
    events: pd.DataFrame
    accounts: pd.DataFrame
    measures: Measures

    @functools.cached_property
    def outcomes(self) -> pd.DataFrame:
        """Every outcome of every segment."""
        tallies = tally(self.log, self.accounts, self.measures)
        return outcomes(tallies, self.accounts, self.measures)

    def rows_differ(self, other: "Lived") -> bool:
        """Return whether any row of events or accounts does."""
        return not (self.events.equals(other.events) and self.accounts.equals(other.accounts))


@functools.cache
def exempt() -> dict[str, str]:
    """Return patterns of keys that need not move a row, each with its reason."""
    return dict(_table()["exempt"])


@functools.cache
def awaited() -> tuple[str, ...]:
    """Return patterns of keys that have no line yet."""
    return tuple(_table().get("awaited", ()))


@functools.cache
def turns() -> tuple[Turn, ...]:
    """Return every line of the table of keys."""
    return tuple(
        _turn(piece, path, said if isinstance(said, dict) and "to" in said else {"to": said})
        for piece, lines in _table()["turns"].items()
        for path, said in lines.items()
    )


@functools.cache
def named(section: str) -> dict[str, Turn]:
    """Return the keys of `outcomes` or `reports`, each with what it is turned to."""
    return {k: _turn(said["piece"], said["path"], said) for k, said in _table()[section].items()}


def _turn(piece: str, path: str, said: dict) -> Turn:
    value = json.dumps(said["to"]).replace("PIECES/", f"{PIECES}/")
    return Turn(piece, path, value, tuple(said.get("beside", ())), tuple(said.get("together", ())))


def _table() -> dict:
    return yaml.safe_load(KEYS.read_text(encoding="utf-8"))


def pieces() -> list[str]:
    """Return the names of all pieces."""
    return sorted(path.stem for path in PIECES.glob("*.yaml"))


@functools.cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="levers_"))


@functools.cache
def source(piece: str) -> str:
    """Return the path of a scenario file that is a piece with its head."""
    body = (PIECES / f"{piece}.yaml").read_text(encoding="utf-8").replace("PIECES/", f"{PIECES}/")
    under = re.search(r"(?m)^extends: (\w+)$", body)
    extends = "extends: first_steps\n" if under is None else ""
    if under is not None and under[1] == "nothing":
        body = body.replace(under[0], "")
    if under is not None and under[1] in pieces():
        body = body.replace(under[0], f"extends: {source(under[1])}")
    path = _folder() / f"{piece}.yaml"
    head = f"schema_version: 1\nscenario: {piece}\n{extends}"
    path.write_text(head + body, encoding="utf-8")
    return str(path)


@functools.cache
def base(piece: str, sets: tuple[str, ...] = ()) -> Scenario:
    """Return a piece as a scenario."""
    return load_scenario(source(piece), sets=sets)


def live(scenario: Scenario, policy: str = "status_quo", regime: str | None = None) -> Lived:
    """Live through one policy of a scenario, under its first regime unless another is named."""
    rules = scenario.rules[regime or scenario.regimes[0]]
    gc.freeze()  # a run ends with a search for garbage: spare it what the suite has piled up
    lived = simulate(
        scenario.base, scenario.policies[policy], replication=0, seed=scenario.base.seed,
        loans=scenario.loans, rules=rules,
    )  # fmt: skip
    return Lived(
        lived.log, events_frame(lived.log, policy, "none", 0), lived.accounts,
        measures_of(scenario.base),
    )  # fmt: skip


@functools.cache
def lived_base(piece: str, sets: tuple[str, ...] = ()) -> Lived:
    """Live through a piece as it stands; remembered, as many keys are held against it."""
    return live(base(piece, sets))


def turned(turn: Turn) -> Lived:
    """Live through a piece with one key turned."""
    sets = (*turn.beside, *turn.together, f"{turn.path}={turn.value}")
    return live(load_scenario(source(turn.piece), sets=sets))


@functools.cache
def elsewhere(piece: str, sets: tuple[str, ...]) -> Lived:
    """Live through a piece whose first platform does nothing and whose second does it all."""
    told = load_scenario(source(piece), sets=sets).source
    whole = json.loads(json.dumps(told))
    second = {
        "name": "second", "account_share": 1, "products": whole["portfolio"]["products"],
        "auto_debit": whole["portfolio"]["auto_debit"], "collection": whole["collection"],
    }  # fmt: skip
    whole["collection"] = {"charge_off_dpd": 180}
    whole["platforms"] = [second, *whole.get("platforms", ())]
    whole["policies"] = {"status_quo": {}}
    whole["compare"] = {"baseline": "status_quo"}
    path = _folder() / "elsewhere.yaml"
    path.write_text(write(whole), encoding="utf-8")
    return live(load_scenario(path))
