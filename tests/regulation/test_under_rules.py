"""A run under rules: acts are asked about, what is forbidden is put off, dropped or a violation."""

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

WEEKLY = {"name": "weekly", "channels": ["call", "bot_call", "sms"]} | cap(1, 7)
AFTERNOON = {"name": "afternoon", "kind": "hours", "weekday": ["13:00", "18:00"],
             "saturday": "closed", "sunday": "closed"}  # fmt: skip


def lived(*rules, share=1.0, drop=False, borrowers=60):
    """Return the events of a policy under these rules, its accounts, and the scenario."""
    forbidden = "drop" if drop else "postpone"
    sets = [f"collection.compliance_share={share}", f"collection.when_forbidden={forbidden}"]
    scenario = load_scenario("three_stage_escalation", borrowers=borrowers, sets=sets)
    own = OwnRegime.model_validate({"name": "own", "rules": list(rules)})
    policy = scenario.policies["firm_calls"]
    found = simulate(scenario.base, policy, replication=0, seed=1, rules=resolved(own))
    return events_frame(found.log, "firm_calls", "own", 0), found.accounts, scenario


def told(life, rules, folder: Path):
    """Return the breaches that the checker finds, and how they differ from the log."""
    events, accounts, scenario = life
    (folder / "scenario.yaml").write_text(scenario.text)
    (folder / "rules.yaml").write_text(json.dumps(rules))
    checker = Checker(read(folder / "scenario.yaml"), read(folder / "rules.yaml"))
    found = checker.check(events, accounts)
    return found, differences_from_log(found, events)


def rows(events, *names):
    return events[events["event"].isin(names) & (events["day"] >= 0)]


@pytest.mark.parametrize("drop", [False, True], ids=["postpone", "drop"])
@pytest.mark.parametrize("rule", [WEEKLY, AFTERNOON], ids=["cap", "hours"])
def test_nothing_forbidden_is_done_and_what_was_blocked_is_logged(rule, drop, tmp_path):
    life = lived(rule, drop=drop)
    found, _ = told(life, [rule], tmp_path)
    assert found == []
    assert len(rows(life[0], "violation")) == 0
    if rule is WEEKLY:
        assert set(rows(life[0], "blocked")["cause"]) == {"weekly"}


def test_a_call_waits_for_the_first_lawful_minute_of_its_day():
    free, held = lived()[0], lived(AFTERNOON)[0]
    calls = rows(held, "attempt")
    calls = calls[(calls["channel"] == "call") & (calls["stage"] != "")]
    assert calls["minute"].min() == 13 * 60
    before = rows(free, "attempt")
    assert len(calls) > 0.8 * len(before[before["channel"] == "call"])


def test_what_is_dropped_waits_for_its_next_turn_what_is_put_off_for_the_first_lawful_day():
    dropped, postponed = lived(WEEKLY, drop=True)[0], lived(WEEKLY)[0]
    assert len(rows(dropped, "attempt")) != len(rows(postponed, "attempt"))


def test_without_obedience_everything_is_done_and_every_breach_is_logged(tmp_path):
    life = lived(WEEKLY, share=0.0)
    found, (unlogged, unfounded) = told(life, [WEEKLY], tmp_path)
    assert len(found) > 50
    assert (unlogged, unfounded) == ([], [])
    assert len(rows(life[0], "blocked")) == 0
    assert len(rows(life[0], "attempt")) == len(rows(lived()[0], "attempt"))


def test_with_some_obedience_the_log_tells_the_breaches(tmp_path):
    life = lived(WEEKLY, AFTERNOON, share=0.6)
    found, (unlogged, unfounded) = told(life, [WEEKLY, AFTERNOON], tmp_path)
    assert (unlogged, unfounded) == ([], [])
    assert found
    assert len(rows(life[0], "blocked")) > 0


def test_a_day_on_which_a_rule_blocked_the_only_action_is_a_pause_by_rule():
    assert "rule" in set(rows(lived(WEEKLY)[0], "pause_start")["cause"])
