"""From a merged tree to settings, with everything that is wrong noted at once.

Checks across keys need valid keys. So that one mistyped key does not hide them, what is invalid
is mended or left out, the rest is checked, and remarks that may only come from the mending are
dropped.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from arrears.scenario.check import check
from arrears.scenario.messages import label_of, translate, written_keys
from arrears.scenario.problems import KeyPath, Problem, Problems, join
from arrears.scenario.remarks import Remarks
from arrears.scenario.schema import Settings
from arrears.scenario.shape import schema_at
from arrears.scenario.text import Node, Scalar, plain

__all__ = ["validated"]

ROUNDS = 6
_MISSPELT = "unknown key; did you mean"
ANY_BEHAVIOUR: dict[str, Any] = {
    "kind": "roll_rate",
    "buckets": [{"name": "any", "share": 1, "paid": 1}],
}


def validated(
    tree: Node, problems: Problems, outcomes: Collection[str] | None
) -> tuple[Settings | None, Settings | None]:
    """Return an arm's settings, if they are valid, and what could be made of them.

    Parameters
    ----------
    tree : Node
        One arm, merged.
    problems : Problems
        Receives errors and warnings.
    outcomes : collection of str or None
        Known outcomes; any if None.

    Returns
    -------
    Settings or None
        None if there are errors in single keys.
    Settings or None
        The same, or with what is invalid mended or left out; None if too little is left.
    """
    mender = _Mender(tree=tree)
    for turn in range(ROUNDS):
        try:
            settings = Settings.model_validate(plain(mender.tree))
        except ValidationError as error:
            found = translate(error, mender.tree)
            problems.errors += [p for p in found if turn == 0 or not mender.explains(p)]
            mender.note_misspelt(found)
            if not mender.mend(error):
                return None, None
            continue
        if turn == 0:
            check(settings, Remarks(tree=tree, problems=problems), outcomes=outcomes)
            return settings, settings
        own = Problems()
        check(settings, Remarks(tree=mender.tree, problems=own), outcomes=outcomes)
        problems.errors += [problem for problem in own.errors if not mender.explains(problem)]
        return None, settings
    return None, None


@dataclass(slots=True, kw_only=True)
class _Mender:
    """Makes an invalid tree valid by small changes, and remembers them."""

    tree: Node
    changed: list[str] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    misspelt: set[str] = field(default_factory=set)

    def explains(self, problem: Problem) -> bool:
        """Whether a problem may come from the mending alone."""
        path = problem.path
        if path in self.misspelt:
            return True
        for changed in self.changed:
            if path == changed or path.startswith(f"{changed}."):
                return True
            below = changed.removeprefix(f"{path}.") if path else changed
            if below != changed and below.count(".") <= 1:
                return True
        words = {path.rpartition(".")[2], *re.findall(r"\w+", problem.message)}
        return not words.isdisjoint(self.dropped)

    def note_misspelt(self, found: list[Problem]) -> None:
        """Remember what has a misspelt key: what it lacks may be what that was to say."""
        self.misspelt |= {
            problem.path.rpartition(".")[0] for problem in found if _MISSPELT in problem.message
        }

    def mend(self, error: ValidationError) -> bool:
        """Mend or leave out everything that an error lists; False if that cannot be done."""
        unknown: set[KeyPath] = set()
        items: set[KeyPath] = set()
        for detail in error.errors(include_url=False, include_input=False, include_context=False):
            kind = detail["type"]
            keys = written_keys(detail["loc"], self.tree, missing=kind == "missing")
            item = _innermost_item(keys)
            if _is_half_of_pair(item):  # without it there is no pair
                keys = item = item[:-1]
            if kind == "extra_forbidden":
                unknown.add(keys)
            elif keys[:1] == ("behaviour",) and (len(keys) == 1 or item):
                self.changed.append("behaviour")
                self.tree = _with(self.tree, ("behaviour",), _as_node(ANY_BEHAVIOUR, self.tree))
                return True
            elif item and isinstance(item[-1], int):
                items.add(item)
            elif not self._replace(keys) and not self._leave_out(keys):
                return False
        for keys in sorted(unknown, key=_by_depth, reverse=True):
            self.tree = _without(self.tree, keys)
        for keys in sorted(items, key=_by_depth, reverse=True):
            self._drop(keys)
        return True

    def _replace(self, keys: KeyPath) -> bool:
        """Put something valid in the place of a scalar that is missing or invalid."""
        value = next((v for s in schema_at(keys) if (v := _any_value(s)) is not None), None)
        if not keys or value is None:
            return False
        self.changed.append(join(keys))
        self.tree = _with(self.tree, keys, _as_node(value, self.tree))
        return True

    def _leave_out(self, keys: KeyPath) -> bool:
        """Leave out a list or a mapping, unless other keys name its items."""
        items = [item for schema in schema_at((*keys, 0)) for item in schema.get("properties", {})]
        is_written = keys and written_keys(keys, self.tree, missing=False) == keys
        if not is_written or "name" in items:
            return False
        self.changed.append(join(keys))
        self.dropped.add(str(keys[-1]))
        self.tree = _without(self.tree, keys)
        return True

    def _drop(self, keys: KeyPath) -> None:
        """Leave out a whole item of a list."""
        label = label_of(self.tree, keys)
        self.changed.append(join(label))
        if isinstance(label[-1], str):
            self.dropped.add(label[-1])
        self.tree = _without(self.tree, keys)


def _by_depth(keys: KeyPath) -> tuple[int, tuple[int, ...], str]:
    """Order key paths so that, reversed, deeper ones and later items come first."""
    return len(keys), tuple(key for key in keys if isinstance(key, int)), join(keys)


def _innermost_item(keys: KeyPath) -> KeyPath:
    """Return the path of the last list's item that a path goes through; empty if none."""
    places = [place for place, key in enumerate(keys) if isinstance(key, int)]
    return keys[: places[-1] + 1] if places else ()


def _is_half_of_pair(item: KeyPath) -> bool:
    return bool(item) and any("prefixItems" in schema for schema in schema_at(item[:-1]))


def _any_value(schema: dict[str, Any]) -> Scalar:
    """Return some scalar that a schema accepts; None if it wants a mapping or list."""
    if "const" in schema or "enum" in schema:
        value: Scalar = schema.get("const", schema.get("enum", [None])[0])
        return value
    if schema.get("type") in {"integer", "number"}:
        low = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
        high = schema.get("maximum", schema.get("exclusiveMaximum", low))
        return int(low) if low <= high else float(high)
    if schema.get("type") == "boolean":
        return False
    words = {"a time": "12:00", "a name": "any"}
    if schema.get("type") == "string":
        if "format" in schema:
            return "2025-01-01"
        said = str(schema.get("x-words", ""))
        return next((word for start, word in words.items() if said.startswith(start)), "AAA")
    return None


def _as_node(value: Any, like: Node) -> Node:
    if isinstance(value, dict):
        value = {key: _as_node(item, like) for key, item in value.items()}
    elif isinstance(value, list):
        value = [_as_node(item, like) for item in value]
    return Node(value=value, at=like.at, key_at=like.at)


def _with(node: Node, keys: KeyPath, value: Node) -> Node:
    if not keys:
        return value
    key, rest = keys[0], keys[1:]
    if isinstance(node.value, list) and isinstance(key, int):
        items = list(node.value)
        items[key] = _with(items[key], rest, value)
        return replace(node, value=items)
    held = node.value if isinstance(node.value, dict) else {}
    below = held.get(str(key), Node(value={}, at=node.at, key_at=node.at))
    return replace(node, value=held | {str(key): _with(below, rest, value)})


def _without(node: Node, keys: KeyPath) -> Node:
    key, rest = keys[0], keys[1:]
    if isinstance(node.value, list) and isinstance(key, int) and key < len(node.value):
        items = list(node.value)
        items[key : key + 1] = [_without(items[key], rest)] if rest else []
        return replace(node, value=items)
    if isinstance(node.value, dict) and str(key) in node.value:
        held = dict(node.value)
        below = held.pop(str(key))
        if rest:
            held = node.value | {str(key): _without(below, rest)}
        return replace(node, value=held)
    return node
