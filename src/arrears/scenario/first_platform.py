"""The first of several platforms: wherever its collection is written, it is found in one place."""

from dataclasses import replace

from arrears.scenario.merge import item_name, merge
from arrears.scenario.problems import Problems
from arrears.scenario.text import Node

__all__ = ["with_first_platform"]


def with_first_platform(tree: Node, problems: Problems) -> Node:
    """Return a tree whose ``collection`` is the first platform's, and ``platforms`` the others.

    The first platform is the item of ``platforms`` that has the name in ``collection.platform``
    (``lender`` if it says none); where there is no ``collection`` at all it is the first item. Its
    own ``collection`` is laid over the scenario's.

    Parameters
    ----------
    tree : Node
        Merged, with parts laid under and removals done.
    problems : Problems
        Receives what the first platform cannot say.
    """
    node = tree.value.get("platforms") if isinstance(tree.value, dict) else None
    if not isinstance(tree.value, dict) or node is None or not isinstance(node.value, list):
        return tree
    collection, rest = tree.value.get("collection"), []
    name = _first_name(collection, node.value)
    for item in node.value:
        if name is None or item_name(item) != name or not isinstance(item.value, dict):
            rest.append(_with_own_name(item))
            continue
        for key in item.value:
            if key not in {"name", "collection"}:
                message = f"{name} is the first platform: say this of the portfolio"
                problems.error(item.value[key].key_at, f"platforms.{name}.{key}", message)
        own = item.value.get("collection", Node(value={}, at=item.at, key_at=item.at))
        collection = _named(own if collection is None else merge(collection, own), item)
    sections = {**tree.value, "platforms": replace(node, value=rest)}
    if collection is not None:
        sections["collection"] = collection
    return replace(tree, value=sections)


def _first_name(top: Node | None, items: list[Node]) -> str | None:
    if top is None:
        return item_name(items[0]) if items else None
    said = top.value.get("platform") if isinstance(top.value, dict) else None
    return "lender" if said is None or not isinstance(said.value, str) else said.value


def _named(collection: Node, item: Node) -> Node:
    """Return a collection that bears the name of its platform."""
    if not isinstance(collection.value, dict) or not isinstance(item.value, dict):
        return collection
    return replace(collection, value={**collection.value, "platform": item.value["name"]})


def _with_own_name(item: Node) -> Node:
    if not isinstance(item.value, dict) or "name" not in item.value:
        return item
    collection = item.value.get("collection", Node(value={}, at=item.at, key_at=item.at))
    return replace(item, value={**item.value, "collection": _named(collection, item)})
