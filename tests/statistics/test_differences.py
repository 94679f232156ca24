"""Paired differences between policies."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.statistics import DIFFERENCE_COLUMNS, differences


def table_of(values, outcome="loss_rate", segment="all", regime="none"):
    """Return outcomes from {policy: values by replication}."""
    rows = [
        (policy, regime, replication, segment, outcome, value)
        for policy, numbers in values.items()
        for replication, value in enumerate(numbers)
    ]
    columns = ["policy", "regime", "replication", "segment", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


def test_differences_are_paired_by_replication():
    """Differences are 1, 1, 4: mean 2, although the levels differ wildly."""
    table = table_of({"base": [10, 200, 3000], "new": [11, 201, 3004]})
    found = differences(table, "base", "none")
    assert list(found.columns) == list(DIFFERENCE_COLUMNS)
    assert found["difference"].tolist() == [2.0]
    assert found["replications"].tolist() == [3]
    assert found["method"].tolist() == ["t"]


def test_only_replications_in_which_both_have_a_value_count():
    table = table_of({"base": [1, math.nan, 3, 4], "new": [2, 2, math.nan, 8]})
    found = differences(table, "base", "none").iloc[0]
    assert (found["difference"], found["replications"]) == (2.5, 2)


def test_a_replication_the_baseline_lacks_does_not_count():
    table = table_of({"base": [1.0], "new": [2.0, 9.0]})
    found = differences(table, "base", "none").iloc[0]
    assert (found["difference"], found["replications"], found["method"]) == (1, 1, "single")


def test_no_common_replication_gives_an_empty_difference():
    found = differences(table_of({"base": [math.nan], "new": [1.0]}), "base", "none").iloc[0]
    assert math.isnan(found["difference"])
    assert (found["replications"], found["method"]) == (0, "none")


@given(st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(math.nan)), min_size=1, max_size=8))
def test_identical_policies_differ_by_exactly_nothing(values):
    found = differences(table_of({"base": values, "same": values}), "base", "none").iloc[0]
    known = [value for value in values if not math.isnan(value)]
    assert found["replications"] == len(known)
    if known:
        assert found["difference"] == 0
    if len(known) > 1:
        assert (found["low"], found["high"], found["p_holm"]) == (0, 0, 1)


def test_the_same_policy_under_another_regime_is_compared_too():
    table = pd.concat(
        [table_of({"base": [1.0, 2.0]}), table_of({"base": [2.0, 4.0]}, regime="strict")]
    )
    found = differences(table, "base", "none")
    assert found[["policy", "regime"]].to_numpy().tolist() == [["base", "strict"]]
    assert found["difference"].tolist() == [1.5]


def test_holm_is_over_all_policies_and_outcomes_of_segment_all():
    """Two policies, one outcome: the smaller p doubles; the row of a segment has none."""
    values = {"base": [0, 0, 0], "a": [1, 2, 3], "b": [1, 1.1, 1.2]}
    alone = differences(table_of({name: values[name] for name in ("base", "b")}), "base", "none")
    table = pd.concat([table_of(values), table_of(values, segment="student")])
    found = differences(table, "base", "none").set_index(["policy", "segment"])["p_holm"]
    assert found["b", "all"] == pytest.approx(2 * alone["p_holm"].iloc[0], rel=1e-12)
    assert found.xs("student", level="segment").isna().all()


def test_another_policy_changes_no_other_column():
    values = {"base": [0, 0, 0], "a": [1, 2, 3], "b": [1, 1.1, 1.2]}
    both = differences(table_of(values), "base", "none").drop(columns="p_holm")
    alone = differences(table_of({name: values[name] for name in ("base", "a")}), "base", "none")
    pd.testing.assert_frame_equal(
        both[both["policy"] == "a"], alone.drop(columns="p_holm"), check_exact=True
    )
