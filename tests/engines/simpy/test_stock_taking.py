"""Households that take stock when they fall behind, and calls that remind of the budget."""

from types import SimpleNamespace

import numpy as np
import pytest

from arrears.behaviour import budget
from arrears.engines.simpy.purse import Purse
from arrears.engines.simpy.teaching import organise
from arrears.portfolio import people

LEAKY = (
    "portfolio.segments.everybody.income.median=4000",
    "portfolio.segments.everybody.essentials_share.mean=0.75",
    "portfolio.segments.everybody.buffer_months=0.001",
    "portfolio.segments.everybody.organisation.mean=0", "behaviour.budget.leak_half_life_days=1",
)  # fmt: skip
RELIEF = """
collection:
  charge_off_dpd: 179
  review_desk: {people: 1, handling_minutes: 1}
  stages: [{name: overdue, from_dpd: 1, to_dpd: 170, offers: [help, freeze]}]
  relief:
    - {name: help, trigger: application, extra_months: 12}
    - {name: freeze, trigger: application, interest_free: true}
"""
UNAWARE = ("poor", "behaviour.application.awareness_share=0")

STOCK = "behaviour: {stock_taking: {share: %s%s}}\n"


def test_money_is_kept_together_from_the_first_miss_on(live):
    gain = ", organisation_gain_share: 1"
    assert live(STOCK % (0, gain), *LEAKY).days("missed") == [15, 46, 74]
    assert live(STOCK % (1, gain), *LEAKY).days("missed") == [15]
    assert live(STOCK % (1, ", organisation_gain_share: 0"), *LEAKY).days("missed") == [15, 46, 74]


@pytest.mark.parametrize(("least", "paid"), [(0.5, [30_300]), (0.9, [])])
def test_what_is_left_goes_to_the_debt_even_if_it_is_little(live, least, paid):
    """The poor have 203.00 on day 15 and miss; 100.00 more are there on payday 40."""
    poor = live(STOCK % (1, f", least_part_share: {least}"), "poor")
    assert poor.amounts("part_paid", day=40) == paid


@pytest.mark.parametrize(("share", "applies"), [(0, []), (1, [15])])
def test_the_platform_is_asked(live, share, applies):
    text = RELIEF + STOCK % (1, f", contact_share: {share}")
    assert live(text, *UNAWARE).days("application", day=15) == applies


def test_better_work_pays_more_from_then_on(live):
    """100.00 a month are too little; with a tenth of 3,100.00 more from day 75 on, enough."""
    ways = ("poor", "portfolio.products.loan.term_months=[6]")
    gain = ", income_gain_share: %s, income_gain_months: 2"
    before = live(STOCK % (1, gain % 0), *ways)
    after = live(STOCK % (1, gain % 0.5), *ways)
    assert after.rows(day=74)["event"].tolist() == before.rows(day=74)["event"].tolist()
    assert sum(after.amounts("paid", "part_paid")) > sum(before.amounts("paid", "part_paid"))


JOB_LOSS = """
shocks:
  kinds:
    - {name: job_loss, monthly_share: 1, duration_days: 150, income_factor: 0, retraining: true}
"""


@pytest.mark.parametrize(("share", "ends_early"), [(0, False), (1, True)])
def test_who_takes_stock_retrains(live, share, ends_early):
    text = JOB_LOSS + STOCK % (share, ", retrain_monthly_share: 1")
    lived = live(text, "behaviour.budget.retrain_monthly_share=0")
    found = set(lived.rows("shock_end")["root"])
    assert ("retraining" in found) == ends_early


CALLS = """
behaviour: {budget_talk: {%s}}
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, actions: [{name: call, every_days: 2, channel: call, tone: %s, team: callers}]}
"""  # noqa: E501
FORGETS = (
    "forgetful", "answers", "behaviour.attention.remember_daily_share=0.0001",
    "behaviour.attention.reminder_factor=0", "portfolio.products.loan.term_months=[6]",
)  # fmt: skip


@pytest.mark.parametrize(
    ("tone", "days", "missed"),
    [("neutral", 60, [15, 105]), ("neutral", 0, [15, 46, 74]), ("firm", 60, [15, 46, 74])],
)
def test_a_decent_call_reminds_of_the_next_due_days(live, tone, days, missed):
    """A call on day 16 reminds until day 76; the next miss brings the next call."""
    lived = live(CALLS % (f"reminds_days: {days}, habit_gain_share: 0", tone), *FORGETS)
    assert lived.days("missed")[: len(missed)] == missed


def test_a_decent_call_builds_habit(live):
    """A perfect habit forgets nothing more."""
    ways = (*FORGETS, "behaviour.attention.habit_factor=1",
            "behaviour.willingness.habit_gain_share=0", "behaviour.willingness.habit_loss_share=1")  # fmt: skip  # noqa: E501
    missed = [
        live(CALLS % (f"reminds_days: 0, habit_gain_share: {gain}", "gentle"), *ways).days("missed")
        for gain in (0, 1)
    ]
    assert missed[1][0] == 15 or missed[1] == []
    assert len(missed[1]) < len(missed[0])


def test_what_has_trickled_away_does_not_come_back():
    """90.00 of 100.00 are gone by the day on which a household puts its budget in order."""
    table = np.array([1_000_000, 500_000, 250_000, 100_000])
    purse = SimpleNamespace(organisation=0.0, held=10_000, cash=1_000, since=12, settled_on=15)
    purse.spend = lambda amount: Purse.spend(purse, amount)
    borrower = SimpleNamespace(purse=purse, traits=np.zeros(len(people.TRAITS)))
    organise(borrower, 0.5)
    assert (purse.held, purse.since, purse.organisation) == (1_000, 15, 0.5)
    assert budget.set_aside(purse.held, 0, 2, purse.organisation, table) == 500
