"""Whether things of a user's own that a scenario names are offered by its extensions."""

from collections.abc import Iterator

from arrears.behaviour.settings import Household
from arrears.errors import ExtensionError
from arrears.part import Own
from arrears.registry import Point, added_by
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks
from arrears.scenario.schema import Settings

__all__ = ["check_own"]


def check_own(settings: Settings, remarks: Remarks) -> None:
    """Note every ``own.kind`` that no extension of the scenario offers."""
    try:
        added = added_by(settings.extensions)
    except ExtensionError:
        return  # what is wrong with a module is said where it is named
    for path, point, own in _named(settings):
        known = added.of(point)
        if own.kind not in known:
            remarks.unknown((*path, "own", "kind"), f"{point} of your own called", own.kind, known)


def _named(settings: Settings) -> Iterator[tuple[KeyPath, Point, Own]]:
    """Yield where something of one's own is named."""
    if isinstance(settings.behaviour, Household) and settings.behaviour.own is not None:
        yield ("behaviour",), "behaviour", settings.behaviour.own
    for place, kind in enumerate(settings.shocks.kinds):
        if kind.own is not None:
            yield ("shocks", "kinds", place), "shock", kind.own
    for place, stage in enumerate(settings.collection.stages):
        for number, action in enumerate(stage.actions):
            if action.own is not None:
                yield (
                    ("collection", "stages", place, "actions", number),
                    "action",
                    action.own,
                )
