"""Loan tapes damaged in every way: read, or refused with the place and what would be accepted."""

import gzip
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from arrears.errors import TapeError
from arrears.portfolio.settings import Tape
from arrears.portfolio.tape import Loans, read_tape

COLUMNS = {
    "principal": "funded_amnt",
    "rate": "int_rate",
    "term_months": "term",
    "originated": "issue_d",
    "income": "annual_inc",
    "dti": "dti",
    "grade": "grade",
    "instalment": "installment",
}
HEADER = "issue_d,term,funded_amnt,int_rate,installment,grade,dti,annual_inc"
NASTY = (
    "", " ", "-1", "0", "0.001", "1e9", "1e400", "-1e-400", "nan", "NaN", "sNaN", "inf",
    "-Infinity", "9" * 40, "9" * 5000, "0x10", "1_000", "1,000",
    "\uff11\uff12", "\u0663", "\u00b2", "5%", "%", "500%", "-5%", "1e-7%",
    "36 months", "0 months", "481", "1.5", "2007-13", "2007-02-30", "0000-01", "9999-12-31",
    "Dec-2011", "Foo-2011", "dec-0000", "NULL", "\x00", "\ufeff", '"', '""', "'", "名",
    "a" * 200_000, "=1+1", "\u2028", "\r", "1e15", "1e16", "-0", "+5", ".5", "5.", "1.005",
    "12345678901.23",
)  # fmt: skip


def whole_tape(luck: random.Random) -> str:
    rows = [
        ",".join(
            (
                f"20{luck.randint(7, 11):02d}-{luck.randint(1, 12):02d}-01",
                luck.choice(["36", " 60 months"]),
                str(luck.randint(500, 35000)),
                luck.choice(["0.1122", "13.49%"]),
                f"{luck.randint(20, 900)}.5",
                luck.choice("ABCDEFG"),
                f"{luck.randint(0, 30)}.04",
                str(luck.randint(4000, 200_000)),
            )
        )
        for _ in range(luck.randint(1, 12))
    ]
    return "\n".join([HEADER, *rows]) + "\n"


def damaged(luck: random.Random) -> bytes:
    """Return a tape changed in its cells, columns, rows or bytes, once or more."""
    content = whole_tape(luck)
    for _ in range(luck.randint(1, 3)):
        content = luck.choice((_cell, _cell, _cell, _column, _row, _letters))(content, luck)
    encoding = luck.choice(["utf-8"] * 18 + ["utf-16", "latin-1"])
    encoded = content.encode(encoding, "replace")
    if luck.random() < 0.1:
        place = luck.randrange(len(encoded) + 1)
        encoded = encoded[:place] + luck.randbytes(3) + encoded[place + luck.randint(0, 9) :]
    return encoded


def _cell(content: str, luck: random.Random) -> str:
    lines = content.split("\n")
    place = luck.randrange(len(lines))
    cells = lines[place].split(",")
    cells[luck.randrange(len(cells))] = luck.choice(NASTY)
    lines[place] = ",".join(cells)
    return "\n".join(lines)


def _column(content: str, luck: random.Random) -> str:
    names = list(COLUMNS.values())
    old, new = luck.choice(names), luck.choice([*names, "", "x", "principal", '"'])
    return content.replace(old, new, 1)


def _row(content: str, luck: random.Random) -> str:
    lines = content.split("\n")
    one, two = (luck.randrange(len(lines)) for _ in range(2))
    action = luck.randrange(4)
    if action == 0:
        del lines[one]
    elif action == 1:
        lines[one] += luck.choice([",", ",1", "\r", ';"'])
    elif action == 2:
        lines.insert(two, lines[one])
    else:
        lines[one] = lines[one].replace(",", luck.choice([";", "\t", ",,", ""]), luck.randint(1, 9))
    return "\n".join(lines)


def _letters(content: str, luck: random.Random) -> str:
    place = luck.randrange(len(content) + 1)
    letters = "".join(luck.choice("\",;\n\r\t 0-%e.\x00'") for _ in range(luck.randint(0, 3)))
    return content[:place] + letters + content[place + luck.randint(0, 30) :]


def packed(content: bytes, luck: random.Random) -> bytes:
    """Return a gzipped tape, whole, cut off or with a byte changed."""
    squeezed = bytearray(gzip.compress(content, mtime=0))
    action = luck.randrange(4)
    if action == 1:
        del squeezed[luck.randrange(len(squeezed)) :]
    elif action == 2:
        squeezed[luck.randrange(len(squeezed))] ^= 1 << luck.randrange(8)
    elif action == 3:
        squeezed += luck.randbytes(5)
    return bytes(squeezed)


def cases(first: int, last: int) -> Iterator[tuple[int, str, bytes, Tape]]:
    for number in range(first, last):
        luck = random.Random(number)
        content, name = damaged(luck), "tape.csv"
        if luck.random() < 0.2:
            content, name = packed(content, luck), "tape.csv.gz"
        tape = Tape(
            columns=COLUMNS,
            bad_rows=luck.choice(["refuse", "skip"]),
            dti_unit=luck.choice(["percent", "fraction"]),
            income_period=luck.choice(["year", "month"]),
        )
        yield number, name, content, tape


def read_or_refused(path: Path, tape: Tape) -> bool:
    """Return whether a tape is read; what is read can be run, what is not is said in lines."""
    try:
        loans, _ = read_tape(path, tape)
    except TapeError as error:
        for line in str(error).split("\n"):
            assert re.match(rf"{re.escape(str(path))}(:\d+)?: \S", line), line
            assert line.isprintable()
            assert len(line) < 1000, "a message is for people"
        return False
    check(loans)
    return True


def check(loans: Loans) -> None:
    assert len(loans) > 0
    assert (loans.principal > 0).all()
    assert ((loans.rate_ppm >= 0) & (loans.rate_ppm <= 10_000_000)).all()
    assert ((loans.term >= 1) & (loans.term <= 480)).all()
    assert loans.income is not None
    assert (loans.income > 0).all()
    assert loans.dti is not None
    assert ((loans.dti >= 0) & (loans.dti <= 10)).all()
    assert loans.instalment is not None
    assert (loans.instalment > 0).all()
    assert all(1900 <= day.year <= 2199 for day in loans.originated.tolist())


@pytest.mark.parametrize(
    ("first", "last"), [(0, 300), pytest.param(300, 3000, marks=pytest.mark.slow)]
)
def test_a_damaged_tape_is_refused_with_places_or_read(tmp_path: Path, first: int, last: int):
    read = 0
    for number, name, content, tape in cases(first, last):
        path = tmp_path / name
        path.write_bytes(content)
        try:
            read += read_or_refused(path, tape)
        except AssertionError as error:
            raise AssertionError(f"case {number}: {error}") from error
    assert 0.1 < read / (last - first) < 0.9  # the damage is neither too small nor too large
