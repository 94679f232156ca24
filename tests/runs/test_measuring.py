"""How outcomes are measured follows from the scenario."""

from pathlib import Path

from arrears.runs.measuring import measures_of
from arrears.scenario.load import load_scenario


def test_months_run_from_the_burn_in_to_the_horizon(pretended: Path):
    """From 2025-01-01: November 30 and December 31 days before, then 31, 28 and 31."""
    sets = ("horizon_months=3", "burn_in_months=2", "portfolio.book=open")
    measures = measures_of(load_scenario(pretended, sets=sets).base)
    assert measures.month_starts == (-61, -31, 0, 31, 59, 90)
    assert measures.horizon == 90
    assert measures.open_book


def test_conventions_are_the_scenarios(pretended: Path):
    sets = ("measures.default_dpd=60", "measures.discount_rate=0.1")
    measures = measures_of(load_scenario(pretended, sets=sets).base)
    assert (measures.default_dpd, measures.discount_rate) == (60, 0.1)
    assert measures.origination_is_cash
