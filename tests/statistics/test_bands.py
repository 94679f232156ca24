import math

import pandas as pd
import pytest

from arrears.statistics.bands import band
from arrears.statistics.bounds import SHARE
from arrears.statistics.intervals import mean_interval


def _points(values):
    return pd.DataFrame(values, columns=["policy", "day", "value"])


def test_each_point_has_its_mean_and_interval():
    rows = [("b", 0, 1.0), ("b", 0, 3.0), ("a", 0, 5.0), ("a", 0, math.nan), ("b", 1, 2.0)]
    table = band(_points(rows), ["policy", "day"])
    assert table[["policy", "day"]].to_numpy().tolist() == [["b", 0], ["a", 0], ["b", 1]]
    assert table["mean"].tolist() == [2.0, 5.0, 2.0]
    assert table["replications"].tolist() == [2, 1, 1]
    expected = mean_interval([1.0, 3.0])
    assert (table["low"][0], table["high"][0]) == pytest.approx((expected.low, expected.high))
    assert table["low"][1:].isna().all()


def test_no_points_no_band():
    assert band(_points([]), ["policy", "day"]).empty


def test_a_band_ends_where_its_values_must():
    rows = [("a", 0, 0.0), ("a", 0, 0.1), ("a", 1, 0.9), ("a", 1, 1.0)]
    table = band(_points(rows), ["policy", "day"], bounds=SHARE)
    assert table["low"][0] == 0.0
    assert table["high"][1] == 1.0
