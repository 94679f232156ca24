"""Outcomes worked by hand, and random logs against the slow recomputation."""

import math

import numpy as np
import pandas as pd
import pytest

from arrears.log import events_frame
from arrears.results import CODEBOOK, outcomes
from arrears.results.tallies import tally
from arrears.results.tally_court import WAYS
from arrears.terms import Cause, Event, Phase


@pytest.mark.parametrize("seed", range(40))
def test_random_logs_give_the_outcomes_of_the_slow_recomputation(seed, random_stories, recompute):
    """Both are computed from the same rows; luck only chooses the rows."""
    story = random_stories(seed)
    table = story.outcomes().set_index(["segment", "outcome"])
    measures = story.measures
    settings = {name: getattr(measures, name) for name in type(measures).__dataclass_fields__}
    events = events_frame(story.log, "status_quo", "none", 0)
    slow = recompute.recompute(events, story.accounts, settings)
    assert set(slow) == set(table.index)
    for (segment, name), expected in slow.items():
        found = tuple(table.loc[(segment, name)])
        if name in recompute.INEXACT:
            scales = (expected[1], expected[1], 1)
            for mine, theirs, scale in zip(found, expected, scales, strict=True):
                assert mine == pytest.approx(theirs, abs=1e-12 * abs(scale), nan_ok=True), segment
        else:
            np.testing.assert_array_equal(found, expected, err_msg=f"{segment} {name}")


def test_the_random_logs_bring_every_outcome_about(random_stories):
    """Over the 40 logs each outcome has a value that is not 0 somewhere: no comparison is idle."""
    values = pd.concat([random_stories(seed).outcomes() for seed in range(40)])
    happens = values[values["value"].abs() > 0]["outcome"].unique()
    idle = {name for name in CODEBOOK if name not in happens}
    # There is one lender, no bureau and no rule, and nobody is visited: other books tell of these.
    elsewhere = {
        "other_arrears_rate", "visits_per_1000", "visit_met_share", "reached_by_visit_only_share",
        "fund_spent_rate", "grants_per_1000", "grants_refused_share", "settlement_kept_share",
        "warnings_per_1000", "false_alarm_share", "warned_before_miss_share",
        "paid_after_announcement_first", "paid_after_announcement_later",
        "third_party_contacts_per_1000", "traced_share", "bureau_records_per_1000",
        "credit_denied_months", "informal_loans_per_1000", "agents_per_1000",
        "agent_fees_per_borrower", "educated_share", "exposed_per_1000", "rewards_cost_rate",
        "fines_rate", "credit_refused_share", "new_loan_surcharge",
        "suits_per_1000", "judgments_per_1000", "garnished_share", "distress_from_legal",
        *(f"recovered_rate_{way}" for way in WAYS),
        "blocked_per_1000_borrowers", "violations_per_1000_attempts",
        "violations_per_1000_borrowers",
        *(f"violations_per_1000_borrowers_{how}" for how in ("severe", "ordinary", "late")),
    }  # fmt: skip
    assert {name for name in idle if not name.startswith("roll_rate")} == elsewhere


def test_segment_all_comes_first_and_outcomes_follow_the_codebook(story):
    told = story()
    told.lend(100, segment="b")
    told.lend(100, segment="a")
    table = told.outcomes()
    assert table["segment"].drop_duplicates().tolist() == ["all", "a", "b"]
    names = [name for name in CODEBOOK if not name.startswith("delinquency_")]
    assert table["outcome"].tolist() == names * 3


def test_an_empty_denominator_gives_an_empty_value(story):
    told = story()
    told.lend(100)
    assert told.fraction("promise_kept_share") == (0, 0)
    assert math.isnan(told.value("promise_kept_share"))


def test_collected_share_counts_no_more_than_was_due_by_account(story):
    """Account 0 pays 150 of 100 due, account 1 pays 30 of 100: 130 of 200."""
    told = story()
    for account, cash in ((0, 150), (1, 30)):
        told.lend(1000)
        told.tell(30, Event.DUE, 100, account=account)
        told.tell(30, Event.PAID, cash + 7, account=account, to_fees=7)
    assert told.value("collected_share") == 130 / 200


def test_loss_is_net_of_recoveries_and_holds_waived_principal_only(story):
    """400 charged off, 50 recovered, 10 of principal and 20 of fees waived, of 1000 lent."""
    told = story()
    told.lend(1000)
    told.tell(200, Event.CHARGED_OFF, 400)
    told.tell(210, Event.RECOVERED, 50)
    told.tell(220, Event.WAIVED, 10, Cause.PRINCIPAL)
    told.tell(220, Event.WAIVED, 20, Cause.FEES)
    assert told.value("loss_rate") == 360 / 1000


def test_balance_at_day_0_stands_beside_what_was_disbursed_since(story, measures):
    """1000 lent and 20 interest before day 0, 300 of it paid; 500 lent after."""
    told = story(measures(month_starts=(-60, -30, *range(0, 361, 30))))
    told.lend(1000, day=-60)
    told.lend(500, day=5)
    told.tell(-30, Event.INTEREST, 20)
    told.tell(-30, Event.PAID, 300)
    assert told.fraction("loss_rate") == (0, 720 + 500)


def test_net_cash_is_discounted_by_day_and_values_what_is_left(story, measures):
    """1000 out on day 0, 600 back on day 73, 30 spent on day 146; 400 left, worth half."""
    told = story(measures(discount_rate=0.1, terminal_prices=((30, 0.9), (90, 0.5), (36_500, 0.0))))
    told.lend(1000)
    told.tell(73, Event.PAID, 600)
    told.tell(146, Event.COST, 30, Cause.MESSAGE)
    told.tell(299, Event.DUE, 700)
    daily = 1 + 0.1 / 365
    expected = -1000 + 600 * daily**-73 - 30 * daily**-146 + 0.5 * 400 * daily**-360
    assert told.value("net_cash_rate") == pytest.approx(expected / 1000, rel=1e-12)


def test_a_book_taken_over_on_day_0_is_balance_and_not_cash(story, measures):
    told = story(measures(origination_is_cash=False))
    told.lend(1000)
    told.tell(10, Event.PAID, 250)
    assert told.fraction("net_cash_rate") == (250, 1000)


def test_wages_belong_to_no_segment(story):
    told = story()
    told.lend(1000)
    told.tell(10, Event.COST, 100, Cause.WAGES, account=-1)
    assert told.fraction("net_cash_rate") == (-1100, 1000)
    assert told.fraction("net_cash_rate", "salaried") == (-1000, 1000)


def test_entry_counts_only_accounts_that_were_current_that_morning(story):
    """100 is missed on day 30; on day 60 the account is late, so only day 30 counts."""
    told = story()
    told.lend(1000)
    told.tell(30, Event.DUE, 100)
    told.tell(30, Event.PART_PAID, 40)
    told.tell(60, Event.DUE, 100)
    assert told.fraction("entry_rate_d1") == (60, 100)


def test_a_payment_on_day_30_since_due_is_back_and_one_on_day_31_is_not(story):
    told = story()
    for account, day in ((0, 60), (1, 61)):
        told.lend(1000)
        told.tell(30, Event.DUE, 100, account=account)
        told.tell(day, Event.PAID, 100, account=account)
    assert told.fraction("back_30d_share") == (100, 200)
    assert told.fraction("cure_rate_30d") == (1, 2)
    assert told.fraction("recovery_rate") == (200, 200)


def test_an_account_is_30_days_late_on_the_thirtieth_day_after_its_due_day(story):
    told = story()
    for account, day in ((0, 59), (1, 60), (2, 61)):
        told.lend(1000)
        told.tell(30, Event.DUE, 100, account=account)
        told.tell(day, Event.PAID, 100, account=account)
    assert told.fraction("ever_30_share") == (1, 3), "read when the day ends"


def test_forgiven_arrears_count_as_settled_but_not_as_recovered(story):
    told = story()
    told.lend(1000)
    told.tell(30, Event.DUE, 100)
    told.tell(40, Event.WAIVED, 100, Cause.INTEREST)
    assert told.fraction("recovery_rate") == (0, 100)
    assert told.fraction("ever_30_share") == (0, 1)


def test_complaints_are_counted_per_thousand_borrower_years(story):
    """One borrower for 360 days, one for 180, who complains once."""
    told = story()
    told.lend(100)
    told.lend(100, day=180)
    told.tell(200, Event.COMPLAINT, 0, Cause.TONE, account=1, action=int(Cause.REGULATOR))
    assert told.value("complaints_per_1000") == 1 / (540 / 365_250)
    assert told.value("complaints_per_1000_regulator") == 1 / (540 / 365_250)
    assert told.value("complaints_per_1000_own") == 1 / (540 / 365_250)
    assert told.value("complaints_per_1000_wrong_debt") == 0


def test_screening_carries_over_day_0_and_lasts_until_the_day_before_its_end(story, measures):
    """Positive from day -10 to day 36 of 360: ten percent of the days, 36 of them."""
    told = story(measures(month_starts=(-30, *range(0, 361, 30))))
    told.lend(100, day=-30)
    told.tell(-10, Event.SCREEN_START)
    told.tell(36, Event.SCREEN_END)
    assert told.value("distress_share") == 36 / 360
    assert told.value("distress_days_per_year") == 36 / (360 / 365.25)


def test_borrower_cost_takes_interest_before_principal(story):
    """20 interest charged; of 112 paid 12 are fees and 20 interest."""
    told = story()
    told.lend(1000)
    told.tell(30, Event.INTEREST, 20)
    told.tell(30, Event.DUE, 100)
    told.tell(30, Event.PAID, 112, to_fees=12)
    assert told.value("borrower_cost_rate") == 32 / 1000


@pytest.mark.parametrize(("attempted", "found"), [(None, 1), (31, 1), (210, 0)])
def test_left_alone_means_180_days_in_a_row(story, attempted, found):
    """Arrears last from day 31 to the horizon; an attempt on day 210 ends the 180th day early."""
    told = story()
    told.lend(1000)
    told.tell(30, Event.DUE, 100)
    if attempted is not None:
        told.tell(attempted, Event.ATTEMPT)
    told.tell(300, Event.ATTEMPT)
    assert told.fraction("paused_180_share") == (found, 1)


def test_a_signed_plan_is_not_being_left_alone(story):
    told = story()
    told.lend(1000)
    told.tell(30, Event.DUE, 100)
    told.tell(190, Event.RELIEF_START)
    told.tell(191, Event.RELIEF_END)
    assert told.fraction("paused_180_share") == (0, 1)


def test_pause_days_are_split_by_cause_and_by_root(story):
    """Paused on days 40 to 49, and from 350 to the horizon."""
    told = story()
    told.lend(1000)
    told.tell(40, Event.PAUSE_START, 0, Cause.REVIEW, Cause.SHOCK)
    told.tell(50, Event.PAUSE_END, 10, Cause.REVIEW, Cause.SHOCK)
    told.tell(350, Event.PAUSE_START, 0, Cause.CAPACITY, Cause.SHOCK)
    years = 360 / 365_250
    assert told.value("pause_days_per_1000") == 20 / years
    assert told.value("pause_days_from_review") == 10 / years
    assert told.value("pause_days_from_shock") == 20 / years


def test_distress_is_split_by_source_and_relief_is_left_out(story):
    told = story()
    told.lend(1000)
    for amount, source in ((30, Cause.SHOCK), (10, Cause.LIMBO), (-25, Cause.SHOCK)):
        told.tell(40, Event.DISTRESS, amount, source)
    assert told.value("distress_from_shock") == 30 / 40


def test_default_recovery_is_capped_at_the_exposure(story, measures):
    """In default on day 120 with 700 on the book; 800 comes within the 360 days after."""
    told = story(measures(horizon=720, month_starts=tuple(range(0, 721, 30))))
    told.lend(700)
    told.tell(30, Event.DUE, 100)
    told.tell(300, Event.PART_PAID, 800)
    assert told.fraction("default_recovery_rate_360d") == (700, 700)


def test_a_default_without_a_full_window_is_left_out(story):
    told = story()
    told.lend(700)
    told.tell(30, Event.DUE, 100)
    assert told.fraction("default_recovery_rate_360d") == (0, 0)
    assert told.fraction("able_but_missed_share") == (0, 1)


@pytest.mark.parametrize("able", [0, 1])
def test_the_first_miss_of_the_spell_says_whether_a_defaulter_was_able(story, able):
    told = story()
    told.lend(700)
    for day, flag in ((30, able), (60, 1 - able)):
        told.tell(day, Event.DUE, 100)
        told.tell(day, Event.MISSED, 100, Cause.UNABLE, to_fees=flag)
    assert told.fraction("able_but_missed_share") == (able, 1)


def test_roll_rates_weigh_accounts_by_opening_balance(story):
    """At the end of month 1 both accounts are in bucket 1; the one with 300 of 400 rolls on."""
    told = story()
    for account, amount in ((0, 300), (1, 100)):
        told.lend(amount)
        told.tell(30, Event.DUE, 50, account=account)
    told.tell(70, Event.PAID, 50, account=1)
    assert told.value("roll_rate_1_2") == 300 / 400
    assert told.value("roll_rate_1_0") == 100 / 400


def test_delinquency_is_told_of_open_books_only(story, measures):
    closed, opened = story(), story(measures(open_book=True))
    for told in (closed, opened):
        told.lend(100)
        told.tell(30, Event.DUE, 50)
    assert "delinquency_30_share" not in closed.outcomes()["outcome"].tolist()
    # Month ends are days 29, 59, ..., 359; 30 dpd on day 60, so 31-180 on days 89 to 209.
    assert opened.fraction("delinquency_30_share") == (500, 700)
    assert opened.fraction("delinquency_90_share") == (300, 700)


def test_attempts_before_the_due_day_are_no_attempts_in_arrears(story):
    """In arrears on days 31 to 40; two of three attempts fall in these ten days."""
    told = story()
    told.lend(100)
    told.tell(28, Event.ATTEMPT)
    told.tell(30, Event.DUE, 50)
    told.tell(31, Event.ATTEMPT)
    told.tell(40, Event.ATTEMPT, phase=Phase.CONTACT)
    told.tell(40, Event.PAID, 50, phase=Phase.CONTACT)
    assert told.fraction("attempts_per_delinquent_month") == (2, 10 / (365.25 / 12))


def test_waits_include_pending_cases(story):
    """Decided after 4 and 10 days; pending since day 329, 30 days before the last."""
    told = story()
    for _ in range(3):
        told.lend(100)
    for account, days in ((0, 4), (1, 10)):
        told.tell(20, Event.APPLICATION, account=account)
        told.tell(20 + days, Event.DECISION, days, Cause.APPROVED, account=account)
    told.tell(329, Event.APPLICATION, account=2)
    assert told.fraction("review_wait_days_mean") == (44, 3)
    assert told.value("review_wait_days_p90") == 30


@pytest.mark.parametrize(("paid_on", "failed"), [(199, 0), (210, 1)])
def test_redefault_is_judged_by_the_schedule_that_goes_on(story, measures, paid_on, failed):
    """Relief ends on day 150; 80 is due on day 180 and is 30 days late on day 210."""
    told = story(measures(horizon=720, month_starts=tuple(range(0, 721, 30))))
    told.lend(1000)
    told.tell(30, Event.DUE, 500)
    told.tell(60, Event.RELIEF_START)
    told.tell(150, Event.RELIEF_END, cause=Cause.COMPLETED)
    told.tell(180, Event.PLAN_DUE, 80)
    told.tell(paid_on if not failed else paid_on + 1, Event.PAID, 80)
    assert told.fraction("redefault_rate_12m") == (failed, 1)


def test_accounts_lost_before_day_0_are_not_counted(story, measures):
    told = story(measures(month_starts=(-60, -30, *range(0, 361, 30))))
    for account, event in ((0, Event.CLOSED), (1, Event.CHARGED_OFF)):
        told.lend(100, day=-60)
        told.tell(-5, event, account=account)
    told.lend(100)
    told.tell(10, Event.CHARGED_OFF, 100, account=2)
    told.tell(20, Event.GRIEVANCE, account=0)
    assert told.fraction("charge_off_share") == (1, 1)
    assert told.fraction("grievances_per_1000")[0] == 0, "its borrower is not observed"


def test_a_log_that_only_lends_has_outcomes(story):
    told = story()
    told.lend(100)
    table = told.outcomes()
    assert table.loc[table["outcome"] == "charge_off_share", "value"].tolist() == [0, 0]


def test_order_of_accounts_changes_nothing(random_stories):
    story = random_stories(3)
    table = story.outcomes()
    turned = story.accounts.iloc[::-1].reset_index(drop=True)
    again = outcomes(tally(story.log, turned, story.measures), turned, story.measures)
    pd.testing.assert_frame_equal(table, again, check_exact=True)
