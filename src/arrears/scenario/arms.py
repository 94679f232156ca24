"""The arms of a scenario: what each policy changes, and how to write that down again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from arrears.scenario.first_platform import with_first_platform
from arrears.scenario.merge import finish, item_name, merge
from arrears.scenario.problems import Problems, nearest, shown
from arrears.scenario.shape import FILE_KEYS, known_keys
from arrears.scenario.sources import Reader
from arrears.scenario.text import Node

__all__ = ["arm_tree", "base_tree", "changes_between", "policy_nodes"]

LEVERS = ("bureau", "collection", "platforms", "portfolio")
ABOUT = ("notes", "bundle")
LUCK = "luck is the same for every policy"
PEOPLE = "who is on book, and how people behave, is the same for every policy"
REASONS = {
    "seed": LUCK,
    "replications": LUCK,
    "pods": LUCK,
    "extensions": "every policy runs the same code",
    "shocks": LUCK,
    "macro": LUCK,
    "behaviour": PEOPLE,
    "horizon_months": "every policy runs for the same time",
    "burn_in_months": "every policy runs for the same time",
    "start": "every policy runs for the same time",
    "calendar": "every policy runs for the same time",
    "measures": "every policy is measured alike",
    "compare": "every policy is measured alike",
    "currency": "every policy is measured alike",
    "regimes": "rules are an axis of their own",
    "supervision": "every policy has the same supervisor",
    "switched_off": "every policy runs in the same world",
    "counterfactuals": "every policy runs in the same worlds",
    "distress_checks": "every policy runs in the same worlds",
}
FIXED_PORTFOLIO = ("use", "book", "borrowers", "tape", "segments", "due_day")
FIXED_LENDER = ("account_share",)


def base_tree(tree: Node, reader: Reader, home: Path) -> Node:
    """Return the scenario without any policy's changes, with parts laid under and removals done."""
    if not isinstance(tree.value, dict):
        return tree
    own = {key: item for key, item in tree.value.items() if key not in FILE_KEYS}
    whole = finish(reader.with_parts(replace(tree, value=own), home), reader.problems)
    return with_first_platform(whole, reader.problems)


def arm_tree(tree: Node, changes: Node, reader: Reader, home: Path) -> Node:
    """Return the scenario with one policy's changes laid over it before its parts are resolved."""
    if not isinstance(changes.value, dict):
        return base_tree(tree, reader, home)
    levers = {key: item for key, item in changes.value.items() if key in LEVERS}
    merged = merge(tree, replace(changes, value=levers))
    # Where the scenario's own keys stand is told by its file, not by the policy.
    return base_tree(replace(merged, at=tree.at), reader, home)


def policy_nodes(tree: Node, problems: Problems) -> dict[str, Node]:
    """Return each policy's changes by name; a scenario without policies has ``status_quo``."""
    node = tree.value.get("policies") if isinstance(tree.value, dict) else None
    if node is None or node.value is None or node.value == {}:
        return {"status_quo": Node(value={}, at=tree.at, key_at=tree.at)}
    if not isinstance(node.value, dict):
        message = f"found {shown(node.value)}; accepted: a mapping of names to changes"
        problems.error(node.at, "policies", message)
        return {}
    found = {}
    for name, changes in node.value.items():
        if not name.isidentifier() or not name.isascii() or len(name) > 60:
            message = "a policy's name has letters, digits and _ only"
            problems.error(changes.key_at, f"policies.{name}", message)
        elif changes.value is None:
            found[name] = replace(changes, value={})
        elif not isinstance(changes.value, dict):
            message = f"found {shown(changes.value)}; accepted: a mapping of changes, or {{}}"
            problems.error(changes.at, f"policies.{name}", message)
        elif not ("remove" in changes.value and changes.value["remove"].value is True):
            _check_changes(name, changes.value, problems)
            found[name] = changes
    return found


def _check_changes(policy: str, changes: dict[str, Node], problems: Problems) -> None:
    for key, node in changes.items():
        path = f"policies.{policy}.{key}"
        if key in REASONS:
            message = f"a policy cannot change this: {REASONS[key]}"
            problems.error(node.key_at, path, message)
        elif key not in (*LEVERS, *ABOUT):
            problems.error(node.key_at, path, f"unknown key{_meant(key)}")
        elif key == "notes" and not isinstance(node.value, str):
            problems.error(node.at, path, f"found {shown(node.value)}; accepted: text")
        elif key == "bundle" and not isinstance(node.value, bool):
            problems.error(node.at, path, f"found {shown(node.value)}; accepted: true or false")
    portfolio = changes.get("portfolio")
    if portfolio is not None and isinstance(portfolio.value, dict):
        for key in FIXED_PORTFOLIO:
            if key in portfolio.value:
                path = f"policies.{policy}.portfolio.{key}"
                message = f"a policy cannot change this: {PEOPLE}"
                problems.error(portfolio.value[key].key_at, path, message)
    _check_lenders(policy, changes.get("platforms"), problems)


def _check_lenders(policy: str, node: Node | None, problems: Problems) -> None:
    """Note what a policy may not change of a platform: who owes to it."""
    for item in node.value if node is not None and isinstance(node.value, list) else ():
        for key in FIXED_LENDER:
            if isinstance(item.value, dict) and key in item.value:
                path = f"policies.{policy}.platforms.{item_name(item)}.{key}"
                message = f"a policy cannot change this: {PEOPLE}"
                problems.error(item.value[key].key_at, path, message)


def _meant(key: str) -> str:
    """Return where a key belongs that a policy wrote one level too high, or what is accepted."""
    lever = next((lever for lever in LEVERS if key in known_keys((lever,))), None)
    return nearest(key, (*LEVERS, *ABOUT)) if lever is None else f"; did you mean {lever}.{key}?"


def changes_between(base: Any, arm: Any) -> Any:
    """Return what, laid over `base`, gives `arm`; both are plain values of the same shape."""
    if isinstance(base, dict) and isinstance(arm, dict):
        return {
            key: changes_between(base[key], value) if key in base else value
            for key, value in arm.items()
            if key not in base or base[key] != value
        }
    if _is_named(base) and _is_named(arm):
        return _items_between(base, arm)
    return arm


def _is_named(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and isinstance(item.get("name"), str) for item in value)
    )


def _items_between(base: list[dict[str, Any]], arm: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the items that turn one named list into the other, order included."""
    before = {item["name"]: item for item in base}
    after = {item["name"]: item for item in arm}
    kept = [name for name in before if name in after]
    order = kept + [name for name in after if name not in before]
    if order != list(after):
        return [{"name": name, "remove": True} for name in before] + arm
    changed: list[dict[str, Any]] = []
    for name in [*before, *order[len(kept) :]]:
        if name not in after:
            changed.append({"name": name, "remove": True})
        elif name not in before:
            changed.append(after[name])
        elif before[name] != after[name]:
            changed.append({"name": name} | changes_between(before[name], after[name]))
    return changed
