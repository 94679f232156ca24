import numpy as np
import pandas as pd
import pytest

from arrears.results.distress_sources import distress_by_source


def _monthly(series, policy="a"):
    rows = [(policy, 0, month, name, value) for month in (0, 1) for name, value in series.items()]
    return pd.DataFrame(rows, columns=["policy", "replication", "month", "series", "value"])


def test_points_are_per_borrower_and_year_over_all_months():
    """One borrower-year; 2 x 1.5 points, of which 2 x 1 are booked to arrears."""
    series = {
        "borrower_days": 182.625, "distress_added": 1_500_000,
        "distress_added_arrears": 1_000_000, "distress_added_shock": 500_000,
    }  # fmt: skip
    table = distress_by_source(_monthly(series)).set_index("source")
    assert table.index.tolist() == ["all", "arrears", "shock"]
    assert table["points_per_year"].tolist() == pytest.approx([3.0, 2.0, 1.0])
    assert table["share"].tolist() == pytest.approx([1.0, 2 / 3, 1 / 3])


def test_where_nothing_was_added_shares_are_empty():
    table = distress_by_source(_monthly({"borrower_days": 30, "distress_added": 0}))
    assert table["points_per_year"].tolist() == [0]
    assert np.isnan(table["share"]).all()


def test_a_source_of_one_policy_is_0_under_the_others():
    table = distress_by_source(
        pd.concat(
            [
                _monthly({"borrower_days": 30, "distress_added": 5, "distress_added_limbo": 5}),
                _monthly({"borrower_days": 30, "distress_added": 0}, "b"),
            ]
        )
    )
    assert table.loc[table["policy"] == "b", "points_per_year"].tolist() == [0, 0]


def test_without_tallies_there_is_nothing():
    assert distress_by_source(pd.DataFrame()).empty
    assert distress_by_source(_monthly({"borrower_days": 30})).empty
