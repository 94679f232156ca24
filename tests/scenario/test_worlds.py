"""Other worlds of a run: what each lacks, or weighs otherwise."""

from pathlib import Path

import pytest

from arrears.errors import ScenarioError
from arrears.part import Part
from arrears.scenario.load import load_scenario
from arrears.scenario.worlds import in_world, switched_off, unfelt, worlds_of
from arrears.terms import Cause

PRETEND = Path(__file__).parents[1] / "pretend"
LATE = "three_stage_escalation"


@pytest.fixture(scope="module")
def late():
    sets = ("collection.sale={from_dpd: 150}", "collection.guarantee={compensation_dpd: 90}")
    return load_scenario(LATE, sets=sets, policies=("status_quo",)).base


def asked_for(counterfactual, source=LATE):
    sets = (f"counterfactuals=[{counterfactual}]", "distress_checks=true")
    return load_scenario(source, sets=sets)


def points_of(part: Part, path: str = "") -> dict[str, float]:
    """Return everything in a part of a scenario that is called points, by where it stands."""
    found = {}
    for name in type(part).model_fields:
        value, at = getattr(part, name), f"{path}.{name}"
        if name.endswith("_points"):
            found[at] = value
        elif isinstance(value, Part):
            found |= points_of(value, at)
        elif isinstance(value, list):
            for place, item in enumerate(value):
                if isinstance(item, Part):
                    found |= points_of(item, f"{at}.{place}")
    return found


def test_a_run_has_its_own_world_alone_unless_it_is_asked_for_others(late):
    assert worlds_of(late) == ()
    asked = asked_for("no_limbo + shocks_off")
    assert worlds_of(asked.base) == (
        "no_limbo+shocks_off", "weights_half", "weights_double", "half_life_half",
        "half_life_double",
    )  # fmt: skip


def test_its_own_world_is_left_as_it_is(late):
    assert in_world(late, "") is late
    assert switched_off(late) is late
    assert unfelt(late) == frozenset()


def test_without_contact_nobody_is_left_who_could_make_any(late):
    silent = switched_off(in_world(late, "no_contact")).collection
    assert late.collection.before_due
    assert (silent.before_due, silent.teams, silent.field_teams) == ([], [], [])
    assert [stage.name for stage in silent.stages] == [s.name for s in late.collection.stages]
    assert all(not stage.actions for stage in silent.stages)
    assert [stage.offers for stage in silent.stages] == [s.offers for s in late.collection.stages]
    assert silent.sale.asking.for_days == silent.guarantee.asking.for_days == 0


def test_without_contact_other_platforms_are_silent_too():
    other = load_scenario("two_lenders", policies=("status_quo",)).base
    silent = switched_off(in_world(other, "no_contact"))
    assert other.platforms[0].collection.teams
    assert all(not lender.collection.teams for lender in silent.platforms)


def test_without_shocks_there_are_none(late):
    assert late.shocks.kinds
    assert switched_off(in_world(late, "shocks_off")).shocks.kinds == []


def test_sources_are_left_to_the_index(late):
    without = in_world(late, "no_limbo+no_collection")
    assert unfelt(without) == {Cause.LIMBO, Cause.COLLECTION}
    assert switched_off(without) is without


def test_what_the_scenario_is_without_stays_off_in_every_world(late):
    base = late.model_copy(update={"switched_off": ["no_legal"]})
    assert in_world(base, "no_limbo").switched_off == ["no_legal", "no_limbo"]


@pytest.mark.parametrize(("world", "factor"), [("weights_half", 0.5), ("weights_double", 2.0)])
def test_every_point_but_the_anchors_weighs_otherwise(late, world, factor):
    before, after = points_of(late), points_of(in_world(late, world))
    anchors = {".behaviour.distress.baseline_points", ".behaviour.distress.spread_points"}
    assert len(before) > 20
    assert anchors < set(before)
    assert after == {
        path: value if path in anchors else value * factor for path, value in before.items()
    }


def test_the_half_life_is_halved_and_doubled_in_whole_days(late):
    usual = late.behaviour.distress.half_life_days
    halved = in_world(late, "half_life_half")
    assert halved.behaviour.distress.half_life_days == round(usual / 2)
    assert in_world(late, "half_life_double").behaviour.distress.half_life_days == 2 * usual
    assert points_of(halved) == points_of(late)


def test_a_resolved_scenario_says_its_worlds_and_loads_as_the_same(tmp_path):
    asked = asked_for("no_limbo")
    path = tmp_path / "again.yaml"
    path.write_text(asked.text, encoding="utf-8")
    again = load_scenario(path)
    assert (again.hash, worlds_of(again.base)) == (asked.hash, worlds_of(asked.base))
    assert "counterfactuals" not in load_scenario(LATE).source


@pytest.mark.parametrize(
    ("name", "said"),
    [("shocks_of", "nothing 'shocks_of' to switch off"), ("no_limbo+no_limbo", "twice")],
)
def test_what_cannot_be_switched_off_is_refused_by_name(name, said):
    with pytest.raises(ScenarioError, match=said) as caught:
        asked_for(name)
    assert "counterfactuals.0" in str(caught.value)


@pytest.mark.parametrize("key", ["switched_off=[no_limbo]", "counterfactuals=[no_limbo]"])
def test_no_policy_lives_in_a_world_of_its_own(key):
    with pytest.raises(ScenarioError, match="same world"):
        load_scenario(LATE, sets=(f"policies.no_grace.{key}",))


@pytest.mark.parametrize("name", ["counterfactuals", "switched_off"])
def test_a_name_is_given_once(name):
    with pytest.raises(ScenarioError, match=f"{name}.*twice"):
        load_scenario(LATE, sets=(f"{name}=[no_limbo, no_limbo]",))


def test_without_a_household_nothing_can_be_switched_off(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(PRETEND)
    from pretend_engine import SCENARIO

    path = tmp_path / "chain.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    found = asked_for("no_limbo", source=path).warnings
    assert sum("needs household" in line for line in found) == 2
