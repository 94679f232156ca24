"""Suits, garnishment, sales and the buyer's calls ask the rules, and every breach is logged."""

import json

import pytest
import yaml
from checker import Checker, differences_from_log
from rule_text import read, shipped

from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.regulation.regime import OwnRegime
from arrears.regulation.shipped import resolved, shipped_regime
from arrears.scenario.load import load_scenario

LATE = (
    "horizon_months=12", "burn_in_months=3",
    ("collection.legal={from_dpd: 45, steps: ["
    "{name: letter, kind: letter, cost: 20, days: 5},"
    "{name: talks, kind: mediation, days: 5, agree_share: 0.3, discount_share: 0.2},"
    "{name: claim, kind: small_claims, days: 30, appear_share: 0.6}],"
    " enforcement: {exempt_income: 3000, garnished_share: 0.3,"
    " resumed_after_months: 2}}"),
    (
        "collection.sale={from_dpd: 150,"
        " asking: {channel: letter, first_after_days: 3, every_days: 2}}"
    ),
)  # fmt: skip


@pytest.mark.parametrize("share", [1.0, 0.5])
@pytest.mark.parametrize("name", ["cn_cba_2026", "au", "us_nyc"])
def test_the_checker_finds_what_the_log_says(name, share, tmp_path):
    sets = (*LATE, f"collection.compliance_share={share}")
    scenario = load_scenario("three_stage_escalation", borrowers=150, sets=sets)
    policy = scenario.policies["status_quo"]
    lived = simulate(scenario.base, policy, replication=0, seed=1, rules=shipped_regime(name))
    events = events_frame(lived.log, "status_quo", name, 0)
    expected = {"suit_filed", "sold"} | (set() if name == "au" else {"garnished"})
    assert expected <= set(events["event"])
    assert "buyer" in set(events.loc[events["event"] == "attempt", "actor"])
    (tmp_path / "scenario.yaml").write_text(scenario.text)
    checker = Checker(read(tmp_path / "scenario.yaml"), shipped(name))
    found = checker.check(events, lived.accounts)
    assert differences_from_log(found, events) == ([], [])
    if share == 1:
        assert {breach.event for breach in found} <= {"late"}, "duties that a full desk breaks"


def test_a_slip_of_tone_that_rules_forbid_is_kept_back_or_logged(tmp_path):
    """Every call slips to harsh, which is harassment: at compliance 1 none is harsh."""
    sets = (
        "horizon_months=6", "burn_in_months=0",
        "collection.teams=[{name: service, conduct: {slip_share: 1}}]",
        "collection.stages=[{name: early, actions: [{name: call, tone: firm}]}]",
    )  # fmt: skip
    tones = {}
    for share in (1.0, 0.5):
        scenario = load_scenario(
            "three_stage_escalation", borrowers=60,
            sets=(*sets, f"collection.compliance_share={share}"), policies=("status_quo",),
        )  # fmt: skip
        policy = scenario.policies["status_quo"]
        rules = shipped_regime("cn_gbt_2025")
        lived = simulate(scenario.base, policy, replication=0, seed=1, rules=rules)
        events = events_frame(lived.log, "status_quo", "cn_gbt_2025", 0)
        (tmp_path / "scenario.yaml").write_text(scenario.text)
        found = Checker(read(tmp_path / "scenario.yaml"), shipped("cn_gbt_2025")).check(
            events, lived.accounts
        )
        assert differences_from_log(found, events) == ([], [])
        called = events[(events["event"] == "attempt") & (events["channel"] == "call")]
        tones[share] = set(called["tone"].astype(str))
    assert "firm" in tones[1.0]
    assert "harsh" not in tones[1.0]
    assert "harsh" in tones[0.5]


def test_a_guarantor_heeds_what_was_asked_of_the_lender(tmp_path):
    """Contact is asked to stop at the first heavy week; later a guarantor takes the claim over."""
    sets = (
        "horizon_months=8", "burn_in_months=0",
        "behaviour.answering.load_comfortable=0.2", "behaviour.answering.stop_share_per_load=0.8",
        ("collection.guarantee={compensation_dpd: 40, asking: {channel: call, tone: firm,"
        " first_after_days: 5, every_days: 6, for_days: 150}}"),
    )  # fmt: skip
    scenario = load_scenario(
        "three_stage_escalation", borrowers=150, sets=sets, policies=("status_quo",)
    )
    policy = scenario.policies["status_quo"]
    lived = simulate(scenario.base, policy, replication=0, seed=1, rules=shipped_regime("kr"))
    events = events_frame(lived.log, "status_quo", "kr", 0)
    (tmp_path / "scenario.yaml").write_text(scenario.text)
    found = Checker(read(tmp_path / "scenario.yaml"), shipped("kr")).check(events, lived.accounts)
    taken = set(events.loc[events["event"] == "compensated", "account"])
    heeded = events[(events["event"] == "blocked") & events["account"].isin(taken)]
    assert len(taken) > 0
    assert len(heeded) > 0
    assert differences_from_log(found, events) == ([], [])
    assert {breach.event for breach in found} <= {"late"}


def test_a_suit_that_waits_for_room_asks_the_rules_on_the_day_it_is_filed():
    """A court takes in one suit every other month; in May and June an order lets nobody sue.

    Whoever has room on 1 May, day 120, may not sue then; on 1 July, day 181, they may again.
    """
    rest = {
        "name": "rest", "kind": "moratorium", "trigger": "public_order", "stops": ["sue"],
        "effective_from": "2025-05-01", "effective_to": "2025-06-30",
    }  # fmt: skip
    sets = (
        "horizon_months=9", "burn_in_months=2",
        (
            "collection.legal={from_dpd: 20, quota_per_month: 6, steps: ["
            "{name: claim, kind: small_claims, days: 30, appear_share: 0.6}]}"
        ),
    )  # fmt: skip
    scenario = load_scenario(
        "three_stage_escalation", borrowers=400, sets=sets, policies=("status_quo",)
    )
    policy = scenario.policies["status_quo"]
    own = OwnRegime.model_validate({"name": "own", "rules": [rest]})
    lived = simulate(scenario.base, policy, replication=0, seed=1, rules=resolved(own))
    events = events_frame(lived.log, "status_quo", "own", 0)
    filed = sorted(events.loc[events["event"] == "suit_filed", "day"])
    assert not any(120 <= day < 181 for day in filed)
    assert 181 in filed
    assert "violation" not in set(events["event"])


def under(rules, *sets, borrowers=150):
    """Return the events of the late stages under own rules, and what the log leaves out."""
    scenario = load_scenario(
        "three_stage_escalation", borrowers=borrowers, sets=(*LATE, *sets), policies=("status_quo",)
    )
    policy = scenario.policies["status_quo"]
    own = OwnRegime.model_validate({"name": "own", "rules": rules})
    lived = simulate(scenario.base, policy, replication=0, seed=1, rules=resolved(own))
    events = events_frame(lived.log, "status_quo", "own", 0)
    source = yaml.load(scenario.text, yaml.BaseLoader)
    plain = yaml.load(json.dumps(rules), yaml.BaseLoader)
    breaches = Checker(source, plain).check(events, lived.accounts)
    return events, differences_from_log(breaches, events)


def test_a_ceiling_on_late_fees_leaves_court_fees_alone():
    ceiling = {"name": "none", "kind": "price", "of": "late_fee", "amount": 0}
    events, differences = under([ceiling], "portfolio.products.instalment_loan.late_fee=20")
    words = events[events["day"] >= 0].astype({"event": str, "cause": str, "action": str})
    assert (words["action"] == "court_fee").any()
    kept_back = words[(words["event"] == "blocked") & (words["cause"] == "none")]
    assert set(kept_back["amount"]) == {2000}, "late fees, each in full, and nothing else"
    assert not ((words["event"] == "late_fee") & (words["cause"] == "fees")).any()
    assert differences == ([], [])


TITLES_REST = {"name": "rest", "kind": "grace", "days": 1000, "stops": ["enforce"]}


@pytest.mark.parametrize("exempt", [3000, 1_000_000])
def test_only_income_that_is_taken_is_garnished_in_breach(exempt):
    """No title may be enforced, and nobody cares; of whom nothing is taken no rule is broken."""
    events, differences = under(
        [TITLES_REST], "collection.compliance_share=0",
        f"collection.legal.enforcement.exempt_income={exempt}",
    )  # fmt: skip
    taken = events[events["event"] == "garnished"]
    broken = events[events["event"] == "violation"]
    assert len(broken) == len(taken)
    assert (len(taken) > 0) == (exempt == 3000)
    assert differences == ([], [])


def test_who_has_been_paid_by_a_guarantor_owes_the_borrower_no_offer():
    offer = {"name": "offer", "kind": "hardship", "basis": "duty", "trigger": "dpd",
             "offer_by_dpd": 60}  # fmt: skip
    events, differences = under(
        [offer], "collection.guarantee={compensation_dpd: 40}", "collection.sale=null"
    )
    assert (events["event"] == "compensated").any()
    assert differences == ([], [])


@pytest.mark.parametrize("share", [1, 0])
def test_one_agency_after_another_is_one_at_a_time(share):
    """The first agency has an account back when the second gets it: a rule of one is kept."""
    one = {"name": "one", "kind": "outsourcing", "agencies_max": 1}
    events, differences = under(
        [one], f"collection.compliance_share={share}", "collection.legal=null",
        "collection.sale=null", "collection.stages.late.agency.recall_after_days=15",
        "collection.stages.late.placements=[{name: next, fee_share: 0.5}]",
    )  # fmt: skip
    placed = events[(events["event"] == "placed") & (events["day"] > 0)]
    assert set(placed["actor"]) == {"outside_agency", "next"}
    assert not set(events["event"]) & {"violation", "blocked"}
    assert differences == ([], [])
