"""What pydantic finds wrong, said with place, key path, value found and what would be accepted."""

import difflib
from typing import Any

from pydantic import ValidationError

from arrears.scenario.problems import KeyPath, Position, Problem, join, nearest, shown
from arrears.scenario.shape import describe, known_keys, schema_at
from arrears.scenario.text import Node

__all__ = ["label_of", "locate", "translate", "written_keys"]

SECTIONS = ("portfolio", "shocks", "macro", "collection", "measures", "calendar", "compare")
FRACTIONS = {"share": "a share is a fraction", "rate": "a rate is a fraction"}


class _Place:
    """Where an error's location leads in the tree as it was written."""

    def __init__(self, loc: tuple[str | int, ...], root: Node, *, missing: bool) -> None:
        self.node = root
        self.container = root
        self.path: list[str | int] = []
        self.keys: list[str | int] = []
        self.beside: list[str] = []
        self.tagged = False
        last = len(loc) - 1
        for index, key in enumerate(loc):
            below = _child(self.node, key)
            if below is not None:
                self.beside = _names_beside(self.node, key)
                self.container, self.node = self.node, below
                self.keys.append(key)
                self.path.append(_label(below, key))
            elif missing and index == last:
                self.container = self.node
                self.keys.append(key)
                self.path.append(key)
            else:
                self.tagged = True


def _child(node: Node, key: str | int) -> Node | None:
    if isinstance(node.value, dict) and isinstance(key, str):
        return node.value.get(key)
    if isinstance(node.value, list) and isinstance(key, int) and key < len(node.value):
        return node.value[key]
    return None


def _label(node: Node, key: str | int) -> str | int:
    """Return an item's name in place of its index."""
    if isinstance(key, int) and isinstance(node.value, dict):
        for naming in ("name", "channel", "tone"):
            if naming in node.value and isinstance(node.value[naming].value, str):
                return str(node.value[naming].value)
    return key


def _names_beside(node: Node, key: str | int) -> list[str]:
    """Return the names of a list's other items."""
    if not isinstance(node.value, list):
        return []
    labels = [_label(item, key) for place, item in enumerate(node.value) if place != key]
    return [label for label in labels if isinstance(label, str)]


def locate(root: Node, loc: tuple[str | int, ...]) -> tuple[Position, str]:
    """Return where a key path leads, or how far it gets, and how the path is written."""
    place = _Place(loc, root, missing=False)
    return place.node.at, join([*place.path, *loc[len(place.keys) :]])


def written_keys(loc: tuple[str | int, ...], root: Node, *, missing: bool) -> KeyPath:
    """Return the key path in the file that pydantic's location means."""
    return tuple(_Place(loc, root, missing=missing).keys)


def label_of(root: Node, keys: KeyPath) -> KeyPath:
    """Return a key path with the names of items in place of their numbers."""
    return tuple(_Place(keys, root, missing=False).path)


def translate(error: ValidationError, root: Node) -> list[Problem]:
    """Return pydantic's errors as problems with positions.

    Where a value may be one of several kinds, pydantic reports each kind in turn: only the
    deepest of these, and rather a bound than a type, is kept as the kind that was meant.
    """
    found: dict[tuple[str | int, ...], Problem] = {}
    tagged: set[tuple[str | int, ...]] = set()
    mistyped: set[tuple[str | int, ...]] = set()
    for detail in error.errors(include_url=False, include_input=False):
        kind = detail["type"]
        place = _Place(detail["loc"], root, missing=kind == "missing")
        keys = tuple(place.keys)
        if keys in found and (keys not in mistyped or kind.endswith("_type")):
            continue
        if kind.endswith("_type"):
            mistyped.add(keys)
        if place.tagged:
            tagged.add(keys)
        found[keys] = _problem(kind, detail, place)
    deeper = {keys[:length] for keys in found for length in range(len(keys))}
    return [problem for keys, problem in found.items() if keys not in tagged or keys not in deeper]


def _problem(kind: str, detail: Any, place: _Place) -> Problem:
    path = join(place.path)
    keys = tuple(place.keys)
    if kind == "missing":
        message = f"is missing; accepted: {describe(schema_at(keys))}{_or_another(place)}"
        return Problem(position=place.container.at, path=path, message=message)
    if kind == "extra_forbidden":
        message = f"unknown key{_meant(place, keys)}"
        return Problem(position=place.node.key_at, path=path, message=message)
    if kind == "value_error":
        said = str(detail.get("ctx", {}).get("error", detail["msg"]))
        bare = isinstance(place.node.value, dict | list)
        message = said if bare else f"found {shown(place.node.value)}; {said}"
        return Problem(position=place.node.at, path=path, message=message)
    if kind in {"union_tag_not_found", "union_tag_invalid"}:
        return _about_tag(place)
    message = f"found {shown(place.node.value)}{_wanted(kind, place, keys)}"
    return Problem(position=place.node.at, path=path, message=message)


def _or_another(place: _Place) -> str:
    """Return the item that was meant, if a new one lacks something and its name is nearly known."""
    name = place.path[-2] if len(place.path) > 1 else None
    if not isinstance(name, str):
        return ""
    near = difflib.get_close_matches(name, place.beside, n=1, cutoff=0.75)
    return f"; or did you mean the item {near[0]}?" if near else ""


def _meant(place: _Place, keys: KeyPath) -> str:
    """Return what was meant by an unknown key, or what would be accepted."""
    key = str(keys[-1])
    if key.isdecimal() and place.node.value is None:
        return f"; a decimal is written with a point, as in 0.{key}"
    known = known_keys(keys[:-1])
    if len(keys) == 1 and not difflib.get_close_matches(key, known, n=1):
        section = next((s for s in SECTIONS if key in known_keys((s,))), None)
        if section is not None:
            return f"; did you mean {section}.{key}?"
    return nearest(key, known)


def _about_tag(place: _Place) -> Problem:
    """Say which kinds of behaviour there are."""
    kinds = [
        schema.get("properties", {}).get("kind", {}) for schema in schema_at(tuple(place.keys))
    ]
    names = [str(kind["const"]) for kind in kinds if "const" in kind]
    tag = _child(place.node, "kind")
    path = join([*place.path, "kind"])
    if tag is None:
        message = f"is missing; accepted: {', '.join(names)}"
        return Problem(position=place.node.at, path=path, message=message)
    message = f"found {shown(tag.value)}{nearest(str(tag.value), names)}"
    return Problem(position=tag.at, path=path, message=message)


def _wanted(kind: str, place: _Place, keys: KeyPath) -> str:
    """Return the second half of a message: a guess at what was meant, or what is accepted."""
    value = place.node.value
    schemas = schema_at(keys)
    unit = next((schema["x-unit"] for schema in schemas if "x-unit" in schema), "")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if unit in FRACTIONS and is_number and kind == "less_than_equal" and 1 < float(value) <= 1000:  # type: ignore[arg-type]
        return f"; {FRACTIONS[unit]}: did you mean {float(value) / 100:g}?"  # type: ignore[arg-type]
    names = [str(item) for schema in schemas for item in schema.get("enum", [])]
    if isinstance(value, str) and names:
        return nearest(value, names)
    wanted = f"; accepted: {describe(schemas)}"
    if isinstance(value, str) and kind.endswith("_type") and _looks_like_a_number(value):
        wanted += " (without quotes)"
    return wanted


def _looks_like_a_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
