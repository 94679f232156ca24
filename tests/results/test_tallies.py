"""Tallies: integers by month and segment that add up."""

import numpy as np
import pytest

from arrears.results.series import DURATIONS, MONTHLY, describe
from arrears.results.sums import DURATION_COLUMNS, MONTHLY_COLUMNS
from arrears.terms import Cause, Event


def series_of(tallies, name, segment="all"):
    """Return one series as {month: value}."""
    table = tallies.monthly.query("series == @name and segment == @segment")
    return dict(zip(table["month"].tolist(), table["value"].tolist(), strict=True))


def test_flows_stand_in_their_month_and_burn_in_flows_nowhere(story, measures):
    told = story(measures(month_starts=(-30, *range(0, 361, 30))))
    told.lend(100, day=-30)
    for day, amount in ((-1, 1), (0, 2), (29, 4), (30, 8), (359, 16)):
        told.tell(day, Event.PAID, amount)
    assert series_of(told.tally(), "cash_received") == {0: 6, 1: 8, 11: 16}


def test_person_days_are_shared_out_to_months(story):
    told = story()
    told.lend(100, day=45)
    days = series_of(told.tally(), "borrower_days")
    assert days == {1: 15} | dict.fromkeys(range(2, 12), 30)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_series_is_described_and_integer(seed, random_stories):
    tallies = random_stories(seed).tally()
    assert list(tallies.monthly.columns) == list(MONTHLY_COLUMNS)
    assert list(tallies.durations.columns) == list(DURATION_COLUMNS)
    assert all(describe(name) for name in tallies.monthly["series"].unique())
    assert set(tallies.durations["series"]) <= set(DURATIONS)
    assert tallies.monthly["value"].dtype == np.int64
    assert (tallies.durations[["days", "count", "amount", "censored"]].dtypes == np.int64).all()


def test_every_monthly_series_that_is_described_is_tallied(random_stories):
    """Over twenty random logs each series but those of causes never drawn comes up."""
    seen = set()
    for seed in range(20):
        seen |= set(random_stories(seed).tally().monthly["series"])
    absent = {name for name in set(MONTHLY) - seen if not name.startswith(("rolled_", "cost_"))}
    assert absent == {
        "informal_loans", "informal_borrowed", "informal_repaid", "agents_hired", "agent_fees",
        "educated", "exposed", "rewarded", "fined", "damages",
        "credit_refused", "new_loan_steps",
        "fees_charged", "essentials_cut", "messages_read", "promises", "stop_requests",
        "other_arrears", "other_balance", "bureau_reports", "months_denied",
        "settlements_lapsed", "settlements_paid", "grants", "grants_refused", "granted",
        "warnings", "false_alarms", "spells_warned",
        "visits", "visits_met", "visited_accounts", "met_at_home_only", "announcements",
        "announcements_first", "announcements_first_paid", "announcements_later",
        "announcements_later_paid", "third_party_attempts", "traces", "traces_found",
        "blocked", "violations", "violations_severe", "violations_ordinary", "violations_late",
        "sold", "sold_on_book", "sale_proceeds", "compensated", "garnished", "settled",
        "agents_paid", "suits", "titles", "ended_unpaid", "discharges", "cash_while_placed",
        "distress_added_legal",
    }  # fmt: skip


def test_an_unknown_series_has_no_description():
    with pytest.raises(KeyError):
        describe("nonsense")


@pytest.mark.parametrize("seed", [4, 5])
def test_segments_add_up_to_all_where_rows_have_borrowers(seed, random_stories):
    monthly = random_stories(seed).tally().monthly
    monthly = monthly[~monthly["series"].isin(["cost", "cost_wages", "seconds_worked",
                                              "seconds_available", "credit_asked",
                                              "credit_refused"])]  # fmt: skip
    totals = monthly.groupby(["series", monthly["segment"] == "all"])["value"].sum().unstack()
    assert (totals[True] == totals[False]).all()


def test_late_instalments_hold_what_was_paid_and_what_is_still_open(story):
    """Of 100 due on day 30, 40 comes 5 days late; 60 has been open for 329 days on day 359."""
    told = story()
    told.lend(1000)
    told.tell(30, Event.DUE, 100)
    told.tell(35, Event.PART_PAID, 40)
    table = told.tally().durations.query("series == 'late_instalments' and segment == 'all'")
    assert table[["days", "amount", "censored"]].to_numpy().tolist() == [[5, 40, 0], [329, 0, 60]]


def test_spells_count_days_since_the_due_day_that_opened_them(story):
    """Two instalments missed in one spell: it lasts from day 30 to day 65, 35 days."""
    told = story()
    told.lend(1000)
    for day in (30, 60):
        told.tell(day, Event.DUE, 100)
    told.tell(65, Event.PAID, 200)
    table = told.tally().durations.query("series == 'spell' and segment == 'all'")
    assert table[["days", "count", "censored"]].to_numpy().tolist() == [[35, 1, 0]]


def test_charge_off_ends_a_spell_without_a_cure(story):
    told = story()
    told.lend(1000)
    told.tell(30, Event.DUE, 100)
    told.tell(50, Event.CHARGED_OFF, 1000)
    told.tell(60, Event.DUE, 100, Cause.CHARGED_OFF)
    told.tell(70, Event.RECOVERED, 200)
    told.tell(90, Event.DUE, 100, Cause.CHARGED_OFF)
    table = told.tally().durations.query("series == 'spell' and segment == 'all'")
    assert table[["days", "count", "censored"]].to_numpy().tolist() == [[20, 0, 1]]


def test_no_log_rows_but_loans_still_give_tables(story):
    told = story()
    told.lend(5)
    assert series_of(told.tally(), "disbursed") == {0: 5}
