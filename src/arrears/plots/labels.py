"""What stands on the axes: outcomes in words with their units, fractions as percentages."""

from typing import Final

from matplotlib.axis import Axis

from arrears.plots.ticks import PercentTicks
from arrears.results.codebook import CODEBOOK, lookup
from arrears.results.contrasts import CONTRAST_FAMILY, CONTRAST_PREFIX
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

_FAMILIES: Final = {
    "complaints_per_1000_<channel>": ("complaints per 1000 {channel}", ("channel",)),
    "violations_per_1000_borrowers_<severity>": (
        "{severity} breaches per 1000 borrowers",
        ("severity",),
    ),
    "pause_days_from_<cause>": ("pause days from {cause}", ("cause",)),
    "pause_days_from_<root>": ("pause days from {root}", ("root",)),
    "halts_from_<cause>": ("halts from {cause}", ("cause",)),
    "halts_from_<root>": ("halts from {root}", ("root",)),
    "long_halts_from_<cause>": ("long halts from {cause}", ("cause",)),
    "long_halts_from_<root>": ("long halts from {root}", ("root",)),
    "distress_from_<source>": ("distress from {source}", ("source",)),
    "recovered_rate_<way>": ("recovered by way of {way}", ("way",)),
    "roll_rate_<a>_<b>": ("roll rate from {a} to {b}", ("a", "b")),
}
"""How members of a family are called: a text, and what its places are."""


def is_fraction(outcome: str) -> bool:
    """Say whether an outcome is a fraction, which readers see as a percentage."""
    return lookup(outcome).unit == "share"


def in_words(outcome: str, words: Words = ENGLISH) -> str:
    """Return an outcome's name as words, with its unit unless it is a fraction or in the name."""
    unit = lookup(outcome).unit
    name = _name(outcome, words)
    if unit == "share":
        return name
    if words.language == "en" and " per 1000" in name and unit.startswith("per 1000"):
        stem = name.replace(" per 1000 borrowers", "").replace(" per 1000 attempts", "")
        return f"{stem.replace(' per 1000', '')} {unit}"
    say = words if outcome in CODEBOOK else words.maybe
    return words("{outcome} ({unit})", outcome=name, unit=say(unit))


def _name(outcome: str, words: Words) -> str:
    """Return the words of a name, those that fill a family's places one by one."""
    family = lookup(outcome).family
    if family == CONTRAST_FAMILY and outcome != family:
        return words("contrast {name}", name=outcome.removeprefix(CONTRAST_PREFIX))
    if family not in _FAMILIES or outcome == family:
        say = words if outcome in CODEBOOK else words.maybe
        return say(outcome.replace("_", " "))
    text, places = _FAMILIES[family]
    members = outcome.removeprefix(family.partition("<")[0]).split("_", len(places) - 1)
    filling = {place: words.name(member) for place, member in zip(places, members, strict=True)}
    return words(text, **filling)


def better_text(outcome: str, words: Words = ENGLISH) -> str:
    """Return which direction is better, empty where neither is."""
    better = lookup(outcome).better
    return "" if better == "neutral" else words(f"{better} is better")


def level_label(outcome: str, words: Words = ENGLISH) -> str:
    """Return the label of an axis that shows an outcome."""
    share = words(" (%)") if is_fraction(outcome) else ""
    return f"{words.capital(in_words(outcome, words))}{share}"


def change_label(outcome: str, words: Words = ENGLISH) -> str:
    """Return the label of an axis that shows changes of an outcome beside those of another."""
    name = in_words(outcome, words)
    if is_fraction(outcome):
        return words("Change in {outcome}, percentage points", outcome=name)
    return words("Change in {outcome}", outcome=name)


def difference_label(outcome: str, words: Words = ENGLISH) -> str:
    """Return the label of an axis that shows differences of an outcome, and what is better."""
    label = words("Difference, percentage points" if is_fraction(outcome) else "Difference")
    better = better_text(outcome, words)
    return words("{label} ({better})", label=label, better=better) if better else label


def show_as_share(axis: Axis, outcome: str) -> None:
    """Write the ticks of a fraction's axis in per cent, with no more decimals than they need."""
    if is_fraction(outcome):
        axis.set_major_formatter(PercentTicks())


def show_as_points(axis: Axis, outcome: str) -> None:
    """Write the ticks of differences between fractions in percentage points."""
    if is_fraction(outcome):
        axis.set_major_formatter(PercentTicks(symbol=""))
