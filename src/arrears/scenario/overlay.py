"""``--set key=value`` and its like, as small trees that lie over the scenario."""

from pathlib import Path

from arrears.scenario.merge import check_names, merge
from arrears.scenario.problems import (
    SCENARIO_LAYER,
    Position,
    Problems,
    Source,
    join,
    nearest,
    shown,
)
from arrears.scenario.schema import Settings
from arrears.scenario.shape import Models, field_models, item_key
from arrears.scenario.text import Node, Scalar, parse

__all__ = ["option", "with_option", "with_sets"]

OPTION_LAYER = SCENARIO_LAYER + 1


def option(name: str, value: Scalar) -> Node:
    """Return a scalar that was given as an option of the command, to be named in messages."""
    at = Position(source=Source(name=name, folder=Path.cwd(), layer=OPTION_LAYER))
    return Node(value=value, at=at, key_at=at)


def with_option(tree: Node, key: str, value: int | None) -> Node:
    """Return the tree with one top-level key replaced by an option, if the option was given."""
    if value is None:
        return tree
    node = option(f"--{key} {value}", value)
    return merge(tree, _mapping(key, node, node.at))


def with_sets(tree: Node, sets: tuple[str, ...], problems: Problems) -> Node:
    """Return the tree with every ``key=value`` laid over it, in their order."""
    for text in sets:
        over = _one(text, tree, problems)
        if over is not None:
            tree = merge(tree, over)
    return tree


def _one(text: str, tree: Node, problems: Problems) -> Node | None:
    source = Source(name=f"--set {text}"[:120], folder=Path.cwd(), layer=OPTION_LAYER)
    at = Position(source=source)
    path, equals, written = text.partition("=")
    keys = tuple(key.strip() for key in path.split("."))
    if not equals or not all(keys):
        problems.error(at, "", "accepted: key.path=value, as in collection.grace_days=3")
        return None
    if keys[0] == "extends":
        problems.error(at, "extends", "cannot be set: what a file extends is read before; edit it")
        return None
    before = len(problems.errors)
    node = parse(written, source, problems)
    if len(problems.errors) > before:
        return None
    if node is None:
        node = Node(value=None, at=at, key_at=at)
    check_names(node, problems, keys)
    if keys[0] == "policies":
        return _in_policy(keys, node, tree, problems)
    over = _mapping(keys[0], _below(keys, node, (Settings,), problems), at)
    return over if len(problems.errors) == before else None


def _in_policy(keys: tuple[str, ...], node: Node, tree: Node, problems: Problems) -> Node | None:
    policies = tree.value.get("policies") if isinstance(tree.value, dict) else None
    known = list(policies.value) if policies and isinstance(policies.value, dict) else []
    if len(keys) == 1 or (len(keys) == 2 and isinstance(node.value, dict)):
        pass
    elif keys[1] not in known:
        message = f"there is no policy {shown(keys[1])}{nearest(keys[1], known)}"
        problems.error(node.at, join(keys[:2]), message)
        return None
    below = node
    if len(keys) > 2:
        below = _mapping(keys[2], _below(keys[2:], node, (Settings,), problems), node.at)
    if len(keys) > 1:
        below = _mapping(keys[1], below, node.at)
    return _mapping("policies", below, node.at)


def _mapping(key: str, node: Node, at: Position) -> Node:
    return Node(value={key: node}, at=at, key_at=at)


def _below(
    keys: tuple[str, ...], node: Node, models: Models, problems: Problems, above: str = ""
) -> Node:
    """Return what goes under the first of the keys."""
    held, items = field_models(models, keys[0])
    rest = keys[1:]
    above = f"{above}{keys[0]}."
    if not rest:
        return node
    named_by = item_key(items)
    if not named_by:
        return _mapping(rest[0], _below(rest, node, held, problems, above), node.at)
    name = Node(value=rest[0], at=node.at, key_at=node.at)
    if len(rest) > 1:
        inner = _below(rest[1:], node, items, problems, f"{above}{rest[0]}.")
        item = Node(
            value={named_by: name, rest[1]: inner}, at=node.at, key_at=node.at, must_exist=True
        )
    else:
        if not isinstance(node.value, dict):
            message = f"found {shown(node.value)}; accepted: a mapping, or one of the item's keys"
            problems.error(node.at, above + join(rest), message)
            return Node(value=[], at=node.at, key_at=node.at)
        item = Node(value={named_by: name} | node.value, at=node.at, key_at=node.at)
    return Node(value=[item], at=node.at, key_at=node.at, named_by=named_by)
