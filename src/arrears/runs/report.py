"""The report of a finished run, made again; the manifest vouches for the new files."""

from pathlib import Path

from arrears.reports import build
from arrears.runs.directory import RunDirectory
from arrears.runs.manifest import seal

__all__ = ["make_report"]


def make_report(directory: Path, *, language: str | None = None) -> Path:
    """Make figures and page from a run's files and return the page.

    Parameters
    ----------
    directory : Path
        A finished run.
    language : {"en", "zh"}, optional
        The readers'. The manifest keeps it, and a report made later without one is in it again.

    Raises
    ------
    StorageError
        If there is no finished run, or it cannot be written.
    """
    run = RunDirectory(directory)
    manifest = run.manifest()
    page = build(directory, language=language)
    if language is not None:
        manifest["language"] = language
    run.write_manifest(seal(manifest, run))
    return page
