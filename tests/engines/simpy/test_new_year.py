"""The lunar new year: days of rest, what is spent before it, incomes around it; due days."""

from datetime import timedelta
from itertools import pairwise

from arrears.portfolio.spring_festival import NEW_YEARS, REST, rest_days

# New year 2025 is 29 January: day 28. Paydays on the 10th: 9, 40, 68; due on the 16th.
CALLS = """
calendar: {weekend: [sat, sun], spring_festival: %s}
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      actions: [{name: call, every_days: 1, channel: call, team: callers}]
"""
FESTIVAL = "behaviour:\n  festival: {%s}\n"
TIGHT = (
    "portfolio.segments.everybody.income.median=3500",
    "portfolio.segments.everybody.essentials_share.mean=0.8571428572",
    "portfolio.segments.everybody.buffer_months=0.001",
    "behaviour.budget.least_part_share=1",
)  # 500 are left each month, 408 of them fall due


def test_the_table_says_a_lunar_new_year_for_every_year():
    """Twelve or thirteen moons lie between two new years: 354 or 355, or 383 to 385 days."""
    assert [day.year for day in NEW_YEARS] == list(range(2020, 2031)) == sorted(REST)
    gaps = {(later - day).days for day, later in pairwise(NEW_YEARS)}
    assert gaps <= {354, 355, 383, 384, 385}
    for day in NEW_YEARS:
        first, last = REST[day.year]
        assert first <= day <= last - timedelta(days=5)
    assert len(rest_days()) == len(set(rest_days())) == 10 + 7 * 3 + 8 * 2 + 9 + 8 * 4


def test_nobody_calls_while_china_rests(live):
    """28 January to 4 February 2025 are days 27 to 34."""
    usual = live(CALLS % "false", "unwilling").days("attempt")
    rested = live(CALLS % "true", "unwilling").days("attempt")
    assert {27, 28, 29, 30, 33, 34} <= set(usual)
    assert not set(range(27, 35)) & set(rested)
    assert 35 in rested


def test_who_spends_before_the_new_year_may_be_short_for_it(live):
    """On day 13 the 411.03 kept for the due day 15 go into three tenths of 3,500."""
    assert live("", *TIGHT).days("missed") == []
    lived = live(FESTIVAL % "expense_income_share: 0.3, days_before: 15", *TIGHT)
    assert lived.told("festival") == [(13, "festival", 41_103)]
    assert set(lived.rows("festival")["account"]) == {-1}
    assert lived.told("missed")[0][0] == 15
    assert lived.causes("missed")[0] == "unable"


def test_a_bonus_comes_with_the_last_income_before_and_a_pause_with_the_first_after(live):
    """Without work in the month after the new year, payday on day 40 brings nothing."""
    paused = live(FESTIVAL % "expense_income_share: 0, pause_income_share: 1", *TIGHT)
    assert paused.days("missed")[0] == 46
    assert paused.causes("missed")[0] == "unable"
    assert paused.days("essentials_cut") == [40]
    other = "expense_income_share: 0, pause_income_share: 1, pause_segments: [everybody]"
    assert live(FESTIVAL % other, *TIGHT).days("missed") == paused.days("missed")
    bonus = "expense_income_share: 0, bonus_income_share: %s"
    assert live(FESTIVAL % (bonus % 0), "overburdened").days("missed")[0] == 15
    assert live(FESTIVAL % (bonus % 1), "overburdened").days("missed")[0] == 46


def test_due_days_may_follow_paydays(live):
    """Paid on the 10th, due on the 13th: day 12 is too soon after signing, then 43, 71, 102."""
    assert live("", "portfolio.due_day=after_payday").days("due") == [43, 71, 102]
