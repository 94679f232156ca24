"""A household's cash: what comes in, what is cut, what may go into debts."""

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.engines.simpy.purse import Purse
from arrears.engines.simpy.usual_month import UsualMonth

# Strikes once a month, for so long that one is always in force; two percent of income are left.
LASTING = """
shocks:
  kinds:
    - {name: blow, monthly_share: %s, macro_sensitivity: 3, duration_days: 3000,
       income_factor: 0.02}
"""


def test_income_and_essentials_are_cut_by_hand(live):
    """A shock from January on leaves 200.00 a month, and 3,000.00 are needed.

    340803 are there before day 15, 300000 after; payday 40 leaves 20000, all that comes in;
    paydays 68, 99, ... bring 20000 to the 20000 that are there: 260000 are cut, then 280000.
    """
    lived = live(LASTING % "1", "behaviour.budget.least_part_share=1")
    assert lived.told("missed")[0] == (46, "missed", 40803)
    cuts = lived.told("essentials_cut")
    assert cuts[:2] == [(68, "essentials_cut", 260_000), (99, "essentials_cut", 280_000)]


def test_cash_is_whole_and_never_negative_and_every_payment_leaves_a_purse(monkeypatch, live):
    """Watched at every look and every expense of a busy book, step by step in usual months too."""
    monkeypatch.setattr(UsualMonth, "comes_to_pass", lambda *_: False)
    spend, settle, paid = Purse.spend, Purse.settle, []

    def watched_spend(purse, amount):
        before = purse.cash
        spend(purse, amount)
        paid.append(before - purse.cash)
        check(purse)

    def watched_settle(purse, day):
        settle(purse, day)
        check(purse)

    def check(purse):
        assert isinstance(purse.cash, int)
        assert purse.cash >= 0

    monkeypatch.setattr(Purse, "spend", watched_spend)
    monkeypatch.setattr(Purse, "settle", watched_settle)
    dear = ("household_expense", "illness", "family_emergency")
    free = [f"shocks.kinds.{name}.expense_share=0" for name in dear]
    sets = ("horizon_months=6", "burn_in_months=3", *free)
    scenario = load_scenario("three_stage_escalation", sets=sets, borrowers=100)
    policy = scenario.policies["status_quo"]
    accounts = simulate(scenario.base, policy, replication=0, seed=3).accounts
    assert len(paid) > 500
    assert sum(paid) == accounts["paid"].sum()
