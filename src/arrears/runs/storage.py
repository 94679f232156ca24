"""Tables on disk: CSV and Parquet with the same bytes every time they are written.

duckdb runs on one thread with fixed settings, so the same rows give the same file; words are
written as plain strings, so a file depends on its rows alone and not on the codes of a run.
Every file appears under its name only when it is complete and on disk.
"""

import contextlib
import errno
import functools
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from arrears.errors import StorageError

__all__ = [
    "as_json",
    "file_hash",
    "merge_tables",
    "put_folder",
    "read_table",
    "reason_of",
    "sync",
    "write_table",
    "write_text",
]

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_ROW_GROUP = 122_880  # rows
_INTEGERS = ("replication", "replications", "amount")
_FLOATS = (
    "numerator", "denominator", "value", "mean", "low", "high", "difference", "p_holm",
    "variance_ratio",
    "with_spells", "with_arrears", "with_paid", "with_share", "without_spells", "without_arrears",
    "without_paid", "without_share", "effect", "as_is", "without", "part", "share", "rank",
    "rank_as_is",
)  # fmt: skip


@functools.cache
def _database() -> duckdb.DuckDBPyConnection:
    """Return the connection of this process; opening one costs more than writing a small table."""
    return duckdb.connect(config=_SETTINGS)


def as_json(content: Mapping[str, object]) -> str:
    """Return a mapping as text, in its own order."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def reason_of(error: Exception) -> str:
    """Return in one line why a file could not be read or written."""
    reason = error.strerror if isinstance(error, OSError) else None
    return reason or " ".join(str(error).split())


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk.

    Raises
    ------
    OSError
        If they cannot be stored. Folders cannot be waited for on every system; there it does
        nothing.
    """
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _written(path: Path) -> Iterator[Path]:
    """Give a temporary name; what is written there is put on disk, then in the place of ``path``.

    Raises
    ------
    StorageError
        If it cannot be stored; then ``path`` is as it was.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        yield unfinished
        sync(unfinished)
        unfinished.replace(path)
    except (OSError, duckdb.Error) as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise StorageError(f"{path}: cannot be written: {reason_of(error)}") from error


def put_folder(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write several tables, and put the folder that holds them in place by one rename.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        By file name.
    folder : Path
        If it is there already, it stays as it is: somebody else was quicker with the same.

    Raises
    ------
    StorageError
        If they cannot be stored; then nothing is left of them.
    """
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for name, table in tables.items():
            write_table(table, unfinished / name)
        sync(unfinished)
        with contextlib.suppress(FileExistsError):
            _rename(unfinished, folder)
        sync(folder.parent)
    except OSError as error:
        raise StorageError(f"{folder}: cannot be written: {reason_of(error)}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _rename(unfinished: Path, folder: Path) -> None:
    try:
        unfinished.rename(folder)
    except OSError as error:
        if error.errno == errno.ENOTEMPTY:  # as some systems say that it exists
            raise FileExistsError(str(folder)) from error
        raise


def write_text(text: str, path: Path) -> None:
    """Write a text file under a temporary name, then rename it.

    Raises
    ------
    StorageError
        If it cannot be stored.
    """
    with _written(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8", newline="\n")


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV or Parquet, by the ending of the name.

    Parameters
    ----------
    table : DataFrame
        Columns of integers, floats and words (strings or categories of strings).
    path : Path
        Ends with ``.csv`` or ``.parquet``. Floats in CSV have the fewest digits that read back as
        the same number.

    Raises
    ------
    StorageError
        If it cannot be stored.
    """
    if path.suffix == ".csv":
        write_text(table.to_csv(index=False, lineterminator="\n"), path)
        return
    columns = ", ".join(
        f'"{name}"::VARCHAR AS "{name}"' if _is_words(table[name]) else f'"{name}"'
        for name in table.columns
    )
    with _database().cursor() as cursor:
        _write_parquet(cursor.from_df(table).project(columns), path)


def merge_tables(parts: Sequence[Path], path: Path) -> None:
    """Write the rows of several tables of one kind, in the order given, as one table.

    Parameters
    ----------
    parts : sequence of Path
        At least one file, all with the same columns and ending.

    Raises
    ------
    StorageError
        If one cannot be read, or the whole cannot be stored.
    """
    if path.suffix == ".csv":
        texts = [_text(part) for part in parts]
        header = texts[0].partition("\n")[0]
        rows = "".join(text.partition("\n")[2] for text in texts)
        write_text(f"{header}\n{rows}", path)
        return
    with _database().cursor() as cursor:
        try:
            merged = cursor.read_parquet([_literal(part) for part in parts])
        except duckdb.Error as error:
            raise StorageError(f"{path}: cannot be merged: {reason_of(error)}") from error
        _write_parquet(merged, path)


def read_table(path: Path, *, where: str = "true") -> pd.DataFrame:
    """Read a table of a run; words in Parquet files come back as categories.

    Parameters
    ----------
    path : Path
        Ends with ``.csv`` or ``.parquet``.
    where : str
        Condition in SQL on the rows of a Parquet file.

    Raises
    ------
    StorageError
        If the file is missing or is no such table.
    """
    try:
        return _read_csv(path) if path.suffix == ".csv" else _read_parquet(path, where)
    except (OSError, ValueError, duckdb.Error) as error:
        reason = "there is no such file" if not path.exists() else str(error)
        raise StorageError(f"{path}: cannot be read as a table of a run: {reason}") from error


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be read: {reason_of(error)}") from error


def _is_words(column: pd.Series) -> bool:
    return not pd.api.types.is_numeric_dtype(column.dtype)


def _literal(path: Path) -> str:
    """Return a path in which what duckdb would read as a pattern stands for itself."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _write_parquet(rows: duckdb.DuckDBPyRelation, path: Path) -> None:
    with _written(path) as unfinished:
        rows.write_parquet(str(unfinished), compression="snappy", row_group_size=_ROW_GROUP)


def _read_csv(path: Path) -> pd.DataFrame:
    # Only empty cells are missing: a policy may well be called NA. Python turns digits into
    # exactly the number that was written, which pandas does not in every version.
    table = pd.read_csv(path, keep_default_na=False, dtype="str")
    for name in table.columns:
        if name in _INTEGERS:
            table[name] = table[name].astype("int64")
        elif name in _FLOATS:
            digits = table[name].to_numpy(dtype=object)
            table[name] = np.where(digits == "", "nan", digits).astype(float)
    return table


def _read_parquet(path: Path, where: str) -> pd.DataFrame:
    with _database().cursor() as cursor:
        rows = cursor.read_parquet(_literal(path)).filter(where)
        columns = [
            _as_category(rows, name) if str(kind) == "VARCHAR" else f'"{name}"'
            for name, kind in zip(rows.columns, rows.types, strict=True)
        ]
        table: pd.DataFrame = rows.project(", ".join(columns)).df()
    for name, kind in table.dtypes.items():
        if isinstance(kind, pd.CategoricalDtype):
            table[name] = table[name].cat.as_unordered()
    return table


def _as_category(rows: duckdb.DuckDBPyRelation, name: str) -> str:
    """Return a column in SQL as one of its own words, which pandas reads as categories."""
    distinct = rows.project(f'"{name}"').distinct().order(f'"{name}"').fetchall()
    words = ["'" + word.replace("'", "''") + "'" for (word,) in distinct if word is not None]
    return f'"{name}"::ENUM({", ".join(words)}) AS "{name}"' if words else f'"{name}"'
