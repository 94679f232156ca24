"""What is wrong with a scenario, and exactly where: positions, and problems collected to the end.

A problem is reported with its place, so every value remembers the source it was read from. Nothing
is raised at the first fault: loading goes on as far as it makes sense and `Problems.refuse` raises
one `ScenarioError` that lists them all.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from arrears.errors import ScenarioError

__all__ = [
    "SCENARIO_LAYER",
    "KeyPath",
    "Position",
    "Problem",
    "Problems",
    "Source",
    "in_order",
    "join",
    "nearest",
    "shown",
]

KeyPath = tuple[str | int, ...]

SHOWN_LENGTH = 40
SCENARIO_LAYER = 100
LISTED_NAMES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where text came from: a file, or an option of the command.

    Parameters
    ----------
    name : str
        As messages show it: the path of the file, or the option as it was given.
    folder : Path
        What relative paths in the text are relative to.
    layer : int
        Sources of a higher layer lie over those of a lower: parts 0, what is extended below
        `SCENARIO_LAYER`, the scenario itself there, options above.
    """

    name: str
    folder: Path
    layer: int = SCENARIO_LAYER

    @property
    def is_option(self) -> bool:
        """Whether this was given to the command, not written in a file."""
        return self.layer > SCENARIO_LAYER

    @property
    def is_part(self) -> bool:
        """Whether this is a named part, on which scenarios build."""
        return self.layer == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a source; lines and columns count from 1, line 0 means the source as a whole."""

    source: Source
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:column``, or the source alone where there are no lines."""
        if self.line == 0 or self.source.is_option:
            return self.source.name
        return f"{self.source.name}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault or warning: where, in which key, and what would be accepted."""

    position: Position
    path: str
    message: str

    def __str__(self) -> str:
        """Return ``file:line:column: key.path: message``."""
        path = f"{self.path}: " if self.path else ""
        return _on_one_line(f"{self.position}: {path}{self.message}")


@dataclass(slots=True, kw_only=True)
class Problems:
    """Everything found wrong (errors) or odd (warnings) so far.

    `told` are errors that explain whatever else is wrong at the same place.
    """

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    told: set[Problem] = field(default_factory=set)

    def error(self, position: Position, path: str, message: str) -> None:
        """Note a fault that makes the scenario unusable."""
        self.errors.append(Problem(position=position, path=path, message=message))

    def warn(self, position: Position, path: str, message: str) -> None:
        """Note something that is allowed, but hardly meant."""
        self.warnings.append(Problem(position=position, path=path, message=message))

    def refuse(self) -> None:
        """Raise all errors at once, if there are any.

        Raises
        ------
        ScenarioError
            Its message has one line per error, in order of position, each error once.
        """
        places = {problem.position for problem in self.told}
        errors = [p for p in self.errors if p in self.told or p.position not in places]
        if errors:
            raise ScenarioError("\n".join(in_order(errors)))


def in_order(problems: Iterable[Problem]) -> list[str]:
    """Return the texts of problems, each once, by order of source (as first met) and position."""
    ranks: dict[str, int] = {}
    keyed = []
    for problem in problems:
        at = problem.position
        rank = ranks.setdefault(at.source.name, len(ranks))
        keyed.append((rank, at.line, at.column, str(problem)))
    return list(dict.fromkeys(text for *_, text in sorted(keyed)))


def _on_one_line(text: str) -> str:
    """Return text with line breaks and control characters made visible."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def join(path: Sequence[str | int]) -> str:
    """Return a key path as it is written in messages and in ``--set``."""
    return ".".join(str(key) for key in path)


def shown(value: object) -> str:
    """Return a value as messages quote it: as it would be written, and never long."""
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}..."


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean X?``, or what would be accepted if no known name is near."""
    names = list(dict.fromkeys(known))
    close = difflib.get_close_matches(word[:SHOWN_LENGTH], names, n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]}?"
    if not names:
        return ""
    more = ", ..." if len(names) > LISTED_NAMES else ""
    return f"; accepted: {', '.join(names[:LISTED_NAMES])}{more}"
