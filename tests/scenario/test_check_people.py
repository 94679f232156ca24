"""Levers that act on nobody are warned of, and advice for what there is not is refused."""

import pytest

from arrears.api import load_scenario
from arrears.errors import ScenarioError


def warnings_of(*sets: str) -> str:
    return "\n".join(str(each) for each in load_scenario("first_steps", sets=sets).warnings)


@pytest.mark.parametrize(
    ("lever", "key", "ground"),
    [
        ("collection.community={}", "community", "behaviour.peers={}"),
        ("collection.announced_leniency_share=0.5", "announced", "behaviour.leniency={}"),
    ],
)
def test_a_lever_without_anybody_to_act_on_is_warned_of(lever, key, ground):
    assert key in warnings_of(lever)
    assert key not in warnings_of(lever, ground)


def test_exposure_is_named_as_a_benchmark_of_harm():
    assert "exposure of defaulters in the media: a benchmark of harm" in warnings_of(
        "policies.reminders.collection.exposure={}"
    )


def test_advice_names_a_relief_that_there_is():
    with pytest.raises(ScenarioError, match="there is no relief to apply for called 'freeze'"):
        load_scenario("first_steps", sets=("collection.advisers={relief: freeze}",))
