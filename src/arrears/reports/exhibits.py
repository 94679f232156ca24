"""The figures of a report, each with its words, its definitions and the numbers behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from arrears.plots.figure_kind import FigureKind, TableSource
from arrears.plots.registry import FIGURES
from arrears.plots.sheets import sheets
from arrears.plots.style import drawing, policy_styles, svg_text
from arrears.reports.definitions import Definition, definitions
from arrears.reports.drawings import shortened, stacked
from arrears.words import Words

__all__ = ["Exhibit", "exhibit", "exhibits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One figure: ``name`` is also that of its files, ``table`` holds what it draws.

    ``link`` is its title in the list of contents; ``alt`` says in words what it shows. ``sheets``
    stand on a page that may be printed, ``svg`` is all of them below each other.
    """

    name: str
    link: str
    title: str
    alt: str
    definition: str
    definitions: tuple[Definition, ...]
    table: pd.DataFrame
    svg: str
    sheets: tuple[str, ...]

    @property
    def csv(self) -> str:
        """The numbers as text, to eight digits: what a run's own tables have, they have in full."""
        return self.table.to_csv(index=False, lineterminator="\n", float_format="%.8g")


def exhibits(
    source: TableSource, words: Words, *, added: Mapping[str, FigureKind] | None = None
) -> list[Exhibit]:
    """Return the figures that a run has numbers for, in the order of the page.

    Parameters
    ----------
    source : TableSource
        The run's tables.
    words : Words
        The reader's language.
    added : mapping, optional
        Figures of the scenario's own modules, by name; they stand behind ours.
    """
    kinds = FIGURES | dict(added or {})
    found = (exhibit(kind, source, words) for kind in kinds.values())
    return [each for each in found if each is not None]


def exhibit(kind: FigureKind, source: TableSource, words: Words) -> Exhibit | None:
    """Return one figure of a run, or None where the run has no numbers for it."""
    table = kind.tabulate(source)
    if table.empty:
        return None
    with drawing():
        return _exhibit(kind, table, source, words)


def _exhibit(kind: FigureKind, table: pd.DataFrame, source: TableSource, words: Words) -> Exhibit:
    alt = kind.alt(table, words)
    parts = tuple(_sheets(kind, table, source, words, alt))
    say = words if FIGURES.get(kind.name) is kind else words.maybe
    return Exhibit(
        name=kind.name,
        link=words.capital(words.name(kind.name)),
        title=say(kind.question),
        alt=alt,
        definition=say(kind.definition),
        definitions=definitions(kind.outcomes, words),
        table=table,
        svg=parts[0] if len(parts) == 1 else stacked(parts, alt=alt),
        sheets=parts,
    )


def _sheets(
    kind: FigureKind, table: pd.DataFrame, source: TableSource, words: Words, alt: str
) -> Iterator[str]:
    """Yield the sheets of a figure: of one that is too tall for one, several."""
    styles = policy_styles(source.policies)
    ax = kind.draw(table, styles=styles, words=words)
    parts = sheets(kind, table, ax)
    if len(parts) == 1:
        yield _svg(ax, kind.name, alt)
        return
    for number, part in enumerate(parts, 1):
        drawn = kind.draw(part, styles=styles, words=words)
        yield _svg(drawn, f"{kind.name}-{number}", kind.alt(part, words))


def _svg(ax: Axes, name: str, alt: str) -> str:
    dashed = name.replace("_", "-")
    return shortened(svg_text(cast(Figure, ax.figure), name=dashed, alt=alt), name=dashed)
