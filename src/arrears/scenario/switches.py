"""What can be otherwise in a world that is the same in all else: the names of counterfactuals."""

from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator

from arrears.terms import Cause

__all__ = ["ADJUSTED", "COMBINED", "SOURCES", "SWITCHES", "Counterfactual", "Switch", "parts_of"]

COMBINED: Final = "+"
"""Stands between the switches of one counterfactual that is without several things at once."""

ADJUSTED: Final = "supply_adjusted"
"""The world in which lenders re-set cut-off and price of new loans, where a scenario says how."""

Switch = Literal[
    "shocks_off", "no_contact", "no_shock", "no_arrears", "no_collection", "no_limbo", "no_legal"
]

SWITCHES: Final[tuple[str, ...]] = get_args(Switch)
"""Every switch, in the order in which reports show them."""

SOURCES: Final[dict[str, Cause]] = {
    "no_shock": Cause.SHOCK,
    "no_arrears": Cause.ARREARS,
    "no_collection": Cause.COLLECTION,
    "no_limbo": Cause.LIMBO,
    "no_legal": Cause.LEGAL,
}
"""Switches that take one source away from the distress index, and which."""


def parts_of(counterfactual: str) -> tuple[str, ...]:
    """Return the switches of one counterfactual."""
    return tuple(part.strip() for part in counterfactual.split(COMBINED))


def _known(name: str) -> str:
    """Refuse what is no switch, or names one twice; write several without spaces."""
    parts = parts_of(name)
    known = (*SWITCHES, ADJUSTED)
    unknown = [part for part in parts if part not in known]
    if unknown:
        message = f"there is nothing {unknown[0]!r} to switch off; accepted: {', '.join(known)}"
        raise ValueError(f"{message}, or several of them with + between")
    if len(set(parts)) < len(parts):
        raise ValueError(f"{name!r} switches one thing off twice; name each once")
    return COMBINED.join(parts)


Counterfactual = Annotated[str, AfterValidator(_known)]
