"""Every number that a shipped scenario writes says where it comes from, those of its arms too."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from arrears.scenario.load import load_scenario
from arrears.scenario.origins import SOURCED
from arrears.scenario.shipped import scenario_file, scenario_names

Keys = tuple[str, ...]
CHOSEN = {("portfolio", "borrowers")}  # the size of the book is a choice, and no statement


def numbers(value: object, path: Keys = ()) -> Iterator[Keys]:
    """Yield the path of every number; items of lists by their names."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in {"origins", "seed"}:
                yield from numbers(item, (*path, str(key)))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            names = [item.get(key) for key in ("name", "channel")] if isinstance(item, dict) else []
            label = next((name for name in names if name), str(index))
            yield from numbers(item, (*path, label))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path


def said(origins: dict[str, Any], path: Keys) -> bool:
    """Whether an entry speaks of a path, or of something above it."""
    patterns = [tuple(key.split(".")) for key, entry in origins.items() if entry]
    return any(
        len(pattern) <= len(path)
        and all(part in {"*", key} for part, key in zip(pattern, path, strict=False))
        for pattern in patterns
    )


def unsaid(document: dict[str, Any]) -> list[str]:
    """Return the numbers of a file about which it says nothing."""
    arms = {"": document} | {
        f"policies.{name}.": changes or {}
        for name, changes in (document.get("policies") or {}).items()
    }
    found: list[str] = []
    for arm, changes in arms.items():
        parts = [
            (section, (document.get(section) or {}).get("origins"), changes.get(section))
            for section in SOURCED
        ] + [
            (f"platforms.{one['name']}", _platform(document, one["name"]), one.get("collection"))
            for one in changes.get("platforms") or ()
        ]
        found += [
            f"{arm}{section}." + ".".join(path)
            for section, origins, part in parts
            for path in numbers(part)
            if (section, *path) not in CHOSEN and not said(origins or {}, path)
        ]
    return found


def _platform(document: dict[str, Any], name: str) -> dict[str, Any] | None:
    """Return the origins of a platform's collection; they stand at the scenario's own."""
    return next(
        one["collection"].get("origins") for one in document["platforms"] if one["name"] == name
    )


@pytest.mark.parametrize("name", scenario_names())
def test_every_number_that_a_shipped_scenario_writes_has_an_origin(name):
    assert unsaid(yaml.safe_load(scenario_file(name).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", [name for name in scenario_names() if name != "lendingclub"])
def test_no_origin_is_written_about_a_number_that_is_not_there(name):
    """Such an entry would be a slip of the pen, and its number would stand without an origin."""
    document = yaml.safe_load(scenario_file(name).read_text(encoding="utf-8"))
    keys = [
        row.key.split(".", 2)[2] if row.key.startswith("policies.") else row.key
        for row in load_scenario(name).origins
    ]
    idle = [
        f"{section}.{pattern}"
        for section in SOURCED
        for pattern in ((document.get(section) or {}).get("origins") or {})
        if not any(said({f"{section}.{pattern}": True}, tuple(key.split("."))) for key in keys)
    ]
    assert idle == []


def test_a_number_of_an_arm_is_listed_with_its_origin():
    """Where only the arm has it; a number that the base has too is told there."""
    rows = {row.key: row for row in load_scenario("three_stage_escalation").origins}
    share = rows["policies.sue_late.collection.legal.steps.small_claim.appear_share"]
    assert (share.value, share.kind, share.low, share.high) == (0.26, "assumed", 0.1, 0.6)
    assert "policies.no_grace.collection.grace_days" not in rows
