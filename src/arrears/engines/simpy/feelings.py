"""What one borrower feels about paying this lender: pressure, goodwill, reactance, habit, load."""

from typing import TYPE_CHECKING

from arrears.behaviour import attitude
from arrears.behaviour.numbers import ChannelNumbers
from arrears.behaviour.settings import ToneEffect
from arrears.portfolio import people

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower

__all__ = ["Feelings"]

_MOST = 8.0  # log-odds; feelings beyond this make no difference that could be measured


class Feelings:
    """Feelings that fade between events; read and changed only after ``fade`` to the day."""

    __slots__ = (
        "borrower", "faded_on", "goodwill", "habit", "load", "pressure", "reactance", "trace",
        "willingness",
    )  # fmt: skip

    def __init__(self, borrower: "Borrower", day: int) -> None:
        self.borrower = borrower
        self.willingness = float(borrower.traits[people.WILLINGNESS])
        self.habit = 0.5
        self.load = self.pressure = self.reactance = self.goodwill = self.trace = 0.0
        self.faded_on = day

    def fade(self, day: int) -> None:
        """Let time pass."""
        days, self.faded_on = day - self.faded_on, day
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

    def pressure_share(self, day: int) -> float:
        """Return the pressure felt, as a share of the most that can be felt."""
        self.fade(day)
        limit = self.borrower.world.household.willingness.pressure_limit
        return attitude.concave(self.pressure, limit) / limit

    def pays(self, mood: float, day: int, owed: int, dpd: int, *, has_hope: bool) -> bool:
        """Return whether the benefit of paying what is owed now outweighs this month's mood."""
        self.fade(day)
        world = self.borrower.world
        return attitude.pays(
            mood, self.willingness, owed, self.borrower.purse.cash, dpd, self.habit,
            self.goodwill - self.reactance - self.trace, self.pressure,
            world.household.willingness.pressure_limit, has_hope, world.numbers.weights,
        )  # fmt: skip

    def remember_payment(self, *, has_paid: bool) -> None:
        """Let an instalment, paid or missed, form the habit."""
        will = self.borrower.world.household.willingness
        self.habit = attitude.habit_after(
            self.habit, has_paid, will.habit_gain_share, will.habit_loss_share
        )

    def feel(self, tone: ToneEffect, channel: ChannelNumbers, skill: float, day: int) -> None:
        """Let one contact work: its return is concave in pressure, its harm convex in load."""
        self.fade(day)
        self.load += channel.effect
        harm = 1.0 + self.excess**2
        self.pressure += tone.pressure * channel.effect * skill
        weight = 1.0 / harm if tone.goodwill > 0 else harm
        self.goodwill = _bounded(self.goodwill + tone.goodwill * channel.effect * weight)
        own = self.borrower.traits[people.REACTANCE] + self.borrower.strain.share(day)
        self.reactance = min(_MOST, self.reactance + tone.reactance * channel.effect * harm * own)

    def like(self, amount: float, day: int) -> None:
        """Let goodwill towards the lender rise, or fall."""
        self.fade(day)
        self.goodwill = _bounded(self.goodwill + amount)


def _bounded(value: float) -> float:
    return min(_MOST, max(-_MOST, value))
