"""One language's words: English in, the reader's language out."""

import json
import warnings
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Final

from arrears.errors import ScenarioError

__all__ = ["ENGLISH", "LANGUAGES", "UntranslatedText", "Words", "catalogue"]

LANGUAGES: Final = ("en", "zh")


class UntranslatedText(UserWarning):
    """A text of ours that the catalogue lacks: the reader sees English."""


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return English texts with their translations; English has none and needs none.

    The files are read when a language is first used.
    """
    texts: dict[str, str] = {}
    if language == "en":
        return texts
    folder = resources.files(__package__).joinpath(language)
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            texts |= json.loads(file.read_text(encoding="utf-8"))
    return texts


class Words:
    """What to write instead of an English text.

    Parameters
    ----------
    language : {"en", "zh"}
        The reader's language.

    Raises
    ------
    ScenarioError
        If there is no catalogue of that language.
    """

    __slots__ = ("language",)

    def __init__(self, language: str = "en") -> None:
        if language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise ScenarioError(f"language {language!r} has no catalogue; use one of {known}")
        self.language = language

    def __call__(self, text: str, /, **values: object) -> str:
        """Return a text in the reader's language, places such as ``{n}`` filled with values."""
        known = text if self.language == "en" else catalogue(self.language).get(text)
        if known is None:
            message = f"no {self.language} words for {text!r}; add them to words/{self.language}/"
            warnings.warn(message, UntranslatedText, stacklevel=2)
            known = text
        return known.format(**values) if values else known

    def name(self, identifier: str) -> str:
        """Return an identifier as words; a user's own (unknown to the catalogue) unchanged.

        English keeps an identifier's words: ``out_of_reach`` reads "out of reach".
        """
        spaced = identifier.replace("_", " ")
        if self.language == "en":
            return spaced
        return catalogue(self.language).get(spaced, identifier)

    def maybe(self, text: str) -> str:
        """Return a user's text, translated only where the catalogue happens to have it."""
        return catalogue(self.language).get(text, text)

    def listed(self, items: Iterable[str]) -> str:
        """Return items after each other with the language's comma."""
        return self(", ").join(items)

    def clauses(self, items: Iterable[str]) -> str:
        """Return clauses after each other with the language's semicolon."""
        return self("; ").join(items)

    def sentences(self, items: Iterable[str]) -> str:
        """Return whole sentences after each other: Chinese has no space between them."""
        return ("" if self.language == "zh" else " ").join(items)

    def capital(self, text: str) -> str:
        """Return a text that opens a line: its first letter large, where a script has case."""
        return text[:1].upper() + text[1:]


ENGLISH: Final = Words("en")
"""The words as they stand in the code."""
