"""Levels of the base Chinese instalment book: an open book in its steady state.

Published: about 6.8 % of what falls due is unpaid on the next day, of which at least 84 to 86 % is
back within 30 days (Qifu Technology, 2019Q4 to 2020Q1); balances 91 to 180 days past due are 1 to
3 % of balances up to 180. The grid: the status quo of ``three_stage_escalation`` over 24 months
after its burn-in.
"""

import pytest

from arrears.scenario.load import load_scenario

LEVELS = [
    ("entry_rate_d1", 0.058, 0.078),
    ("back_30d_share", 0.84, 1.0),
    ("delinquency_90_share", 0.01, 0.03),
]


@pytest.fixture(scope="module")
def small(run_policies):
    """Run 1,500 borrowers once."""
    scenario = load_scenario(
        "three_stage_escalation", borrowers=1500, policies=["status_quo"], seed=20250101
    )
    return run_policies(scenario, 1)["status_quo"]


@pytest.fixture(scope="module")
def large(run_policies):
    """Run 5,000 borrowers three times."""
    scenario = load_scenario("three_stage_escalation", borrowers=5000, policies=["status_quo"])
    return run_policies(scenario, 3)["status_quo"]


@pytest.mark.parametrize(("outcome", "low", "high"), LEVELS)
def test_the_base_book_has_the_published_level(small, outcome, low, high):
    assert low <= small[outcome] <= high


@pytest.mark.slow
@pytest.mark.parametrize(("outcome", "low", "high"), LEVELS)
def test_a_larger_base_book_has_the_published_level(large, outcome, low, high):
    assert low <= large[outcome] <= high
