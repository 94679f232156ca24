"""What stands on the axes: outcomes in words with their units, fractions as percentages."""

from matplotlib.axis import Axis
from matplotlib.ticker import PercentFormatter

from arrears.results.codebook import lookup
from arrears.words import ENGLISH, Words

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


def in_words(outcome: str, *, words: Words = ENGLISH) -> str:
    """Return an outcome's name as words, with its unit unless it is a fraction or in the name."""
    unit = lookup(outcome).unit
    named = _named(outcome, words)
    if unit == "share":
        return named
    if words.language == "en" and " per 1000" in named and unit.startswith("per 1000"):
        return f"{named.replace(' per 1000', '')} {unit}"
    return words("{outcome} ({unit})", outcome=named, unit=words(unit))


def _named(outcome: str, words: Words) -> str:
    """Name an outcome; a member of a family by the family's words and its own."""
    family = lookup(outcome).family
    if words.language == "en" or not family:
        return words.name(outcome)
    stem, _, _ = family.partition("<")
    if family == "roll_rate_<a>_<b>":
        origin, _, state = outcome.removeprefix(stem).partition("_")
        return words("roll rate from {a} to {b}", a=origin, b=words.name(state))
    places = family.removeprefix(stem).strip("<>")
    own = words.name(outcome.removeprefix(stem))
    return words(f"{stem.replace('_', ' ')}{{{places}}}", **{places: own})


def better_text(outcome: str, *, words: Words = ENGLISH) -> str:
    """Return which direction is better, empty where neither is."""
    better = lookup(outcome).better
    return "" if better == "neutral" else words(f"{better} is better")


def level_label(outcome: str, *, words: Words = ENGLISH) -> str:
    """Return the label of an axis that shows an outcome."""
    share = words(" (%)") if is_fraction(outcome) else ""
    return f"{words.capital(in_words(outcome, words=words))}{share}"


def change_label(outcome: str, *, words: Words = ENGLISH) -> str:
    """Return the label of an axis that shows changes of an outcome beside those of another."""
    named = in_words(outcome, words=words)
    if is_fraction(outcome):
        return words("Change in {outcome}, percentage points", outcome=named)
    return words("Change in {outcome}", outcome=named)


def difference_label(outcome: str, *, words: Words = ENGLISH) -> str:
    """Return the label of an axis that shows differences of an outcome, and what is better."""
    label = words("Difference, percentage points" if is_fraction(outcome) else "Difference")
    better = better_text(outcome, words=words)
    return words("{label} ({better})", label=label, better=better) if better else label


def show_as_share(axis: Axis, outcome: str) -> None:
    """Write the ticks of a fraction's axis in per cent, with as many decimals as they need."""
    if is_fraction(outcome):
        axis.set_major_formatter(PercentFormatter(1.0))


def show_as_points(axis: Axis, outcome: str) -> None:
    """Write the ticks of differences between fractions in percentage points."""
    if is_fraction(outcome):
        axis.set_major_formatter(PercentFormatter(1.0, symbol=None))
