"""What agencies' books recover by month of the placement: worked by hand."""

import pandas as pd
import pytest

from arrears.results.placements import placed_recovery


def log(*rows: tuple[int, int, str, int]) -> pd.DataFrame:
    return pd.DataFrame(
        [("a", "none", 0, day, account, place, event, amount)
         for place, (day, account, event, amount) in enumerate(rows)],
        columns=["policy", "regime", "replication", "day", "account", "seq", "event", "amount"],
    )  # fmt: skip


def found(*rows: tuple[int, int, str, int]) -> list[list[float]]:
    table = placed_recovery(log(*rows))
    return table[["month", "claims", "balance", "received"]].to_numpy().tolist()


def test_each_month_begins_with_what_is_left():
    """1000 placed, 100 in the first month, nothing in the second, the rest in the third."""
    assert found(
        (5, 1, "paid", 700), (10, 1, "placed", 1000), (20, 1, "part_paid", 100),
        (75, 1, "recovered", 900), (75, 1, "recalled", 0), (90, 1, "paid", 40), (300, 2, "paid", 1),
    ) == [[0, 1, 1000, 100], [1, 1, 900, 0], [2, 1, 900, 900]]  # fmt: skip


def test_a_month_that_the_log_ends_in_is_left_out():
    assert found((0, 1, "placed", 1000), (40, 1, "paid", 500), (50, 2, "missed", 0)) == [
        [0, 1, 1000, 0]
    ]


def test_a_second_placement_begins_anew_and_claims_are_added_up():
    assert found(
        (0, 1, "placed", 1000), (10, 1, "recalled", 1000), (20, 1, "paid", 300),
        (30, 1, "placed", 700), (35, 1, "paid", 70), (40, 1, "recalled", 0),
        (0, 2, "placed", 300), (59, 2, "recalled", 0),
    ) == [[0, 3, 2000, 70], [1, 1, 300, 0]]  # fmt: skip


def test_the_rate_is_received_over_balance_and_an_empty_log_has_none():
    rate = placed_recovery(log((0, 1, "placed", 1000), (3, 1, "paid", 250), (4, 1, "recalled", 0)))
    assert rate["monthly_rate"].tolist() == pytest.approx([0.25])
    assert placed_recovery(log((0, 1, "missed", 1000))).empty
