"""One arm at a time, its tables complete or not there."""

from pathlib import Path

import pytest

from arrears.runs import storage
from arrears.runs.arms import Arm, ArmTask, run_arm
from arrears.runs.choose import choose
from arrears.runs.storage import read_table
from arrears.scenario.load import load_scenario


@pytest.fixture
def task(pretended: Path, tmp_path: Path) -> ArmTask:
    """Describe one arm of the small scenario."""
    scenario = load_scenario(pretended)
    return ArmTask(
        arm=Arm(policy="grace", regime="none", replication=2),
        base=scenario.base,
        policy=scenario.policies["grace"],
        seed=7,
        loans=None,
        engine=choose("simpy"),
        parts=tmp_path,
        keeps_events=True,
    )


def test_arms_sort_by_policy_regime_and_replication():
    found = sorted(
        Arm(policy=policy, regime=regime, replication=replication)
        for replication in (10, 2)
        for regime in ("b", "a")
        for policy in ("z", "y")
    )
    assert [str(arm) for arm in found[:3]] == [
        "policy y, regime a, replication 2",
        "policy y, regime a, replication 10",
        "policy y, regime b, replication 2",
    ]


def test_an_arms_tables_name_it_on_every_row(task: ArmTask, tmp_path: Path):
    seconds = run_arm(task)
    assert seconds > 0
    folder = tmp_path / "grace.none.000002"
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "outcomes.csv", "monthly.parquet", "durations.parquet", "accounts.parquet",
        "events.parquet", "who_pays.csv",
    }  # fmt: skip
    for name in names:
        keys = read_table(folder / name)[["policy", "regime", "replication"]].drop_duplicates()
        assert keys.values.tolist() == [["grace", "none", 2]]


def test_an_arm_that_is_stopped_while_it_writes_is_not_there(
    task: ArmTask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(storage, "write_table", stop)
    with pytest.raises(KeyboardInterrupt):
        run_arm(task)
    assert not list(task.parts.glob(".*"))
