"""What may be wrong with what a platform is to find out of people."""

from arrears.behaviour.settings import Household
from arrears.policies.settings import Collection, Who
from arrears.portfolio.settings import Portfolio
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks

__all__ = ["check_early_warning", "check_festival", "check_filter", "never_both"]

_NEEDS = {
    "ability": "ability_score",
    "warned": "early_warning",
    "assessed_min": "assessment",
    "assessed_max": "assessment",
}


def check_filter(who: Who, path: KeyPath, collection: Collection, remarks: Remarks) -> None:
    """Note a filter by what nobody finds out."""
    for key, needed in _NEEDS.items():
        is_said = getattr(who, key) not in {None, "any"}
        if is_said and getattr(collection, needed) is None:
            message = f"nobody finds that out; set collection.{needed}"
            remarks.error((*path, key), message)
    low, high = who.assessed_min, who.assessed_max
    if low is not None and high is not None and high < low:
        remarks.error((*path, "assessed_max"), f"found {high:g}; assessed_min is {low:g}")


def check_early_warning(collection: Collection, remarks: Remarks) -> None:
    """Note names that lead nowhere, and reminders that go out before the score."""
    terms = collection.early_warning
    if terms is None:
        return
    path: KeyPath = ("collection", "early_warning", "call")
    if terms.call is not None:
        teams = [team.name for team in collection.teams]
        if terms.call.team not in teams:
            remarks.unknown((*path, "team"), "team", terms.call.team, teams)
        reliefs = [relief.name for relief in collection.relief]
        if terms.call.offer is not None and terms.call.offer not in reliefs:
            remarks.unknown((*path, "offer"), "relief", terms.call.offer, reliefs)
    for index, item in enumerate(collection.before_due):
        if item.who.warned != "any" and item.days_before > terms.days_before:
            message = f"goes out before the score, which is made {terms.days_before} days before"
            remarks.warn(("collection", "before_due", index, "days_before"), message)


def check_festival(behaviour: Household, portfolio: Portfolio, remarks: Remarks) -> None:
    """Note segments that there are not."""
    segments = [segment.name for segment in portfolio.segments]
    for key in ("bonus_segments", "pause_segments"):
        for index, name in enumerate(getattr(behaviour.festival, key, ())):
            if name not in segments:
                path: KeyPath = ("behaviour", "festival", key, index)
                remarks.unknown(path, "segment", name, segments)


def never_both(one: Who, two: Who) -> bool:
    """Whether no account can match both filters on the same day, by what is found out."""
    if {one.ability, two.ability} == {"likely", "unlikely"}:
        return True
    if {one.warned, two.warned} == {"yes", "no"}:
        return True
    if {one.engagement, two.engagement} == {"silent", "answered"}:
        return True
    return any(
        low.assessed_max is not None
        and high.assessed_min is not None
        and low.assessed_max < high.assessed_min
        for low, high in ((one, two), (two, one))
    )
