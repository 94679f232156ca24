"""The report of a run: figures, the numbers behind them, and one page that opens offline."""

import warnings
from pathlib import Path

from arrears.errors import StorageError
from arrears.fonts import missing, subset
from arrears.garbage import uncollected
from arrears.reports.added import added_figures, remember_added
from arrears.reports.easels import Spread, spread_exhibits
from arrears.reports.exhibits import Exhibit, exhibits
from arrears.reports.page import font_face, page, with_font
from arrears.reports.run_files import read_run_files
from arrears.reports.run_tables import RunTables
from arrears.words import Words

__all__ = ["MissingGlyph", "build", "warn_of_missing"]


class MissingGlyph(UserWarning):
    """A letter that the report's own font lacks: the reader's fonts must show it."""


def build(directory: Path, *, language: str | None = None, spread: Spread | None = None) -> Path:
    """Write the figures and the page of a run from the files of its directory alone.

    Parameters
    ----------
    directory : Path
        A run directory. ``report.html`` and ``figures/*.svg`` with ``*.csv`` beside are written,
        each complete or not at all, and the same bytes whenever the files are the same.
    language : {"en", "zh"}, optional
        The readers'; by default the one that the manifest names, or else English.
    spread : callable, optional
        Has the figures drawn by several processes; by default they are drawn here.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    ExtensionError
        If a module of the scenario's own is no longer what it was when the run was made.
    ScenarioError
        If there is no catalogue of the language.
    StorageError
        If a file of the run cannot be read, or the directory cannot be written.

    Warns
    -----
    MissingGlyph
        If a name or text of the user's has letters that the report's font lacks.
    """
    with uncollected():
        return _built(directory, language, spread)


def _built(directory: Path, language: str | None, spread: Spread | None) -> Path:
    run = read_run_files(directory)
    words = Words(language or str(run.manifest.get("language") or "en"))
    remember_added(run.manifest)
    added = added_figures(run.manifest)
    if spread is None:
        figures = exhibits(RunTables(run), words, added=added)
    else:
        figures = spread_exhibits(run, words, added, spread)
    text = page(run, figures, words)
    warn_of_missing(text)
    font = subset(text)
    try:
        _write_figures(directory / "figures", figures, font)
        _write(directory / "report.html", with_font(text, font))
    except OSError as error:
        raise StorageError(
            f"{directory}: the report cannot be written: {error.strerror}"
        ) from error
    return directory / "report.html"


def _write_figures(folder: Path, figures: list[Exhibit], font: bytes) -> None:
    """Write the figures and their numbers; those of an earlier report that has more go."""
    folder.mkdir(exist_ok=True)
    kept = {f"{figure.name}.{ending}" for figure in figures for ending in ("svg", "csv")}
    for file in folder.iterdir():
        if file.suffix in (".svg", ".csv") and file.name not in kept:
            file.unlink()
    letters = subset((letter for figure in figures for letter in figure.svg), of=font)
    for figure in figures:
        _write(folder / f"{figure.name}.svg", _standalone(figure, letters))
        _write(folder / f"{figure.name}.csv", figure.csv)


def warn_of_missing(text: str) -> None:
    """Warn of the letters of a text that the report's font lacks."""
    lacking = missing(text)
    if lacking:
        message = (
            f"the report's font has no glyph for {', '.join(lacking)}; readers see them in a font "
            "of their own, or not at all"
        )
        warnings.warn(message, MissingGlyph, stacklevel=3)


def _standalone(figure: Exhibit, font: bytes) -> str:
    """Return a figure as a file of its own, which carries its letters with it."""
    style = f"<style>{font_face(font)}</style>\n"
    element = figure.svg.replace("<defs>", f"{style}<defs>", 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{element}'


def _write(path: Path, text: str) -> None:
    """Write a file under a temporary name, then rename it."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    unfinished.replace(path)
