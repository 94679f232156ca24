"""The schema for editors accepts what loads, and underlines what does not."""

import json
import re
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter

from arrears.part import Origin, Part
from arrears.scenario.json_schema import scenario_schema
from arrears.scenario.problems import Problems, Source
from arrears.scenario.shipped import scenario_names, scenarios_folder
from arrears.scenario.text import parse, plain

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}


def is_of(value: Any, name: str) -> bool:
    is_number = name in {"integer", "number"}
    return isinstance(value, TYPES[name]) and not (is_number and isinstance(value, bool))


def accepts(schema: dict[str, Any], value: Any, root: dict[str, Any]) -> bool:  # noqa: PLR0911
    """Judge by the keywords that our schema uses, written down anew."""
    if "$ref" in schema:
        return accepts(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], value, root)
    if "anyOf" in schema and not any(accepts(s, value, root) for s in schema["anyOf"]):
        return False
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "type" in schema and not is_of(value, schema["type"]):
        return False
    if isinstance(value, dict):
        if any(key not in value for key in schema.get("required", [])):
            return False
        known = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        return all(
            accepts(known[key], item, root)
            if key in known
            else (others if isinstance(others, bool) else accepts(others, item, root))
            for key, item in value.items()
        )
    if isinstance(value, list):
        if "prefixItems" in schema:
            pairs = zip(schema["prefixItems"], value, strict=True)
            return all(accepts(s, item, root) for s, item in pairs)
        return all(accepts(schema.get("items", {}), item, root) for item in value)
    if isinstance(value, str) and "pattern" in schema:
        return re.search(schema["pattern"], value) is not None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return schema.get("minimum", value) <= value <= schema.get(
            "maximum", value
        ) and value > schema.get("exclusiveMinimum", value - 1)
    return True


def read(text: str) -> Any:
    node = parse(text, Source(name="a", folder=scenarios_folder()), Problems())
    assert node is not None
    return plain(node)


SCHEMA = scenario_schema()


def test_the_schema_is_plain_json():
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_a_valid_file_is_accepted(tiny):
    assert accepts(SCHEMA, read(tiny.read_text()), SCHEMA)


@pytest.mark.parametrize("name", scenario_names())
def test_shipped_scenarios_are_accepted(name):
    assert accepts(SCHEMA, read((scenarios_folder() / f"{name}.yaml").read_text("utf-8")), SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        "extends: cn_base\nportfolio: {use: cn_instalment, borrowers: 5}",
        "collection: {stages: [{name: early, remove: true}]}",
        "policies: {a: {collection: {grace_days: 0}, bundle: true, notes: x}, b: null}",
        "behaviour: {use: cn_household, attention: {habit_factor: 0.1}}",
    ],
)
def test_a_file_that_builds_on_others_is_accepted(text):
    assert accepts(SCHEMA, read(text), SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        "colection: {}",
        "collection: {grase_days: 3}",
        "collection: {grace_days: -1}",
        "collection: {stages: [{from_dpd: 1}]}",
        "policies: {a: {seed: 3}}",
        "measures: {discount_rate: 24}",
        "collection: {teams: [{name: a, opens: 9}]}",
        "schema_version: 2",
    ],
)
def test_what_does_not_load_is_not_accepted(text):
    assert not accepts(SCHEMA, read(text), SCHEMA)


def parts_by_name(part=Part):
    own = {part.__name__: part}
    for each in part.__subclasses__():
        own |= parts_by_name(each)
    return own


PARTS = parts_by_name() | {"Origin": Origin}


def test_every_default_is_what_a_file_would_say():
    """Read as a file is read, it gives the value that holds where a file says nothing."""
    schema = scenario_schema()
    seen = set()
    for name, definition in schema["$defs"].items():
        for key, item in definition.get("properties", {}).items():
            if "default" not in item:
                continue
            field = PARTS[name].model_fields[key]
            adapter = TypeAdapter(Annotated[field.annotation, *field.metadata, "as in a file"])
            own = field.get_default(call_default_factory=True)
            assert adapter.validate_python(item["default"], strict=False) == own, (name, key)
            seen.add((name, key))
    assert len(seen) > 200


def test_default_amounts_and_times_have_the_units_of_a_file():
    found = {
        (name, key): scenario_schema()["$defs"][name]["properties"][key]["default"]
        for name, key in (
            ("Agents", "fee"), ("Rewards", "value"), ("Legal", "fee_least"), ("Team", "opens"),
            ("AutoDebit", "debit_at"), ("Action", "between"),
        )
    }  # fmt: skip
    assert list(found.values()) == [300, 20, 50, "09:00", "08:00", ["09:00", "20:00"]]
