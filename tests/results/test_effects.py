"""Every code of a published effect that a shipped scenario names stands in the legend."""

import re
from pathlib import Path

from arrears.results.effects import EFFECTS

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_every_code_that_a_scenario_names_is_explained():
    texts = (path.read_text(encoding="utf-8") for path in SCENARIOS.rglob("*.yaml"))
    named = {code for text in texts for code in re.findall(r"literature: ([A-Z]+\d+)", text)}
    assert named
    assert named <= EFFECTS.keys()
