"""What commands print: results on stdout as table, JSON or CSV, everything else on stderr."""

import csv
import io
import json
import math
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "format_option",
    "interval_text",
    "notice",
    "number_text",
    "print_rows",
    "records",
    "say_errors",
    "warnings_noticed",
]

Rows = Sequence[Mapping[str, object]]


def records(table: "pd.DataFrame") -> list[dict[str, object]]:
    """Return the rows of a table as mappings."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format`` to a command."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help="How results are printed.",
    )(function)


def notice(text: str) -> None:
    """Say something on stderr that is no result."""
    click.echo(text, err=True)


@contextmanager
def warnings_noticed() -> Iterator[None]:
    """Say warnings as notices, without the line of code that they come from."""
    with warnings.catch_warnings():
        warnings.showwarning = lambda message, *_, **__: notice(f"warning: {message}")
        yield


def say_errors(message: str) -> None:
    """Print an error, one line for each fault it lists."""
    for line in message.splitlines() or [""]:
        click.echo(f"error: {line}", err=True)


def print_rows(rows: Rows, format_: str) -> None:
    """Print rows of a result; their first row names the columns."""
    if format_ == "json":
        records = [{key: _missing_as_none(value) for key, value in row.items()} for row in rows]
        click.echo(json.dumps(records, indent=2, ensure_ascii=False))
    elif format_ == "csv":
        click.echo(_csv(rows), nl=False)
    elif rows:
        click.echo(_table(rows))


def number_text(value: object) -> str:
    """Return a number with four significant digits, nothing for a missing one."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return "" if value is None else str(value)
    if math.isnan(value):
        return ""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return f"{int(value):d}"
    return f"{value:.4g}" if abs(value) < 1e4 else f"{value:.0f}"


def interval_text(middle: object, low: object, high: object) -> str:
    """Return an estimate with its interval, ``0.06 (0.05 to 0.07)``; without if it has none."""
    if not number_text(low) or not number_text(high):
        return number_text(middle)
    return f"{number_text(middle)} ({number_text(low)} to {number_text(high)})"


def _missing_as_none(value: object) -> object:
    return None if isinstance(value, float) and math.isnan(value) else value


def _csv(rows: Rows) -> str:
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({key: _missing_as_none(value) for key, value in row.items()})
    return text.getvalue()


def _table(rows: Rows) -> str:
    """Return aligned columns: words to the left, numbers to the right."""
    names = list(rows[0])
    cells = [[number_text(row[name]) for name in names] for row in rows]
    to_right = [all(_is_number(row[name]) for row in rows) for name in names]
    widths = [
        max(_width(name), *(_width(line[place]) for line in cells))
        for place, name in enumerate(names)
    ]
    rule = ["-" * width for width in widths]
    return "\n".join(
        "  ".join(
            _padded(cell, width, right=right)
            for cell, width, right in zip(line, widths, to_right, strict=True)
        ).rstrip()
        for line in (names, rule, *cells)
    )


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _width(text: str) -> int:
    """Return how many cells of a terminal a text takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
