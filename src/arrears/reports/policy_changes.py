"""What each policy changes, short enough to be read at a glance."""

import json
from collections.abc import Iterator, Mapping
from typing import TypeGuard

__all__ = ["changes_of"]

_FEW = 3  # settings of one item that are shown in full
_EMPTY: tuple[object, ...] = (None, [], {}, "", 0)  # as good as not said
_ANYBODY = "any"
_MISSING = object()


def changes_of(
    changes: Mapping[str, object], base: Mapping[str, object] | None = None
) -> tuple[tuple[str, str], ...]:
    """Return what a policy changes as key paths and values, one pair for each place.

    Parameters
    ----------
    changes : mapping
        What the policy says.
    base : mapping, optional
        The scenario without it: what is the same there is no change.

    Returns
    -------
    tuple of pairs
        Named items of lists, such as an action of a stage, are one place. Of an item that the base
        does not have, what lets anybody in is left out, and of many settings those that are
        empty or 0, marked by an ellipsis.
    """
    known = base or {}
    return tuple(
        place
        for key, value in changes.items()
        for place in _places(value, key, known.get(key, _MISSING))
    )


def _places(value: object, path: str, before: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value:
        known = before if isinstance(before, dict) else {}
        for key, item in value.items():
            yield from _places(item, _join(path, key), known.get(key, _MISSING))
    elif _is_list_of_named(value):
        known = {item["name"]: item for item in before} if _is_list_of_named(before) else {}
        for item in value:
            yield from _item(item, _join(path, item["name"]), known.get(item["name"]))
    elif value != before:
        yield path, _said(value)


def _item(
    item: dict[str, object], path: str, before: dict[str, object] | None
) -> Iterator[tuple[str, str]]:
    """Yield a named item in one line, and the named items inside it in lines of their own."""
    settings: dict[str, object] = {}
    inner: list[tuple[str, object]] = []
    for key, value in item.items():
        if _is_list_of_named(value):
            inner.append((key, value))
        elif key != "name":
            settings |= dict(_settings(value, key))
    if before is None:
        words = _of_new(settings)
    else:
        known = {key: found for part in before for key, found in _settings(before[part], part)}
        words = [
            f"{key} {_said(value)}"
            for key, value in settings.items()
            if value != known.get(key, _MISSING)
        ]
    if words:
        yield path, ", ".join(words)
    for key, value in inner:
        yield from _places(value, _join(path, key), (before or {}).get(key, _MISSING))


def _of_new(settings: dict[str, object]) -> list[str]:
    """Return the settings that say something of an item that is new."""
    said = {key: value for key, value in settings.items() if value != _ANYBODY}
    told = {key: value for key, value in said.items() if len(said) <= _FEW or value not in _EMPTY}
    words = [f"{key} {_said(value)}" for key, value in told.items()]
    return [*words, "\N{HORIZONTAL ELLIPSIS}"] if len(told) < len(said) else words


def _settings(value: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _settings(item, _join(path, key))
    else:
        yield path, value


def _is_list_of_named(value: object) -> TypeGuard[list[dict[str, object]]]:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and "name" in item for item in value)
    )


def _join(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)


def _said(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
