"""What an installation has: versions, cores, fonts, cache, and whether tables can be written."""

import platform
import tempfile
from pathlib import Path

import duckdb
import pandas as pd
from matplotlib import font_manager

from arrears.compiled import cache_folder
from arrears.errors import StorageError
from arrears.runs.storage import file_hash, read_table, write_table
from arrears.runs.versions import commit, package_versions, version
from arrears.runs.workers import cores
from arrears.scenario.shipped import scenario_names

__all__ = ["findings"]

_CHINESE_FONTS = ("CJK", "Hei", "Song", "PingFang", "YaHei", "WenQuanYi")

Finding = tuple[str, str, bool]


def findings() -> list[Finding]:
    """Return what was looked at, what was found, and whether it will do."""
    found: list[Finding] = [
        ("arrears", version(), True),
        ("commit", commit() or "not run from a checkout", True),
        ("platform", platform.platform(), True),
        *((name, text, text != "missing") for name, text in package_versions().items()),
        ("cores", str(cores()), True),
        _kernels(),
        _fonts(),
        _tables(),
    ]
    names = scenario_names()
    return [*found, ("shipped scenarios", ", ".join(names) or "none", bool(names))]


def _kernels() -> Finding:
    folder = cache_folder()
    count = len(list(folder.rglob("*.nbi")))
    return ("compiled kernels", f"{count} in {folder}", True)


def _fonts() -> Finding:
    """Look for a font with Chinese characters; figures keep their text and do without one."""
    names = {font.name for font in font_manager.fontManager.ttflist}
    chinese = sorted(name for name in names if any(mark in name for mark in _CHINESE_FONTS))
    said = chinese[0] if chinese else "none with Chinese characters; the browser's are used"
    return ("fonts", f"{len(names)} families, {said}", True)


def _tables() -> Finding:
    """Write a small table twice and read it back."""
    table = pd.DataFrame({"word": ["a", ""], "number": [1, -1]})
    try:
        with tempfile.TemporaryDirectory(prefix="arrears-doctor-") as folder:
            paths = [Path(folder, name) for name in ("once.parquet", "twice.parquet")]
            for path in paths:
                write_table(table, path)
            same = file_hash(paths[0]) == file_hash(paths[1])
            reads = read_table(paths[0])["number"].tolist() == [1, -1]
    except (OSError, StorageError, duckdb.Error) as error:
        return ("tables", f"cannot be written: {error}", False)
    return ("tables", "the same bytes twice" if same and reads else "differ", same and reads)
