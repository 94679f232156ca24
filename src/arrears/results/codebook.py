"""The codebook: what each outcome means, in the order in which tables list them.

Families with a parameter are written out member by member; `lookup` also finds a family by its
own name, such as ``roll_rate_<a>_<b>``.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from arrears.errors import ScenarioError
from arrears.results.codebook_arrears import ARREARS
from arrears.results.codebook_collection import COLLECTION
from arrears.results.codebook_entry import Entry
from arrears.results.codebook_headline import HEADLINE
from arrears.results.codebook_surroundings import SURROUNDINGS
from arrears.results.contrasts import CONTRAST_FAMILY, CONTRAST_PREFIX
from arrears.results.tally_arrears import BUCKETS, STATES
from arrears.results.tally_contact import COMPLAINT_CHANNELS, SEVERITIES
from arrears.results.tally_court import WAYS
from arrears.results.tally_distress import DISTRESS_SOURCES
from arrears.results.tally_pauses import PAUSE_CAUSES, PAUSE_ROOTS

__all__ = ["CODEBOOK", "FAMILIES", "Better", "Outcome", "lookup", "remember"]

Better = Literal["higher", "lower", "neutral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one outcome means.

    Parameters
    ----------
    name : str
        As in tables.
    better : "higher", "lower" or "neutral"
        From the point of view named in the definition; neutral where it depends.
    unit : str
        Of the value.
    definition, numerator, denominator : str
        What it is, and what is divided by what.
    caveats : str
        What it does not say.
    headline : bool
        Whether its denominator is fixed before treatment.
    family : str
        Name of the family it is a member of, or empty.
    """

    name: str
    better: Better
    unit: str
    definition: str
    numerator: str
    denominator: str
    caveats: str = ""
    headline: bool = False
    family: str = ""


_MEMBERS: Final[dict[str, list[tuple[str, ...]]]] = {
    "complaints_per_1000_<channel>": [(each.label,) for each in COMPLAINT_CHANNELS],
    "violations_per_1000_borrowers_<severity>": [(each.label,) for each in SEVERITIES],
    "pause_days_from_<cause>": [(each.label,) for each in PAUSE_CAUSES],
    "pause_days_from_<root>": [(each.label,) for each in PAUSE_ROOTS],
    "halts_from_<cause>": [(each.label,) for each in PAUSE_CAUSES],
    "halts_from_<root>": [(each.label,) for each in PAUSE_ROOTS],
    "long_halts_from_<cause>": [(each.label,) for each in PAUSE_CAUSES],
    "long_halts_from_<root>": [(each.label,) for each in PAUSE_ROOTS],
    "distress_from_<source>": [(each.label,) for each in DISTRESS_SOURCES],
    "recovered_rate_<way>": [(way,) for way in WAYS],
    "roll_rate_<a>_<b>": [(str(bucket), state) for bucket in range(BUCKETS) for state in STATES],
    CONTRAST_FAMILY: [],  # named by the scenario
}


def _outcome(name: str, entry: Entry, *, headline: bool) -> Outcome:
    better, unit, definition, numerator, denominator, caveats = entry
    return Outcome(
        name=name,
        better=better,
        unit=unit,
        definition=definition,
        numerator=numerator,
        denominator=denominator,
        caveats=caveats,
        headline=headline,
        family=name if name in _MEMBERS else "",
    )


def _named(name: str, words: tuple[str, ...]) -> str:
    """Put words in the places of a family's name."""
    stem = name.partition("<")[0]
    return stem + "_".join(words)


def _filled(text: str, words: tuple[str, ...]) -> str:
    """Put words in the places of a family's text: ``{0}``, ``{1}``."""
    for place, word in enumerate(words):
        text = text.replace(f"{{{place}}}", word)
    return text


def _member(family: Outcome, words: tuple[str, ...]) -> Outcome:
    better = family.better
    if family.name == "roll_rate_<a>_<b>":
        better = _roll_better(*words)
    return replace(
        family,
        name=_named(family.name, words),
        better=better,
        definition=_filled(family.definition, words),
        numerator=_filled(family.numerator, words),
        denominator=_filled(family.denominator, words),
    )


def _roll_better(origin: str, state: str) -> Better:
    """Towards current or paid off is better, towards charge-off is worse."""
    if state == origin:
        return "higher" if origin == "0" else "neutral"
    is_worse = state == "charged_off" or (state.isdigit() and state > origin)
    return "lower" if is_worse else "higher"


_ENTRIES: Final = ((True, HEADLINE), (False, ARREARS | COLLECTION | SURROUNDINGS))

FAMILIES: Final[dict[str, Outcome]] = {
    name: _outcome(name, entry, headline=headline)
    for headline, entries in _ENTRIES
    for name, entry in entries.items()
    if name in _MEMBERS
}
"""Families of outcomes with a parameter; their texts have places ``{0}``, ``{1}``."""


def _codebook() -> dict[str, Outcome]:
    book: dict[str, Outcome] = {}
    for headline, entries in _ENTRIES:
        for name, entry in entries.items():
            if name in FAMILIES:
                members = [_member(FAMILIES[name], words) for words in _MEMBERS[name]]
                book |= {member.name: member for member in members}
            else:
                book[name] = _outcome(name, entry, headline=headline)
    return book


CODEBOOK: Final[dict[str, Outcome]] = _codebook()
"""Every outcome by name, headline outcomes first."""

_added: dict[str, Outcome] = {}  # what users' modules said of their own; words only, no numbers


def remember(meanings: Iterable[Outcome]) -> None:
    """Let `lookup` find what outcomes mean that a scenario's own modules add."""
    _added.update({meaning.name: meaning for meaning in meanings})


def lookup(name: str) -> Outcome:
    """Return what an outcome means.

    Parameters
    ----------
    name : str
        An outcome, a contrast between segments, or a family such as ``roll_rate_<a>_<b>`` (also
        written ``roll_rate_*``).

    Raises
    ------
    ScenarioError
        If there is none of that name; names the nearest.
    """
    if name in CODEBOOK:
        return CODEBOOK[name]
    if name in _added:
        return _added[name]
    for family, outcome in FAMILIES.items():
        if name in {family, family.partition("<")[0] + "*"}:
            return outcome
    contrast = _contrast(name)
    if contrast is not None:
        return contrast
    known = [*CODEBOOK, *FAMILIES]
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
    message = f"outcome {name!r} is not in the codebook; the nearest name is {nearest!r}"
    raise ScenarioError(message)


def _contrast(name: str) -> Outcome | None:
    """Return what a contrast means, in the unit of its outcome; None for other names."""
    rest = name.removeprefix(CONTRAST_PREFIX)
    found = [outcome for outcome in CODEBOOK if rest != name and rest.startswith(f"{outcome}_")]
    if not found:
        return None
    outcome = max(found, key=len)
    member = _member(FAMILIES[CONTRAST_FAMILY], (outcome, rest.removeprefix(f"{outcome}_")))
    return replace(member, name=name, unit=CODEBOOK[outcome].unit)
