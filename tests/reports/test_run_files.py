import shutil

import pandas as pd
import pytest

from arrears.errors import StorageError
from arrears.reports.run_files import read_run_files
from arrears.reports.run_tables import RunTables


def test_policies_follow_the_scenario_and_not_the_alphabet(run_directory):
    run = read_run_files(run_directory)
    assert run.policies == ("status_quo", "reminders", "reminders_and_grace")
    assert run.summary["policy"].unique().tolist() == list(run.policies)


def test_the_baseline_is_the_one_that_was_compared_with(run_directory):
    assert read_run_files(run_directory).baseline == "status_quo"


def test_other_segments_are_left_out(run_directory):
    table = pd.read_csv(run_directory / "summary.csv")
    both = pd.concat([table, table.assign(segment="young", mean=9.0)])
    both.to_csv(run_directory / "summary.csv", index=False)
    assert read_run_files(run_directory).summary["mean"].max() < 99
    assert len(read_run_files(run_directory).summary) == len(table)


def test_a_policy_may_be_called_na(make_run):
    run = read_run_files(make_run(policies=("status_quo", "NA"), replications=2))
    assert run.policies == ("status_quo", "NA")


def test_regimes_become_part_of_the_name(run_directory):
    for name in ("summary.csv", "differences.csv"):
        table = pd.read_csv(run_directory / name)
        pd.concat([table, table.assign(regime="strict")]).to_csv(run_directory / name, index=False)
    run = read_run_files(run_directory)
    assert run.baseline == "status_quo / none"
    assert run.policies[:3] == ("status_quo / none", "status_quo / strict", "reminders / none")


def test_origins_are_optional(run_directory):
    (run_directory / "origins.csv").unlink()
    assert read_run_files(run_directory).origins is None


@pytest.mark.parametrize(
    "name",
    ["manifest.json", "scenario.yaml", "summary.csv", "differences.csv", "monthly.parquet"],
)
def test_a_missing_file_is_named(run_directory, name):
    (run_directory / name).unlink()
    with pytest.raises(StorageError, match=name):
        read_run_files(run_directory)


@pytest.mark.parametrize("name", ["manifest.json", "scenario.yaml"])
def test_a_broken_file_is_named(run_directory, name):
    (run_directory / name).write_text("- [ not this", encoding="utf-8")
    with pytest.raises(StorageError, match=name):
        read_run_files(run_directory)


def test_a_broken_table_is_named_when_it_is_read(run_directory):
    (run_directory / "durations.parquet").write_text("not this", encoding="utf-8")
    with pytest.raises(StorageError, match=r"durations\.parquet: cannot be read"):
        RunTables(read_run_files(run_directory)).read("durations")


def test_a_manifest_that_is_no_mapping_is_refused(run_directory):
    (run_directory / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(StorageError, match="holds list; a mapping was expected"):
        read_run_files(run_directory)


def test_a_directory_may_have_signs_that_mean_something_in_patterns(run_directory, tmp_path):
    moved = tmp_path / "runs [1]'s*"
    shutil.move(run_directory, moved)
    run = read_run_files(moved)
    assert run.policies[0] == "status_quo"
    assert not RunTables(run).read("monthly", segment="all").empty
