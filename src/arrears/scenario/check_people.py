"""What may be wrong with what borrowers do beyond paying: levers that act on nobody."""

from dataclasses import replace

from arrears.behaviour.settings import Household
from arrears.policies.settings import Collection
from arrears.scenario.remarks import Remarks
from arrears.scenario.schema import Settings

__all__ = ["check_people"]


def check_people(settings: Settings, remarks: Remarks) -> None:
    """Note levers of any platform that change nothing, and advice to apply for what there is not.

    Parameters
    ----------
    settings : Settings
        Valid key by key.
    remarks : Remarks
        Takes errors and warnings.
    """
    people = settings.behaviour
    if not isinstance(people, Household):
        return
    _check_platform(settings.collection, people, remarks)
    for place, lender in enumerate(settings.platforms):
        _check_platform(lender.collection, people, replace(remarks, below=("platforms", place)))


def _check_platform(collection: Collection, people: Household, remarks: Remarks) -> None:
    if collection.community is not None and people.peers is None:
        message = "changes nothing: behaviour.peers does not say how others are followed"
        remarks.warn(("collection", "community"), message)
    if collection.announced_leniency_share is not None and people.leniency is None:
        message = "changes nothing: behaviour.leniency does not say how leniency is learned"
        remarks.warn(("collection", "announced_leniency_share"), message)
    known = [relief.name for relief in collection.relief if relief.trigger == "application"]
    advisers = collection.advisers
    if advisers is not None and advisers.relief is not None and advisers.relief not in known:
        where = ("collection", "advisers", "relief")
        remarks.unknown(where, "relief to apply for called", advisers.relief, known)
