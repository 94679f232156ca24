"""Contrasts: how much more of an outcome one segment bears than another."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["CONTRAST_FAMILY", "CONTRAST_PREFIX", "Contrast", "contrast_rows"]

CONTRAST_PREFIX: Final = "contrast_"
CONTRAST_FAMILY: Final = "contrast_<outcome>_<segment>_<segment>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """An outcome in one segment, less the same outcome in another."""

    outcome: str
    segment: str
    against: str

    @property
    def name(self) -> str:
        """The name of this difference among the outcomes."""
        return f"{CONTRAST_PREFIX}{self.outcome}_{self.segment}_{self.against}"


def contrast_rows(
    values: Mapping[tuple[str, str], float], contrasts: Iterable[Contrast]
) -> Iterator[tuple[str, str, float, float, float]]:
    """Yield one row of outcomes for each contrast, in segment ``all``.

    Parameters
    ----------
    values : mapping
        Values by segment and outcome; an outcome that this book does not have is missing.
    contrasts : iterable of Contrast
        Which to compute; those of an outcome or a segment that is missing are left out.

    Yields
    ------
    tuple
        Segment, outcome, numerator (the difference), denominator (1) and value. Where either
        segment has no value, both are 0 and the value is empty (NaN).
    """
    for contrast in contrasts:
        sides = (contrast.segment, contrast.outcome), (contrast.against, contrast.outcome)
        if any(side not in values for side in sides):
            continue
        difference = values[sides[0]] - values[sides[1]]
        is_empty = math.isnan(difference)
        yield (
            "all",
            contrast.name,
            0.0 if is_empty else difference,
            0.0 if is_empty else 1.0,
            difference,
        )
