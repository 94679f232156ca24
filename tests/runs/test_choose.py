"""Engines go by name."""

import pytest

from arrears.errors import ScenarioError
from arrears.runs.choose import Engine, choose


@pytest.mark.parametrize("name", ["auto", "simpy"])
def test_auto_is_simpy_for_now(name: str):
    assert choose(name) == Engine(name="simpy", module="arrears.engines.simpy")


def test_an_engine_that_does_not_exist_yet_is_refused_by_name():
    with pytest.raises(ScenarioError, match="engine fast does not exist yet; use --engine simpy"):
        choose("fast")


def test_an_unknown_engine_is_refused_with_those_that_there_are():
    with pytest.raises(ScenarioError, match="no engine 'steam'; choose one of auto, simpy"):
        choose("steam")
