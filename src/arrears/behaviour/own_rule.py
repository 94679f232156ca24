"""A rule of a user's own: who is willing to pay what is owed today."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

__all__ = ["BehaviourExtension", "PaymentFacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFacts:
    """What a rule may know when it is asked.

    Parameters
    ----------
    day, month : int
        Days and calendar months since the scenario's start.
    segment : str
        The borrower's.
    days_past_due : int, days
        As the platform reports it.
    owed, cash, instalment, income : int, minor units
        Owed on this account today; liquid money of the household; a usual instalment; usual
        monthly income.
    willingness, habit, goodwill, pressure, reactance : float
        The trait, the habit of paying (0 to 1), and feelings as they are today.
    has_hope : bool
        Whether relief that forgives something is on offer.
    shocks : int
        Misfortunes in force.
    usual : bool
        What the household of ``docs/behaviour.md`` would answer.
    """

    day: int
    month: int
    segment: str
    days_past_due: int
    owed: int
    cash: int
    instalment: int
    income: int
    willingness: float
    habit: float
    goodwill: float
    pressure: float
    reactance: float
    has_hope: bool
    shocks: int
    usual: bool


class BehaviourExtension(Protocol):
    """Says who is willing to pay; who forgets, and what a household can afford, stays as it is."""

    @property
    def name(self) -> str:
        """By which scenarios know it: ``behaviour: {own: {kind: NAME}}``."""

    def is_willing(self, facts: PaymentFacts, luck: float, numbers: Mapping[str, float]) -> bool:
        """Return whether the borrower is willing; True or False and nothing else.

        Parameters
        ----------
        facts : PaymentFacts
            The situation.
        luck : float
            The draw of account and month, in (0, 1): the same under every policy, and the same
            whenever one asks again in this month.
        numbers : mapping
            ``own.numbers`` of the scenario.
        """
