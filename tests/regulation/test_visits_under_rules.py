"""Visits, third persons and dialling under rules: asked about, blocked, or told as breaches."""

import json
from pathlib import Path

import pytest
from asking import cap
from checker import Checker, differences_from_log
from rule_text import read

from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.regulation.regime import OwnRegime
from arrears.regulation.shipped import resolved
from arrears.scenario.load import load_scenario

VISITS = str(Path(__file__).parents[1] / "engines" / "simpy" / "visits.yaml")
RULES = {
    "no visits": {"name": "homes", "kind": "visit", "mode": "forbidden"},
    "visits announced": {"name": "notice", "kind": "visit", "mode": "allowed", "notice_days": 4},
    "no third persons": {"name": "others", "kind": "third_party", "mode": "forbidden"},
    "third persons, to find": {"name": "find", "kind": "third_party", "mode": "location_only"},
    "a cap": {"name": "weekly", "channels": ["call", "bot_call", "sms", "visit"]} | cap(2, 7),
    "hours": {"name": "hours", "kind": "hours", "weekday": ["11:00", "15:00"],
              "saturday": "closed", "sunday": "closed"},
}  # fmt: skip


def lived(rule, share, folder):
    """Return the events of the busy book, the breaches found, and what the log tells of them."""
    sets = [f"collection.compliance_share={share}"]
    scenario = load_scenario(VISITS, borrowers=60, sets=sets)
    own = OwnRegime.model_validate({"name": "own", "rules": [rule]})
    policy = scenario.policies["status_quo"]
    found = simulate(scenario.base, policy, replication=0, seed=1, rules=resolved(own))
    events = events_frame(found.log, "status_quo", "own", 0)
    (folder / "scenario.yaml").write_text(scenario.text)
    (folder / "rules.yaml").write_text(json.dumps([rule]))
    checker = Checker(read(folder / "scenario.yaml"), read(folder / "rules.yaml"))
    breaches = checker.check(events, found.accounts)
    return events[events["day"] >= 0], breaches, differences_from_log(breaches, events)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_obedient_do_nothing_that_is_forbidden(rule, tmp_path):
    events, breaches, _ = lived(rule, 1.0, tmp_path)
    assert breaches == []
    assert set(events[events["event"] == "blocked"]["cause"]) == {rule["name"]}


TOLD = {name: rule for name, rule in RULES.items() if name != "third persons, to find"}
# (What a third person is asked about is not told by the log.)


@pytest.mark.parametrize("rule", TOLD.values(), ids=TOLD)
def test_of_the_disobedient_every_breach_is_told(rule, tmp_path):
    events, breaches, differences = lived(rule, 0.0, tmp_path)
    assert breaches
    assert differences == ([], [])
    assert len(events[events["event"] == "blocked"]) == 0


def test_a_forbidden_visit_is_not_made(tmp_path):
    events, _, _ = lived(RULES["no visits"], 1.0, tmp_path)
    assert len(events[events["event"] == "visit"]) == 0


@pytest.mark.parametrize(("asks", "visited"), [("true", True), ("false", False)])
def test_where_a_rule_wants_consent_only_who_was_asked_is_visited(asks, visited):
    rule = {"name": "agreed", "kind": "visit", "mode": "consent"}
    doorstep = "collection.stages.middle.actions.doorstep.visit.asks_consent"
    scenario = load_scenario(VISITS, borrowers=60, sets=[f"{doorstep}={asks}"])
    own = OwnRegime.model_validate({"name": "own", "rules": [rule]})
    policy = scenario.policies["status_quo"]
    found = simulate(scenario.base, policy, replication=0, seed=1, rules=resolved(own))
    events = events_frame(found.log, "status_quo", "own", 0)
    assert (len(events[(events["event"] == "visit") & (events["day"] >= 0)]) > 0) == visited


def test_only_the_number_may_be_asked_for(tmp_path):
    events, _, _ = lived(RULES["third persons, to find"], 1.0, tmp_path)
    third = events[(events["event"] == "attempt") & (events["target"] == "third_party")]
    assert set(third["action"]) == {"where"}
