"""What comes with arrears loads by name from anywhere."""

from pathlib import Path

import pytest

from arrears.scenario.load import load_scenario
from arrears.scenario.shipped import part_file, scenario_file, scenario_names, scenarios_folder


def test_shipped_scenarios_have_names():
    assert "first_steps" in scenario_names()
    assert scenario_file("first_steps") == scenarios_folder() / "first_steps.yaml"
    assert scenario_file("no_such") is None


@pytest.mark.parametrize("name", [n for n in scenario_names() if n != "lendingclub"])
def test_a_shipped_scenario_loads_by_name_and_again_from_its_own_text(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    scenario = load_scenario(name)
    Path("scenario.yaml").write_text(scenario.text, encoding="utf-8")
    again = load_scenario("scenario.yaml")
    assert again == scenario
    assert again.origins == scenario.origins


def test_a_part_beside_the_scenario_comes_before_a_shipped_one(tmp_path):
    own = tmp_path / "parts/shocks/five_shocks.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("kinds: []")
    assert part_file("shocks", "five_shocks", [tmp_path]) == own
    assert part_file("shocks", "five_shocks", []).is_relative_to(scenarios_folder())
    assert part_file("shocks", "no_such", [tmp_path]) is None
