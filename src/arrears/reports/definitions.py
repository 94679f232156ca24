"""What the outcomes beside a figure or table mean, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from arrears.plots.labels import in_words
from arrears.results.codebook import FAMILIES, Outcome, lookup
from arrears.words import Words

__all__ = ["Definition", "definitions"]

_BETTER: Final = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "neutral": "Neither direction is better.",
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
        title=words.capital(in_words(outcome.name, words=words)),
        definition=_say(outcome, "definition", words),
        fraction=above if below == "1" else words("{above} ÷ {below}", above=above, below=below),
        better=words(_BETTER[outcome.better]),
        caveats=words(outcome.caveats) if outcome.caveats else "",
    )


def _say(outcome: Outcome, part: str, words: Words) -> str:
    """Return a text of the codebook; a family's text with the member's own words in its places."""
    family = FAMILIES.get(outcome.family)
    if family is None or family.name == outcome.name:
        return words(getattr(outcome, part))
    text = words(getattr(family, part))
    stem = family.name.partition("<")[0]
    own = outcome.name.removeprefix(stem)
    places = [own] if family.name.count("<") == 1 else own.split("_", 1)
    for place, word in enumerate(places):
        text = text.replace(f"{{{place}}}", words.name(word))
    return text
