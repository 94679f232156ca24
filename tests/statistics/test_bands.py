import math

import pandas as pd
import pytest

from arrears.statistics.bands import band, survival_band
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


def test_a_band_of_survival_ends_with_the_replication_that_sees_least_far():
    """Two curves fall; the one that is seen for longer lies higher: their mean would rise."""
    rows = [("a", 0, 1.0), ("a", 0, 0.8), ("a", 1, 0.2), ("a", 1, 0.8), ("a", 2, 0.7)]
    table = survival_band(_points(rows).assign(at_risk=[4, 2, 1, 2, 1]), ["policy", "day"])
    assert table["day"].tolist() == [0, 1]
    assert table["mean"].tolist() == pytest.approx([0.9, 0.5])
    assert table["at_risk"].tolist() == [3.0, 1.5]
