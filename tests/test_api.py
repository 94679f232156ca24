"""What ``import arrears`` offers."""

from pathlib import Path

import pytest

import arrears
from arrears.errors import ScenarioError, StorageError
from arrears.runs import choose

PRETEND = Path(__file__).parent / "pretend"


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a small scenario's file; the simpy engine is replaced."""
    monkeypatch.syspath_prepend(PRETEND)
    monkeypatch.setitem(choose.ENGINES, "simpy", "pretend_engine")
    from pretend_engine import SCENARIO

    path = tmp_path / "pretended.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture
def ran(pretended: Path) -> arrears.Run:
    """Run the small scenario without a directory."""
    return arrears.run(pretended, jobs=1)


def test_tables_live_as_long_as_the_run(pretended: Path):
    run = arrears.run(pretended, jobs=1)
    directory = run.directory
    assert set(run.outcomes["policy"]) == {"status_quo", "grace"}
    del run
    assert not directory.exists()


def test_every_table_is_a_frame_with_its_key(ran: arrears.Run):
    for table in (ran.outcomes, ran.monthly, ran.accounts, ran.events, ran.durations):
        assert list(table.columns[:3]) == ["policy", "regime", "replication"]
        assert len(table)


def test_accounts_add_up(ran: arrears.Run):
    table = ran.accounts
    left = table["disbursed"] + table["interest"] + table["fees"]
    right = table[["paid", "outstanding", "waived", "charged_off", "sold"]].sum(axis="columns")
    assert (left == right).all()


def test_a_summary_has_the_policies_in_the_scenarios_order(ran: arrears.Run):
    table = ran.summary(outcomes=["recovery_rate", "loss_rate"])
    assert table["policy"].tolist() == ["status_quo", "status_quo", "grace", "grace"]
    assert table["outcome"].tolist() == ["recovery_rate", "loss_rate"] * 2
    assert set(ran.summary(segment=None)["segment"]) == {"all", "everybody"}


def test_a_comparison_is_the_one_that_was_written(ran: arrears.Run):
    table = ran.compare()
    assert table["policy"].tolist() == ["grace", "grace"]
    assert table["baseline"].tolist() == ["status_quo", "status_quo"]
    assert (table["difference"] == 0).sum() >= 1  # no loss is charged off within six months


def test_an_unknown_outcome_is_answered_with_near_names_and_not_with_all(ran: arrears.Run):
    with pytest.raises(ScenarioError) as refused:
        ran.compare(outcomes=["los_rate"])
    said = str(refused.value)
    assert "there is no outcome 'los_rate'; did you mean loss_rate" in said
    assert "'*' prints all" in said
    assert len(said) < 250


def test_a_pattern_names_outcomes(ran: arrears.Run):
    assert set(ran.compare(outcomes=["loss_r*"])["outcome"]) == {"loss_rate"}
    assert set(ran.compare(outcomes=["*"])["outcome"]) == set(ran.outcomes["outcome"])


def test_names_that_are_not_in_the_run_are_refused(ran: arrears.Run):
    with pytest.raises(ScenarioError, match="no outcome 'joy'"):
        ran.summary(outcomes=["joy"])
    with pytest.raises(ScenarioError, match="no policy 'leniency'"):
        ran.compare(baseline="leniency")
    with pytest.raises(ScenarioError, match="'channel'; differences can be had by segment"):
        ran.compare(by="channel")


def test_an_earlier_run_can_be_opened(pretended: Path, tmp_path: Path):
    scenario = arrears.load_scenario(pretended, replications=1, sets=["collection.grace_days=1"])
    arrears.run(scenario, out=tmp_path / "run", jobs=1, report=False)
    run = arrears.open_run(tmp_path / "run")
    assert run.scenario.hash == scenario.hash
    assert run.policies == ["status_quo", "grace"]
    assert run.failures == {}
    assert repr(run) == f"Run({str(tmp_path / 'run')!r})"


def test_what_is_no_run_cannot_be_opened(tmp_path: Path):
    with pytest.raises(StorageError, match="no run directory"):
        arrears.open_run(tmp_path)


def test_outcomes_that_do_not_exist_are_refused_when_loading(pretended: Path):
    with pytest.raises(ScenarioError, match="joy"):
        arrears.load_scenario(pretended, sets=["compare.outcomes=[joy]"])


def test_names_are_offered_and_others_are_not():
    assert {"Run", "Scenario", "load_scenario", "open_run", "run"} <= set(dir(arrears))
    with pytest.raises(AttributeError, match="no attribute 'walk'"):
        arrears.walk  # noqa: B018
