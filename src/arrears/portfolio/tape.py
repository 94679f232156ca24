"""Loan tapes: one row per loan, read strictly, with line numbers for what cannot be read."""

import csv
import difflib
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from arrears.errors import TapeError
from arrears.part import LARGEST_AMOUNT, MINOR_UNITS
from arrears.portfolio.settings import Tape

__all__ = ["Loans", "read_tape"]

REQUIRED = ("principal", "rate", "term_months", "originated")
LISTED_ROWS = 20
LONGEST_TERM = 480
FIRST_YEAR, LAST_YEAR = 1900, 2199
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loans:
    """The loans of a tape; entry i of every array is loan i, in the order of the file.

    Parameters
    ----------
    principal : array of int64, minor units
    rate_ppm : array of int64, parts per million per year
    term : array of int64, months
    originated : array of datetime64[D]
    income : array of int64, minor units per month, or None
        None if the tape does not tell; likewise below.
    dti : array of float64, fraction of income that serves other debts, or None
    grade : array of int64
        Index into `grade_names`; 0 throughout if the tape does not tell.
    grade_names : tuple of str, sorted
    instalment : array of int64, minor units, or None
        As the tape states it.
    """

    principal: NDArray[np.int64]
    rate_ppm: NDArray[np.int64]
    term: NDArray[np.int64]
    originated: NDArray[np.datetime64]
    income: NDArray[np.int64] | None
    dti: NDArray[np.float64] | None
    grade: NDArray[np.int64]
    grade_names: tuple[str, ...]
    instalment: NDArray[np.int64] | None

    def __len__(self) -> int:
        """Return the number of loans."""
        return len(self.principal)

    def first(self, count: int) -> "Loans":
        """Return the first `count` loans."""
        return Loans(
            principal=self.principal[:count],
            rate_ppm=self.rate_ppm[:count],
            term=self.term[:count],
            originated=self.originated[:count],
            income=None if self.income is None else self.income[:count],
            dti=None if self.dti is None else self.dti[:count],
            grade=self.grade[:count],
            grade_names=self.grade_names,
            instalment=None if self.instalment is None else self.instalment[:count],
        )


def read_tape(path: str | Path, tape: Tape) -> tuple[Loans, tuple[tuple[int, str], ...]]:
    """Return the loans of a CSV file (may be gzipped) and the rows that were skipped.

    Parameters
    ----------
    path : str or Path
        The file; `tape.path` is not looked at, so that the caller decides what it is relative to.
    tape : Tape
        Which column is what, how many rows are wanted, and what to do with bad ones.

    Returns
    -------
    Loans
    tuple of (line, reason)
        Rows left out under ``bad_rows: skip``.

    Raises
    ------
    TapeError
        If the file, its header or, under ``bad_rows: refuse``, a row cannot be read. All bad
        rows are counted and the first 20 listed, as ``file:line: column is value; wanted``.
    """
    name = str(path)
    rows: list[dict[str, Any]] = []
    bad: list[tuple[int, str]] = []
    try:
        with _open(Path(path)) as file:
            for line, loan, reason in _loans(file, tape, name):
                if reason:
                    bad.append((line, reason))
                    continue
                rows.append(loan)
                if tape.sample and len(rows) >= tape.sample:
                    break
    except UnicodeDecodeError as error:
        raise TapeError(f"{name}: is not UTF-8 text; save it as UTF-8") from error
    except (OSError, EOFError, zlib.error, ValueError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise TapeError(f"{name}: cannot be read: {reason}") from error
    if bad and tape.bad_rows == "refuse":
        raise TapeError(_listed(name, bad))
    if not rows:
        why = f"all {len(bad)} rows are unusable; line {bad[0][0]}: {bad[0][1]}" if bad else ""
        raise TapeError(f"{name}: {why or 'has a header but no rows'}")
    return _columns(rows, tape), tuple(bad)


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _listed(name: str, bad: list[tuple[int, str]]) -> str:
    lines = [f"{name}:{line}: {reason}" for line, reason in bad[:LISTED_ROWS]]
    if len(bad) > LISTED_ROWS:
        lines.append(f"{name}: and {len(bad) - LISTED_ROWS} more rows that cannot be read")
    lines.append(
        f"{name}: bad rows are refused; set portfolio.tape.bad_rows=skip to leave them out"
    )
    return "\n".join(lines)


def _loans(file: TextIO, tape: Tape, name: str) -> Iterator[tuple[int, dict[str, Any], str]]:
    """Yield line, loan and what is wrong with it, for each row of a file."""
    reader = csv.reader(file, strict=True)
    line = 1
    try:
        header = [column.strip() for column in next(reader, [])]
        places = _places(header, tape, name)
        line = reader.line_num + 1
        for row in reader:
            start, line = line, reader.line_num + 1
            if row:
                yield start, *_loan(row, len(header), places, tape)
    except csv.Error as error:
        raise TapeError(f"{name}:{line}: is not readable as CSV: {error}") from error


def _places(header: list[str], tape: Tape, name: str) -> dict[str, tuple[int, str]]:
    """Return where in a row each wanted field stands, and what its column is called."""
    if not any(header):
        raise TapeError(f"{name}: is empty; a loan tape starts with a line of column names")
    wrong = [
        f"{name}:1: portfolio.tape.columns does not say which column is the {key}"
        for key in REQUIRED
        if key not in tape.columns
    ]
    for key, column in tape.columns.items():
        if header.count(column) > 1:
            times = f"{header.count(column)} times"
            wrong.append(f"{name}:1: the column '{_shown(column, 200)}' ({key}) stands {times}")
        elif column not in header:
            near = difflib.get_close_matches(column, header, n=1, cutoff=0.5)
            found = f"found {_shown(', '.join(header), 200)}"
            hint = f"did you mean {_shown(near[0], 200)}?" if near else found
            wrong.append(f"{name}:1: there is no column '{_shown(column, 200)}' ({key}); {hint}")
    if wrong:
        raise TapeError("\n".join(wrong))
    return {key: (header.index(column), column) for key, column in tape.columns.items()}


def _loan(
    row: list[str], width: int, places: dict[str, tuple[int, str]], tape: Tape
) -> tuple[dict[str, Any], str]:
    if len(row) != width:
        return {}, f"has {len(row)} fields; the header has {width}"
    loan: dict[str, Any] = {}
    wrong: list[str] = []
    for key, (place, column) in places.items():
        read, wanted = FIELDS[key]
        written = row[place].strip()
        try:
            loan[key] = read(written, tape)
        except (ValueError, ArithmeticError):
            found = f"is '{_shown(written, 40)}'" if written else "is empty"
            wrong.append(f"{_shown(column, 200)} {found}; {wanted}")
    return loan, ", ".join(wrong)


def _shown(written: str, length: int) -> str:
    """Return what a file says so that it fits into one line of a message."""
    return "".join(letter if letter.isprintable() else " " for letter in written[:length])


def _number(written: str) -> Decimal:
    number = Decimal(written)
    if not number.is_finite() or abs(number) > 10**15:
        raise ValueError(written)
    return number


def _minor(number: Decimal) -> int:
    """Return currency units as minor units, rounded half-even; positive or refused."""
    minor = int((number * MINOR_UNITS).to_integral_value(rounding=ROUND_HALF_EVEN))
    if not 0 < minor <= LARGEST_AMOUNT:
        raise ValueError(str(number))
    return minor


def _principal(written: str, _: Tape) -> int:
    number = _number(written)
    minor = _minor(number)
    if minor != number * MINOR_UNITS:
        raise ValueError(written)
    return minor


def _rate(written: str, _: Tape) -> int:
    if written.endswith("%"):
        rate = _number(written[:-1]) / 100
        largest = 10
    else:
        rate, largest = _number(written), 1
    if not 0 <= rate <= largest:
        raise ValueError(written)
    return int((rate * 1_000_000).to_integral_value(rounding=ROUND_HALF_EVEN))


def _term(written: str, _: Tape) -> int:
    match = re.fullmatch(r"([0-9]{1,4})(\.0+)?\s*(months?)?", written)
    if match is None or not 1 <= int(match[1]) <= LONGEST_TERM:
        raise ValueError(written)
    return int(match[1])


def _day(written: str, _: Tape) -> np.datetime64:
    named = re.fullmatch(r"([A-Za-z]{3})-([0-9]{4})", written)
    if named is not None:
        written = f"{named[2]}-{MONTHS.index(named[1].lower()) + 1:02d}"
    known = re.fullmatch(r"([0-9]{4})-[0-9]{2}(-[0-9]{2})?", written)
    if known is None or not FIRST_YEAR <= int(known[1]) <= LAST_YEAR:
        raise ValueError(written)
    return np.datetime64(written, "D")


def _income(written: str, tape: Tape) -> int:
    number = _number(written)
    return _minor(number / 12 if tape.income_period == "year" else number)


def _dti(written: str, tape: Tape) -> float:
    number = _number(written.removesuffix("%"))
    if tape.dti_unit == "percent" or written.endswith("%"):
        number /= 100
    if not 0 <= number <= 10:
        raise ValueError(written)
    return float(number)


def _instalment(written: str, _: Tape) -> int:
    return _minor(_number(written))


def _grade(written: str, _: Tape) -> str:
    if not written:
        raise ValueError(written)
    return written


FIELDS: dict[str, tuple[Callable[[str, Tape], Any], str]] = {
    "principal": (_principal, "a positive amount with at most two decimals"),
    "rate": (_rate, "a fraction such as 0.135, or a percentage such as 13.5%"),
    "term_months": (_term, f"a number of months from 1 to {LONGEST_TERM}"),
    "originated": (_day, "a month such as 2007-12, or a day such as 2007-12-01"),
    "income": (_income, "a positive amount"),
    "dti": (_dti, "a share of income, in the unit that portfolio.tape.dti_unit says"),
    "grade": (_grade, "a grade"),
    "instalment": (_instalment, "a positive amount"),
}


def _columns(rows: list[dict[str, Any]], tape: Tape) -> Loans:
    def integers(key: str) -> NDArray[np.int64]:
        return np.array([row[key] for row in rows], dtype=np.int64)

    has = tape.columns
    names = tuple(sorted({row["grade"] for row in rows})) if "grade" in has else ()
    codes = {name: code for code, name in enumerate(names)}
    return Loans(
        principal=integers("principal"),
        rate_ppm=integers("rate"),
        term=integers("term_months"),
        originated=np.array([row["originated"] for row in rows], dtype="datetime64[D]"),
        income=integers("income") if "income" in has else None,
        dti=np.array([row["dti"] for row in rows], dtype=np.float64) if "dti" in has else None,
        grade=np.array([codes[row["grade"]] if names else 0 for row in rows], dtype=np.int64),
        grade_names=names,
        instalment=integers("instalment") if "instalment" in has else None,
    )
