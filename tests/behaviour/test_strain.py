"""The distress index: how it fades, when it crosses a threshold, and who screens positive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.arithmetic import decay_table, logistic, logit
from arrears.behaviour.strain import HIGHEST, added, index_on, next_crossing, threshold

POINT = 1_000_000
HALF_LIFE = 21
TABLE = decay_table(float(HALF_LIFE), HALF_LIFE * 20 + 1)
BASELINE, SPREAD, HEALTHY = 20.0, 10.0, 0.16

index = st.integers(0, HIGHEST)
points = st.integers(-HIGHEST, HIGHEST)
days = st.integers(0, 600)
chance = st.floats(1e-9, 1 - 1e-9)


def share_positive(baseline):
    """Return the share of persons whose threshold lies below an index, in closed form.

    A person screens positive when the draw u lies below logistic((index - middle) / spread).
    """
    middle = BASELINE - SPREAD * logit(HEALTHY)
    return logistic((baseline - middle) / SPREAD)


def is_positive(chance, baseline):
    return baseline * POINT > threshold(chance, BASELINE, SPREAD, HEALTHY)


def test_16_percent_of_the_employed_without_arrears_screen_positive():
    """Paul and Moser (2009), meta-analysis: 16 % of the employed, 34 % of the unemployed."""
    assert share_positive(BASELINE) == pytest.approx(0.16, abs=1e-12)
    assert is_positive(0.16 - 1e-6, BASELINE)
    assert not is_positive(0.16 + 1e-6, BASELINE)


def test_34_percent_screen_positive_when_job_loss_adds_9_95_points():
    share = share_positive(BASELINE + 9.95)
    assert share == pytest.approx(0.34, abs=5e-5)
    assert is_positive(share - 1e-6, BASELINE + 9.95)
    assert not is_positive(share + 1e-6, BASELINE + 9.95)


@given(one=chance, other=chance)
def test_thresholds_rise_with_the_draw(one, other):
    low, high = sorted((one, other))
    assert threshold(low, BASELINE, SPREAD, HEALTHY) <= threshold(high, BASELINE, SPREAD, HEALTHY)


@given(chance=chance, baseline=st.floats(0, 50), more=st.floats(0, 50))
def test_who_screens_positive_does_so_at_a_higher_index(chance, baseline, more):
    assert is_positive(chance, baseline + more) or not is_positive(chance, baseline)


def test_half_of_the_distance_to_the_baseline_is_left_after_a_half_life():
    assert index_on(60 * POINT, 20 * POINT, HALF_LIFE, TABLE) == pytest.approx(40 * POINT, abs=40)
    assert index_on(10 * POINT, 20 * POINT, HALF_LIFE, TABLE) == pytest.approx(15 * POINT, abs=40)


def test_the_index_rests_at_its_baseline():
    assert index_on(20 * POINT, 20 * POINT, 100, TABLE) == 20 * POINT


def test_the_index_is_at_its_baseline_beyond_the_table_s_end():
    assert index_on(90 * POINT, 20 * POINT, len(TABLE), TABLE) == 20 * POINT


def test_today_s_index_is_what_was_settled():
    assert index_on(33 * POINT, 20 * POINT, 0, TABLE) == 33 * POINT


@given(start=index, baseline=index, days=days, more=days)
def test_the_index_moves_towards_its_baseline_and_never_past_it(start, baseline, days, more):
    early = index_on(start, baseline, days, TABLE)
    late = index_on(start, baseline, days + more, TABLE)
    assert min(start, baseline) <= early <= max(start, baseline)
    assert abs(late - baseline) <= abs(early - baseline)


@given(start=index, points=points)
def test_an_addition_keeps_the_index_between_0_and_100_points(start, points):
    after = added(start, points)
    assert 0 <= after <= HIGHEST
    assert after == start + points or after in (0, HIGHEST)


@given(start=index, points=points, more=st.integers(0, HIGHEST))
def test_more_points_never_give_a_lower_index(start, points, more):
    assert added(start, points) <= added(start, points + more) <= HIGHEST


def by_hand(start, baseline, limit, is_above, first, days):
    """Return the first later end of day that contradicts; the number of days if none does."""
    for later in range(first, days):
        if (index_on(start, baseline, later, TABLE) > limit) != is_above:
            return later
    return days


def crossing(start, baseline, limit, *, is_above, first=0, days=100):
    return next_crossing(start, baseline, limit, is_above, first, days, TABLE)


def test_a_crossing_is_found_on_its_day():
    """From 60 points towards 20, the index halves its distance in 21 days: 40 is passed then."""
    limit = index_on(60 * POINT, 20 * POINT, 21, TABLE)
    assert crossing(60 * POINT, 20 * POINT, limit, is_above=True) == 21


def test_an_index_equal_to_the_threshold_is_not_above_it():
    assert crossing(20 * POINT, 20 * POINT, 20 * POINT, is_above=False) == 100
    assert crossing(20 * POINT, 20 * POINT, 20 * POINT, is_above=True) == 0


@given(
    start=index, baseline=index, limit=st.integers(-HIGHEST, 2 * HIGHEST),
    is_above=st.booleans(), first=st.integers(0, 500), more=st.integers(0, 100),
)  # fmt: skip
def test_crossings_are_those_of_a_look_at_every_day(start, baseline, limit, is_above, first, more):
    days = first + more
    found = crossing(start, baseline, limit, is_above=is_above, first=first, days=days)
    assert found == by_hand(start, baseline, limit, is_above, first, days)
