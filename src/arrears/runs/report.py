"""The report of a finished run, made again; the manifest vouches for the new files."""

from pathlib import Path

from arrears.reports import build
from arrears.runs.directory import RunDirectory
from arrears.runs.manifest import seal

__all__ = ["make_report"]


def make_report(directory: Path) -> Path:
    """Make figures and page from a run's files and return the page.

    Raises
    ------
    StorageError
        If there is no finished run, or it cannot be written.
    """
    run = RunDirectory(directory)
    manifest = run.manifest()
    page = build(directory)
    run.write_manifest(seal(manifest, run))
    return page
