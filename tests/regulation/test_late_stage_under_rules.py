"""Suits, garnishment, sales and the buyer's calls ask the rules, and every breach is logged."""

import pytest
from checker import Checker, differences_from_log
from rule_text import read, shipped

from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.regulation.shipped import shipped_regime
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
