"""Scenario text: a strict subset of YAML in which every value knows where it stands.

Plain scalars are integers, floats (``1e5`` too), ``true``, ``false``, ``null``, or else text, so
``NO`` and ``2025-01-01`` stay text. Anchors, aliases, tags, repeated keys, keys that are not text
and second documents are refused.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from arrears.scenario.problems import KeyPath, Position, Problems, Source, join, shown

__all__ = ["Node", "Scalar", "Value", "parse", "plain", "positions", "resolve_plain", "write"]

Scalar = str | int | float | bool | None
Value = Scalar | dict[str, "Value"] | list["Value"]

DEEPEST = 40
LONGEST_NUMBER = 40
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?")
WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}

FastLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value and its places.

    Parameters
    ----------
    value : scalar, dict of Node by key, or list of Node
        What was read.
    at, key_at : Position
        Where the value starts, and where the key that holds it does.
    named_by : str
        Key by which the items of this list are merged, if it is merged at all.
    must_exist : bool
        This item only edits one of the same name; alone it is a mistake.
    is_spent : bool
        This item asks for a removal that has been done.
    """

    value: "Scalar | dict[str, Node] | list[Node]"
    at: Position
    key_at: Position
    named_by: str = "name"
    must_exist: bool = False
    is_spent: bool = False


def resolve_plain(text: str) -> Scalar:
    """Return what an unquoted scalar means.

    Raises
    ------
    ValueError
        If it is a number beyond all use.
    """
    if text in WORDS:
        return WORDS[text]
    if not FLOAT.fullmatch(text):
        return text
    if len(text) > LONGEST_NUMBER:
        raise ValueError(f"a number has at most {LONGEST_NUMBER} characters")
    if INTEGER.fullmatch(text):
        return int(text)
    if text.lstrip("+-").isdigit():
        return text  # leading zeros: a code, not a number
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("the number is too large")
    return number


@dataclass(slots=True, kw_only=True)
class _Open:
    """A mapping or list whose end has not been read yet."""

    at: Position
    key_at: Position
    items: dict[str, Node] | list[Node]
    key: str | None = None
    key_pos: Position | None = None
    skip: int = 0


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Builds nodes from parse events, without recursion: depth is the file's, not ours."""

    source: Source
    problems: Problems
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    documents: int = 0
    stopped: bool = False

    def at(self, event: yaml.Event) -> Position:
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        return Position(source=self.source, line=line, column=column)

    def path(self) -> KeyPath:
        """Return the key path of what is read next; items go by name where it is known yet."""
        keys: list[str | int] = []
        for place, opened in enumerate(self.stack):
            if isinstance(opened.items, dict):
                keys += [] if opened.key is None else [opened.key]
                continue
            inner = self.stack[place + 1].items if place + 1 < len(self.stack) else None
            named = inner.get("name") if isinstance(inner, dict) else None
            is_named = named is not None and isinstance(named.value, str)
            keys.append(str(named.value) if named and is_named else len(opened.items))
        return tuple(keys)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self.problems.error(
                    self.at(event), "", "a scenario is one document; found a second"
                )
        elif isinstance(event, yaml.NodeEvent):
            self.check_plainness(event)
            self.take_node(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            done = self.stack.pop()
            self.place(Node(value=done.items, at=done.at, key_at=done.key_at))

    def check_plainness(self, event: yaml.NodeEvent) -> None:
        path = join(self.path())
        if isinstance(event, yaml.AliasEvent):
            message = f"aliases are not allowed (*{event.anchor}); write the value out"
            self.problems.error(self.at(event), path, message)
        elif event.anchor is not None:
            message = f"anchors are not allowed (&{event.anchor}); write the value out"
            self.problems.error(self.at(event), path, message)
        tag = getattr(event, "tag", None)
        if tag is not None:
            message = f"tags are not allowed ({tag}); quote text and leave numbers plain"
            self.problems.error(self.at(event), path, message)

    def take_node(self, event: yaml.NodeEvent) -> None:
        at = self.at(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.items, dict) and top.key_pos is None:
            self.take_key(event, top, at)
            return
        key_at = top.key_pos if top is not None and top.key_pos is not None else at
        if isinstance(event, yaml.MappingStartEvent):
            self.open({}, at, key_at)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open([], at, key_at)
        elif isinstance(event, yaml.ScalarEvent):
            self.place(Node(value=self.scalar(event), at=at, key_at=key_at))
        else:
            self.place(Node(value=None, at=at, key_at=key_at))

    def open(self, items: dict[str, Node] | list[Node], at: Position, key_at: Position) -> None:
        if len(self.stack) >= DEEPEST:
            self.problems.error(at, join(self.path()[:4]) + "...", "nested too deeply")
            self.stopped = True
        self.stack.append(_Open(at=at, key_at=key_at, items=items))

    def take_key(self, event: yaml.NodeEvent, top: _Open, at: Position) -> None:
        top.key_pos = at
        if not isinstance(event, yaml.ScalarEvent):
            message = "a key is text; found a list, mapping or alias"
            self.problems.error(at, join(self.path()), message)
            if isinstance(event, yaml.CollectionStartEvent):
                self.stopped = True  # nothing sensible follows a key that is a collection
            return
        value = self.scalar(event)
        if not isinstance(value, str):
            message = f"a key is text; found {shown(value)}: quote it"
            self.problems.error(at, join(self.path()), message)
        top.key = event.value
        known = top.items
        if isinstance(known, dict) and event.value in known:
            first = known[event.value].key_at
            message = f"key stands twice; first at line {first.line}"
            self.problems.error(at, join(self.path()), message)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.style not in (None, ""):
            return str(event.value)
        try:
            return resolve_plain(event.value)
        except ValueError as error:
            message = f"found {event.value[:LONGEST_NUMBER]}; {error}"
            self.problems.error(self.at(event), join(self.path()), message)
            return str(event.value)

    def place(self, node: Node) -> None:
        if not self.stack:
            if self.root is None:
                self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.items, list):
            top.items.append(node)
            return
        if top.key is not None:
            top.items.setdefault(top.key, node)
        top.key = top.key_pos = None


def parse(text: str, source: Source, problems: Problems) -> Node | None:
    """Return the tree of a text; faults are added to `problems`.

    Returns
    -------
    Node or None
        None if the text cannot be read as YAML at all, or says nothing.
    """
    before = len(problems.errors)
    try:
        return _read(text, source, problems)
    finally:
        problems.told.update(problems.errors[before:])


def _read(text: str, source: Source, problems: Problems) -> Node | None:
    reader = _Reader(source=source, problems=problems)
    try:
        for event in _events(text):
            reader.take(event)
            if reader.stopped:
                return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        at = Position(source=source, line=line, column=column)
        hint = " (indent with spaces)" if _character(text, line, column) == "\t" else ""
        problems.error(at, "", f"not readable as YAML: {_explained(error)}{hint}")
        return None
    except (yaml.YAMLError, ValueError) as error:
        at = Position(source=source, line=1, column=1)
        reason = " ".join(str(error).split())[:120]
        problems.error(at, "", f"not readable as YAML: {reason}")
        return None
    return reader.root


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=FastLoader)


def _explained(error: yaml.MarkedYAMLError) -> str:
    """Say what the parser says, in one line and without its own marks."""
    said = [part for part in (error.context, error.problem) if part]
    return ", ".join(" ".join(str(part).split()) for part in said)


def _character(text: str, line: int, column: int) -> str:
    """Return the character at a place; empty beyond the end."""
    return (text.split("\n")[line - 1 : line] or [""])[0][column - 1 : column]


def plain(node: Node) -> Value:
    """Return a tree's values alone, as dict, list and scalars."""
    if isinstance(node.value, dict):
        return {key: plain(item) for key, item in node.value.items()}
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    return node.value


def positions(node: Node, path: KeyPath = ()) -> dict[KeyPath, Position]:
    """Return where each value of a tree stands, by its key path."""
    found = {path: node.at}
    if isinstance(node.value, dict):
        for key, item in node.value.items():
            found |= positions(item, (*path, key))
    elif isinstance(node.value, list):
        for index, item in enumerate(node.value):
            found |= positions(item, (*path, index))
    return found


class _Writer(yaml.SafeDumper):
    """Writes what `parse` reads back as the same values."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _represent_text(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    try:
        is_text = resolve_plain(text) == text
    except ValueError:
        is_text = False
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=None if is_text else "'")


_Writer.add_representer(str, _represent_text)


def write(value: Value) -> str:
    """Return a tree as text that `parse` reads back as the same tree."""
    return yaml.dump(value, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=100)
