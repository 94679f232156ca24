"""The rules of regimes as plain text, from the data files, without the package that reads them."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parents[2] / "src" / "arrears" / "regulation" / "data"
Rule = dict[str, Any]


@cache
def read(path: Path) -> Any:
    """Return a YAML file with every scalar as text."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)


def instruments() -> dict[str, Rule]:
    found = {}
    for path in sorted((DATA / "instruments").glob("*.yaml")):
        found.update({item["name"]: item for item in read(path)})
    return found


def shipped(name: str, grades: Iterable[str] = ("P", "O", "S")) -> list[Rule]:
    """Return the rules of a shipped regime, each with what it takes from its instrument."""
    if name == "none":
        return []
    (entry,) = [item for item in read(DATA / "regimes.yaml") if item["name"] == name]
    known, rules = instruments(), []
    for taken in entry["takes"]:
        instrument = known[taken["instrument"]]
        for rule in instrument["rules"]:
            if taken.get("rules") and rule["name"] not in taken["rules"]:
                continue
            if rule["name"] in taken.get("without", ()):
                continue
            if rule.get("evidence", "own") not in (*grades, "own"):
                continue
            inherited = {
                key: rule.get(key) or instrument.get(key)
                for key in ("effective_from", "effective_to", "binds", "currency")
            }
            if taken.get("always"):
                inherited |= {"effective_from": None, "effective_to": None}
            if taken.get("binds"):
                inherited["binds"] = taken["binds"]
            rules.append(rule | inherited)
    return rules


def regime(entry: str | Rule) -> list[Rule]:
    """Return the rules of a regime as a scenario lists it: by name, or spelt out."""
    if isinstance(entry, str):
        return shipped(entry)
    names = [item["name"] for item in read(DATA / "regimes.yaml")] + ["none"]
    extends = entry.get("extends") or ([entry["name"]] if entry["name"] in names else [])
    rules: list[Rule] = []
    for name in extends:
        seen = {rule["name"] for rule in rules} | set(entry.get("without", ()))
        more = shipped(name, entry.get("evidence") or ("P", "O", "S"))
        rules += [rule for rule in more if rule["name"] not in seen]
    rules += entry.get("rules", ())
    if entry.get("as_of") not in (None, "null", ""):
        when = entry["as_of"]
        rules = [
            rule | {"effective_from": None, "effective_to": None}
            for rule in rules
            if said(rule, "effective_from", "0") <= when <= said(rule, "effective_to", "9")
        ]
    return rules


def said(rule: Rule, key: str, otherwise: str) -> str:
    value = rule.get(key)
    return otherwise if value in (None, "null", "") else str(value)


def number(rule: Rule, key: str, otherwise: float = 0) -> float:
    return float(said(rule, key, str(otherwise)))


def listed(rule: Rule, key: str, otherwise: Iterable[str] = ()) -> list[str]:
    return list(rule.get(key) or otherwise)


def agency_stages(node: Any) -> Iterator[tuple[str, str]]:
    """Yield the names of stages that an agency works, each with the agency's."""
    if isinstance(node, dict):
        agency = node.get("agency")
        if isinstance(agency, dict) and "name" in agency and "name" in node:
            yield node["name"], agency["name"]
    items = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for item in items:
        yield from agency_stages(item)


def agencies_in(node: Any) -> Iterator[str]:
    """Yield the names of all agencies anywhere in a scenario."""
    if isinstance(node, dict):
        agency = node.get("agency")
        if isinstance(agency, dict) and "name" in agency:
            yield agency["name"]
        for item in node.values():
            yield from agencies_in(item)
    elif isinstance(node, list):
        for item in node:
            yield from agencies_in(item)
