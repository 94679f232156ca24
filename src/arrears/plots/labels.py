"""What stands on the axes: outcomes in words with their units, fractions as percentages."""

from matplotlib.axis import Axis
from matplotlib.ticker import PercentFormatter

from arrears.results.codebook import lookup

__all__ = [
    "better_text",
    "change_label",
    "difference_label",
    "in_words",
    "is_fraction",
    "level_label",
    "show_as_points",
    "show_as_share",
]


def is_fraction(outcome: str) -> bool:
    """Say whether an outcome is a fraction, which readers see as a percentage."""
    return lookup(outcome).unit == "share"


def in_words(outcome: str) -> str:
    """Return an outcome's name as words, with its unit unless it is a fraction or in the name."""
    unit = lookup(outcome).unit
    words = outcome.replace("_", " ")
    if unit == "share":
        return words
    if " per 1000" in words and unit.startswith("per 1000"):
        return f"{words.replace(' per 1000', '')} {unit}"
    return f"{words} ({unit})"


def better_text(outcome: str) -> str:
    """Return which direction is better, empty where neither is."""
    better = lookup(outcome).better
    return "" if better == "neutral" else f"{better} is better"


def level_label(outcome: str) -> str:
    """Return the label of an axis that shows an outcome."""
    words = in_words(outcome)
    share = " (%)" if is_fraction(outcome) else ""
    return f"{words[0].upper()}{words[1:]}{share}"


def change_label(outcome: str) -> str:
    """Return the label of an axis that shows changes of an outcome beside those of another."""
    words = in_words(outcome)
    points = ", percentage points" if is_fraction(outcome) else ""
    return f"Change in {words}{points}"


def difference_label(outcome: str) -> str:
    """Return the label of an axis that shows differences of an outcome, and what is better."""
    points = ", percentage points" if is_fraction(outcome) else ""
    better = better_text(outcome)
    direction = f" ({better})" if better else ""
    return f"Difference{points}{direction}"


def show_as_share(axis: Axis, outcome: str) -> None:
    """Write the ticks of a fraction's axis in per cent, with as many decimals as they need."""
    if is_fraction(outcome):
        axis.set_major_formatter(PercentFormatter(1.0))


def show_as_points(axis: Axis, outcome: str) -> None:
    """Write the ticks of differences between fractions in percentage points."""
    if is_fraction(outcome):
        axis.set_major_formatter(PercentFormatter(1.0, symbol=None))
