"""Which assumption alone turns a ranking round or a difference's sign, and at which value."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arrears.experiments.plan import TOLERANCE
from arrears.experiments.points import Contrast, Luck
from arrears.experiments.ranges import Assumption, Number
from arrears.statistics import MeanInterval, mean_interval

__all__ = [
    "COARSE",
    "ENDS",
    "Crossing",
    "End",
    "Verdict",
    "crossings",
    "has_turned",
    "is_clear",
    "verdict",
]

ENDS = ("low", "high")
COARSE = 0.125
"""How exactly a change of sign is located that luck could explain: a fraction of the range."""

Verdict = str
"""``flips``, ``turns``, ``holds``, ``unclear``, ``refused``, ``failed`` or ``not tried``."""


def is_clear(interval: MeanInterval) -> bool:
    """Say whether an interval leaves out 0; one that is empty does not."""
    return interval.low > 0 or interval.high < 0


def verdict(base: MeanInterval, end: MeanInterval) -> Verdict:
    """Return what an end of a range does to the ranking at the base.

    ``flips`` if both intervals leave out 0 and lie on different sides of it, ``holds`` if on the
    same. If one holds 0, so that luck could explain it: ``turns`` if the means lie on different
    sides, else ``unclear``.
    """
    turned = has_turned(base, end)
    if is_clear(base) and is_clear(end):
        return "flips" if turned else "holds"
    return "turns" if turned else "unclear"


def has_turned(base: MeanInterval, end: MeanInterval) -> bool:
    """Say whether two means lie on different sides of 0; one that is 0 lies on neither."""
    return base.mean * end.mean < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One assumption at one end of its range, all else as in the scenario.

    Parameters
    ----------
    assumption : Assumption
        Which.
    name : str
        ``low`` or ``high``.
    luck : mapping of Luck by Contrast, or None
        Paired differences; None where the point was not measured.
    reason : Verdict
        Why it was not measured.
    """

    assumption: Assumption
    name: str
    luck: Mapping[Contrast, Luck] | None
    reason: Verdict = ""

    @property
    def value(self) -> Number:
        """The end's value."""
        return self.assumption.low if self.name == "low" else self.assumption.high

    def interval(self, contrast: Contrast) -> MeanInterval:
        """Return the difference there."""
        return mean_interval([] if self.luck is None else self.luck[contrast])


@dataclass(slots=True, kw_only=True)
class Crossing:
    """The search for the value at which a difference changes its sign, by bisection.

    Parameters
    ----------
    end : End
        The end at which the ranking has flipped.
    contrast : Contrast
        Whose ranking.
    sign : bool
        Whether the difference is above 0 at the scenario's own value.
    near, far : int or float
        The difference keeps its sign at ``near``, has lost it at ``far``.
    tolerance : float
        How exactly it is located, as a fraction of the range.
    failed : bool
        Whether a value between could not be measured.
    """

    end: End
    contrast: Contrast
    sign: bool
    near: Number
    far: Number
    tolerance: float = TOLERANCE
    failed: bool = False

    def next(self) -> Number | None:
        """Return the value to try next; None when the flip is located well enough."""
        assumption = self.end.assumption
        width = abs(self.far - self.near)
        middle = assumption.between(self.near, self.far)
        done = width <= self.tolerance * (assumption.high - assumption.low)
        if self.failed or done or middle in (self.near, self.far):
            return None
        return middle

    def learn(self, value: Number, luck: Mapping[Contrast, Luck] | None) -> None:
        """Move one side to a value that was tried."""
        mean = mean_interval(() if luck is None else luck[self.contrast]).mean
        if math.isnan(mean):
            self.failed = True
        elif mean != 0 and (mean > 0) == self.sign:
            self.near = value
        else:
            self.far = value

    @property
    def at(self) -> float:
        """The middle of what is left."""
        return self.near + (self.far - self.near) / 2

    @property
    def within(self) -> float:
        """How far the flip can be from there."""
        return abs(self.far - self.near) / 2


def crossings(
    ends: Sequence[End], base: Mapping[Contrast, Luck]
) -> dict[tuple[str, str, Contrast], Crossing]:
    """Return a search for every change of sign, by parameter, end and contrast.

    Those that luck could explain are located coarsely, so that all of one end try few values.
    """
    found = {}
    for end in ends:
        for contrast, luck in base.items():
            here = mean_interval(luck)
            judged = verdict(here, end.interval(contrast))
            if judged in {"flips", "turns"}:
                found[end.assumption.key, end.name, contrast] = Crossing(
                    end=end,
                    contrast=contrast,
                    sign=here.mean > 0,
                    near=end.assumption.value,
                    far=end.value,
                    tolerance=TOLERANCE if judged == "flips" else COARSE,
                )
    return found
