"""A run gives the same bytes, whatever the jobs, the order or the interruptions."""

import json
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from arrears.errors import RunError, ScenarioError, StorageError
from arrears.runs.directory import RunDirectory
from arrears.runs.run import Executed, execute
from arrears.runs.storage import read_table
from arrears.scenario.load import load_scenario

TABLES = (
    "outcomes.csv", "summary.csv", "differences.csv", "monthly.parquet", "accounts.parquet",
    "who_pays.csv", "events.parquet", "durations.parquet", "origins.csv", "scenario.yaml",
)  # fmt: skip
KEYS = ["policy", "regime", "replication"]


def run(source: Path, out: Path, **options: object) -> Executed:
    scenario = load_scenario(source)
    return execute(scenario, out=out, **{"jobs": 1, "report": False} | options)  # type: ignore[arg-type]


def edited(source: Path, old: str, new: str) -> Path:
    text = source.read_text(encoding="utf-8")
    assert old in text
    source.write_text(text.replace(old, new), encoding="utf-8")
    return source


def bytes_of(directory: Path, names: tuple[str, ...] = TABLES) -> dict[str, bytes]:
    return {name: (directory / name).read_bytes() for name in names}


def test_a_run_writes_every_table_and_clears_up(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "run")
    present = sorted(path.name for path in (tmp_path / "run").iterdir())
    assert present == sorted([*TABLES, "manifest.json", "timings.json"])


def test_a_second_run_has_the_same_bytes_manifest_included(pretended: Path, tmp_path: Path):
    for name in ("once", "twice"):
        run(pretended, tmp_path / name)
    names = (*TABLES, "manifest.json")
    assert bytes_of(tmp_path / "once", names) == bytes_of(tmp_path / "twice", names)


def test_the_number_of_jobs_changes_no_byte(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "one", jobs=1)
    run(pretended, tmp_path / "two", jobs=2)
    names = (*TABLES, "manifest.json")
    assert bytes_of(tmp_path / "one", names) == bytes_of(tmp_path / "two", names)


def test_the_order_of_policies_changes_no_table(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "before")
    grace = "  grace: {collection: {grace_days: 9}}\n"
    edited(pretended, grace, "")
    edited(pretended, "  status_quo: {}\n", f"{grace}  status_quo: {{}}\n")
    run(pretended, tmp_path / "after")
    tables = TABLES[:-1]
    assert bytes_of(tmp_path / "before", tables) == bytes_of(tmp_path / "after", tables)


def test_one_more_policy_changes_no_row_of_the_others_but_for_p_holm(
    pretended: Path, tmp_path: Path
):
    run(pretended, tmp_path / "before", keep=("events",))
    grace = "  grace: {collection: {grace_days: 9}}\n"
    edited(pretended, grace, f"{grace}  brief_grace: {{collection: {{grace_days: 2}}}}\n")
    run(pretended, tmp_path / "after", keep=("events",))
    for name in TABLES[:7]:
        before, after = (_rows(tmp_path / run / name) for run in ("before", "after"))
        assert set(after["policy"]) - set(before["policy"]) == {"brief_grace"}
        kept = after[after["policy"] != "brief_grace"].reset_index(drop=True)
        assert_frame_equal(before, kept, check_exact=True)


def _rows(path: Path) -> pd.DataFrame:
    table = read_table(path).drop(columns="p_holm", errors="ignore")
    words = [name for name in table if isinstance(table[name].dtype, pd.CategoricalDtype)]
    return table.astype(dict.fromkeys(words, "str"))


def test_rows_are_sorted_by_policy_regime_and_replication(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "run", keep=("events",))
    for name in ("outcomes.csv", "monthly.parquet", "accounts.parquet", "events.parquet"):
        keys = read_table(tmp_path / "run" / name)[KEYS].astype({"policy": "str", "regime": "str"})
        ordered = keys.sort_values(KEYS, kind="stable")
        assert_frame_equal(keys, ordered)
        assert keys["policy"].iloc[0] == "grace"


def test_events_are_kept_of_the_first_replication_unless_all_are_asked_for(
    pretended: Path, tmp_path: Path
):
    run(pretended, tmp_path / "first")
    run(pretended, tmp_path / "all", keep=("events", "accounts"))
    kept = {name: _rows(tmp_path / name / "events.parquet") for name in ("first", "all")}
    assert kept["first"]["replication"].unique().tolist() == [0]
    assert kept["all"]["replication"].unique().tolist() == [0, 1, 2]
    assert bytes_of(tmp_path / "first", ("outcomes.csv",)) == bytes_of(
        tmp_path / "all", ("outcomes.csv",)
    )


@pytest.fixture
def stopped(pretended: Path, tmp_path: Path) -> Path:
    """Interrupt a run in its third replication; the next attempt will not be."""
    edited(pretended, "portfolio:\n", "collection: {platform: interrupts_once}\nportfolio:\n")
    with pytest.raises(KeyboardInterrupt):
        run(pretended, tmp_path / "stopped")
    return tmp_path / "stopped"


def test_an_interrupted_run_keeps_what_is_finished(stopped: Path):
    finished = sorted(path.name for path in (stopped / "parts").iterdir())
    arms = [f"{policy}.none.00000{n}" for policy in ("grace", "status_quo") for n in (0, 1)]
    assert finished == arms
    assert not (stopped / "manifest.json").exists()


def test_an_interrupted_run_is_completed_to_the_same_bytes(
    stopped: Path, pretended: Path, tmp_path: Path
):
    told = []
    run(pretended, stopped, resume=True, progress=lambda *step: told.append(step[:2]))
    run(pretended, tmp_path / "whole")
    names = (*TABLES, "manifest.json")
    assert bytes_of(stopped, names) == bytes_of(tmp_path / "whole", names)
    assert told == [(4, 6), (5, 6), (6, 6), (6, 6), (6, 6)]
    assert not (stopped / "parts").exists()


@pytest.mark.parametrize("last", ["summary.csv", "manifest.json", "outcomes.csv"])
def test_a_run_killed_while_it_finished_is_completed_to_the_same_bytes(
    pretended: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
):
    run(pretended, tmp_path / "whole")
    replace = Path.replace

    def stop_before(self: Path, target: Path) -> Path:
        if target.name == last:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stop_before)
    with pytest.raises(KeyboardInterrupt):
        run(pretended, tmp_path / "killed")
    monkeypatch.setattr(Path, "replace", replace)
    run(pretended, tmp_path / "killed", resume=True)
    names = (*TABLES, "manifest.json")
    assert bytes_of(tmp_path / "killed", names) == bytes_of(tmp_path / "whole", names)
    assert not [path for path in (tmp_path / "killed").iterdir() if path.name.startswith(".")]


def test_an_unfinished_run_can_be_made_longer(stopped: Path, pretended: Path, tmp_path: Path):
    edited(pretended, "replications: 3", "replications: 4")
    run(pretended, stopped, resume=True)
    run(pretended, tmp_path / "whole")
    assert bytes_of(stopped) == bytes_of(tmp_path / "whole")


def test_another_run_is_not_taken_up(stopped: Path, pretended: Path):
    edited(pretended, "seed: 7", "seed: 8")
    with pytest.raises(
        StorageError, match="cannot be resumed: seed has changed since the run was started"
    ):
        run(pretended, stopped, resume=True)


def test_another_scenario_is_not_taken_up(stopped: Path, pretended: Path):
    edited(pretended, "essentials_share: {mean: 0.5}", "essentials_share: {mean: 0.4}")
    with pytest.raises(StorageError, match="resumed: the scenario or what was set in it has"):
        run(pretended, stopped, resume=True)


def test_two_processes_never_work_in_one_directory(pretended: Path, tmp_path: Path):
    directory = RunDirectory(tmp_path / "run")
    with directory.locked(), pytest.raises(StorageError, match="another process is working on"):
        run(pretended, tmp_path / "run")
    run(pretended, tmp_path / "run")


def test_parts_that_a_killed_process_left_of_a_finished_run_are_removed(
    pretended: Path, tmp_path: Path
):
    run(pretended, tmp_path / "run")
    (tmp_path / "run" / "parts" / "grace.none.000000").mkdir(parents=True)
    run(pretended, tmp_path / "run", resume=True)
    assert not (tmp_path / "run" / "parts").exists()


def test_what_an_earlier_attempt_wrote_does_not_outlive_it(stopped: Path, pretended: Path):
    (stopped / "figures").mkdir()
    for name in ("holdout.csv", "figures/old.svg"):
        (stopped / name).write_text("of an earlier attempt", encoding="utf-8")
    run(pretended, stopped, resume=True)
    assert not (stopped / "holdout.csv").exists()
    assert not (stopped / "figures").exists()


def test_a_damaged_part_is_named(stopped: Path, pretended: Path):
    (stopped / "parts" / "grace.none.000001" / "accounts.parquet").write_bytes(b"cut off")
    with pytest.raises(
        RunError, match=r"accounts\.parquet: cannot be .*grace\.none\.000001/accounts\.parq"
    ):
        run(pretended, stopped, resume=True)


def test_a_finished_run_resumed_is_left_as_it_is(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "run")
    before = (tmp_path / "run" / "timings.json").stat().st_mtime_ns
    run(pretended, tmp_path / "run", resume=True)
    assert (tmp_path / "run" / "timings.json").stat().st_mtime_ns == before


def test_an_earlier_run_is_not_overwritten_unless_asked(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "run")
    with pytest.raises(StorageError, match="holds a run already; --force replaces it"):
        run(pretended, tmp_path / "run")
    run(pretended, tmp_path / "run", force=True)


def test_force_removes_what_a_run_wrote_and_nothing_else(pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "run", keep=("events",))
    (tmp_path / "run" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "run" / "holdout.csv").write_text("old", encoding="utf-8")
    run(pretended, tmp_path / "run", force=True)
    assert (tmp_path / "run" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "run" / "holdout.csv").exists()


@pytest.mark.parametrize("options", [{}, {"force": True}, {"resume": True}])
@pytest.mark.parametrize("name", ["notes.txt", "manifest.json"])
def test_a_directory_of_somebody_else_is_never_touched(
    pretended: Path, tmp_path: Path, options: dict[str, bool], name: str
):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_text("{}", encoding="utf-8")
    with pytest.raises(StorageError, match="is not empty and no run directory"):
        run(pretended, tmp_path / "mine", **options)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == [name]


def test_a_file_is_no_run_directory(pretended: Path):
    with pytest.raises(StorageError, match="is a file; --out names a directory"):
        run(pretended, pretended)


def test_an_unwritable_place_is_refused(pretended: Path):
    with pytest.raises(StorageError, match="cannot be written"):
        run(pretended, pretended / "below" / "a" / "file")


def test_a_failed_replication_is_named_and_the_others_are_kept(pretended: Path, tmp_path: Path):
    edited(pretended, "{grace_days: 9}", "{platform: fails_1}")
    found = run(pretended, tmp_path / "run")
    name = "policy grace, regime none, replication 1"
    assert found.failures == {name: "replication 1 cannot be done"}
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["replications_done"] == {"grace.none": 2, "status_quo.none": 3}
    assert manifest["failures"] == found.failures


def test_a_failed_replication_is_tried_again_on_resume(
    pretended: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    edited(pretended, "{grace_days: 9}", "{platform: fails_1}")
    run(pretended, tmp_path / "run")
    found = run(pretended, tmp_path / "run", resume=True)
    assert len(found.failures) == 1
    import pretend_engine

    monkeypatch.setattr(pretend_engine, "refuses", lambda *_: False)
    assert run(pretended, tmp_path / "run", resume=True).failures == {}
    assert not (tmp_path / "run" / "parts").exists()


def test_a_run_of_which_nothing_succeeds_fails(pretended: Path, tmp_path: Path):
    edited(pretended, "replications: 3", "replications: 1")
    edited(pretended, "portfolio:\n", "collection: {platform: dies}\nportfolio:\n")
    with pytest.raises(RunError, match=r"every replication failed; .*its worker died 3 times"):
        run(pretended, tmp_path / "run", jobs=2)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"jobs": 0}, "--jobs is 0"),
        ({"keep": ("everything",)}, "'everything' cannot be kept"),
        ({"engine": "fast"}, "does not exist yet"),
    ],
)
def test_options_that_cannot_be_meant_write_nothing(
    pretended: Path, tmp_path: Path, options: dict[str, object], message: str
):
    with pytest.raises(ScenarioError, match=message):
        run(pretended, tmp_path / "run", **options)
    assert not (tmp_path / "run").exists()
