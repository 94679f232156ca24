"""What one borrower feels about paying: pressure, goodwill, reactance, habit, load.

Pressure and goodwill are felt towards one lender; load, reactance and habit are the person's, from
what all lenders do together.
"""

from typing import TYPE_CHECKING

from arrears.behaviour import attitude
from arrears.behaviour.numbers import ChannelNumbers
from arrears.behaviour.settings import ToneEffect
from arrears.engines.simpy.regard import Regard
from arrears.portfolio import people

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower

__all__ = ["Feelings"]

_MOST = 8.0  # log-odds; feelings beyond this make no difference that could be measured


class Feelings:
    """Feelings that fade between events; read and changed only after ``fade`` to the day."""

    __slots__ = (
        "borrower", "faded_on", "goodwill", "habit", "load", "others", "pressure", "reactance",
        "trace", "willingness",
    )  # fmt: skip

    def __init__(self, borrower: "Borrower", day: int) -> None:
        self.borrower = borrower
        self.willingness = float(borrower.traits[people.WILLINGNESS])
        self.habit = 0.5
        self.load = self.pressure = self.reactance = self.goodwill = self.trace = 0.0
        self.faded_on = day
        # Towards the lenders beside the first, whose pressure and goodwill stand here.
        others = len(borrower.world.platforms) - 1
        self.others = [Regard() for _ in range(others)] if others else None

    def fade(self, day: int) -> None:
        """Let time pass."""
        days, self.faded_on = day - self.faded_on, day
        if self.others is not None and days:
            for regard in self.others:
                regard.fade(days, self.borrower.world.numbers)
        if days == 0 or not (self.load or self.pressure or self.goodwill or self.reactance):
            return
        numbers = self.borrower.world.numbers
        if self.load:
            self.load = attitude.faded(self.load, days, numbers.load)
        if self.pressure:
            self.pressure = attitude.faded(self.pressure, days, numbers.pressure)
        if self.reactance:
            self.reactance = attitude.faded(self.reactance, days, numbers.reactance)
        if self.goodwill:
            self.goodwill = attitude.faded(self.goodwill, days, numbers.goodwill)

    @property
    def excess(self) -> float:
        """By how much recent contact exceeds what is comfortable."""
        return attitude.excess(self.load, self.borrower.world.household.answering.load_comfortable)

    def of(self, place: int) -> "Feelings | Regard":
        """Return where pressure and goodwill towards the lender of a place are kept."""
        return self if not place or self.others is None else self.others[place - 1]

    def towards(self, place: int) -> tuple[float, float]:
        """Return goodwill and pressure felt towards the lender of a place, faded to the day."""
        if not place or self.others is None:
            return self.goodwill, self.pressure
        regard = self.others[place - 1]
        return regard.goodwill, regard.pressure

    def pressure_share(self, day: int, place: int = 0) -> float:
        """Return the pressure felt from a lender, as a share of the most that can be felt."""
        self.fade(day)
        limit = self.borrower.world.household.willingness.pressure_limit
        return attitude.concave(self.towards(place)[1], limit) / limit

    def pays(
        self, mood: float, day: int, owed: int, dpd: int, *, has_hope: bool, place: int = 0
    ) -> bool:
        """Return whether the benefit of paying what is owed now outweighs this month's mood."""
        self.fade(day)
        world = self.borrower.world
        goodwill, pressure = self.towards(place)
        if world.bureau is not None:
            goodwill += world.bureau.fear(self.borrower)
        if world.has_mood:
            goodwill += world.town.mood(self.borrower, world.platforms[place])
        return attitude.pays(
            mood, self.willingness, owed, self.borrower.purse.cash, dpd, self.habit,
            goodwill - self.reactance - self.trace, pressure,
            world.household.willingness.pressure_limit, has_hope, world.numbers.weights,
        )  # fmt: skip

    def remember_payment(self, *, has_paid: bool) -> None:
        """Let an instalment, paid or missed, form the habit."""
        will = self.borrower.world.household.willingness
        self.habit = attitude.habit_after(
            self.habit, has_paid, will.habit_gain_share, will.habit_loss_share
        )

    def feel(
        self, tone: ToneEffect, channel: ChannelNumbers, skill: float, day: int, place: int = 0
    ) -> None:
        """Let one contact work: its return is concave in pressure, its harm convex in load."""
        self.fade(day)
        self.load += channel.effect
        harm = 1.0 + self.excess**2
        felt = self.of(place)
        felt.pressure += tone.pressure * channel.effect * skill
        weight = 1.0 / harm if tone.goodwill > 0 else harm
        felt.goodwill = _bounded(felt.goodwill + tone.goodwill * channel.effect * weight)
        own = self.borrower.traits[people.REACTANCE] + self.borrower.strain.share(day)
        self.reactance = min(_MOST, self.reactance + tone.reactance * channel.effect * harm * own)

    def like(self, amount: float, day: int, place: int = 0) -> None:
        """Let goodwill towards the lender of a place rise, or fall."""
        self.fade(day)
        felt = self.of(place)
        felt.goodwill = _bounded(felt.goodwill + amount)


def _bounded(value: float) -> float:
    return min(_MOST, max(-_MOST, value))
