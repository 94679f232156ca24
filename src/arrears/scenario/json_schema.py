"""The JSON Schema of scenario files, for editors that complete and underline while one writes."""

from typing import Any

from arrears.scenario.schema import Settings

__all__ = ["scenario_schema"]

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
USED_BY = ("Household", "RollRate")


def scenario_schema() -> Schema:
    """Return the JSON Schema of a scenario file.

    A file may leave out what it extends or uses, so only names of listed items are required
    here; that nothing is missing in the end is checked when the scenario is loaded.
    """
    schema = Settings.model_json_schema()
    definitions = schema.pop("$defs")
    for name, definition in definitions.items():
        _loosen(definition)
        properties = definition.get("properties", {})
        if "name" in properties:
            properties["remove"] = {"const": True, "description": "delete the item of this name"}
        if name in USED_BY:
            properties["use"] = {"type": "string", "description": "named part to start from"}
    _loosen(schema)
    schema["properties"] |= {
        "extends": {"type": "string", "description": "path or name of the scenario to build on"},
        "policies": {
            "type": "object",
            "description": "changes by name of the policy",
            "additionalProperties": {"anyOf": [_policy(), {"type": "null"}]},
        },
    }
    return {"$schema": DIALECT, **schema, "title": "arrears scenario", "$defs": definitions}


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


def _loosen(schema: Schema) -> None:
    """Require names only, and let a part that is not finished match several alternatives."""
    required = [key for key in schema.get("required", []) if key == "name"]
    schema.pop("required", None)
    if required:
        schema["required"] = required
    for definition in schema.get("properties", {}).values():
        for part in (definition, definition.get("items", {})):
            if "oneOf" in part:
                part["anyOf"] = part.pop("oneOf")
                part.pop("discriminator", None)
        definition.pop("minItems", None)
