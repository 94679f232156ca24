"""Which days past due rules read: those of the contract, of a plan, or of a whole balance due."""

import itertools
import json
from pathlib import Path

import pytest
from checker import Checker, differences_from_log
from rule_text import read

from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.regulation.regime import OwnRegime
from arrears.regulation.shipped import resolved
from arrears.scenario.load import load_scenario

PLAIN = Path(__file__).parents[1] / "engines" / "simpy" / "plain.yaml"
# One loan of 1,200 in twelve instalments, due on days 15, 46, 74, 105, ...; nobody ever pays.
BOOK = """
schema_version: 1
scenario: case
extends: %s
portfolio:
  borrowers: 2
  segments: [{name: everybody, willingness: -20}]
  products: [{name: loan, term_months: [12], penalty_rate: 0.1, monthly_fee: 5}]
horizon_months: 7
collection:
  compliance_share: %s
  charge_off_dpd: 120
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 1000
      actions: [{name: text, channel: sms, every_days: 1}]
  relief:
    - {name: help, trigger: automatic, from_dpd: 10, verifies: nothing, %s}
"""
CUT = "waive_principal_share: 0.9"  # 1,080 pay the first ten instalments and some of the next
CAP = {"name": "weekly", "kind": "contact_cap", "channels": ["sms"], "basis": "attempt",
       "window_days": 7, "limit": 1, "applies_if": {"dpd_min": 1}}  # fmt: skip


@pytest.fixture
def judged(tmp_path):
    """Return the function that lives under rules and says what the checker finds, and the log."""

    def judge(relief, *rules, share=1.0, sets=()):
        path = tmp_path / "case.yaml"
        path.write_text(BOOK % (PLAIN, share, relief))
        scenario = load_scenario(str(path), sets=sets)
        own = OwnRegime.model_validate({"name": "own", "rules": list(rules)})
        policy = scenario.policies["status_quo"]
        lived = simulate(scenario.base, policy, replication=0, seed=1, rules=resolved(own))
        events = events_frame(lived.log, "status_quo", "own", 0)
        told = tmp_path / f"{len(list(tmp_path.iterdir()))}"  # what is read is remembered
        told.mkdir()
        (told / "scenario.yaml").write_text(scenario.text)
        (told / "rules.yaml").write_text(json.dumps(rules))
        checker = Checker(read(told / "scenario.yaml"), read(told / "rules.yaml"))
        found = checker.check(events, lived.accounts)
        assert differences_from_log(found, events) == ([], [])
        return found, events[events["account"] == 0]

    return judge


def days(events, *names):
    return events.loc[events["event"].isin(names), "day"].tolist()


@pytest.mark.parametrize(
    "relief",
    [f"{CUT}, break_dpd: 300", f"{CUT}, freeze_months: 1, break_dpd: 300", f"{CUT}, break_dpd: 20"],
    ids=["plan", "frozen", "broken"],
)
def test_a_cap_holds_while_the_plan_is_late_and_the_contract_is_current(judged, relief):
    found, events = judged(relief, CAP)
    (cured,) = days(events, "cured")
    tried = [day for day in days(events, "attempt") if day > cured]
    assert len(tried) > 5
    assert tried[-1] < 350, "the contract is current all the time: ten instalments are paid"
    assert min(later - day for day, later in itertools.pairwise(tried)) == 7
    assert found == []


@pytest.mark.parametrize("relief", [f"{CUT}, break_dpd: 300", f"{CUT}, break_dpd: 20"])
def test_who_obeys_nothing_breaks_a_cap_on_a_late_plan_as_the_log_tells(judged, relief):
    found, events = judged(relief, CAP, share=0.0)
    (cured,) = days(events, "cured")
    assert {breach.rule for breach in found if breach.day > cured} == {"weekly"}
    assert len(days(events, "violation")) == len({b.day for b in found if b.account == 0})


SALE = ("collection.sale={from_dpd: 30,"
        " asking: {channel: sms, first_after_days: 1, every_days: 1}}")  # fmt: skip


def test_a_broken_plan_is_as_late_when_the_whole_balance_is_due_as_it_was(judged):
    """It breaks 20 days past due, on day 66; the rule begins on day 61 and does not begin anew."""
    rule = CAP | {"applies_if": {"dpd_min": 15}}
    found, events = judged(f"{CUT}, break_dpd: 20", rule)
    assert days(events, "accelerated") == [66]
    tried = [day for day in days(events, "attempt") if day >= 60]
    assert min(later - day for day, later in itertools.pairwise(tried)) == 7
    assert found == []


def test_a_cap_holds_for_who_buys_a_claim_whose_contract_is_current(judged):
    """After two months without instalments the relief has run its course; the plan goes on."""
    found, events = judged(f"{CUT}, skip_months: 2", CAP, sets=(SALE,))
    (sold,) = days(events, "sold")
    asked = [day for day in days(events, "attempt") if day > sold]
    assert len(asked) > 5
    assert min(later - day for day, later in itertools.pairwise(asked)) == 7
    assert found == []


def test_days_frozen_when_a_plan_began_are_not_late_while_it_is_kept(judged):
    """Reported are 10 days past due; a reminder of the first instalment of the plan is free."""
    ban = {"name": "ban", "kind": "channel_ban", "channels": ["sms"]}
    soon = "collection.before_due=[{name: soon, channel: sms, days_before: 3}]"
    _, events = judged(f"{CUT}, break_dpd: 300, reage: false", ban, sets=(soon,))
    assert days(events[events["action"] == "soon"], "attempt") == [12, 43]
    assert 74 - 3 in days(events[events["action"] == "soon"], "blocked")


def test_what_is_short_on_a_plan_is_held_against_the_tolerance(judged):
    grace = {"name": "short", "kind": "grace", "days": 0, "stops": ["contact"],
             "underpayment_tolerance": 1000}  # fmt: skip
    found, events = judged(f"{CUT}, break_dpd: 300", grace)
    assert found == []
    assert days(events, "attempt") == []
    assert days(events, "blocked")


def test_no_offer_is_late_for_a_plan_that_is_late(judged):
    offer = {"name": "offer", "kind": "hardship", "basis": "duty", "trigger": "dpd",
             "offer_by_dpd": 20}  # fmt: skip
    found, events = judged(f"{CUT}, break_dpd: 300", offer)
    assert found == []
    assert days(events, "violation") == []


def test_breathing_space_is_for_a_late_plan_too(judged):
    rest = {"name": "rest", "kind": "moratorium", "trigger": "request", "days": 20,
            "once_per_months": 1, "stops": ["contact", "penalty"]}  # fmt: skip
    poor = ("portfolio.segments.everybody.essentials_share.mean=1",
            "behaviour.application.awareness_share=1")  # fmt: skip
    found, events = judged(f"{CUT}, break_dpd: 300", rest, sets=poor)
    assert found == []
    (cured,) = days(events, "cured")
    assert [day for day in days(events, "moratorium_start") if day > cured] == [47, 106]


def test_a_plan_made_after_the_whole_balance_fell_due_does_not_begin_the_count_anew(judged):
    """All is due from day 25 on; 20 days later a plan forgives most of it, so no row is late."""
    rule = CAP | {"applies_if": {"dpd_min": 15}}
    relief = f"{CUT}, break_dpd: 300"
    sets = ("collection.accelerate_dpd=10", "collection.relief.help.from_dpd=30")
    found, events = judged(relief, rule, sets=sets)
    (due,), (begun,) = days(events, "accelerated"), days(events, "relief_start")
    assert due + 15 <= begun
    tried = [day for day in days(events, "attempt") if day > begun]
    assert len(tried) > 5
    assert min(later - day for day, later in itertools.pairwise(tried)) == 7
    assert found == []
