"""Loan tapes: what is read, and how bad rows are told."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from arrears.errors import TapeError
from arrears.portfolio.settings import Tape
from arrears.portfolio.tape import read_tape

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
GOOD = "2007-12-01,36,20000,0.1122,656.86,C,14.04,38556"
LENDINGCLUB = Path(__file__).parents[3] / "shared/targets/lendingclub/lendingclub_2007_2010.csv.gz"


@pytest.fixture
def tape(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(*rows, header=HEADER):
        Path("tape.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return "tape.csv"

    return write


def settings(**options):
    return Tape(**({"columns": COLUMNS} | options))


def refused(path, **options):
    with pytest.raises(TapeError) as refusal:
        read_tape(path, settings(**options))
    return str(refusal.value).split("\n")


def test_a_row_becomes_a_loan(tape):
    loans, skipped = read_tape(tape(GOOD), settings())
    assert (len(loans), skipped) == (1, ())
    assert loans.principal.tolist() == [2_000_000]
    assert loans.rate_ppm.tolist() == [112_200]
    assert loans.term.tolist() == [36]
    assert loans.originated.tolist() == [np.datetime64("2007-12-01").item()]
    assert loans.income.tolist() == [321_300]  # 38556.00 a year is 3213.00 a month
    assert loans.dti.tolist() == [0.1404]
    assert (loans.grade.tolist(), loans.grade_names) == ([0], ("C",))
    assert loans.instalment.tolist() == [65_686]


@pytest.mark.parametrize(
    ("place", "written", "name", "value"),
    [
        (3, "13.5%", "rate_ppm", 135_000),
        (3, " 7.75% ", "rate_ppm", 77_500),
        (3, "0", "rate_ppm", 0),
        (1, " 36 months", "term", 36),
        (1, "60.0", "term", 60),
        (2, "1234.50", "principal", 123_450),
        (2, "1e4", "principal", 1_000_000),
        (0, "2007-12", "originated", np.datetime64("2007-12-01").item()),
        (0, "Dec-2011", "originated", np.datetime64("2011-12-01").item()),
        (7, "100", "income", 833),
    ],
)
def test_values_may_be_written_in_these_ways(tape, place, written, name, value):
    cells = GOOD.split(",")
    cells[place] = written
    loans, _ = read_tape(tape(",".join(cells)), settings())
    assert getattr(loans, name).tolist() == [value]


def test_income_may_be_per_month_and_dti_a_fraction(tape):
    loans, _ = read_tape(tape(GOOD), settings(income_period="month"))
    assert loans.income.tolist() == [3_855_600]
    path = tape(GOOD.replace("14.04", "0.1404"))
    assert read_tape(path, settings(dti_unit="fraction"))[0].dti.tolist() == [0.1404]


def test_grades_are_sorted_names_and_codes(tape):
    rows = [GOOD.replace(",C,", f",{grade},") for grade in "BAB"]
    loans, _ = read_tape(tape(*rows), settings())
    assert (loans.grade_names, loans.grade.tolist()) == (("A", "B"), [1, 0, 1])


def test_columns_that_are_not_mapped_are_none(tape):
    required = {key: COLUMNS[key] for key in ("principal", "rate", "term_months", "originated")}
    loans, _ = read_tape(tape(GOOD), settings(columns=required))
    assert (loans.income, loans.dti, loans.instalment) == (None, None, None)
    assert (loans.grade.tolist(), loans.grade_names) == ([0], ())


@pytest.mark.parametrize(
    ("place", "written", "message"),
    [
        (2, "abc", "funded_amnt is 'abc'; a positive amount with at most two decimals"),
        (2, "-5", "funded_amnt is '-5'; a positive amount with at most two decimals"),
        (2, "0", "funded_amnt is '0'; a positive amount with at most two decimals"),
        (2, "1.005", "funded_amnt is '1.005'; a positive amount with at most two decimals"),
        (2, "1e30", "funded_amnt is '1e30'; a positive amount with at most two decimals"),
        (2, "nan", "funded_amnt is 'nan'; a positive amount with at most two decimals"),
        (
            2,
            "1e999999999",
            "funded_amnt is '1e999999999'; a positive amount with at most two decimals",
        ),
        (3, "13.5", "int_rate is '13.5'; a fraction such as 0.135, or a percentage such as 13.5%"),
        (3, "-1%", "int_rate is '-1%'; a fraction such as 0.135, or a percentage such as 13.5%"),
        (1, "0", "term is '0'; a number of months from 1 to 480"),
        (1, "3 years", "term is '3 years'; a number of months from 1 to 480"),
        (
            0,
            "2007-13-01",
            "issue_d is '2007-13-01'; a month such as 2007-12, or a day such as 2007-12-01",
        ),
        (
            0,
            "12/2007",
            "issue_d is '12/2007'; a month such as 2007-12, or a day such as 2007-12-01",
        ),
        (7, "", "annual_inc is empty; a positive amount"),
        (6, "-1", "dti is '-1'; a share of income, in the unit that portfolio.tape.dti_unit says"),
        (5, "", "grade is empty; a grade"),
    ],
)
def test_a_bad_value_is_told_with_its_line(tape, place, written, message):
    cells = GOOD.split(",")
    cells[place] = written
    assert refused(tape(GOOD, ",".join(cells))) == [
        f"tape.csv:3: {message}",
        "tape.csv: bad rows are refused; set portfolio.tape.bad_rows=skip to leave them out",
    ]


def test_all_that_is_wrong_with_a_row_is_told(tape):
    line = refused(tape(GOOD.replace("20000", "abc").replace(",36,", ",,")))[0]
    assert line == (
        "tape.csv:2: funded_amnt is 'abc'; a positive amount with at most two decimals, "
        "term is empty; a number of months from 1 to 480"
    )


def test_rows_of_another_width_are_told(tape):
    assert refused(tape(GOOD + ",9", "1,2"))[:2] == [
        "tape.csv:2: has 9 fields; the header has 8",
        "tape.csv:3: has 2 fields; the header has 8",
    ]


def test_twenty_bad_rows_are_listed_and_the_rest_counted(tape):
    lines = refused(tape(*["x"] * 27))
    assert len(lines) == 22
    assert lines[19].startswith("tape.csv:21: ")
    assert lines[20] == "tape.csv: and 7 more rows that cannot be read"


def test_bad_rows_may_be_skipped_and_are_counted(tape):
    path = tape(GOOD, GOOD.replace("38556", ""), GOOD)
    loans, skipped = read_tape(path, settings(bad_rows="skip"))
    assert len(loans) == 2
    assert skipped == ((3, "annual_inc is empty; a positive amount"),)


def test_a_sample_takes_the_first_good_rows(tape):
    rows = [GOOD, "bad", GOOD.replace("20000", "500"), GOOD.replace("20000", "abc")]
    loans, skipped = read_tape(tape(*rows), settings(bad_rows="skip", sample=2))
    assert loans.principal.tolist() == [2_000_000, 50_000]
    assert [line for line, _ in skipped] == [3]


def test_the_first_loans_are_a_tape_too(tape):
    loans, _ = read_tape(tape(GOOD, GOOD.replace("20000", "500")), settings())
    assert loans.first(1).principal.tolist() == [2_000_000]


def test_line_numbers_count_lines_within_quotes(tape):
    path = tape(GOOD.replace(",C,", ',"C\nc",'), "bad")
    assert refused(path)[0].startswith("tape.csv:4: ")


def test_missing_columns_are_told_together_with_the_nearest(tape):
    header = HEADER.replace("funded_amnt", "funded_amount").replace("grade", "class")
    assert refused(tape(GOOD, header=header)) == [
        "tape.csv:1: there is no column 'funded_amnt' (principal); did you mean funded_amount?",
        (
            "tape.csv:1: there is no column 'grade' (grade); found issue_d, term, funded_amount, "
            "int_rate, installment, class, dti, annual_inc"
        ),
    ]


def test_a_column_that_stands_twice_is_refused(tape):
    columns = {key: COLUMNS[key] for key in COLUMNS if key != "dti"}
    assert refused(tape(GOOD, header=HEADER.replace("dti", "grade")), columns=columns) == [
        "tape.csv:1: the column 'grade' (grade) stands 2 times"
    ]


def test_a_column_map_without_the_needed_columns_is_refused(tape):
    lines = refused(tape(GOOD), columns={"principal": "funded_amnt", "rate": "int_rate"})
    assert lines == [
        "tape.csv:1: portfolio.tape.columns does not say which column is the term_months",
        "tape.csv:1: portfolio.tape.columns does not say which column is the originated",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "tape.csv: is empty; a loan tape starts with a line of column names"),
        (b"\n\n", "tape.csv: is empty; a loan tape starts with a line of column names"),
        (HEADER.encode(), "tape.csv: has a header but no rows"),
        (b"\xff\xfe\x00", "tape.csv: is not UTF-8 text; save it as UTF-8"),
    ],
)
def test_a_file_that_is_no_tape_is_refused(tape, content, message):
    path = tape()
    Path(path).write_bytes(content)
    assert refused(path) == [message]


def test_a_quote_that_never_ends_is_refused(tape):
    (line,) = refused(tape(GOOD, GOOD.replace(",C,", ',"C,')))
    assert line.startswith("tape.csv:3: is not readable as CSV: ")


def test_only_bad_rows_are_no_tape_even_when_skipping(tape):
    assert refused(tape("bad"), bad_rows="skip") == [
        "tape.csv: all 1 rows are unusable; line 2: has 1 fields; the header has 8"
    ]


def test_a_missing_file_a_folder_and_a_broken_archive_are_refused(tape):
    tape(GOOD)
    assert refused("nothing.csv") == ["nothing.csv: cannot be read: No such file or directory"]
    Path("folder.csv").mkdir()
    assert refused("folder.csv")[0].startswith("folder.csv: cannot be read: ")
    Path("broken.csv.gz").write_bytes(gzip.compress(GOOD.encode() * 100)[:40])
    assert refused("broken.csv.gz")[0].startswith("broken.csv.gz: cannot be read: ")
    Path("plain.csv.gz").write_text(GOOD)
    assert refused("plain.csv.gz")[0].startswith("plain.csv.gz: cannot be read: ")


def test_an_archive_reads_as_its_content(tape):
    plain, _ = read_tape(tape(GOOD, GOOD), settings())
    Path("tape.csv.gz").write_bytes(gzip.compress(Path("tape.csv").read_bytes()))
    packed, _ = read_tape("tape.csv.gz", settings())
    assert packed.principal.tolist() == plain.principal.tolist()


@pytest.mark.skipif(not LENDINGCLUB.exists(), reason="the public loan file is not here")
def test_the_public_loan_file_reads_but_for_four_loans_without_income():
    loans, skipped = read_tape(LENDINGCLUB, settings(bad_rows="skip"))
    assert (len(loans), len(skipped)) == (20_810, 4)
    assert {reason for _, reason in skipped} == {"annual_inc is empty; a positive amount"}
    assert loans.grade_names == tuple("ABCDEFG")
