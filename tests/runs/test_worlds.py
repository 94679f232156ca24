"""Runs in several worlds: one more table of outcomes, the same bytes however they were made."""

import json
import shutil
from pathlib import Path

import pytest

from arrears.errors import StorageError
from arrears.runs.run import Executed, execute
from arrears.runs.storage import read_table
from arrears.runs.verify import verify
from arrears.scenario.load import load_scenario

OWN = (
    "outcomes.csv", "summary.csv", "differences.csv", "monthly.parquet", "accounts.parquet",
    "who_pays.csv", "events.parquet", "durations.parquet", "origins.csv",
)  # fmt: skip
OTHER = ("world_outcomes.csv", "counterfactuals.csv", "manifest.json")


def run(source: Path, out: Path, *sets: str, checks: bool = False, **options: object) -> Executed:
    asked = ("counterfactuals=[shocks_off, no_contact+no_limbo]", f"distress_checks={checks}")
    scenario = load_scenario(source, sets=(*sets, asked[0], asked[1].lower()))
    return execute(scenario, out=out, **{"jobs": 1, "report": False} | options)  # type: ignore[arg-type]


def bytes_of(directory: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    return {name: (directory / name).read_bytes() for name in names}


def test_other_worlds_leave_the_runs_own_tables_as_they_are(pretended: Path, tmp_path: Path):
    execute(load_scenario(pretended), out=tmp_path / "alone", jobs=1, report=False)
    run(pretended, tmp_path / "both")
    assert bytes_of(tmp_path / "alone", OWN) == bytes_of(tmp_path / "both", OWN)
    assert not (tmp_path / "alone" / OTHER[0]).exists()


def test_every_world_has_every_arm(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "run", checks=True)
    worlds = read_table(tmp_path / "run" / "world_outcomes.csv")
    arms = worlds[["policy", "replication", "world"]].drop_duplicates()
    assert len(arms) == 2 * 3 * 6
    own = read_table(tmp_path / "run" / "outcomes.csv")
    assert len(worlds) == 6 * len(own)
    done = json.loads((tmp_path / "run" / "manifest.json").read_text("utf-8"))["replications_done"]
    order = read_table(tmp_path / "run" / "distress_rankings.csv")
    assert set(order["check"]) == set(worlds["world"]) - {"shocks_off", "no_contact+no_limbo"} | {
        "as_is"
    }
    assert done == {"grace.none": 3, "status_quo.none": 3}


def test_counterfactuals_stand_in_the_order_asked_for(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "run")
    found = read_table(tmp_path / "run" / "counterfactuals.csv")
    named = found.loc[found["policy"] == "grace", "counterfactual"]
    assert list(dict.fromkeys(named)) == ["shocks_off", "no_contact+no_limbo"]
    assert (found["part"].dropna() == 0).all(), "nothing befalls these people"


def test_the_number_of_jobs_changes_no_byte(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "one", jobs=1)
    run(pretended, tmp_path / "two", jobs=2)
    assert bytes_of(tmp_path / "one", OTHER) == bytes_of(tmp_path / "two", OTHER)


def test_a_run_in_several_worlds_is_resumed_to_the_same_bytes(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "whole")
    fails = "policies.grace.collection.platform=interrupts_once"
    with pytest.raises(KeyboardInterrupt):
        run(pretended, tmp_path / "half", fails)
    run(pretended, tmp_path / "half", fails, resume=True)
    run(pretended, tmp_path / "again", fails)  # the mark is there: nothing interrupts any more
    assert bytes_of(tmp_path / "half", OTHER) == bytes_of(tmp_path / "again", OTHER)
    with pytest.raises(StorageError, match="has changed"):
        execute(load_scenario(pretended), out=tmp_path / "half", jobs=1, resume=True)


def test_a_run_in_several_worlds_is_verified(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "run")
    assert verify(tmp_path / "run", jobs=1).is_same
    path = tmp_path / "run" / "counterfactuals.csv"
    path.write_text(path.read_text("utf-8").replace("shocks_off", "shock_off"), encoding="utf-8")
    assert verify(tmp_path / "run", jobs=1).altered == ("counterfactuals.csv",)


def test_a_run_that_is_precise_enough_has_all_worlds_of_what_it_keeps(
    pretended: Path, tmp_path: Path
):
    sets = ("compare.outcomes=[ever_30_share]", "policies.grace.collection.grace_days=25",
            "replications=14")  # fmt: skip
    run(pretended, tmp_path / "run", *sets, precision=0.1)
    stopped = json.loads((tmp_path / "run" / "manifest.json").read_text("utf-8"))["stopping"]
    assert stopped["stopped_at"] == 12
    worlds = read_table(tmp_path / "run" / "world_outcomes.csv")
    counts = worlds.groupby(["policy", "world"])["replication"].nunique()
    assert set(counts) == {12}
    shutil.rmtree(tmp_path / "run")


def test_a_world_that_fails_is_named(pretended: Path, tmp_path: Path):
    done = run(pretended, tmp_path / "run", "policies.grace.collection.platform=fails_1")
    assert len(done.failures) == 3
    named = "policy grace, regime none, replication 1, world no_contact+no_limbo"
    assert named in done.failures
