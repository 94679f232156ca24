"""What the schema expects at a key path: which model, which list, and how to say it in words."""

import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from arrears.scenario.schema import Settings

__all__ = ["FILE_KEYS", "describe", "field_models", "item_key", "known_keys", "schema_at"]

FILE_KEYS = ("extends", "policies")
ITEM_KEYS = ("name", "channel", "tone")

Models = tuple[type[BaseModel], ...]
Schema = dict[str, Any]


def _branches(annotation: object) -> Iterator[object]:
    """Yield the alternatives of an annotation, without its metadata."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _branches(get_args(annotation)[0])
    elif origin is Union or isinstance(annotation, types.UnionType):
        for branch in get_args(annotation):
            yield from _branches(branch)
    else:
        yield annotation


def _models(annotations: Iterator[object]) -> Models:
    return tuple(a for a in annotations if isinstance(a, type) and issubclass(a, BaseModel))


def field_models(models: Models, key: str) -> tuple[Models, Models]:
    """Return the models that a key may hold, and those that the items of its list may be."""
    held: list[object] = []
    for model in models:
        if key in model.model_fields:
            held.extend(_branches(model.model_fields[key].annotation))
    items = (
        branch
        for annotation in held
        if get_origin(annotation) is list
        for branch in _branches(get_args(annotation)[0])
    )
    return _models(iter(held)), _models(items)


def item_key(items: Models) -> str:
    """Return the key by which items of a list are addressed."""
    for key in ITEM_KEYS:
        if any(key in model.model_fields for model in items):
            return key
    return ""


@cache
def settings_schema() -> Schema:
    """Return the JSON Schema of one arm's settings."""
    return Settings.model_json_schema()


def _resolved(schema: Schema) -> Schema:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        found: Schema = settings_schema()["$defs"][name]
        return found | {key: value for key, value in schema.items() if key != "$ref"}
    return schema


def _alternatives(schema: Schema) -> list[Schema]:
    schema = _resolved(schema)
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return [leaf for branch in schema[key] for leaf in _alternatives(branch)]
    return [schema]


def schema_at(path: tuple[str | int, ...]) -> list[Schema]:
    """Return the schemas, one for each alternative, that a key path leads to."""
    found = _alternatives(settings_schema())
    for key in path:
        below: list[Schema] = []
        for schema in found:
            if isinstance(key, int):
                inner = schema.get("items", schema.get("prefixItems", [None])[0])
            else:
                inner = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
            if isinstance(inner, dict):
                below.extend(_alternatives(inner))
        found = below
    return found


def known_keys(path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that a mapping at a key path may have."""
    keys = [key for schema in schema_at(path) for key in schema.get("properties", {})]
    return [*keys, *FILE_KEYS] if not path else keys


def _range(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    words = []
    if low is not None:
        words.append(f"from {low:g}" if isinstance(low, float) else f"from {low}")
    if above is not None:
        words.append(f"above {above:g}")
    if high is not None:
        words.append(f"to {high:,.15g}".replace(",", " ") if high < 1e15 else f"to {high}")
    if below is not None:
        words.append(f"below {below:g}")
    return " ".join(words)


def _kind(schema: Schema) -> str:
    if "x-words" in schema:
        return str(schema["x-words"])
    if schema.get("x-unit") in {"share", "rate"}:
        return "a fraction"
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return "one of " + ", ".join(str(item) for item in schema["enum"])
    names = {
        "integer": "a whole number",
        "number": "a number",
        "string": "text",
        "boolean": "true or false",
        "object": "a mapping",
        "array": "a list",
        "null": "null",
    }
    return names.get(schema.get("type", ""), "another value")


def describe(schemas: list[Schema]) -> str:
    """Return in words what would be accepted, say ``a whole number from 1 to 28``."""
    words = [f"{_kind(schema)} {_range(schema)}".strip() for schema in schemas]
    return " or ".join(dict.fromkeys(words)) if words else "another value"
