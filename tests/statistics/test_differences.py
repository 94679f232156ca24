"""Paired differences between policies."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.statistics import DIFFERENCE_COLUMNS, differences, summary, variance_ratio

SKEWED = [0.0, 0.1, 0.1, 0.2, 0.3, 0.3, 0.5, 0.8, 1.3, 2.1, 3.4, 9.0]


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
    assert found["method"].tolist() == ["paired t"]


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


@pytest.mark.parametrize("order", [("base", "a", "b"), ("b", "a", "base"), ("a", "b", "base")])
def test_another_policy_changes_no_other_column_wherever_it_stands(order):
    values = {"base": [0] * 12, "a": SKEWED, "b": range(12)}
    table = table_of({name: values[name] for name in order})
    both = differences(table, "base", "none", seed=1).drop(columns="p_holm")
    table = table_of({name: values[name] for name in ("base", "a")})
    alone = differences(table, "base", "none", seed=1)
    assert alone["method"].tolist() == ["paired BCa bootstrap"]
    pd.testing.assert_frame_equal(
        both[both["policy"] == "a"].reset_index(drop=True),
        alone.drop(columns="p_holm"),
        check_exact=True,
    )


def test_a_run_that_was_stopped_says_so_in_every_method():
    table = table_of({"base": [1.0] * 12, "new": [1 + value for value in SKEWED]})
    found = differences(table, "base", "none", seed=1, stopped_at=12)
    assert found["method"].tolist() == ["paired BCa bootstrap, stopped at 12"]
    levels = summary(table, seed=1, stopped_at=12)
    assert levels["method"].tolist() == ["t, stopped at 12", "BCa bootstrap, stopped at 12"]


def test_the_variance_ratio_is_that_of_the_variances():
    """Variances 1 and 4, of the difference (0, 1, 2) 1: together five times as much."""
    assert variance_ratio([2.0, 4.0, 6.0], [2.0, 3.0, 4.0]) == 5
    table = table_of({"base": [2.0, 3.0, 4.0, 9.0], "new": [2.0, 4.0, 6.0, math.nan]})
    assert differences(table, "base", "none")["variance_ratio"].tolist() == [5]


@pytest.mark.parametrize(
    ("values", "references"),
    [([], []), ([1.0], [2.0]), ([1.0, 2.0], [1.0, 2.0]), ([1.0, 2.0], [4.0, 5.0])],
    ids=["none", "single", "identical", "always the same difference"],
)
def test_without_a_variance_of_the_difference_there_is_no_ratio(values, references):
    assert math.isnan(variance_ratio(values, references))


def test_policies_that_take_turns_with_luck_have_a_ratio_below_1():
    assert variance_ratio([0.0, 1.0], [1.0, 0.0]) == 0.5
