"""Means over replications, by arm, segment and outcome."""

import math

import pandas as pd

from arrears.statistics import SUMMARY_COLUMNS, summary


def test_rows_keep_their_order_and_empty_replications_are_not_counted():
    rows = [
        ("b", "none", replication, "all", outcome, value)
        for replication, values in enumerate([(1.0, math.nan), (3.0, 5.0), (2.0, math.nan)])
        for outcome, value in zip(("z_rate", "a_rate"), values, strict=True)
    ]
    table = pd.DataFrame(
        rows, columns=["policy", "regime", "replication", "segment", "outcome", "value"]
    )
    found = summary(table)
    assert list(found.columns) == list(SUMMARY_COLUMNS)
    assert found["outcome"].tolist() == ["z_rate", "a_rate"]
    assert found["mean"].tolist() == [2.0, 5.0]
    assert found["replications"].tolist() == [3, 1]
    assert found["method"].tolist() == ["t", "single"]
