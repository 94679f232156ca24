"""Where each parameter's value comes from, after everything was laid over everything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from arrears.scenario.problems import KeyPath, join
from arrears.scenario.text import Node

__all__ = [
    "SOURCED",
    "OriginRow",
    "added_by_policies",
    "entries_of",
    "label_of_item",
    "origin_rows",
    "origins_to_write",
    "sourced",
]

SOURCED = (
    "portfolio", "behaviour", "shocks", "macro", "collection", "bureau", "supervision", "measures",
)  # fmt: skip
_CHOSEN = ("collection", "platforms")
NOT_STATED = "not stated"
SET_BY_SCENARIO = "set by scenario"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginRow:
    """One parameter and its origin.

    Parameters
    ----------
    key : str
        Key path in the scenario.
    value : int, float or str
        As the file says it; times of day are text.
    kind : str
        ``assumed``, ``literature``, ``measured``, ``set by scenario`` or ``not stated``.
    detail : str
        Id of a published effect, citation, or note.
    low, high : float or None
        Range of what is assumed.
    """

    key: str
    value: int | float | str
    kind: str
    detail: str = ""
    low: float | None = None
    high: float | None = None


def origin_rows(tree: Node, resolved: dict[str, Any]) -> tuple[OriginRow, ...]:
    """Return the origin of every number of a scenario, in the order of its sections.

    Parameters
    ----------
    tree : Node
        The merged scenario, with positions and ``origins``.
    resolved : dict
        The same in plain values and with every default.
    """
    return tuple(row for row, _ in sourced(tree, resolved))


def sourced(tree: Node, resolved: dict[str, Any]) -> Iterator[tuple[OriginRow, Node | None]]:
    """Yield the same rows, each with its value in the tree; None where that is a default."""
    for section in SOURCED:
        node = _child(tree, section)
        entries = entries_of(node)
        for path, value, found in _numbers(resolved.get(section), node, ()):
            yield _row(section, path, value, found, entries), found
    for place, platform in enumerate(resolved.get("platforms", ())):
        node = _child(_child(tree, "platforms"), place)
        below = entries_of(_child(node, "collection"))
        entries = {("collection", *path): entry for path, entry in below.items()}
        section = f"platforms.{platform['name']}"
        for path, value, found in _numbers(platform, node, ()):
            row = _row(section, path, value, found, entries)
            if path[0] != "collection":  # only a scenario says who owes to whom, and what
                row = replace(row, kind=SET_BY_SCENARIO)
            yield row, found


def added_by_policies(
    base: tuple[OriginRow, ...], arms: Mapping[str, tuple[OriginRow, ...]]
) -> tuple[OriginRow, ...]:
    """Return the origins of numbers that the base lacks, keys as in ``policies.NAME.KEY``.

    A number that the base has too is a lever there: its origin is told once. What else a policy
    brings along without an origin, defaults included, is set by the scenario.

    Parameters
    ----------
    base : tuple of OriginRow
        Of the scenario without any policy's changes.
    arms : mapping of str to tuple of OriginRow
        The same of each policy.
    """
    known = {row.key for row in base}
    added = [
        replace(row, key=f"policies.{name}.{row.key}")
        for name, rows in arms.items()
        for row in rows
        if row.key not in known
    ]
    return tuple(
        replace(row, kind=SET_BY_SCENARIO, detail="") if row.kind == NOT_STATED else row
        for row in added
    )


def _child(node: Node | None, key: str | int) -> Node | None:
    if node is None:
        return None
    if isinstance(node.value, dict) and isinstance(key, str):
        return node.value.get(key)
    if isinstance(node.value, list) and isinstance(key, int) and key < len(node.value):
        return node.value[key]
    return None


def entries_of(section: Node | None) -> dict[tuple[str, ...], Node]:
    """Return what a section says of origins, by the keys of a pattern."""
    origins = _child(section, "origins")
    if origins is None or not isinstance(origins.value, dict):
        return {}
    return {tuple(key.split(".")): entry for key, entry in origins.value.items()}


def _numbers(
    value: object, node: Node | None, path: KeyPath
) -> Iterator[tuple[KeyPath, int | float | str, Node | None]]:
    """Yield path, value and node of every number below a value."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in {"origins", "use"}:
                yield from _numbers(item, _child(node, key), (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _numbers(item, _child(node, index), (*path, label_of_item(item, index)))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value, node


def label_of_item(item: object, index: int) -> str:
    """Return how a list's item is called in key paths: by its name, or by its place."""
    if isinstance(item, dict):
        for key in ("name", "channel", "tone"):
            if isinstance(item.get(key), str):
                return str(item[key])
    return str(index)


def _row(
    section: str,
    path: KeyPath,
    value: int | float | str,
    node: Node | None,
    entries: dict[tuple[str, ...], Node],
) -> OriginRow:
    key = join((section, *path))
    if node is None and section.partition(".")[0] in _CHOSEN:
        # Who writes of all items at once has not meant what an item leaves at its default.
        entries = {pattern: entry for pattern, entry in entries.items() if "*" not in pattern}
    entry = _entry(tuple(str(part) for part in path), entries)
    layer = 0 if node is None else node.at.source.layer
    if entry is not None and entry.at.source.layer >= layer:
        return _as_said(key, value, entry)
    kind = SET_BY_SCENARIO if layer > 0 else NOT_STATED
    return OriginRow(key=key, value=value, kind=kind)


def _entry(path: tuple[str, ...], entries: dict[tuple[str, ...], Node]) -> Node | None:
    """Return the entry that says most exactly this path; ``*`` stands for any one key."""
    best: tuple[int, int] = (0, 0)
    found = None
    for pattern, entry in entries.items():
        pairs = zip(pattern, path, strict=False)
        if len(pattern) <= len(path) and all(p in {"*", key} for p, key in pairs):
            score = (len(pattern), len(pattern) - pattern.count("*"))
            if score > best:
                best, found = score, entry
    return found


def _as_said(key: str, value: int | float | str, entry: Node) -> OriginRow:
    said = entry.value if isinstance(entry.value, dict) else {}
    note = str(said["note"].value) if "note" in said else ""
    for kind in ("literature", "measured"):
        if kind in said and said[kind].value is not None:
            detail = str(said[kind].value)
            detail = "; ".join(filter(None, (detail, note)))
            return OriginRow(key=key, value=value, kind=kind, detail=detail)
    if "assumed" in said and isinstance(said["assumed"].value, list):
        ends = [end.value for end in said["assumed"].value]
        low, high = (float(end) if isinstance(end, int | float) else None for end in ends[:2])
        return OriginRow(key=key, value=value, kind="assumed", detail=note, low=low, high=high)
    return OriginRow(key=key, value=value, kind=NOT_STATED, detail=note)


def origins_to_write(rows: tuple[OriginRow, ...]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the ``origins`` of each section that say the same as the rows.

    A platform's collection is the section ``platforms.NAME.collection``. A value without an entry
    is set by the scenario; an empty entry says that nothing is stated.
    """
    sections: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        if row.kind == SET_BY_SCENARIO:
            continue
        section, _, key = row.key.partition(".")
        if section == "policies":
            section, _, key = key.partition(".")[2].partition(".")
        if section == "platforms":
            name, _, key = key.partition(".")
            part, _, key = key.partition(".")
            if part != "collection":
                continue
            section = f"platforms.{name}.collection"
        entry: dict[str, Any] = {}
        if row.kind == "assumed":
            entry["assumed"] = [row.low, row.high]
        elif row.kind != NOT_STATED:
            entry[row.kind] = row.detail
        if row.detail and row.kind in {"assumed", NOT_STATED}:
            entry["note"] = row.detail
        sections.setdefault(section, {})[key] = entry
    return sections
