"""A scenario tells itself as text."""

import yaml

from arrears.scenario.load import load_scenario


def test_the_text_is_the_source_for_any_reader_of_yaml(tiny):
    scenario = load_scenario(tiny)
    assert yaml.safe_load(scenario.text) == scenario.source


def test_origins_of_a_further_platform_are_no_change_of_any_policy():
    source = load_scenario("two_lenders").source
    (platform,) = source["platforms"]
    assert platform["collection"]["origins"], "they are told by the platform"
    assert "platforms" not in source["policies"]["status_quo"]
    changed = [
        name
        for name, changes in source["policies"].items()
        if any(item.get("collection") == {} for item in changes.get("platforms", ()))
    ]
    assert changed == []
