"""Every event of the log is said to move cash between two parties, or not to."""

import pytest

from arrears.results.cash_rules import CASH_RULES, FLOWS, NOT_CASH
from arrears.terms import Event


@pytest.mark.parametrize("event", Event, ids=lambda event: event.label)
def test_every_event_is_cash_or_is_not(event: Event):
    has_rule = any(named is event for named, _ in CASH_RULES)
    assert has_rule is not (event in NOT_CASH)


def test_nobody_pays_oneself():
    assert all(move.source != move.target for move in CASH_RULES.values())


def test_each_kind_of_flow_is_one_row_of_the_table():
    assert len(FLOWS) == len(set(FLOWS))
    assert set(FLOWS) == {flow for move in CASH_RULES.values() for flow in move.flows}
