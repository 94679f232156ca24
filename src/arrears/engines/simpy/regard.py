"""What a borrower feels about one lender beside the first: pressure, and goodwill."""

from arrears.behaviour import attitude
from arrears.behaviour.numbers import HouseholdNumbers

__all__ = ["Regard"]


class Regard:
    """Feelings towards one lender, faded to the same day as all others."""

    __slots__ = ("goodwill", "pressure")

    def __init__(self) -> None:
        self.goodwill = self.pressure = 0.0

    def fade(self, days: int, numbers: HouseholdNumbers) -> None:
        """Let time pass."""
        if self.pressure:
            self.pressure = attitude.faded(self.pressure, days, numbers.pressure)
        if self.goodwill:
            self.goodwill = attitude.faded(self.goodwill, days, numbers.goodwill)
