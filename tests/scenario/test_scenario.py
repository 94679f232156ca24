"""A scenario tells itself as text."""

import yaml

from arrears.scenario.load import load_scenario


def test_the_text_is_the_source_for_any_reader_of_yaml(tiny):
    scenario = load_scenario(tiny)
    assert yaml.safe_load(scenario.text) == scenario.source
