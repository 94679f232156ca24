"""A resolved scenario as it is written down: in plain values, and the hash of what decides."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from arrears.registry import Module
from arrears.scenario.arms import changes_between
from arrears.scenario.book import FILE_KEYS
from arrears.scenario.origins import SOURCED, OriginRow, origins_to_write
from arrears.scenario.schema import Settings

__all__ = ["hash_of", "plain", "source_of", "without_origins"]

WRITTEN_IF_THERE = (
    "extensions", "platforms", "bureau", "supervision", "switched_off",
    "counterfactuals", "distress_checks",
)  # fmt: skip


def without_origins(settings: Settings) -> Settings:
    """Return settings without origins: these are told by the scenario, not by its arms."""
    changes = {
        name: part.model_copy(update={"origins": {}})
        for name in SOURCED
        if (part := getattr(settings, name)) is not None
    }
    platforms = [
        lender.model_copy(
            update={"collection": lender.collection.model_copy(update={"origins": {}})}
        )
        for lender in settings.platforms
    ]
    return settings.model_copy(update={**changes, "platforms": platforms})


def plain(settings: Settings) -> dict[str, Any]:
    """Return settings as a file would say them, without what only leads to other files."""
    values = settings.model_dump(mode="json")
    for name in WRITTEN_IF_THERE:
        if not values[name]:
            del values[name]
    parts = [lender["collection"] for lender in values.get("platforms", ())]
    for part in (*(values[section] for section in SOURCED if section in values), *parts):
        for key in ("use", "origins"):
            part.pop(key, None)
    return values


def source_of(
    plain_base: dict[str, Any],
    origins: tuple[OriginRow, ...],
    policies: Mapping[str, Settings],
    said: Mapping[str, dict[str, Any]],
) -> dict[str, Any]:
    """Return the whole scenario in plain values: the base, origins, what each policy changes.

    Parameters
    ----------
    plain_base : dict
        The base in plain values.
    origins : tuple of OriginRow
        Where its numbers come from.
    policies : dict of Settings by name
        Each with its changes, in the order of the file.
    said : dict by name
        What the file says about each policy: its notes, and whether it is a bundle.
    """
    source = dict(plain_base)
    for section, entries in origins_to_write(origins).items():
        if section in source:
            source[section] = source[section] | {"origins": entries}
        if "platforms" in source:
            source["platforms"] = [
                _with_origins(one, section, entries) for one in source["platforms"]
            ]
    source["policies"] = {
        name: said[name] | changes_between(plain_base, plain(settings))
        for name, settings in policies.items()
    }
    return source


def _with_origins(platform: dict[str, Any], section: str, entries: object) -> dict[str, Any]:
    """Return a platform, with the origins of its collection if these are its own."""
    if section != f"platforms.{platform['name']}.collection":
        return platform
    return platform | {"collection": platform["collection"] | {"origins": entries}}


def hash_of(source: dict[str, Any], modules: Sequence[Module]) -> str:
    """Return the hash of all that decides on a replication's numbers."""
    hashed = json.loads(json.dumps(source))
    del hashed["replications"]
    if modules:
        hashed["extensions"] = [module.sha256 for module in modules]
    for *keys, last in FILE_KEYS:
        holder = hashed
        for key in keys:
            holder = (holder or {}).get(key)
        if holder and holder[last]:
            content = Path(holder[last])
            digest = hashlib.sha256(content.read_bytes()).hexdigest() if content.is_file() else ""
            holder[last] = digest
    text = json.dumps(hashed, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
