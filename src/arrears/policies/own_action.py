"""An action of a user's own: what happens when the borrower reads the message or takes the call."""

from collections.abc import Mapping
from typing import Protocol

__all__ = ["ActionExtension", "OngoingAttempt"]


class OngoingAttempt(Protocol):
    """A message that is being read or a call that is being held, and what may be done in it."""

    @property
    def day(self) -> int:
        """Days since the scenario's start."""

    @property
    def segment(self) -> str:
        """The borrower's."""

    @property
    def days_past_due(self) -> int:
        """As the platform reports it."""

    @property
    def owed(self) -> int:
        """Minor units owed on the account."""

    @property
    def balance(self) -> int:
        """Everything outstanding on the account, in minor units."""

    @property
    def in_hardship(self) -> bool:
        """Whether a shock is in force, or the budget does not carry the instalments."""

    def chance(self, what: str) -> float:
        """Return a draw of one's own, in (0, 1): the n-th of this name for this borrower."""

    def press(self) -> None:
        """Let the words work as those of any contact of this channel and tone."""

    def pay_now(self) -> int:
        """Let the borrower pay what willingness and money allow; return the amount."""

    def discloses(self) -> bool:
        """Return whether the borrower tells of a hardship, as the tone makes it likely."""

    def promises(self) -> bool:
        """Let a willing borrower who is short of money promise; return whether it is done."""

    def offer_relief(self) -> bool:
        """Offer what the stage offers; return whether it was there and is accepted."""

    def refuses(self) -> None:
        """Note that the borrower refuses."""


class ActionExtension(Protocol):
    """Says what an attempt does once it has reached the borrower.

    Lists, filters, holdouts, windows, teams, prices, reach and the rows ``attempt``, ``read``,
    ``contact`` and ``right_party`` are those of any action.
    """

    @property
    def name(self) -> str:
        """By which scenarios know it: ``actions: [{name: ..., own: {kind: NAME}}]``."""

    def happen(self, attempt: OngoingAttempt, numbers: Mapping[str, float]) -> None:
        """Do what there is to do; ``numbers`` are ``own.numbers`` of the scenario."""
