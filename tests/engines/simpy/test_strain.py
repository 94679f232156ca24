"""Distress: who screens positive and when, by the logged events alone."""

import pytest

QUIET = ("behaviour.distress.service_points=0", "horizon_months=1")


def test_screening_starts_and_ends_alternate(busy, stages):
    for lived in (busy, stages):
        screens = lived.rows("screen_start", "screen_end")
        assert len(screens) > 50
        for number, own in screens.groupby("borrower"):
            expected = ["screen_start", "screen_end"] * len(own)
            assert own["event"].tolist() == expected[: len(own)], number


def test_nobody_switches_twice_on_one_day(busy, stages):
    for lived in (busy, stages):
        screens = lived.rows("screen_start", "screen_end")
        assert not screens.duplicated(["borrower", "day"]).any()


def test_a_sixth_of_those_without_arrears_screen_positive_from_the_first_day_on(live):
    """16 % of 400 are 64; 25 to 103 with a chance of error below 1e-7. Nothing changes it."""
    lived = live("", "portfolio.borrowers=400", *QUIET)
    screens = lived.rows("screen_start", "screen_end")
    assert set(screens["event"]) == {"screen_start"}
    assert set(screens["day"]) == {0}
    assert 25 <= len(screens) <= 103


def test_a_miss_adds_its_points_and_those_of_the_vulnerable_count_more(live):
    """0.8 points; with vulnerability 1 and factor 0.5 they are 1.2."""
    for vulnerability, points in ((0, 800_000), (1, 1_200_000)):
        own = f"portfolio.segments.everybody.vulnerability.mean={vulnerability}"
        lived = live("", "unwilling", *QUIET, own)
        assert lived.told("distress", cause="arrears") == [(15, "distress", points)]


def test_arrears_lift_the_index_day_by_day_towards_their_baseline(live):
    """From 20 points towards 40 with a half-life of 10 days: 30 are passed on the tenth evening.

    The evening of day 15 is the first; who has a threshold between 20 and 40 crosses on the day
    on which 40 - 20 x 2 ** (-days / 10) exceeds it.
    """
    rises = ("behaviour.distress.arrears_first_points=20", "behaviour.distress.miss_points=0",
             "behaviour.distress.half_life_days=10", "behaviour.distress.service_points=0",
             "horizon_months=2", "portfolio.borrowers=60")  # fmt: skip
    starts = live("", "unwilling", *rises).rows("screen_start")
    later = starts[starts["day"] > 0]["day"]
    assert len(later) > 10
    assert later.min() >= 16, "on the evening of day 15 nothing has risen yet"
    half = (later <= 25).sum()  # thresholds between 20 and 30
    assert 0 < half < len(later)


def test_every_source_that_this_engine_knows_is_heard_of(busy):
    assert set(busy.causes("distress")) == {"shock", "arrears", "collection", "limbo"}


def test_distress_of_an_account_names_it_and_that_of_a_shock_does_not(busy):
    rows = busy.rows("distress")
    assert (rows.loc[rows["cause"] == "shock", "account"] == -1).all()
    assert (rows.loc[rows["cause"] != "shock", "account"] >= 0).all()


@pytest.mark.parametrize("points", [0, 5])
def test_closing_an_account_that_was_late_relieves(live, points):
    """Paid late on days 40, 68 and 99; the third closes it."""
    relief = f"behaviour.distress.account_closed_points=-{points}"
    told = live("", "late payer", relief).told("distress")
    assert [row for row in told if row[0] == 99] == (
        [(99, "distress", -5_000_000)] if points else []
    )
