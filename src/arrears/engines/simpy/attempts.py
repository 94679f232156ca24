"""Which kind of attempt an entry of the lists asks for."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.address_book import ThirdPartyAttempt
from arrears.engines.simpy.contact import Attempt
from arrears.engines.simpy.dialling import Dialling
from arrears.engines.simpy.early_warning import EarlyAttempt, EarlyEntry
from arrears.terms import Target

if TYPE_CHECKING:
    from arrears.engines.simpy.entry import Entry
    from arrears.engines.simpy.world import World

__all__ = ["attempt_of"]


def attempt_of(
    world: "World", entry: "Entry", day: int, minute: int, person: int = -1, skill: float = 1.0
) -> Attempt:
    """Return the attempt to be made: to the borrower, early, over and over, or to others."""
    if isinstance(entry, EarlyEntry):
        attempt = EarlyAttempt(world, entry.errand, entry.account, day, minute, person, skill)
        attempt.due_day = entry.due_day
        return attempt
    if entry.errand.target is Target.THIRD_PARTY:
        return ThirdPartyAttempt(world, entry, day, minute, person, skill)
    if entry.action.dials_per_day > 1 or entry.action.abandoned_share:
        return Dialling(world, entry, day, minute, person, skill)
    return Attempt(world, entry.errand, entry.account, day, minute, person, skill)
