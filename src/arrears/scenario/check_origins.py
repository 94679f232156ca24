"""Warnings about origins: entries that speak of nothing, and values outside their own range."""

from collections.abc import Iterator, Mapping
from typing import Any

from arrears.scenario.origins import SOURCED, OriginRow, entries_of, label_of_item, sourced
from arrears.scenario.problems import SCENARIO_LAYER, Problems, join, nearest
from arrears.scenario.text import Node

__all__ = ["check_idle", "check_ranges"]

Path = tuple[str, ...]
Arms = Mapping[str, tuple[Node, dict[str, Any]]]


def check_ranges(trees: Arms, origins: tuple[OriginRow, ...], problems: Problems) -> None:
    """Warn of written values that lie outside the range that is assumed of them.

    Parameters
    ----------
    trees : mapping of str to (Node, dict)
        What stands before a key in ``origins`` -> merged tree and plain values: of the base, with
        nothing before, and of each policy.
    origins : tuple of OriginRow
        The scenario's, as they are told: a lever that the base has too is told there.
    """
    outside = {
        row.key: row
        for row in origins
        if row.kind == "assumed"
        and row.low is not None
        and row.high is not None
        and not isinstance(row.value, str)
        and not row.low <= row.value <= row.high
    }
    for before, (tree, resolved) in trees.items() if outside else ():
        for row, node in sourced(tree, resolved):
            found = outside.get(before + row.key)
            if found is not None and node is not None:
                message = (
                    f"found {found.value}, outside its own range: its origin says assumed "
                    f"{found.low:g} to {found.high:g}"
                )
                problems.warn(node.at, found.key, message)


def check_idle(trees: Arms, problems: Problems) -> None:
    """Warn of entries of the scenario itself that speak of no key of the base or of a policy."""
    for section, places in _sections(trees).items():
        paths: set[Path] = set()
        entries: dict[Path, Node] = {}
        for node, values in places:
            below = set(_paths(values))
            paths |= {path[:length] for path in below for length in range(1, len(path) + 1)}
            entries |= entries_of(node)
        for pattern, entry in entries.items():
            if entry.key_at.source.layer >= SCENARIO_LAYER and not _speaks(pattern, paths):
                hint = nearest(".".join(pattern), (join(path) for path in sorted(paths)))
                message = f"speaks of nothing: there is no such key in {section}{hint}"
                problems.warn(entry.key_at, join((section, "origins", *pattern)), message)


def _speaks(pattern: Path, paths: set[Path]) -> bool:
    if "*" not in pattern:
        return pattern in paths
    return any(
        len(path) == len(pattern)
        and all(part in {"*", key} for part, key in zip(pattern, path, strict=True))
        for path in paths
    )


def _sections(trees: Arms) -> dict[str, list[tuple[Node, Any]]]:
    """Return the parts that may say where their values come from, of all arms together."""
    found: dict[str, list[tuple[Node, Any]]] = {}
    for tree, resolved in trees.values():
        top = tree.value if isinstance(tree.value, dict) else {}
        for section in SOURCED:
            if section in top and resolved.get(section) is not None:
                found.setdefault(section, []).append((top[section], resolved[section]))
        lenders = top["platforms"].value if "platforms" in top else None
        for node, lender in zip(
            lenders if isinstance(lenders, list) else (),
            resolved.get("platforms", ()),
            strict=False,
        ):
            if isinstance(node.value, dict) and "collection" in node.value:
                section = f"platforms.{lender['name']}.collection"
                part = node.value["collection"], lender["collection"]
                found.setdefault(section, []).append(part)
    return found


def _paths(value: object, path: Path = ()) -> Iterator[Path]:
    """Yield the path of everything that holds nothing more; items of lists by their names."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            if key != "origins":
                yield from _paths(item, (*path, str(key)))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from _paths(item, (*path, label_of_item(item, index)))
    else:
        yield path
