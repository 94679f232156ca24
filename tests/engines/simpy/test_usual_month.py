"""The shortcut through the usual month: the same lives as step by step, to the byte."""

from pathlib import Path

import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.engines.simpy.usual_month import UsualMonth

BUSY = str(Path(__file__).parent / "busy.yaml")


def columns_of(scenario, policy):
    lived = simulate(scenario.base, scenario.policies[policy], replication=0, seed=5)
    return {name: column.tobytes() for name, column in lived.log.columns.items()}, lived.accounts


@pytest.mark.parametrize(
    ("name", "policy", "sets"),
    [
        (BUSY, None, ()),
        ("three_stage_escalation", "status_quo", ("horizon_months=9", "burn_in_months=3")),
        # A month without income for half the borrowers, so that little is as usual.
        ("first_steps", "reminders", ("macro.hazard_factor=30",)),
        # Informal lenders, agents, peers, expectations, and everything that a lender can teach.
        (
            "beyond_paying",
            "exposure",
            (
                "horizon_months=9",
                "burn_in_months=3",
                "behaviour.informal.share=1",
                "behaviour.informal.months=12",
                "behaviour.agents.monthly_share=0.3",
                "behaviour.peers.weight=9",
                "portfolio.segments.salaried.buffer_months=0.1",
                "collection.education={monthly_share: 0.2}",
                "collection.rewards={}",
            ),
        ),
    ],
)
def test_a_life_told_in_one_call_is_the_life_told_step_by_step(monkeypatch, name, policy, sets):
    """Every row and every account; and both ways are gone many times."""
    scenario = load_scenario(name, sets=sets, borrowers=150)
    policy = policy or next(iter(scenario.policies))
    went = []
    usual = UsualMonth.comes_to_pass

    def noted(self, borrower, day):
        went.append(usual(self, borrower, day))
        return went[-1]

    monkeypatch.setattr(UsualMonth, "comes_to_pass", noted)
    quick = columns_of(scenario, policy)
    monkeypatch.setattr(UsualMonth, "comes_to_pass", lambda *_: False)
    slow = columns_of(scenario, policy)
    assert quick[0] == slow[0]
    assert quick[1].equals(slow[1])
    assert went.count(True) > 100
    assert went.count(False) > 100


def test_a_due_day_that_is_not_as_usual_changes_nothing(monkeypatch):
    """Whenever the answer is no, cash, debt and feelings are what they were before it."""
    scenario = load_scenario(BUSY)
    policy = next(iter(scenario.policies))
    usual, refused = UsualMonth.comes_to_pass, []

    def state(borrower, day):
        borrower.feelings.fade(day)  # reading feelings fades them; the answer may, too
        parts = (borrower.purse, borrower.feelings, *borrower.accounts)
        return [
            [getattr(part, name) for name in part.__slots__ if name not in {"ledger", "borrower"}]
            for part in parts
        ], [account.ledger.tolist() for account in borrower.accounts]

    def watched(self, borrower, day):
        before = state(borrower, day) if borrower.accounts else None
        is_usual = usual(self, borrower, day)
        if not is_usual and before is not None:
            assert state(borrower, day) == before
            refused.append(day)
        return is_usual

    monkeypatch.setattr(UsualMonth, "comes_to_pass", watched)
    simulate(scenario.base, scenario.policies[policy], replication=0, seed=5)
    assert refused
