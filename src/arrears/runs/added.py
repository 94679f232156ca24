"""What the manifest says of a scenario's own modules, and whether they are still the same."""

import dataclasses
from collections.abc import Mapping
from typing import cast

from arrears.errors import ExtensionError
from arrears.registry import Added, located
from arrears.results.added_outcomes import added_outcomes

__all__ = ["changed_modules", "told_of"]


def told_of(added: Added) -> dict[str, object]:
    """Return what the manifest says of a scenario's own modules; nothing where there are none.

    What outcomes mean is written down, so that a report can be made where the modules are not.
    """
    if not added.modules:
        return {}
    meanings = [outcome.meaning for outcome in added_outcomes(added).values()]
    return {
        "extensions": [
            {"module": module.reference, "sha256": module.sha256} for module in added.modules
        ],
        "added_outcomes": [dataclasses.asdict(meaning) for meaning in meanings],
        "added_figures": list(added.of("figure")),
    }


def changed_modules(manifest: Mapping[str, object]) -> list[str]:
    """Return the modules of a run that are gone, or not what they were when it was made."""
    listed = cast(list[dict[str, str]], manifest.get("extensions") or [])
    return [each["module"] for each in listed if _sha256(each["module"]) != each["sha256"]]


def _sha256(reference: str) -> str:
    try:
        return located(reference).sha256
    except ExtensionError:
        return ""
