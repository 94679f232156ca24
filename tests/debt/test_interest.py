"""What time costs, by hand."""

import pytest

from arrears.debt.interest import broken_period_interest, penalty, period_interest

TWELVE_PERCENT = 120_000


def test_a_period_costs_a_twelfth_of_the_yearly_rate():
    assert period_interest(100_000, TWELVE_PERCENT) == 1_000


@pytest.mark.parametrize(("balance", "interest"), [(50, 0), (150, 2), (250, 2), (151, 2)])
def test_period_interest_is_rounded_half_even(balance, interest):
    """1 % of 50, 150 and 250 is 0.5, 1.5 and 2.5: the even neighbour is 0, 2 and 2."""
    assert period_interest(balance, TWELVE_PERCENT) == interest


def test_a_broken_period_costs_days_over_365():
    """365,000 at 10 % cost 100 a day."""
    assert broken_period_interest(365_000, 100_000, 7) == 700


def test_a_penalty_costs_days_over_365():
    """73,000 at 18.25 % cost 36.5 a day: 2 days 73, 1 day 36 and 3 days 110, both half-even."""
    assert [penalty(73_000, 182_500, days) for days in (0, 1, 2, 3)] == [0, 36, 73, 110]
