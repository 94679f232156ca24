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
    "visits with consent, by three": {"name": "agreed", "kind": "visit", "mode": "consent",
                                      "persons_min": 3},
    "third persons, once each": {"name": "once", "kind": "third_party", "mode": "no_disclosure",
                                 "per_person_max": 1, "stop_on_refusal": True},
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


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_of_the_disobedient_every_breach_is_told(rule, tmp_path):
    events, breaches, differences = lived(rule, 0.0, tmp_path)
    assert breaches
    assert differences == ([], [])
    assert len(events[events["event"] == "blocked"]) == 0


def test_a_forbidden_visit_is_not_made(tmp_path):
    events, _, _ = lived(RULES["no visits"], 1.0, tmp_path)
    assert len(events[events["event"] == "visit"]) == 0


@pytest.mark.parametrize("name", ["no visits", "hours"])
def test_whom_no_lawful_visit_reaches_is_left_alone_because_it_is_forbidden(name, tmp_path):
    events, _, _ = lived(RULES[name], 1.0, tmp_path)
    causes = set(events[events["event"] == "pause_start"]["cause"])
    assert "forbidden" in causes
    assert "rule" not in causes, "that is why arrears began, never why nobody asks"


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


# What visitors say, and when they come ------------------------------------------------------

KNOCK = "collection.stages.early.actions.knock."
MANNER = {"name": "manner", "kind": "conduct", "tones": ["harsh"]}


def knocks(events):
    """Return the visits of the unannounced kind, in which visitors threaten."""
    return events[(events["action"] == "knock") & (events["event"] == "visit")]


def test_visitors_who_threaten_are_held_to_the_rules_of_a_harsh_tone(tmp_path):
    events, breaches, differences = lived(MANNER, 1.0, tmp_path)
    assert (breaches, differences) == ([], ([], []))
    assert len(knocks(events)) == 0
    blocked = events[(events["action"] == "knock") & (events["event"] == "blocked")]
    assert set(blocked["tone"]) == {"harsh"}
    assert len(events[events["event"] == "visit"]) > 0  # of those who do not threaten


def test_threats_at_the_door_are_told_as_breaches_where_the_platform_does_not_obey(tmp_path):
    events, breaches, differences = lived(MANNER, 0.0, tmp_path)
    assert differences == ([], [])
    visits = knocks(events)
    assert set(visits["tone"]) == {"harsh"}
    told = events[(events["action"] == "knock") & (events["event"] == "violation")]
    assert len(told) == len(visits) > 0
    assert {breach.rule for breach in breaches} == {"manner"}


def at_hours(opens, closes, folder):
    rule = RULES["hours"] | {"weekday": [opens, closes]}
    events, breaches, _ = lived(rule, 1.0, folder)
    assert breaches == []
    return events[events["event"] == "visit"], events[events["event"] == "blocked"]


def test_nobody_waits_for_a_lawful_hour_after_the_visitors_have_gone_home(tmp_path):
    """They set out by 16:30 and are 50 minutes on their way at most: none is at a door by 18:30."""
    visits, blocked = at_hours("18:30", "20:00", tmp_path)
    assert len(visits) == 0
    assert "knock" in set(blocked["action"])


def test_visitors_wait_for_lawful_hours_that_begin_before_they_go_home(tmp_path):
    """They are on their way for 40 minutes; half an hour's work a day begins at 16:00 at most."""
    assert at_hours("15:00", "20:00", tmp_path)[0]["minute"].min() == 15 * 60
    assert at_hours("17:00", "20:00", tmp_path)[0]["minute"].max() < 17 * 60 + 20
