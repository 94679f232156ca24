"""What may be wrong with supervision and reactions: names that lead nowhere, no rule to breach."""

from arrears.policies.settings import Collection
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks
from arrears.scenario.schema import Settings

__all__ = ["check_supervision"]


def check_supervision(settings: Settings, remarks: Remarks) -> None:
    """Note orders and reactions that can forbid or change nothing.

    Parameters
    ----------
    settings : Settings
        Valid key by key.
    remarks : Remarks
        Takes errors and warnings.
    """
    collections = [settings.collection, *(lender.collection for lender in settings.platforms)]
    supervision = settings.supervision
    if supervision is not None:
        known = {name for collection in collections for name in _acts(collection)}
        for place, name in enumerate(supervision.order.bans if supervision.order else ()):
            if name not in known:
                path: KeyPath = ("supervision", "order", "bans", place)
                remarks.warn(path, f"forbids nothing: no action or reminder is called {name}")
        if settings.regimes == ["none"]:
            message = "finds nothing: there is no rule to breach, for regimes is none"
            remarks.warn(("supervision",), message)
    for place, collection in enumerate(collections):
        where: KeyPath = ("platforms", place - 1, "collection") if place else ("collection",)
        _check_reactions(collection, where, remarks)


def _acts(collection: Collection) -> list[str]:
    """Return the names of all actions and reminders."""
    actions = [action.name for stage in collection.stages for action in stage.actions]
    return [*actions, *(reminder.name for reminder in collection.before_due)]


def _check_reactions(collection: Collection, where: KeyPath, remarks: Remarks) -> None:
    reliefs, acts = [relief.name for relief in collection.relief], _acts(collection)
    for index, reaction in enumerate(collection.reacts):
        for key, names, known in (
            ("offers", reaction.offers, reliefs), ("stops", reaction.stops, acts),
        ):  # fmt: skip
            for place, name in enumerate(names):
                if name not in known:
                    path = (*where, "reacts", index, key, place)
                    remarks.unknown(path, "relief" if key == "offers" else "action", name, known)
