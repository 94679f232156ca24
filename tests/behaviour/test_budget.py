"""The household's cash: worked by hand, and never negative."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.arithmetic import decay_table
from arrears.behaviour.budget import monthly_income, payday, reserve, set_aside, spare

TABLE = decay_table(30.0, 601)
LAST = len(TABLE) - 1

money = st.integers(0, 10**9)
share = st.floats(0, 1)
chance = st.floats(1e-9, 1 - 1e-9)


def test_the_middle_draw_brings_the_usual_income():
    assert monthly_income(500_000.0, 0.5, 0.2, 1.0) == 500_000


def test_shocks_and_economy_multiply_income():
    assert monthly_income(500_000.0, 0.5, 0.2, 0.35) == 175_000


def test_income_without_noise_is_the_same_every_month():
    assert monthly_income(500_000.0, 0.01, 0.0, 1.0) == 500_000


@given(chance=chance, noise=share, factor=st.floats(0, 2))
def test_income_is_never_negative_and_rises_with_the_draw(chance, noise, factor):
    income = monthly_income(500_000.0, chance, noise, factor)
    better = min(1 - 1e-10, chance * 1.01)
    assert 0 <= income <= monthly_income(500_000.0, better, noise, factor)


def test_a_wholly_disorganised_household_keeps_half_of_loose_money_for_a_half_life():
    """1,000 beyond the buffer of 2,000: after 30 days 500 are left of it."""
    assert set_aside(3_000, 2_000, 30, 0.0, TABLE) == 2_500


def test_an_organised_household_loses_nothing():
    assert set_aside(3_000, 2_000, 30, 1.0, TABLE) == 3_000


def test_a_half_organised_household_loses_money_at_half_the_pace():
    assert set_aside(3_000, 2_000, 60, 0.5, TABLE) == 2_500


def test_the_buffer_itself_does_not_trickle_away():
    assert set_aside(2_000, 2_000, 400, 0.0, TABLE) == 2_000
    assert set_aside(1_500, 2_000, 400, 0.0, TABLE) == 1_500


def test_beyond_the_table_s_end_loose_money_is_gone():
    assert set_aside(3_000, 2_000, 10 * LAST, 0.0, TABLE) == 2_000


@given(cash=money, kept=money, days=st.integers(0, 5000), organisation=share)
def test_money_set_aside_never_grows_nor_falls_below_what_is_kept(cash, kept, days, organisation):
    left = set_aside(cash, kept, days, organisation, TABLE)
    assert min(cash, kept) <= left <= cash


@given(cash=money, kept=money, days=st.integers(0, 900), organisation=share, more=share)
def test_more_organisation_never_leaves_less(cash, kept, days, organisation, more):
    better = min(1.0, organisation + more)
    assert set_aside(cash, kept, days, better, TABLE) >= set_aside(
        cash, kept, days, organisation, TABLE
    )


def test_on_payday_income_arrives_and_essentials_and_other_debts_leave():
    assert payday(1_000, 5_000, 3_000, 500, 10_000) == (2_500, 0)


def test_essentials_beyond_the_cash_are_cut_and_other_debts_wait():
    assert payday(100, 2_000, 3_000, 500, 10_000) == (0, 900)


def test_other_debts_are_served_as_far_as_money_lasts():
    assert payday(0, 3_200, 3_000, 500, 10_000) == (0, 0)


def test_what_exceeds_the_most_that_is_kept_is_spent():
    assert payday(1_000, 5_000, 3_000, 500, 1_800) == (1_800, 0)


@given(cash=money, income=money, essentials=money, other=money, most=money)
def test_cash_is_never_negative_and_nothing_is_cut_while_money_is_left(
    cash, income, essentials, other, most
):
    left, cut = payday(cash, income, essentials, other, most)
    assert 0 <= left <= min(most, cash + income)
    assert 0 <= cut <= essentials
    assert not (cut and left)


@given(cash=money, income=money, more=money, essentials=money, other=money, most=money)
def test_more_income_never_leaves_less_cash_nor_cuts_more(
    cash, income, more, essentials, other, most
):
    left, cut = payday(cash, income, essentials, other, most)
    richer, richer_cut = payday(cash, income + more, essentials, other, most)
    assert richer >= left
    assert richer_cut <= cut


def test_the_reserve_is_days_of_essentials():
    assert reserve(300_000, 2, 0.0, 0.6) == 20_000


def test_full_pressure_cuts_the_reserve_by_its_share():
    assert reserve(300_000, 2, 1.0, 0.6) == 8_000
    assert reserve(300_000, 2, 0.5, 0.6) == 14_000


@given(essentials=money, days=st.integers(0, 365), pressure=share, cut=share, more=share)
def test_pressure_never_raises_the_reserve_nor_makes_it_negative(
    essentials, days, pressure, cut, more
):
    kept = reserve(essentials, days, pressure, cut)
    assert 0 <= reserve(essentials, days, min(1.0, pressure + more), cut) <= kept


@pytest.mark.parametrize(("cash", "kept", "expected"), [(500, 200, 300), (200, 500, 0), (0, 0, 0)])
def test_what_can_be_spared_is_cash_beyond_what_is_kept_back(cash, kept, expected):
    assert spare(cash, kept) == expected


@given(cash=money, kept=money)
def test_nobody_spares_more_than_they_have(cash, kept):
    assert 0 <= spare(cash, kept) <= cash
