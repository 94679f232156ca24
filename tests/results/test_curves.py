"""Curves worked by hand."""

import pandas as pd
import pytest

from arrears.results import monthly_curve, pause_curve, recovery_curve
from arrears.results.curves import survival_curve

DURATIONS = pd.DataFrame(
    [
        ("all", "late_instalments", 5, 0, 40, 0),
        ("all", "late_instalments", 10, 0, 0, 20),
        ("all", "late_instalments", 20, 0, 10, 30),
        ("all", "pause", 7, 1, 0, 1),
    ],
    columns=["segment", "series", "days", "count", "amount", "censored"],
)


def test_recovery_curve_takes_censored_amounts_out_of_the_risk():
    """Of 100, 40 paid by day 5; 20 leave unseen; of the 40 left 10 are paid: 1 - 0.6 x 0.75."""
    curve = recovery_curve(DURATIONS)
    assert curve["days"].tolist() == [5, 10, 20]
    assert curve["at_risk"].tolist() == [100, 60, 40]
    assert curve["share"].tolist() == pytest.approx([0.4, 0.4, 0.55], abs=1e-15)


def test_pause_curve_counts_pauses():
    assert pause_curve(DURATIONS)[["days", "share"]].to_numpy().tolist() == [[7, 0.5]]


def test_replications_are_pooled_and_policies_kept_apart():
    tables = [
        DURATIONS.assign(policy=policy, regime="none", replication=replication)
        for policy in ("a", "b")
        for replication in (0, 1)
    ]
    curve = recovery_curve(pd.concat(tables))
    assert curve["at_risk"].tolist() == [200, 120, 80] * 2
    assert curve["policy"].tolist() == ["a"] * 3 + ["b"] * 3


def test_a_series_that_did_not_happen_has_an_empty_curve():
    curve = survival_curve(DURATIONS, "spell")
    assert curve.empty
    assert "share" in curve.columns


def test_monthly_curve_divides_and_leaves_out_empty_months():
    """60 of 120 person-days positive in month 0; month 1 has no positive day, month 2 no person."""
    monthly = pd.DataFrame(
        [(0, "all", "borrower_days", 120), (1, "all", "borrower_days", 90),
         (0, "all", "screen_days", 60), (2, "all", "cash_received", 5)],
        columns=["month", "segment", "series", "value"],
    )  # fmt: skip
    curve = monthly_curve(monthly, "distress_share")
    assert curve["month"].tolist() == [0, 1]
    assert curve["value"].tolist() == [0.5, 0.0]


def test_complaints_by_month_are_per_thousand_borrower_years(random_stories):
    curve = monthly_curve(random_stories(0).tally().monthly, "complaints_per_1000")
    expected = curve["numerator"] / curve["denominator"]
    assert curve["value"].tolist() == expected.tolist()
    assert curve["month"].min() == 0
