"""The worlds of a run beside its own: the same luck, with something switched off or reweighed."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, TypeVar

from arrears.behaviour.settings import Household
from arrears.part import Part
from arrears.policies.settings import Collection
from arrears.portfolio.settings import Shocks
from arrears.scenario.schema import Settings
from arrears.scenario.switches import ADJUSTED, SOURCES, parts_of
from arrears.terms import Cause

__all__ = ["DISTRESS_CHECKS", "in_world", "switched_off", "unfelt", "worlds_of"]

DISTRESS_CHECKS: Final[dict[str, tuple[Fraction, Fraction]]] = {
    "weights_half": (Fraction(1, 2), Fraction(1)),
    "weights_double": (Fraction(2), Fraction(1)),
    "half_life_half": (Fraction(1), Fraction(1, 2)),
    "half_life_double": (Fraction(1), Fraction(2)),
}
"""By what distress weights and the half-life of distress are multiplied, by name of the check."""

_ANCHORS: Final = ("baseline_points", "spread_points")  # of people who have none of these troubles
_LONGEST_DAYS: Final = 3650

Scaled = TypeVar("Scaled", bound=Part)


def worlds_of(settings: Settings) -> tuple[str, ...]:
    """Return the names of the worlds in which every arm is run beside its own, in their order."""
    checks = tuple(DISTRESS_CHECKS) if settings.distress_checks else ()
    return (*settings.counterfactuals, *checks)


def in_world(settings: Settings, world: str) -> Settings:
    """Return one arm's settings as they are in a world.

    Parameters
    ----------
    settings : Settings
        Of the scenario without any policy's changes, or of a policy.
    world : str
        One of `worlds_of`; empty for the run's own, which changes nothing.
    """
    if not world:
        return settings
    if world in DISTRESS_CHECKS:
        weight, half_life = DISTRESS_CHECKS[world]
        return _weighed(settings, weight, half_life)
    parts = [part for part in parts_of(world) if part != ADJUSTED]
    if ADJUSTED in parts_of(world):
        settings = _with_collections(settings, _adjusting)
    off = dict.fromkeys((*settings.switched_off, *parts))
    return settings.model_copy(update={"switched_off": list(off)})


def switched_off(settings: Settings) -> Settings:
    """Return settings without the people, acts and shocks that are switched off in them.

    Distress sources that are switched off are left to the index itself, see `unfelt`.
    """
    if "shocks_off" in settings.switched_off:
        settings = settings.model_copy(update={"shocks": Shocks()})
    if "no_contact" in settings.switched_off:
        settings = _with_collections(settings, _silent)
    return settings


def unfelt(settings: Settings) -> frozenset[Cause]:
    """Return the sources that add nothing to anybody's distress."""
    return frozenset(SOURCES[name] for name in settings.switched_off if name in SOURCES)


def _with_collections(settings: Settings, changed: Callable[[Collection], Collection]) -> Settings:
    """Return settings with what every platform does changed."""
    platforms = [
        lender.model_copy(update={"collection": changed(lender.collection)})
        for lender in settings.platforms
    ]
    collection = changed(settings.collection)
    return settings.model_copy(update={"collection": collection, "platforms": platforms})


def _adjusting(collection: Collection) -> Collection:
    """Return what a platform does with a supply of new loans that follows its return."""
    if collection.supply is None:
        return collection
    supply = collection.supply.model_copy(update={"active": True})
    return collection.model_copy(update={"supply": supply})


def _silent(collection: Collection) -> Collection:
    """Return what a platform does without a word: no actions, no teams, nobody who asks later.

    Stages stay, for relief, agencies and charge-off go by them; so do desks, which answer, and the
    steps at law.
    """
    changes: dict[str, Any] = {
        "before_due": [],
        "early_warning": None,
        "teams": [],
        "field_teams": [],
        "tracing": None,
        "stages": [stage.model_copy(update={"actions": []}) for stage in collection.stages],
    }
    for name in ("sale", "guarantee"):
        terms = getattr(collection, name)
        if terms is not None:
            asking = terms.asking.model_copy(update={"for_days": 0})
            changes[name] = terms.model_copy(update={"asking": asking})
    return collection.model_copy(update=changes)


def _weighed(settings: Settings, weight: Fraction, half_life: Fraction) -> Settings:
    """Return settings with all distress points multiplied, and the half-life of distress."""
    settings = _scaled(settings, float(weight)) if weight != 1 else settings
    household = settings.behaviour
    if half_life == 1 or not isinstance(household, Household):
        return settings
    days = round(household.distress.half_life_days * half_life)
    changes = {"half_life_days": min(_LONGEST_DAYS, max(1, days))}
    distress = household.distress.model_copy(update=changes)
    return settings.model_copy(
        update={"behaviour": household.model_copy(update={"distress": distress})}
    )


def _scaled(part: Scaled, weight: float) -> Scaled:
    """Return a part of a scenario, and all that is in it, with distress points multiplied."""
    changes: dict[str, Any] = {}
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name.endswith("_points"):
            changes[name] = value if name in _ANCHORS else value * weight
        elif isinstance(value, Part):
            changes[name] = _scaled(value, weight)
        elif isinstance(value, list) and any(isinstance(item, Part) for item in value):
            changes[name] = [
                _scaled(item, weight) if isinstance(item, Part) else item for item in value
            ]
    return part.model_copy(update=changes) if changes else part
