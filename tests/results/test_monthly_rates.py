"""Monthly rates, divided by hand."""

import pandas as pd
import pytest

from arrears.results.monthly_rates import MONTHLY_RATES, monthly_rates
from arrears.results.series import MONTHLY


def _monthly(rows, policy="b", replication=0):
    table = pd.DataFrame(rows, columns=["month", "series", "value"])
    return table.assign(policy=policy, regime="none", replication=replication, segment="all")


def _value(table, series, month):
    rows = table.loc[(table["series"] == series) & (table["month"] == month), "value"]
    return rows.item()


def test_every_rate_is_made_of_tallies():
    terms = {term for rate in MONTHLY_RATES.values() for term in (*rate.above, *rate.below)}
    assert terms <= set(MONTHLY)


def test_rates_are_per_borrower_and_month_and_per_thousand_and_year():
    """Two borrowers for 365.25 / 12 days each: 6 attempts are 3 each; 1 complaint is 6000."""
    days = 2 * 365.25 / 12
    table = monthly_rates(
        _monthly([(0, "borrower_days", days), (0, "attempts", 6), (0, "complaints", 1)])
    )
    assert _value(table, "attempts_per_month", 0) == pytest.approx(3)
    assert _value(table, "complaints_per_1000", 0) == pytest.approx(6000)


def test_balances_from_31_dpd_are_delinquent():
    """20 + 30 of 100."""
    rows = [(1, "balance_bucket_0", 40), (1, "balance_bucket_1", 10)]
    rows += [(1, "balance_bucket_2", 20), (1, "balance_bucket_6", 30)]
    assert _value(monthly_rates(_monthly(rows)), "delinquency_30_share", 1) == 0.5


def test_what_was_not_tallied_is_0_and_a_month_without_a_denominator_is_left_out():
    rows = [(0, "borrower_days", 100), (1, "attempts", 5)]
    table = monthly_rates(_monthly(rows))
    assert _value(table, "distress_share", 0) == 0
    assert set(table["month"]) == {0}


def test_policies_keep_their_order_and_replications_stay_apart():
    parts = [
        _monthly([(0, "borrower_days", 10), (0, "screen_days", days)], policy, replication)
        for policy, replication, days in (("b", 0, 1), ("b", 1, 2), ("a", 0, 3), ("a", 1, 4))
    ]
    table = monthly_rates(pd.concat(parts))
    rows = table.loc[table["series"] == "distress_share"]
    assert rows["policy"].tolist() == ["b", "b", "a", "a"]
    assert rows["value"].tolist() == [0.1, 0.2, 0.3, 0.4]


def test_an_empty_table_has_no_rates():
    assert monthly_rates(pd.DataFrame()).empty
