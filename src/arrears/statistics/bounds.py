"""What values an outcome can have at all: no interval shows others."""

import math
from functools import cache
from typing import Final, NamedTuple

from arrears.results.codebook import CODEBOOK
from arrears.results.contrasts import CONTRAST_PREFIX

__all__ = ["ANYTHING", "NOT_NEGATIVE", "SHARE", "Bounds", "possible", "possible_difference"]


class Bounds(NamedTuple):
    """The least and the most that a value can be."""

    least: float
    most: float

    def clipped(self, low: float, high: float) -> tuple[float, float]:
        """Return the part of an interval that is possible; an empty interval stays empty.

        The true mean lies within the bounds, so that the part holds it just when the whole did.
        """
        if math.isnan(low) or math.isnan(high):
            return low, high
        return max(low, self.least), min(high, self.most)


ANYTHING: Final = Bounds(-math.inf, math.inf)
NOT_NEGATIVE: Final = Bounds(0.0, math.inf)
SHARE: Final = Bounds(0.0, 1.0)

# recoveries may exceed losses, new loans be cheaper
_EITHER_SIGN: Final = frozenset({"loss_rate", "net_cash_rate", "new_loan_surcharge"})
_PARTS: Final = frozenset({
    "entry_rate_d1", "recovery_rate", "default_recovery_rate_360d", "cure_rate_30d",
    "redefault_rate_12m",
})  # fmt: skip
_PARTS_BEGIN: Final = ("distress_from_", "roll_rate_")


@cache
def possible(outcome: str) -> Bounds:
    """Return what an outcome can be: a part of a whole is between 0 and 1, most are not negative.

    Of an outcome of the user's own nothing is known.
    """
    if outcome.startswith(CONTRAST_PREFIX):
        return possible_difference(_contrasted(outcome))
    if outcome not in CODEBOOK or outcome in _EITHER_SIGN:
        return ANYTHING
    is_part = outcome in _PARTS or outcome.endswith("_share") or outcome.startswith(_PARTS_BEGIN)
    return SHARE if is_part else NOT_NEGATIVE


@cache
def possible_difference(outcome: str) -> Bounds:
    """Return what a difference between two values of an outcome can be."""
    least, most = possible(outcome)
    return Bounds(least - most, most - least)


def _contrasted(contrast: str) -> str:
    """Return the outcome that a contrast between segments compares; empty if it is not known."""
    rest = contrast.removeprefix(CONTRAST_PREFIX)
    return max((name for name in CODEBOOK if rest.startswith(f"{name}_")), key=len, default="")
