"""The JSON Schema of scenario files, for editors that complete and underline while one writes."""

from typing import Any

from arrears.part import as_clock, in_units
from arrears.scenario.schema import Settings

__all__ = ["scenario_schema"]

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
USED_BY = ("Household", "RollRate")


def scenario_schema() -> Schema:
    """Return the JSON Schema of a scenario file.

    A file may leave out what it extends or uses, so only names of listed items are required
    here; that nothing is missing in the end is checked when the scenario is loaded. Names of
    parts that stand alone, as the agency of a stage, need not be repeated either.
    """
    schema = Settings.model_json_schema()
    definitions = schema.pop("$defs")
    for part in (schema, *definitions.values()):
        for definition in part.get("properties", {}).values():
            if "default" in definition:
                definition["default"] = _as_written(definition["default"], definition, definitions)
    listed = _listed([schema, *definitions.values()])
    for name, definition in definitions.items():
        _loosen(definition, is_listed=name in listed)
        properties = definition.get("properties", {})
        if "name" in properties:
            properties["remove"] = {"const": True, "description": "delete the item of this name"}
        if name in USED_BY:
            properties["use"] = {"type": "string", "description": "named part to start from"}
    _loosen(schema, is_listed=False)
    schema["properties"] |= {
        "extends": {"type": "string", "description": "path or name of the scenario to build on"},
        "policies": {
            "type": "object",
            "description": "changes by name of the policy",
            "additionalProperties": {"anyOf": [_policy(), {"type": "null"}]},
        },
    }
    return {"$schema": DIALECT, **schema, "title": "arrears scenario", "$defs": definitions}


def _as_written(value: Any, schema: Schema, definitions: Schema) -> Any:
    """Return a default as a file would say it: in currency units, and times as ``"HH:MM"``."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[-1]]
    written = value
    if schema.get("x-unit") == "amount" and value is not None:
        written = in_units(value)
    elif schema.get("type") == "string" and isinstance(value, int):
        written = as_clock(value)
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        written = {
            key: _as_written(item, known.get(key, {}), definitions) for key, item in value.items()
        }
    elif isinstance(value, list):
        inner = schema.get("prefixItems") or [schema.get("items", {})] * len(value)
        written = [
            _as_written(item, each, definitions) for item, each in zip(value, inner, strict=True)
        ]
    return written


def _policy() -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "bureau": {
                "$ref": "#/$defs/Bureau",
                "description": "changes of the credit bureau, from day 0",
            },
            "collection": {"$ref": "#/$defs/Collection"},
            "platforms": {
                "type": "array",
                "items": {"$ref": "#/$defs/Lender"},
                "description": "changes of platforms, by name",
            },
            "portfolio": {"$ref": "#/$defs/Portfolio"},
            "notes": {"type": "string"},
            "bundle": {"type": "boolean", "description": "changes several levers on purpose"},
            "remove": {"const": True, "description": "drop a policy of the extended scenario"},
        },
    }


def _listed(schemas: list[Schema]) -> set[str]:
    """Return the names of the parts that occur as items of lists and nowhere else."""
    parts = [
        part
        for schema in schemas
        for definition in schema.get("properties", {}).values()
        for part in (definition, *definition.get("anyOf", []))
    ]
    items = [part["items"] for part in parts if "items" in part]
    return _referred(items) - _referred(parts)


def _referred(parts: list[Schema]) -> set[str]:
    choices = [choice for part in parts for choice in (part, *part.get("oneOf", []))]
    return {choice["$ref"].rsplit("/", 1)[-1] for choice in choices if "$ref" in choice}


def _loosen(schema: Schema, *, is_listed: bool) -> None:
    """Require names of listed items only, and let an unfinished part match several alternatives."""
    required = schema.pop("required", [])
    if is_listed and "name" in required:
        schema["required"] = ["name"]
    for definition in schema.get("properties", {}).values():
        for part in (definition, definition.get("items", {})):
            if "oneOf" in part:
                part["anyOf"] = part.pop("oneOf")
                part.pop("discriminator", None)
        definition.pop("minItems", None)
