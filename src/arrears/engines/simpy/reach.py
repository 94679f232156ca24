"""Whether one borrower can be reached: numbers die, and people avoid calls."""

from typing import TYPE_CHECKING

from arrears.arithmetic import exponential
from arrears.portfolio import people
from arrears.terms import Channel, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower

__all__ = ["Reach"]

_MONTH = 30.4375


class Reach:
    """The telephone number's life and the borrower's readiness to answer.

    The number dies when the hazard it has lived through exceeds a drawn life, so no event has to
    be drawn day by day; arrears and unwanted calls add to the hazard.
    """

    __slots__ = (
        "avoids_until", "borrower", "counted_on", "hazard", "is_digital", "known_dead", "life",
        "restored",
    )  # fmt: skip

    def __init__(self, borrower: "Borrower", day: int) -> None:
        self.borrower = borrower
        self.is_digital = bool(borrower.traits[people.DIGITAL])
        self.life = exponential(float(borrower.traits[people.NUMBER_LIFE]), 1.0)
        self.hazard = 0.0
        self.counted_on = day
        self.avoids_until = day
        self.known_dead = False
        self.restored = 0

    def count(self, day: int) -> None:
        """Add the hazard lived through since the last count; arrears have not changed since."""
        if day == self.counted_on:
            return
        answering = self.borrower.world.household.answering
        monthly = answering.number_death_monthly_share
        if self.borrower.accounts_in_arrears():
            monthly *= answering.number_death_arrears_factor
        self.hazard += monthly * (day - self.counted_on) / _MONTH
        self.counted_on = day

    def number_is_dead(self, day: int) -> bool:
        """Return whether the number is dead by now."""
        self.count(day)
        return self.hazard >= self.life

    def bother(self) -> None:
        """Let an unwanted call bring the end of the number nearer."""
        self.hazard += self.borrower.world.household.answering.number_death_per_unwanted

    def restore(self, day: int, phase: Phase) -> None:
        """Give the platform a number that works again: the borrower got in touch."""
        if not self.known_dead:
            return
        world = self.borrower.world
        self.restored += 1
        chance = world.draw("number_restored", self.borrower.number, self.restored)
        self.life = self.hazard + exponential(chance, 1.0)
        self.known_dead = False
        world.log.add(day, phase, self.borrower.number, -1, Event.REACHED)
        for account in self.borrower.accounts:
            account.platform.reached(account, day)

    def answers(self, channel: Channel, day: int, chance: float) -> bool:
        """Return whether a message is read or a call answered."""
        world = self.borrower.world
        share = world.numbers.channels[channel].answer
        if channel in (Channel.PUSH, Channel.EMAIL):
            return self.is_digital and chance < share
        if channel is Channel.LETTER:
            return chance < share
        if self.number_is_dead(day):
            return False
        if channel.is_spoken and day < self.avoids_until:
            share *= world.household.answering.avoid_factor
        return chance < share
