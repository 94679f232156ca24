"""Two shipped scenarios: found from anywhere, without warnings, one lever for each policy."""

from pathlib import Path

import pytest
import yaml

from arrears.scenario.load import load_scenario
from arrears.scenario.shipped import scenario_file

NAMES = ("friendly_calls", "downturn")
BUNDLES = {"friendly_calls": ("friendly",), "downturn": ("tough",)}

# The only keys of `collection` that each policy touches; lists by the names of their items.
LEVERS = {
    "friendly_calls": {
        "first_call_day_2": {"stages.texts.to_dpd", "stages.calls.from_dpd"},
        "first_call_day_31": {"stages.texts.to_dpd", "stages.calls.from_dpd"},
        "gentle_calls": {"stages.calls.actions.call.tone"},
        "firm_calls": {"stages.calls.actions.call.tone"},
        "harsh_calls": {"stages.calls.actions.call.tone"},
        "bot_calls": {
            "teams.callers.remove", "stages.calls.actions.call.channel",
            "stages.calls.actions.call.team",
        },
        "texts_only": {
            "teams.callers.remove", "stages.calls.actions.call.channel",
            "stages.calls.actions.call.team",
        },
        "call_the_salaried": {"stages.calls.actions.call.who.segments"},
        "call_large_debts": {"stages.calls.actions.call.who.balance_min"},
        "call_the_able": {"ability_score", "stages.calls.actions.call.who.ability"},
        "call_to_day_60": {"stages.calls.to_dpd", "stages.old_debts"},
    },
    "downturn": {
        "grace": {"grace_days"},
        "leniency": {"stages.bad_times.remove"},
        "forbearance_on_request": {"review_desk", "stages.bad_times.offers", "relief.skip"},
        "forbearance_offered": {"stages.bad_times.offers", "relief.skip"},
        "firm_calls": {"stages.bad_times.actions.call.tone"},
        "more_calls": {"stages.bad_times.actions.call.every_days"},
    },
}  # fmt: skip
NEW = {"stages.old_debts", "relief.skip", "review_desk", "ability_score"}


def paths(changes, above=""):
    """Return the key paths of all values; what is new counts as one."""
    if above.rstrip(".") in NEW:
        return {above.rstrip(".")}
    if isinstance(changes, dict):
        return set().union(*(paths(v, f"{above}{k}.") for k, v in changes.items() if k != "name"))
    if isinstance(changes, list) and changes and isinstance(changes[0], dict):
        return set().union(*(paths(item, f"{above}{item['name']}.") for item in changes))
    return {above.rstrip(".")}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_found_by_name_from_any_directory_and_without_warnings(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    scenario = load_scenario(name)
    assert scenario.warnings == ()
    assert scenario.compare.baseline == "status_quo"
    assert scenario.policies["status_quo"] == scenario.base
    assert scenario.question.endswith("?")


@pytest.mark.parametrize("name", NAMES)
def test_every_policy_changes_one_lever_or_is_a_bundle(name):
    """What is listed above is what the file changes, and every policy says what it is."""
    document = yaml.safe_load(scenario_file(name).read_text(encoding="utf-8"))
    policies = document["policies"]
    assert load_scenario(name).bundles == BUNDLES[name]
    assert set(policies) == {"status_quo", *LEVERS[name], *BUNDLES[name]}
    for policy, levers in LEVERS[name].items():
        assert paths(policies[policy]["collection"]) == levers, policy
        assert policies[policy]["notes"]


@pytest.mark.parametrize("name", NAMES)
def test_a_bundle_changes_nothing_that_no_single_arm_changes(name):
    """Otherwise its effect could not be taken apart."""
    document = yaml.safe_load(scenario_file(name).read_text(encoding="utf-8"))
    alone = set().union(*LEVERS[name].values())
    for bundle in BUNDLES[name]:
        assert paths(document["policies"][bundle]["collection"]) <= alone


@pytest.mark.parametrize("name", NAMES)
def test_every_number_that_the_scenario_sets_says_where_it_comes_from(name):
    rows = load_scenario(name).origins
    chosen = [row for row in rows if row.key.startswith(("collection.", "macro."))]
    unsaid = [row.key for row in chosen if row.kind == "set by scenario"]
    assert unsaid == []


def test_they_are_packaged_with_the_wheel():
    """Everything in the folder is; see `force-include` in pyproject.toml."""
    root = Path(__file__).parents[2]
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    assert '"scenarios" = "arrears/scenarios"' in text
    assert {f"{name}.yaml" for name in NAMES} <= {p.name for p in (root / "scenarios").iterdir()}
