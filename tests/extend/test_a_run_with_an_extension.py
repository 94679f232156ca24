"""From a file beside a scenario to tables, manifest and report, through worker processes."""

import pandas as pd
import pytest
from click.testing import CliRunner

import arrears
from arrears.cli.group import arrears as command
from arrears.errors import RunError, ScenarioError, StorageError
from arrears.runs.verify import verify


@pytest.fixture
def run(evenings):
    """Run the scenario with two workers."""
    scenario = arrears.load_scenario(evenings, replications=2)
    return arrears.run(scenario, out=evenings.parent / "run", jobs=2)


def test_the_outcome_is_in_the_tables_and_is_what_the_log_says(run):
    told = run.outcomes.query("outcome == 'evening_share' and segment == 'all'")
    log = run.events.query("event == 'attempt' and day >= 0")
    late = int((log["minute"] >= 18 * 60).sum())
    first = told[told["replication"] == 0].iloc[0]
    assert (first["numerator"], first["denominator"]) == (late, len(log))
    assert 0 < late < len(log)
    assert run.failures == {}


def test_segments_add_up_to_all(run):
    rows = run.monthly[run.monthly["series"].astype(str) == "evening_share.attempts"]
    is_all = rows["segment"].astype(str) == "all"
    assert rows.loc[is_all, "value"].sum() == rows.loc[~is_all, "value"].sum() > 0


def test_nothing_else_of_the_tables_differs_from_a_run_without_it(run, evenings):
    text = evenings.read_text(encoding="utf-8").replace("extensions: [own.py]\n", "")
    plain = evenings.with_name("plain.yaml")
    plain.write_text(text.replace("[evening_share, loss_rate]", "[loss_rate]"), encoding="utf-8")
    without = arrears.run(arrears.load_scenario(plain, replications=2), jobs=1)
    pd.testing.assert_frame_equal(run.events, without.events)
    pd.testing.assert_frame_equal(run.accounts, without.accounts)
    others = run.outcomes[run.outcomes["outcome"] != "evening_share"].reset_index(drop=True)
    pd.testing.assert_frame_equal(others, without.outcomes)
    assert "extensions" not in without.manifest


def test_the_manifest_holds_the_hash_of_the_module_and_what_its_outcome_means(run, evenings):
    [told] = run.manifest["extensions"]
    assert told["module"] == str(evenings.with_name("own.py"))
    assert len(told["sha256"]) == 64
    [meaning] = run.manifest["added_outcomes"]
    assert meaning["definition"] == "Share of attempts made in the evening."


def test_the_report_defines_the_outcome_even_when_the_module_is_gone(run, evenings):
    evenings.with_name("own.py").unlink()
    result = CliRunner().invoke(command, ["report", str(run.directory)])
    assert result.exit_code == 0, result.stderr
    page = (run.directory / "report.html").read_text(encoding="utf-8")
    assert "Share of attempts made in the evening." in page


def test_verify_repeats_a_run_with_an_extension(run):
    assert verify(run.directory, jobs=1).is_same


def test_verify_notices_that_the_module_was_changed_even_if_no_table_differs(run, evenings):
    own = evenings.with_name("own.py")
    own.write_text(own.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
    found = verify(run.directory, jobs=1)
    assert found.altered == (str(own),)
    assert found.unrepeated == ()
    assert not found.is_same


def test_a_changed_module_is_another_scenario(evenings):
    before = arrears.load_scenario(evenings).hash
    own = evenings.with_name("own.py")
    own.write_text(own.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
    assert arrears.load_scenario(evenings).hash != before


def test_the_place_of_a_module_does_not_enter_the_hash(evenings, tmp_path):
    before = arrears.load_scenario(evenings).hash
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("own.py", "evenings.yaml"):
        (elsewhere / name).write_bytes(evenings.with_name(name).read_bytes())
    assert arrears.load_scenario(elsewhere / "evenings.yaml").hash == before


def test_a_run_is_not_resumed_with_a_changed_module(run, evenings):
    own = evenings.with_name("own.py")
    own.write_text(own.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
    scenario = arrears.load_scenario(evenings, replications=2)
    with pytest.raises(StorageError, match="scenario_hash"):
        arrears.run(scenario, out=run.directory, resume=True)


def test_the_resolved_scenario_loads_again_from_anywhere(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path.parent)
    again = arrears.load_scenario(run.directory / "scenario.yaml")
    assert again.hash == run.manifest["scenario_hash"]


def test_a_missing_module_is_an_error_of_the_scenario_with_its_place(evenings):
    evenings.with_name("own.py").unlink()
    with pytest.raises(ScenarioError) as error:
        arrears.load_scenario(evenings)
    first = str(error.value).splitlines()[0]
    assert "evenings.yaml:5:14: extensions: " in first
    assert "own.py: cannot be read" in first


def test_an_outcome_that_no_module_offers_is_unknown(evenings):
    text = evenings.read_text(encoding="utf-8").replace("[evening_share,", "[evening_shore,")
    evenings.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match="'evening_shore'; did you mean evening_share"):
        arrears.load_scenario(evenings)


def test_a_policy_cannot_bring_its_own_modules(evenings):
    with pytest.raises(ScenarioError, match="every policy runs the same code"):
        arrears.load_scenario(evenings, sets=["policies.status_quo={extensions: [own.py]}"])


def test_a_failing_tally_is_a_failed_replication_that_is_named(evenings):
    own = evenings.with_name("own.py")
    text = own.read_text(encoding="utf-8").replace("rows = events.find(Event.ATTEMPT)", "1 / 0")
    own.write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match="ZeroDivisionError"):
        arrears.run(arrears.load_scenario(evenings), jobs=1)
