"""How one scenario text lies over another.

Mappings merge. Lists of named items merge by name in place; new names append and
``{name: x, remove: true}`` deletes. Everything else replaces. A removal is kept until the end,
because what it removes may come from a part that is only laid under the scenario at last.
"""

from dataclasses import replace

from arrears.scenario.problems import KeyPath, Problems, join, nearest
from arrears.scenario.text import Node

__all__ = ["check_names", "finish", "is_removal", "item_name", "merge"]

REMOVAL_KEYS = {"name", "remove"}


def item_name(node: Node, key: str = "name") -> str | None:
    """Return the name of a list's item; None if it has none."""
    if not isinstance(node.value, dict) or key not in node.value:
        return None
    name = node.value[key].value
    return name if isinstance(name, str) else None


def is_removal(node: Node) -> bool:
    """Whether an item only says that another is to go."""
    return (
        isinstance(node.value, dict)
        and "remove" in node.value
        and (node.value["remove"].value is True)
    )


def merge(base: Node | None, over: Node) -> Node:
    """Return `over` laid over `base`; positions follow the value that wins."""
    if base is None:
        return over
    if isinstance(base.value, dict) and isinstance(over.value, dict):
        merged = dict(base.value)
        for key, item in over.value.items():
            merged[key] = merge(base.value.get(key), item)
        return replace(over, value=merged, must_exist=base.must_exist)
    if _merges_by_name(base, over):
        return replace(over, value=_merge_items(base, over), named_by=base.named_by)
    return over


def _items(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else []


def _merges_by_name(base: Node, over: Node) -> bool:
    if not (isinstance(base.value, list) and isinstance(over.value, list) and over.value):
        return False
    return all(item_name(item, over.named_by) is not None for item in (*base.value, *over.value))


def _merge_items(base: Node, over: Node) -> list[Node]:
    key = over.named_by
    merged = {(item_name(item, key), is_removal(item)): item for item in _items(base)}
    for item in _items(over):
        name = item_name(item, key)
        if is_removal(item):
            gone = merged.pop((name, False), None)
            is_spent = item.is_spent or (gone is not None and not gone.must_exist)
            merged[name, True] = replace(item, is_spent=is_spent)
        else:
            merged[name, False] = merge(merged.get((name, False)), item)
    return list(merged.values())


def finish(node: Node, problems: Problems, path: KeyPath = ()) -> Node:
    """Return a merged tree without its removals.

    Parameters
    ----------
    node : Node
        What everything came to.
    problems : Problems
        Receives edits and removals of items that are not there.
    path : tuple
        Where the node hangs.
    """
    if isinstance(node.value, dict):
        items = {key: finish(item, problems, (*path, key)) for key, item in node.value.items()}
        return replace(node, value=items)
    if not isinstance(node.value, list):
        return node
    kept: list[Node] = []
    names = [
        name
        for item in node.value
        if not item.must_exist and not is_removal(item) and (name := item_name(item, node.named_by))
    ]
    for index, item in enumerate(node.value):
        name = item_name(item, node.named_by)
        here = (*path, index if name is None else name)
        if name is not None and is_removal(item):
            if not item.is_spent:
                problems.error(
                    item.at, join(here), f"there is none to remove{nearest(name, names)}"
                )
        elif name is not None and item.must_exist:
            problems.error(item.at, join(here), f"there is none to change{nearest(name, names)}")
        else:
            kept.append(finish(item, problems, here))
    return replace(node, value=kept)


def check_names(node: Node, problems: Problems, path: KeyPath = ()) -> None:
    """Note items of one list that share a name, and removals that say more than a name."""
    if isinstance(node.value, dict):
        for key, item in node.value.items():
            check_names(item, problems, (*path, key))
        return
    seen: dict[str, Node] = {}
    for index, item in enumerate(_items(node)):
        name = item_name(item)
        here = (*path, index if name is None else name)
        check_names(item, problems, here)
        if name is None:
            continue
        if is_removal(item):
            if isinstance(item.value, dict) and set(item.value) != REMOVAL_KEYS:
                message = "a removal is {name: ..., remove: true} and nothing else"
                problems.error(item.at, join(here), message)
        elif name in seen:
            first = seen[name].at
            message = f"two items have this name; the first is at line {first.line}"
            problems.error(item.at, join(here), message)
        else:
            seen[name] = item
