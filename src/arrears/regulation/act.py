"""What a lender wants to do: contact somebody, or take a step."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from arrears.regulation.rule import Actor, Channel, Target, Tone

__all__ = ["Contact", "Purpose", "Reached", "Step", "StepKind"]

Purpose = Literal["collect", "locate", "notice", "reply"]
StepKind = Literal[
    "accelerate", "sue", "enforce", "sell", "place", "report", "interest", "penalty", "fees"
]


class Reached(IntEnum):
    """Whom an attempt reached; messages reach nobody until they are answered."""

    NOBODY = 0
    SOMEBODY = 1
    RIGHT_PARTY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One attempt to contact somebody; can be made once and used for every account.

    Parameters
    ----------
    channel, tone, target : str
        By what, how and whom.
    actor : str
        Who contacts: the lender that granted the credit, an agency, a buyer or a servicer.
    collector : int
        Number of the one who contacts; a lender's own staff and each agency have their own.
    purpose : str
        ``collect``; ``locate`` asks a third person where the borrower is; ``notice`` is what the
        law asks for; ``reply`` answers the borrower.
    consent : bool
        Whether the person agreed to contact of this kind.
    person : int
        Number of the third person; -1 for the borrower.
    persons : int
        Visitors who come.
    """

    channel: Channel
    tone: Tone = "neutral"
    target: Target = "borrower"
    actor: Actor = "originator"
    collector: int = 0
    purpose: Purpose = "collect"
    consent: bool = False
    person: int = -1
    persons: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Anything a lender does without contact: acceleration, a suit, a sale, an entry, a charge."""

    kind: StepKind
    actor: Actor = "originator"


Act = Contact | Step
