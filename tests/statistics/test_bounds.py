"""An interval shows no value that an outcome cannot have."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.results.codebook import CODEBOOK
from arrears.statistics import differences, estimate, summary
from arrears.statistics.bounds import ANYTHING, NOT_NEGATIVE, SHARE, possible, possible_difference


@pytest.mark.parametrize(
    ("outcome", "bounds"),
    [
        ("collected_share", SHARE),
        ("distress_from_shock", SHARE),
        ("roll_rate_1_2", SHARE),
        ("entry_rate_d1", SHARE),
        ("cost_to_collect", NOT_NEGATIVE),
        ("complaints_per_1000", NOT_NEGATIVE),
        ("loss_rate", ANYTHING),
        ("net_cash_rate", ANYTHING),
        ("contrast_distress_share_young_old", (-1, 1)),
        ("contrast_loss_rate_young_old", ANYTHING),
        ("of_mine_share", ANYTHING),
    ],
)
def test_what_an_outcome_can_be(outcome, bounds):
    assert possible(outcome) == bounds


def test_a_difference_of_shares_is_between_minus_1_and_1():
    assert possible_difference("distress_share") == (-1, 1)
    assert possible_difference("cost_to_collect") == (-math.inf, math.inf)


def test_whatever_is_called_a_share_and_has_a_whole_is_in_per_cent():
    shares = {name for name in CODEBOOK if possible(name) == SHARE}
    assert {CODEBOOK[name].unit for name in shares} == {"share"}


def _outcomes(policies, outcome="distress_share"):
    rows = [
        (policy, "none", replication, "all", outcome, value)
        for policy, values in policies.items()
        for replication, value in enumerate(values)
    ]
    columns = ["policy", "regime", "replication", "segment", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


def test_the_interval_of_a_share_ends_at_0_and_at_1():
    """Student's t for 0.9 and 1.0 reaches from 0.315 to 1.585."""
    found = summary(_outcomes({"a": [0.9, 1.0], "b": [0.0, 0.1]})).set_index("policy")
    assert found.loc["a", ["low", "high"]].tolist() == pytest.approx([0.3147, 1.0], abs=1e-4)
    assert found.loc["b", ["low", "high"]].tolist() == pytest.approx([0.0, 0.6853], abs=1e-4)


def test_an_outcome_that_may_be_anything_keeps_its_interval():
    found = summary(_outcomes({"a": [0.0, 0.1]}, "loss_rate"))
    assert found["low"].item() == pytest.approx(0.05 - 0.6353, abs=1e-4)


def test_the_interval_of_a_difference_ends_at_minus_1():
    """Of a share: differences of -0.9 and -0.8 have an interval from -1.485 to -0.215."""
    found = differences(_outcomes({"a": [0.1, 0.1], "b": [1.0, 0.9]}), "b", "none")
    assert found[["low", "high"]].iloc[0].tolist() == pytest.approx([-1.0, -0.2147], abs=1e-4)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=8), st.floats(0, 1))
def test_the_part_shown_holds_what_the_whole_interval_held(values, truth):
    found = estimate(values, None)
    low, high = SHARE.clipped(found.low, found.high)
    assert (low <= truth <= high) == (found.low <= truth <= found.high)
    assert low <= found.mean <= high


def test_no_interval_stays_none():
    assert all(math.isnan(end) for end in SHARE.clipped(math.nan, math.nan))
