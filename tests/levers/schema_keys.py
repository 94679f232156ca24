"""Every key that a scenario file can have, found by walking through the schema.

A key is written as its path, without the names of items: ``collection.stages.actions.every_days``.
A rule's own keys stand under its kind (``regimes.rules.hours.weekday``), those of every rule do not
(``regimes.rules.binds``). What a further platform has of the first one's keys is the same code and
stands with them (``platforms.collection`` under ``collection``).
"""

from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel

from arrears.regulation.rule import Rule
from arrears.scenario.schema import Settings
from arrears.scenario.shape import field_models, item_key

SAME = {
    "platforms.collection.": "collection.",
    "platforms.products.": "portfolio.products.",
    "platforms.auto_debit.": "portfolio.auto_debit.",
}
SHARED_BY_RULES = frozenset(Rule.model_fields)


def schema_keys() -> set[str]:
    """Return every key of the schema, those that hold further keys left out."""
    return {folded(path) for path in _below(Settings, ())}


def folded(path: tuple[str, ...]) -> str:
    """Return a path as a key."""
    key = ".".join(path)
    for start, same in SAME.items():
        if key.startswith(start):
            return same + key.removeprefix(start)
    return key


def _below(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name in model.model_fields:
        held, items = field_models((model,), name)
        if not held and not items:
            yield (*path, name)
        for inner in (*held, *items):
            if not issubclass(inner, Rule):
                yield from _below(inner, (*path, name))
                continue
            for key in _below(inner, ()):
                of_kind = () if key[0] in SHARED_BY_RULES else (kind_of(inner),)
                yield (*path, name, *of_kind, *key)


def kind_of(rule: type[Rule]) -> str:
    """Return by which word a file says that a rule is of this kind."""
    [kind] = get_args(rule.model_fields["kind"].annotation)
    return str(kind)


def key_of(path: str, settings: Settings, *, is_whole: bool = False) -> str:
    """Return which key of the schema a path of ``--set`` changes in a scenario.

    Parameters
    ----------
    path : str
        As in ``--set``, with the names of items.
    settings : Settings
        The scenario, in which the path leads somewhere.
    is_whole : bool
        Whether it may be a whole part, with many keys.

    Raises
    ------
    LookupError
        If the scenario has nothing at that path.
    """
    here: object = settings
    names: list[str] = []
    left = path.split(".")
    while left and isinstance(here, BaseModel):
        name = left.pop(0)
        if isinstance(here, Rule) and name not in SHARED_BY_RULES:
            names.append(str(here.kind))  # type: ignore[attr-defined]
        names.append(name)
        _, items = field_models((type(here),), name)
        here = getattr(here, name)
        if items and left:
            here = _item(here, left.pop(0), item_key(items), path)
    if (isinstance(here, BaseModel) and not is_whole) or (left and here is None):
        raise LookupError(f"{path}: this is no single key of its piece")
    return folded(tuple(names))


def _item(items: object, name: str, named_by: str, path: str) -> object:
    for item in items if isinstance(items, list) else []:
        if getattr(item, named_by, None) == name:
            return item
    raise LookupError(f"{path}: its piece has no {name}")
