"""The household's parameters as plain numbers and tables, ready for compiled functions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arrears.arithmetic import decay_table
from arrears.behaviour.settings import Household, ToneEffect
from arrears.terms import Channel, Tone

__all__ = ["ChannelNumbers", "HouseholdNumbers", "household_numbers"]

_HALF_LIVES = 20  # after this many half-lives nothing is left: a millionth


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelNumbers:
    """What one attempt by a channel does."""

    answer: float
    right_party: float
    effect: float
    seconds_unanswered: int
    seconds_spoken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdNumbers:
    """Tables of decay (millionths by days) and weights in the order compiled functions expect."""

    weights: NDArray[np.float64]
    goodwill: NDArray[np.int64]
    pressure: NDArray[np.int64]
    reactance: NDArray[np.int64]
    load: NDArray[np.int64]
    leak: NDArray[np.int64]
    distress: NDArray[np.int64]
    channels: dict[int, ChannelNumbers]
    tones: dict[int, ToneEffect]


def _fading(half_life_days: int) -> NDArray[np.int64]:
    return decay_table(float(half_life_days), half_life_days * _HALF_LIVES + 1)


def household_numbers(household: Household) -> HouseholdNumbers:
    """Return the numbers of a household behaviour."""
    will, answering = household.willingness, household.answering
    return HouseholdNumbers(
        weights=np.array(
            [
                will.burden_weight,
                will.consequence_per_30_days,
                float(will.consequence_cap_days),
                will.leniency_per_30_days,
                will.habit_weight,
            ]
        ),
        goodwill=_fading(will.goodwill_half_life_days),
        pressure=_fading(will.pressure_half_life_days),
        reactance=_fading(will.reactance_half_life_days),
        load=_fading(answering.load_half_life_days),
        leak=_fading(household.budget.leak_half_life_days),
        distress=_fading(household.distress.half_life_days),
        channels={
            Channel[contact.channel.upper()]: ChannelNumbers(
                answer=contact.answer_share,
                right_party=contact.right_party_share,
                effect=contact.effect,
                seconds_unanswered=contact.seconds_unanswered,
                seconds_spoken=contact.seconds_spoken,
            )
            for contact in answering.contacts
        },
        tones={Tone[tone.tone.upper()]: tone for tone in answering.tones},
    )
