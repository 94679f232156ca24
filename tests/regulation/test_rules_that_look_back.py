"""Limitation, applications that come too soon, and what counts as paid: a run and the checker."""

import json

import checker
import pytest
import steps_asked
from checker import Checker, differences_from_log
from rule_text import read

from arrears.engines.simpy import simulate
from arrears.engines.simpy.account import Account
from arrears.log import events_frame
from arrears.regulation import rulebook, step_limits
from arrears.regulation.regime import OwnRegime
from arrears.regulation.shipped import resolved
from arrears.scenario.load import load_scenario
from arrears.terms import Cause

BARRED = {"name": "barred", "kind": "litigation", "limitation_years": 0,
          "time_barred": ["contact", "interest", "sue", "report"]}  # fmt: skip
RESTS = ["demand", "payment", "acknowledgement", "suit"]
DECIDE = {"name": "decide", "kind": "hardship", "basis": "right", "trigger": "request",
          "decide_days": 1}  # fmt: skip
SHORT = {"name": "short", "kind": "grace", "days": 0, "stops": ["contact", "fees", "penalty"],
         "underpayment_tolerance": 1500}  # fmt: skip
MORE = (
    "bureau={threshold_dpd: 20, delay_days: 2}", "behaviour.application.awareness_share=1",
    "behaviour.application.opportunist_share=1", "horizon_months=12", "burn_in_months=3",
    "collection.legal={from_dpd: 45, steps: [{name: claim, kind: small_claims, days: 30}]}",
)  # fmt: skip


@pytest.fixture
def judged(tmp_path):
    """Return the function that lives under rules and says what the checker finds, and the log."""

    def judge(*rules, share=1.0):
        sets = [*MORE, f"collection.compliance_share={share}"]
        scenario = load_scenario("three_stage_escalation", borrowers=100, sets=sets)
        own = OwnRegime.model_validate({"name": "own", "rules": list(rules)})
        policy = scenario.policies["firm_calls"]
        lived = simulate(scenario.base, policy, replication=0, seed=1, rules=resolved(own))
        events = events_frame(lived.log, "firm_calls", "own", 0)
        (tmp_path / "scenario.yaml").write_text(scenario.text)
        told = tmp_path / f"{len(list(tmp_path.iterdir()))}.yaml"  # what is read is remembered
        told.write_text(json.dumps(rules))
        judge_ = Checker(read(tmp_path / "scenario.yaml"), read(told))
        found = judge_.check(events, lived.accounts)
        assert differences_from_log(found, events) == ([], [])
        return found, events[events["day"] >= 0]

    return judge


def count(events, name):
    return int((events["event"] == name).sum())


@pytest.mark.parametrize("rule", [BARRED, BARRED | {"resets": RESTS}, SHORT])
def test_what_is_barred_or_counts_as_paid_is_left_alone_by_who_obeys(judged, rule):
    found, events = judged(rule)
    assert found == []
    assert set(events.loc[events["event"] == "blocked", "cause"]) == {rule["name"]}


@pytest.mark.parametrize("rule", [BARRED, BARRED | {"resets": RESTS}, SHORT])
def test_who_obeys_half_the_time_breaks_it_as_the_log_tells(judged, rule):
    found, _ = judged(rule, share=0.5)
    assert {breach.rule for breach in found} == {rule["name"]}


@pytest.mark.parametrize("event", ["demand", "payment", "acknowledgement", "suit"])
def test_what_starts_the_years_anew_frees_the_lender(judged, event, monkeypatch):
    """Years of twelve days, for both who judge."""
    monkeypatch.setattr(step_limits, "YEAR_DAYS", 12)
    monkeypatch.setattr(steps_asked, "YEAR_DAYS", 12)
    rule = BARRED | {"limitation_years": 1, "time_barred": ["contact", "interest", "report"]}
    barred, freed = judged(rule)[1], judged(rule | {"resets": [event]})[1]
    assert count(freed, "bureau_report") > count(barred, "bureau_report")


@pytest.mark.parametrize("clock", ["from_default", "from_repayment"])
def test_no_entry_at_the_bureau_stands_for_longer_than_it_may(judged, clock, monkeypatch):
    """Years of twelve days; a plain run under another rule has entries that stand for longer."""
    kept = {"name": "kept", "kind": "reporting", "retention_years": 1, "clock": clock}
    for years in (rulebook, checker):
        monkeypatch.setattr(years, "YEAR_DAYS", 12)
    found, events = judged(kept)
    assert found == []
    assert count(events, "bureau_cleared") > count(judged(SHORT)[1], "bureau_cleared")


def test_an_application_soon_after_a_refusal_may_lie(judged):
    strict, _ = judged(DECIDE)
    patient, _ = judged(DECIDE | {"reapply_wait_days": 300})
    assert 0 < len(patient) < len(strict)


def test_a_broken_plan_is_remembered_as_a_refusal_is(judged, monkeypatch):
    """So that who asks again too soon after it may be left waiting, too."""
    days, end_relief = [], Account.end_relief

    def ended(account, day, phase, cause):
        had_relief = account.relief is not None
        end_relief(account, day, phase, cause)
        if had_relief and cause is Cause.BROKEN and day >= 0:
            days.append((day, account.world.law.history_of(account).turned_down_on))

    monkeypatch.setattr(Account, "end_relief", ended)
    judged(DECIDE)
    assert days
    assert all(day == known for day, known in days)
