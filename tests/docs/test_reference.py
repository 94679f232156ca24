"""Pages that follow from the code say what the code says."""

import re
from pathlib import Path

import pytest

from arrears.api import open_run
from arrears.log import ACCOUNT_COLUMNS, EVENT_COLUMNS
from arrears.results.codebook import CODEBOOK, FAMILIES
from arrears.scenario.json_schema import scenario_schema
from arrears.terms import Cause, Event

DOCS = Path(__file__).parents[2] / "docs"
TABLES = (
    "keys",
    "outcomes",
    "series",
    "durations",
    "decisions",
    "parameters",
    "effects",
    "figures",
    "levers",
)


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_a_generated_table_is_up_to_date(name, reference, examples):
    """If not, `make docs`. Values of parameters and defaults may differ, names may not."""
    as_read = examples.words if name in ("parameters", "keys") else str.split
    assert as_read(reference.written(name)) == as_read(reference.GENERATED[name][1]().strip())


def test_no_table_is_left_out(reference):
    assert tuple(reference.GENERATED) == TABLES


def test_every_part_and_key_of_the_schema_is_described(reference):
    """Found by walking through the schema, not by the list that the page is made from."""
    text = reference.keys()
    schema = scenario_schema()
    parts = [schema, *schema["$defs"].values()]
    keys = {key for part in parts for key in part.get("properties", {})}
    assert len(keys) > 200
    assert {key for key in keys if f"`{key}`" not in text} <= {"remove"}
    assert set(schema["$defs"]) <= {name for _, _, name in reference.SECTIONS}


def test_every_key_has_a_meaning(reference):
    """Write one in the schema, or in docs/meanings.yaml."""
    rows = re.findall(r"(?m)^\| `(\w+)` \|.*\| (.*) \|$", reference.keys())
    assert [key for key, meaning in rows if not meaning.strip()] == []


@pytest.mark.parametrize(
    ("key", "said"), [("fee", "`300`"), ("opens", '`"09:00"`'), ("between", '`["09:00", "20:00"]`')]
)
def test_a_default_has_the_unit_of_the_file(reference, key, said):
    """An amount in currency units, a time of day in quotation marks."""
    assert re.search(rf"(?m)^\| `{key}` \|.*\| {re.escape(said)} \|", reference.keys())


def test_every_outcome_is_in_the_codebook():
    text = page("outcomes")
    for name, outcome in {**CODEBOOK, **FAMILIES}.items():
        assert f"### `{outcome.family or name}`" in text


def test_every_event_is_described():
    named = set(re.findall(r"`(\w+)`", page("event_log")))
    assert {event.label for event in Event} <= named


def test_every_cause_that_engines_can_log_is_named(run_directory):
    """Of a run: all that stands in its columns cause and root, but names from the scenario."""
    log = open_run(run_directory).events
    fixed = {cause.label for cause in Cause} - {""}
    found = (set(log["cause"].astype(str)) | set(log["root"].astype(str))) & fixed
    text = page("event_log")
    assert {cause for cause in found if cause not in text} == set()


def test_the_files_of_a_run_are_described(run_directory):
    text = page("run_directory")
    files = [path.name for path in run_directory.iterdir()]
    assert {"events.parquet", "report.html", "manifest.json"} <= set(files)
    assert [name for name in files if f"`{name}" not in text] == []


@pytest.mark.parametrize(
    "name",
    ["outcomes.csv", "summary.csv", "differences.csv", "origins.csv", "monthly.parquet",
     "durations.parquet", "accounts.parquet", "events.parquet"],
)  # fmt: skip
def test_columns_are_described_in_their_order(name, run_directory):
    """The part of the page between one file's name in bold and the next."""
    from arrears.runs.storage import read_table

    columns = list(read_table(run_directory / name).columns)
    part = page("run_directory").partition("## Columns")[2].partition(f"**`{name}`**")[2]
    part = re.split(r"(?m)^\*\*|^## ", part)[0]
    named = [word for word in re.findall(r"`(\w+)`", part) if word in columns]
    assert list(dict.fromkeys(named)) == columns


def test_tables_have_the_columns_of_the_schema(run_directory):
    run = open_run(run_directory)
    assert set(run.accounts.columns) == set(ACCOUNT_COLUMNS)
    assert tuple(run.events.columns) == EVENT_COLUMNS


def test_series_in_a_run_are_described(run_directory):
    run = open_run(run_directory)
    text = page("run_directory")
    found = {*run.monthly["series"].astype(str), *run.durations["series"].astype(str)}
    assert [name for name in sorted(found) if f"`{name}`" not in text] == []


def test_what_the_literature_is_said_to_have_found_is_said_for_every_row(reference):
    """Each id in the table of parameters has a line in the table of studies."""
    text = page("behaviour")
    ids = set(re.findall(r"\| ([A-Z]{3}\d\d) \|", reference.parameters()))
    studies = set(re.findall(r"(?m)^\| ([A-Z]{3}\d\d) \|", text.partition("| row | study")[2]))
    assert ids <= studies


def test_the_formula_of_willingness_is_that_of_the_code():
    """The page's formula, worked by hand: 4.6 - 1 x 0.5 + 0.5 - 0.3 + 1 x 0.5 + 0.1 = 4.9."""
    import numpy as np

    from arrears.behaviour.attitude import score

    weights, has_hope = np.array([1.0, 0.5, 90.0, 0.3, 1.0]), True
    assert score(4.6, 0.5, 30, 0.5, 0.1, has_hope, weights) == pytest.approx(4.9, abs=1e-12)


def test_the_trickle_is_that_of_the_code():
    """100 of 300 are kept; half-life 10 days at no organisation: 200 become 100 in 10 days."""
    from arrears.arithmetic import decay_table
    from arrears.behaviour.budget import set_aside

    assert set_aside(300, 100, 10, 0.0, decay_table(10.0, 200)) == 200
    assert set_aside(300, 100, 10, 1.0, decay_table(10.0, 200)) == 300


def test_the_screening_threshold_is_that_of_the_page():
    """At the baseline, the share that exceeds its threshold is ``healthy_share``."""
    from arrears.behaviour.strain import threshold

    assert threshold(0.16 - 1e-6, 20, 10, 0.16) < 20_000_000 < threshold(0.16 + 1e-6, 20, 10, 0.16)


def test_phases_of_a_day_are_described_in_their_order():
    from arrears.terms import Phase

    table = re.findall(r"(?m)^\| `(\w+)` \|", page("how_a_day_runs"))
    assert table == [phase.name.lower() for phase in Phase]


def test_commands_are_in_the_readme():
    from arrears.cli.group import arrears

    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"(?m)^\| `arrears (\w+)", readme))
    assert told == set(arrears.list_commands(None))


def test_the_worked_example_of_the_ledger_holds_for_a_run(run_directory):
    table = open_run(run_directory).accounts
    owed = table["disbursed"] + table["interest"] + table["fees"]
    held = table[["paid", "outstanding", "waived", "charged_off", "sold"]].sum(axis=1)
    assert (owed == held).all()
