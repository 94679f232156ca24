"""What a parameter is, in the words of the schema: its meaning and its unit."""

from typing import Final

from arrears.experiments.ranges import schemas_of
from arrears.scenario.scenario import Scenario

__all__ = ["meaning_of", "unit_of"]

_BY_KIND: Final = {"share": "share", "amount": "currency units"}
_BY_ENDING: Final = {
    "per_hour": "currency units per hour",
    "per_year": "per year",
    "days": "days",
    "months": "months",
    "weeks": "weeks",
    "hours": "hours",
    "minutes": "minutes",
    "dpd": "days past due",
    "points": "points",
}


def meaning_of(scenario: Scenario, key: str) -> str:
    """Return what the schema says of a parameter; empty where its name says it."""
    found = (schema.get("description") for schema in schemas_of(scenario, key))
    return next((str(each) for each in found if each), "")


def unit_of(scenario: Scenario, key: str) -> str:
    """Return the unit of a parameter; empty for a bare number, such as a factor."""
    name = key.rpartition(".")[2]
    for ending, unit in _BY_ENDING.items():
        if name == ending or name.endswith(f"_{ending}") or f"_{ending}_" in name:
            return unit
    kinds = (str(schema.get("x-unit", "")) for schema in schemas_of(scenario, key))
    return next((_BY_KIND[kind] for kind in kinds if kind in _BY_KIND), "")
