"""Measures that cannot be meant are refused."""

import pytest

from arrears.errors import ScenarioError


@pytest.mark.parametrize(
    "starts", [(0, 30), (-30, 360), (0, 90, 60, 360), (0, 0, 360)],
    ids=["short", "without day 0", "falling", "empty month"],
)  # fmt: skip
def test_months_rise_through_day_0_to_the_horizon(measures, starts):
    with pytest.raises(ScenarioError, match="month_starts is"):
        measures(month_starts=starts)


@pytest.mark.parametrize("prices", [(), ((30, 0.5), (30, 0.4))])
def test_prices_stand_in_rising_dpd(measures, prices):
    with pytest.raises(ScenarioError, match="terminal_prices is"):
        measures(terminal_prices=prices)


def test_the_months_of_the_burn_in_are_not_counted(measures):
    found = measures(month_starts=(-60, -30, 0, 360))
    assert found.counted_months == (0, 360)
