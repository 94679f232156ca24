"""The first and last days that count: windows, plans, day 0 and the horizon."""

import pytest

from arrears.terms import Cause, Event, Phase


def test_a_spell_is_followed_for_30_days_if_it_opened_30_days_before_the_horizon(story):
    """Due on days 329 and 330 they open on days 330 and 331; the horizon is day 360."""
    told = story()
    for account, day in ((0, 329), (1, 330)):
        told.lend(1000)
        told.tell(day, Event.DUE, 100, account=account)
    assert told.fraction("cure_rate_30d") == (0, 1)


def test_a_default_is_followed_for_360_days_if_they_end_before_the_horizon(story, measures):
    """Due on days 29 and 30 they default on days 119 and 120; the last day is day 479."""
    told = story(measures(horizon=480, month_starts=tuple(range(0, 481, 30))))
    for account, day in ((0, 29), (1, 30)):
        told.lend(1000)
        told.tell(day, Event.DUE, 100, account=account)
    assert told.fraction("default_recovery_rate_360d") == (0, 1000)


@pytest.mark.parametrize(("ended", "found"), [(180, 1), (181, 0)])
def test_the_day_on_which_a_plan_ends_may_be_the_first_of_silence(story, ended, found):
    """From day 180 to day 359 are 180 days."""
    told = story()
    told.lend(1000)
    told.tell(30, Event.DUE, 100)
    told.tell(31, Event.RELIEF_START)
    told.tell(ended, Event.RELIEF_END)
    assert told.fraction("paused_180_share") == (found, 1)


@pytest.mark.parametrize(("due_day", "failed"), [(515, 1), (516, 0)])
def test_a_plan_is_judged_for_365_days_from_its_first_payment(story, measures, due_day, failed):
    """First payment on day 180, which is paid; what falls due on day 515 is 30 dpd on day 545."""
    told = story(measures(horizon=720, month_starts=tuple(range(0, 721, 30))))
    told.lend(1000)
    told.tell(60, Event.RELIEF_START)
    told.tell(150, Event.RELIEF_END, cause=Cause.COMPLETED)
    told.tell(180, Event.PLAN_DUE, 80)
    told.tell(180, Event.PAID, 80)
    told.tell(due_day, Event.PLAN_DUE, 80)
    assert told.fraction("redefault_rate_12m") == (failed, 1)


def test_a_plan_without_second_schedule_is_judged_by_the_signed_one(story, measures):
    told = story(measures(horizon=720, month_starts=tuple(range(0, 721, 30))))
    told.lend(1000)
    told.tell(60, Event.RELIEF_START)
    told.tell(150, Event.RELIEF_END, cause=Cause.BROKEN)
    told.tell(180, Event.DUE, 80)
    assert told.fraction("redefault_rate_12m") == (1, 1)


def test_an_account_charged_off_on_its_due_day_opens_no_spell(story):
    told = story()
    told.lend(1000)
    told.tell(30, Event.DUE, 100)
    told.tell(30, Event.CHARGED_OFF, 1000, phase=Phase.STAGE)
    assert told.fraction("cure_rate_30d") == (0, 0)


def test_an_account_paid_off_the_day_before_day_0_is_not_counted(story, measures):
    told = story(measures(month_starts=(-30, *range(0, 361, 30))))
    for account, day in ((0, -1), (1, 0)):
        told.lend(100, day=-30)
        told.tell(day, Event.CLOSED, account=account)
    assert told.fraction("ever_30_share") == (0, 1)
    assert told.fraction("distress_share") == (0, 360)
