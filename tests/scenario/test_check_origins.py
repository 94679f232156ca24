"""Origins that cannot be meant are told: of nothing, and of values outside their own range."""

import pytest

from arrears.scenario.load import load_scenario
from arrears.scenario.shipped import scenario_names

SUPERVISED = """\
schema_version: 1
scenario: mine
extends: supervised_market
supervision:
  fine: 50
  origins:
    fines: {assumed: [10, 100]}
    fine: {assumed: [100, 1000], note: "a lever"}
    order.*: {assumed: [1, 500]}
    order.*.days: {assumed: [1, 5]}
"""


def warnings(text, tmp_path, monkeypatch, **options):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(text)
    return load_scenario("mine.yaml", **options).warnings


def test_slips_of_origins_are_told_with_their_place(tmp_path, monkeypatch):
    found = warnings(SUPERVISED, tmp_path, monkeypatch)
    assert found == (
        (
            "mine.yaml:5:9: supervision.fine: found 50, outside its own range: its origin says "
            "assumed 100 to 1000"
        ),
        (
            "mine.yaml:7:5: supervision.origins.fines: speaks of nothing: there is no such key in "
            "supervision; did you mean fine?"
        ),
        (
            "mine.yaml:10:5: supervision.origins.order.*.days: speaks of nothing: there is no such "
            "key in supervision; did you mean order.bans?"
        ),
    )


def test_what_an_option_takes_away_leaves_no_idle_entry(tmp_path, monkeypatch):
    """Policies that are left out, too: the file is as right as before."""
    text = SUPERVISED.replace("    fine: {assumed: [100,", "    fine: {assumed: [10,")
    assert len(warnings(text, tmp_path, monkeypatch)) == 2
    assert warnings(text, tmp_path, monkeypatch, policies=["status_quo"]) == ()
    assert warnings(text, tmp_path, monkeypatch, sets=["horizon_months=6"]) == ()


def test_a_value_of_an_option_has_left_its_range_on_purpose(tmp_path, monkeypatch):
    text = SUPERVISED.replace("    fine: {assumed: [100,", "    fine: {assumed: [10,")
    assert warnings(text, tmp_path, monkeypatch, sets=["supervision.fine=5000"]) == ()


@pytest.mark.parametrize("name", [name for name in scenario_names() if name != "lendingclub"])
def test_shipped_scenarios_have_no_such_slip(name):
    assert load_scenario(name).warnings == ()
