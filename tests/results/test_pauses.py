"""Days of pause by cause and root, how long pauses last, and who is left alone."""

import pandas as pd
import pytest

from arrears.results.pauses import OTHER, pause_curves, pause_days
from arrears.terms import Cause, Event


def tables(told, policy="status_quo", replication=0):
    """Return the monthly sums and lengths of a story as one arm of a run, segment all."""
    names = {"policy": policy, "regime": "none", "replication": replication}
    tallies = told.tally()
    return tuple(
        table[table["segment"] == "all"].assign(**names)
        for table in (tallies.monthly, tallies.durations)
    )


def paused(story, *, cause=Cause.PLAN, root=Cause.SHOCK):
    """Tell of one account that is paused for 30 days and another for 10."""
    told = story()
    for account, days in ((told.lend(100), 30), (told.lend(100), 10)):
        told.tell(50, Event.PAUSE_START, 0, cause, root, account=account)
        told.tell(50 + days, Event.PAUSE_END, days, cause, root, account=account)
        cause = Cause.CAPACITY
    return told


def test_days_are_split_by_cause_and_again_by_root(story):
    table = pause_days(tables(paused(story))[0]).set_index(["split", "kind"])
    assert table["days"].to_dict() == {
        ("cause", "plan"): 30,
        ("cause", "capacity"): 10,
        ("root", "shock"): 40,
    }
    assert table["share"].to_dict() == {
        ("cause", "plan"): 0.75,
        ("cause", "capacity"): 0.25,
        ("root", "shock"): 1.0,
    }


def test_days_are_per_1000_accounts(story):
    table = pause_days(tables(paused(story))[0])
    assert table.loc[table["kind"] == "plan", "per_1000_accounts"].tolist() == [1000 * 30 / 2]


def test_what_no_cause_has_a_series_for_is_shown_as_other(story):
    table = pause_days(tables(paused(story, cause=Cause.LEGAL))[0])
    chosen = table[(table["split"] == "cause") & (table["kind"] == OTHER)]
    assert chosen["days"].tolist() == [30]


@pytest.mark.parametrize("seed", range(10))
def test_the_shares_of_each_split_add_to_1(random_stories, seed):
    table = pause_days(tables(random_stories(seed))[0])
    days = table.groupby("split")["days"].sum()
    assert days["cause"] == days["root"] > 0
    assert table.groupby("split")["share"].sum().tolist() == pytest.approx([1.0, 1.0], abs=1e-12)


def test_without_a_pause_there_is_nothing_to_split(story):
    told = story()
    told.lend(100)
    assert pause_days(tables(told)[0]).empty


def test_a_pause_lasts_until_its_end(story):
    """Of two pauses one ends on day 10, the other on day 30."""
    curves = pause_curves(tables(paused(story))[1])
    curve = curves[curves["curve"] == "still_paused"].set_index("days")["value"]
    assert [curve[day] for day in (0, 9, 10, 29, 30)] == [1.0, 1.0, 0.5, 0.5, 0.0]


def test_a_pause_open_at_the_horizon_counts_as_long_as_it_was_seen(story):
    """The pause of day 340 is seen for 19 days; the one that lasted 30 is then alone at risk."""
    told = story()
    for account, first in ((told.lend(100), 50), (told.lend(100), 340)):
        told.tell(first, Event.PAUSE_START, 0, Cause.PLAN, Cause.SHOCK, account=account)
    told.tell(80, Event.PAUSE_END, 30, Cause.PLAN, Cause.SHOCK)
    curves = pause_curves(tables(told)[1])
    curve = curves[curves["curve"] == "still_paused"].set_index("days")
    assert curve["at_risk"].loc[[0, 19, 20, 30]].tolist() == [2, 2, 1, 1]
    assert curve["value"].loc[[29, 30]].tolist() == [1.0, 0.0]


def test_accounts_left_alone_rise_to_the_outcome_at_the_horizon(random_stories):
    """In a cohort everybody is seen as long, so Kaplan-Meier is a plain share."""
    for seed in range(40):
        told = random_stories(seed)
        share = told.value("paused_180_share")
        curves = pause_curves(tables(told)[1])
        last = curves[curves["curve"] == "left_alone"].groupby("policy")["value"].last()
        is_cohort = told.log.columns["day"][told.log.columns["event"] == Event.ORIGINATED].max()
        if is_cohort <= 0:
            assert last["status_quo"] == pytest.approx(share, abs=1e-12)
            return
    pytest.fail("no story is a cohort")


def test_replications_are_curves_of_their_own_in_the_order_of_the_table(story):
    lengths = [tables(paused(story), policy, 0)[1] for policy in ("b", "a")]
    curves = pause_curves(pd.concat(lengths))
    assert curves["policy"].unique().tolist() == ["b", "a"]
