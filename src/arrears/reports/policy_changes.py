"""What each policy changes, short enough to be read at a glance."""

import json
from collections.abc import Iterator, Mapping
from typing import TypeGuard

__all__ = ["changes_of"]

_FEW = 3  # settings of one item that are shown in full
_EMPTY: tuple[object, ...] = (None, [], {}, "", 0, "any")  # as good as not said


def changes_of(changes: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return what a policy changes as key paths and values, one pair for each place.

    Named items of lists, such as an action of a stage, are one place; of one with many settings
    those that are empty, 0 or let anybody in are left out, marked by an ellipsis.
    """
    return tuple(place for key, value in changes.items() for place in _places(value, key))


def _places(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _places(item, _join(path, key))
    elif _is_list_of_named(value):
        for item in value:
            yield from _item(item, _join(path, item["name"]))
    else:
        yield path, _said(value)


def _item(item: dict[str, object], path: str) -> Iterator[tuple[str, str]]:
    """Yield a named item in one line, and the named items inside it in lines of their own."""
    settings: dict[str, object] = {}
    inner: list[tuple[str, object]] = []
    for key, value in item.items():
        if _is_list_of_named(value):
            inner.append((key, value))
        elif key != "name":
            settings |= dict(_settings(value, key))
    told = {
        key: value
        for key, value in settings.items()
        if len(settings) <= _FEW or value not in _EMPTY
    }
    words = [f"{key} {_said(value)}" for key, value in told.items()]
    if len(told) < len(settings):
        words.append("\N{HORIZONTAL ELLIPSIS}")
    if words:
        yield path, ", ".join(words)
    for key, value in inner:
        yield from _places(value, _join(path, key))


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
