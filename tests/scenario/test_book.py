"""Loan tapes as the book of a scenario, and files named by it."""

from pathlib import Path

import pytest

from arrears.errors import ScenarioError
from arrears.scenario.load import load_scenario

TAPE = """\
  book: tape
  tape:
    path: data/tape.csv
    columns: {principal: amount, rate: rate, term_months: term, originated: month, income: income}
    bad_rows: skip
"""
ROWS = "amount,rate,term,month,income\n1000,0.1,12,2025-01,9000\n2000,0.1,12,2025-01,\n" + (
    "3000,0.2,24,2025-02,9000\n" * 3
)


@pytest.fixture
def taped(changed):
    """Write a scenario whose book is a tape of four good rows and one bad."""
    path = changed(("  borrowers: 100\n", TAPE))
    Path("data").mkdir()
    Path("data/tape.csv").write_text(ROWS)
    return path


def test_the_loans_of_a_tape_come_with_the_scenario(taped):
    scenario = load_scenario(taped)
    assert scenario.loans.principal.tolist() == [100_000, 300_000, 300_000, 300_000]
    assert scenario.base.portfolio.borrowers == 4
    assert scenario.skipped_rows == ((3, "income is empty; a positive amount"),)
    assert scenario.notices == ("1 rows of the tape are skipped",)


def test_the_tape_is_found_beside_the_scenario_from_any_directory(taped, monkeypatch):
    whole = taped.resolve()
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    assert len(load_scenario(whole).loans) == 4


def test_a_tape_named_by_an_option_is_found_from_the_working_directory(taped, monkeypatch):
    whole = taped.resolve()
    Path("elsewhere").mkdir()
    Path("elsewhere/other.csv").write_text(ROWS)
    monkeypatch.chdir("elsewhere")
    scenario = load_scenario(whole, sets=["portfolio.tape.path=other.csv"])
    assert scenario.base.portfolio.tape.path == str(Path("other.csv").resolve())


def test_a_scenario_with_a_tape_loads_again_as_the_same(taped):
    first = load_scenario(taped)
    Path("scenario.yaml").write_text(first.text)
    again = load_scenario("scenario.yaml")
    assert again == first


def test_the_hash_follows_what_the_tape_says_and_not_where_it_lies(taped):
    first = load_scenario(taped).hash
    Path("moved.csv").write_text(ROWS)
    assert load_scenario(taped, sets=["portfolio.tape.path=moved.csv"]).hash == first
    Path("data/tape.csv").write_text(ROWS.replace("3000", "3001"))
    assert load_scenario(taped).hash != first


def test_fewer_borrowers_take_the_first_loans_and_scale_people(taped):
    scenario = load_scenario(taped, borrowers=2)
    assert scenario.loans.principal.tolist() == [100_000, 300_000]
    assert scenario.base.portfolio.tape.sample == 2
    assert scenario.base.collection.teams[0].people == 3


def test_more_borrowers_than_the_tape_has_are_refused(taped):
    with pytest.raises(Exception, match="the tape has 4 usable loans"):
        load_scenario(taped, borrowers=5)


def refused(path, **options):
    with pytest.raises(Exception, match="tape") as refusal:
        load_scenario(path, **options)
    return str(refusal.value).split("\n")


def test_bad_rows_stand_beside_other_errors(taped):
    lines = refused(taped, sets=["portfolio.tape.bad_rows=refuse", "collection.grase_days=1"])
    assert lines == [
        (
            "--set collection.grase_days=1: collection.grase_days: unknown key; "
            "did you mean grace_days?"
        ),
        "data/tape.csv:3: income is empty; a positive amount",
        "data/tape.csv: bad rows are refused; set portfolio.tape.bad_rows=skip to leave them out",
    ]


def test_a_tape_that_is_not_there_is_refused_where_it_is_named(taped):
    Path("data/tape.csv").unlink()
    assert refused(taped) == ["tiny.yaml:8:11: portfolio.tape.path: there is no file data/tape.csv"]


def test_a_tape_without_a_path_says_how_to_give_one(taped):
    taped.write_text(taped.read_text().replace("    path: data/tape.csv\n", ""))
    assert refused(taped) == [
        (
            "tiny.yaml:8:5: portfolio.tape.path: is missing; "
            "say which file with --set portfolio.tape.path=FILE.csv"
        )
    ]


def test_loans_from_before_the_run_are_refused_before_anything_runs(taped):
    Path("data/tape.csv").write_text(ROWS.replace("2025-01", "2019-07", 1))
    (line,) = refused(taped)
    assert line.startswith("tiny.yaml:8:11: portfolio.tape.path: 1 loans were paid out before 2025")
    assert line.endswith("the first on 2019-07-01; set start to that date or an earlier one")


def test_early_loans_that_are_not_taken_do_no_harm(taped):
    with Path("data/tape.csv").open("a") as file:
        file.write("3000,0.2,24,2019-07,9000\n")
    assert len(load_scenario(taped, borrowers=4).loans) == 4
    assert refused(taped)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("month,hazard_factor,income_factor\n-99,-1,1\n", "factors are -1.0 and 1.0"),
        ("month,hazard_factor\n-99,1\n", "'income_factor'"),
        ("month,hazard_factor,income_factor\n7,1,1\n", "first month is 7"),
        ("", "first month is none"),
        ("month\n\x00\n", ""),
        ("\xff", ""),
    ],
)
def test_a_path_of_the_economy_is_read_before_anything_runs(changed, content, message):
    path = changed()
    Path("path.csv").write_bytes(content.encode("latin-1"))
    with pytest.raises(ScenarioError) as refusal:
        load_scenario(path, sets=["macro.path=series", "macro.series_path=path.csv"])
    (line,) = str(refusal.value).split("\n")
    assert "macro.series_path: " in line
    assert message in line
