"""What the outcomes beside a figure or table mean, in the reader's language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from arrears.plots.labels import in_words
from arrears.results.codebook import CODEBOOK, FAMILIES, Outcome, lookup
from arrears.results.contrasts import CONTRAST_FAMILY
from arrears.words import Words

__all__ = ["Definition", "definitions"]

_BETTER: Final = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "neutral": "Neither direction is better.",
}

_FAMILY_TITLES: Final = {
    "complaints_per_1000_<channel>": "complaints by channel",
    "violations_per_1000_borrowers_<severity>": "breaches by severity",
    "pause_days_from_<cause>": "pause days by cause",
    "pause_days_from_<root>": "pause days by root",
    "halts_from_<cause>": "halts by cause",
    "halts_from_<root>": "halts by root",
    "long_halts_from_<cause>": "halts of half a year by cause",
    "long_halts_from_<root>": "halts of half a year by root",
    "distress_from_<source>": "distress by source",
    "recovered_rate_<way>": "recovered by way",
    "roll_rate_<a>_<b>": "roll rate from bucket a to b",
    CONTRAST_FAMILY: "contrast between segments",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One outcome: its name in tables, in words, and what is divided by what."""

    name: str
    title: str
    definition: str
    fraction: str
    better: str
    caveats: str


def definitions(outcomes: Iterable[str], words: Words) -> tuple[Definition, ...]:
    """Return the codebook's entries of some outcomes, each once."""
    return tuple(_definition(lookup(outcome), words) for outcome in dict.fromkeys(outcomes))


def _definition(outcome: Outcome, words: Words) -> Definition:
    above, below = _say(outcome, "numerator", words), _say(outcome, "denominator", words)
    return Definition(
        name=outcome.name,
        title=words.capital(_title(outcome, words)),
        definition=_say(outcome, "definition", words),
        fraction=above if below == "1" else words("{above} ÷ {below}", above=above, below=below),
        better=words(_BETTER[outcome.better]),
        caveats=_say(outcome, "caveats", words) if outcome.caveats else "",
    )


def _title(outcome: Outcome, words: Words) -> str:
    if outcome.name in _FAMILY_TITLES:
        return words(_FAMILY_TITLES[outcome.name])
    return in_words(outcome.name, words=words)


def _say(outcome: Outcome, part: str, words: Words) -> str:
    """Return a text of the codebook; a family's text with the member's own words in its places.

    The places of a family that is meant as a whole are named: bucket a, source.
    """
    family = FAMILIES.get(outcome.family)
    if family is None:
        say = words if outcome.name in CODEBOOK else words.maybe
        return say(getattr(outcome, part))
    text = words(getattr(family, part))
    for place, word in enumerate(_places(outcome.name, family.name)):
        text = text.replace(f"{{{place}}}", words.name(word))
    return text


def _places(name: str, family: str) -> list[str]:
    """Return what a member puts in the places of its family."""
    own = name.removeprefix(family.partition("<")[0])
    if family == CONTRAST_FAMILY:
        known = [outcome for outcome in CODEBOOK if own.startswith(f"{outcome}_")]
        outcome = max(known, key=len, default="outcome")
        return [outcome, own.removeprefix(f"{outcome}_").replace("<", "").replace(">", "")]
    return re.findall(r"<(\w+)>", own) or own.split("_", family.count("<") - 1)
