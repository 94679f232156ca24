"""What makes a borrower willing: by hand, and in the directions that hold everywhere."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.arithmetic import decay_table, logistic
from arrears.behaviour.attitude import concave, excess, faded, habit_after, pays, score

TABLE = decay_table(10.0, 201)
WEIGHTS = np.array([1.0, 0.5, 90.0, 0.3, 1.5])

share = st.floats(0, 1)
feeling = st.floats(-20, 20)
amount = st.floats(0, 100)
dpd = st.integers(0, 1000)


def net(willingness=2.0, burden=0.0, late=0, habit=0.0, feelings=0.0, *, hope=False):
    return score(willingness, burden, late, habit, feelings, hope, WEIGHTS)


def test_a_feeling_halves_in_its_half_life():
    assert faded(0.8, 10, TABLE) == pytest.approx(0.4, abs=1e-6)
    assert faded(-0.8, 20, TABLE) == pytest.approx(-0.2, abs=1e-6)


def test_a_feeling_of_today_is_whole():
    assert faded(0.8, 0, TABLE) == 0.8


def test_nothing_is_left_of_a_feeling_beyond_the_table():
    assert faded(0.8, len(TABLE), TABLE) == 0.0
    assert faded(0.8, len(TABLE) - 1, TABLE) == pytest.approx(0.8 / 2**20, abs=1e-6)


@given(value=feeling, days=st.integers(0, 300), more=st.integers(0, 300))
def test_a_feeling_never_grows_with_time_nor_turns(value, days, more):
    early, late = faded(value, days, TABLE), faded(value, days + more, TABLE)
    assert abs(late) <= abs(early) <= abs(value)
    assert early * value >= 0


def test_pressure_works_by_half_of_its_limit_when_it_equals_it():
    assert concave(2.0, 2.0) == 1.0
    assert concave(0.0, 2.0) == 0.0


@given(pressure=amount, more=st.floats(0.01, 100), limit=st.floats(0.1, 10))
def test_pressure_works_more_the_more_of_it_but_never_beyond_its_limit(pressure, more, limit):
    assert concave(pressure, limit) < concave(pressure + more, limit) < limit


@given(pressure=amount, step=st.floats(0.1, 5), limit=st.floats(0.1, 10))
def test_every_further_contact_adds_less_than_the_one_before(pressure, step, limit):
    first = concave(pressure + step, limit) - concave(pressure, limit)
    second = concave(pressure + 2 * step, limit) - concave(pressure + step, limit)
    assert second <= first


def test_contact_up_to_what_is_comfortable_is_no_excess():
    assert excess(2.0, 2.0) == 0.0
    assert excess(1.0, 2.0) == 0.0


def test_excess_counts_in_units_of_what_is_comfortable():
    assert excess(5.0, 2.0) == 1.5


@given(load=amount, more=amount, comfortable=st.floats(0.1, 10))
def test_more_contact_is_never_less_excess(load, more, comfortable):
    assert 0 <= excess(load, comfortable) <= excess(load + more, comfortable)


def test_a_payment_closes_a_share_of_the_gap_to_a_perfect_habit():
    assert habit_after(0.5, has_paid=True, gain_share=0.2, loss_share=0.35) == pytest.approx(0.6)


def test_a_miss_loses_a_share_of_the_habit():
    assert habit_after(0.5, has_paid=False, gain_share=0.2, loss_share=0.4) == pytest.approx(0.3)


@given(habit=share, gain=share, loss=share)
def test_the_habit_of_paying_stays_between_none_and_perfect(habit, gain, loss):
    after_miss = habit_after(habit, has_paid=False, gain_share=gain, loss_share=loss)
    after_payment = habit_after(habit, has_paid=True, gain_share=gain, loss_share=loss)
    assert 0 <= after_miss <= habit <= after_payment <= 1 + 1e-12


def test_the_net_benefit_adds_up_by_hand():
    """2 - 1 x 0.4 + 0.5 x 45/30 - 0.3 x 45/30 + 1.5 x 0.2 + 0.1."""
    assert net(2.0, 0.4, 45, 0.2, 0.1, hope=True) == pytest.approx(2.3)


def test_without_an_offer_there_is_nothing_to_hope_for():
    assert net(late=45) - net(late=45, hope=True) == pytest.approx(0.45)
    assert net(late=0) == net(late=0, hope=True)


def test_fear_and_hope_grow_no_more_beyond_their_cap():
    assert net(late=90) == net(late=400)
    assert net(late=90, hope=True) == net(late=400, hope=True)
    assert net(late=90) > net(late=89)


@given(burden=share, more=share, late=dpd, habit=share, feelings=feeling, hope=st.booleans())
def test_a_heavier_burden_never_makes_more_willing(burden, more, late, habit, feelings, hope):
    heavier = min(1.0, burden + more)
    lighter = net(0.0, burden, late, habit, feelings, hope=hope)
    assert net(0.0, heavier, late, habit, feelings, hope=hope) <= lighter


@given(late=dpd, later=dpd, habit=share, better=share, feelings=feeling, more=amount)
def test_fear_habit_and_goodwill_never_make_less_willing(
    late, later, habit, better, feelings, more
):
    low = net(0.0, 0.5, late, habit, feelings)
    assert net(0.0, 0.5, late + later, habit, feelings) >= low
    assert net(0.0, 0.5, late, min(1.0, habit + better), feelings) >= low
    assert net(0.0, 0.5, late, habit, feelings + more) >= low


def pays_at(chance, benefit):
    """Say whether a borrower whose net benefit is nothing but willingness pays."""
    return pays(chance, benefit, 0, 100, 0, 0.0, 0.0, 0.0, 1.0, has_hope=False, weights=WEIGHTS)


def test_a_borrower_pays_when_the_draw_lies_below_the_logistic_of_the_benefit():
    chance = 1 / (1 + math.exp(-1.2))
    assert pays_at(chance - 1e-9, 1.2)
    assert not pays_at(chance + 1e-9, 1.2)


@given(
    chance=st.floats(1e-9, 1 - 1e-9), willingness=feeling, owed=st.integers(0, 10**9),
    cash=st.integers(0, 10**9), late=dpd, habit=share, feelings=feeling, pressure=amount,
    hope=st.booleans(),
)  # fmt: skip
def test_the_benefit_is_the_score(  # noqa: PLR0917 - all that a month takes
    chance, willingness, owed, cash, late, habit, feelings, pressure, hope
):
    """The burden is what is owed of the cash, all of it at most; pressure adds, concavely."""
    burden = min(1.0, owed / max(1, cash))
    felt = feelings + concave(pressure, 0.5)
    benefit = score(willingness, burden, late, habit, felt, hope, WEIGHTS)
    found = pays(
        chance, willingness, owed, cash, late, habit, feelings, pressure, 0.5, hope, WEIGHTS
    )
    assert found == (chance < logistic(benefit))


@given(chance=st.floats(1e-9, 1 - 1e-9), benefit=feeling, more=amount)
def test_who_pays_at_a_benefit_pays_at_a_higher_one(chance, benefit, more):
    assert pays_at(chance, benefit + more) or not pays_at(chance, benefit)


def test_nobody_is_certain():
    assert pays_at(1e-9, -20.0)
    assert not pays_at(1 - 1e-10, 20.0)
