"""The modules that a scenario names under ``extensions``: found, hashed, executed."""

import os
from dataclasses import replace

from arrears.errors import ExtensionError
from arrears.registry import Added, is_file, load, located
from arrears.scenario.problems import Problems
from arrears.scenario.text import Node

__all__ = ["extensions_of", "with_whole_extensions"]


def with_whole_extensions(tree: Node) -> Node:
    """Return the tree with files of extensions named in full: relative to who names them."""
    node = tree.value.get("extensions") if isinstance(tree.value, dict) else None
    if not isinstance(tree.value, dict) or node is None or not isinstance(node.value, list):
        return tree
    items = [_with_whole_path(item) for item in node.value]
    return replace(tree, value=tree.value | {"extensions": replace(node, value=items)})


def _with_whole_path(item: Node) -> Node:
    name = item.value
    if not isinstance(name, str) or not is_file(name) or "\0" in name:
        return item
    return replace(item, value=os.path.abspath(item.at.source.folder / name))  # noqa: PTH100


def extensions_of(tree: Node, problems: Problems) -> Added:
    """Return what the modules of a scenario offer; what is wrong with them is noted.

    Parameters
    ----------
    tree : Node
        The scenario, its extensions named in full.
    problems : Problems
        Receives modules that cannot be loaded.
    """
    node = tree.value.get("extensions") if isinstance(tree.value, dict) else None
    if node is None or not isinstance(node.value, list):
        return Added()  # what is wrong with it, the schema says
    modules = []
    for item in node.value:
        if not isinstance(item.value, str) or not item.value or "\0" in item.value:
            continue
        try:
            modules.append(located(item.value))
            load(modules)
        except ExtensionError as error:
            problems.error(item.at, "extensions", " ".join(str(error).split()))
            return Added()
    return load(modules)
