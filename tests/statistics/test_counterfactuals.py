"""What goes when something is switched off."""

import math

import pandas as pd
import pytest

from arrears.statistics.counterfactuals import COUNTERFACTUAL_COLUMNS, counterfactual_parts

COLUMNS = ["policy", "regime", "replication", "segment", "outcome", "value"]


def table_of(values, policy="base", outcome="distress_share", segment="all"):
    rows = [(policy, "none", place, segment, outcome, value) for place, value in enumerate(values)]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_a_part_is_the_run_less_the_run_without_and_a_share_of_the_run():
    """0.4 and 0.2 fall to 0.3 and 0.05: parts 0.1 and 0.15 of a mean of 0.3."""
    own, without = table_of([0.4, 0.2]), table_of([0.3, 0.05]).assign(world="shocks_off")
    found = counterfactual_parts(own, without)
    assert list(found.columns) == list(COUNTERFACTUAL_COLUMNS)
    row = found.iloc[0]
    assert row["counterfactual"] == "shocks_off"
    assert (row["as_is"], row["without"], row["part"]) == pytest.approx((0.3, 0.175, 0.125))
    assert row["share"] == pytest.approx(0.125 / 0.3)
    assert row["low"] < row["part"] < row["high"]
    assert (row["replications"], row["method"]) == (2, "paired t")


def test_pairs_are_of_one_policy_and_one_regime():
    own = pd.concat([table_of([0.4, 0.4]), table_of([0.9, 0.9], policy="other")])
    without = pd.concat([table_of([0.3, 0.3]), table_of([0.5, 0.5], policy="other")])
    found = counterfactual_parts(own, without.assign(world="no_contact")).set_index("policy")
    assert found["part"].to_dict() == pytest.approx({"base": 0.1, "other": 0.4})


def test_only_replications_that_both_have_count():
    own, without = table_of([0.4, 0.2]), table_of([0.3]).assign(world="shocks_off")
    row = counterfactual_parts(own, without).iloc[0]
    assert (row["as_is"], row["without"], row["replications"]) == (0.4, 0.3, 1)
    assert math.isnan(row["low"])


def test_there_is_no_share_of_nothing():
    row = counterfactual_parts(table_of([0.0]), table_of([0.0]).assign(world="no_limbo")).iloc[0]
    assert row["part"] == 0
    assert math.copysign(1, row["part"]) == 1
    assert math.isnan(row["share"])


def test_a_world_that_failed_everywhere_says_nothing():
    without = table_of([]).assign(world="no_limbo")
    assert counterfactual_parts(table_of([0.1]), without).empty
