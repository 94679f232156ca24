"""Who is beaten on everything, on values chosen by hand."""

import pandas as pd

from arrears.statistics.domination import dominated

BETTER = {"loss_rate": "lower", "collected_share": "higher"}


def _outcomes(values):
    """Return an outcome table; ``values`` are by policy and outcome, one per replication."""
    rows = [
        (policy, replication, outcome, value)
        for (policy, outcome), each in values.items()
        for replication, value in enumerate(each)
    ]
    return pd.DataFrame(rows, columns=["policy", "replication", "outcome", "value"])


def _two(loss, collected):
    """Return a baseline and a policy that differs from it by so much in each replication."""
    base = [0.10, 0.12, 0.11, 0.13]
    return _outcomes(
        {
            ("base", "loss_rate"): base,
            ("base", "collected_share"): [1 - value for value in base],
            ("other", "loss_rate"): [a + b for a, b in zip(base, loss, strict=True)],
            ("other", "collected_share"): [1 - a + b for a, b in zip(base, collected, strict=True)],
        }
    )


def test_worse_in_both_is_dominated():
    table = _two([0.01, 0.011, 0.012, 0.011], [-0.01, -0.012, -0.011, -0.01])
    assert dominated(table, BETTER) == {"other": "base"}


def test_clearly_worse_in_one_and_equal_in_the_other_is_dominated():
    assert dominated(_two([0.01, 0.011, 0.012, 0.011], [0, 0, 0, 0]), BETTER) == {"other": "base"}


def test_better_in_one_is_not_dominated():
    table = _two([0.01, 0.011, 0.012, 0.011], [0.001, 0.001, 0.001, 0.001])
    assert dominated(table, BETTER) == {}


def test_what_luck_could_explain_dominates_nobody():
    assert dominated(_two([0.01, -0.009, 0.012, -0.008], [0, 0, 0, 0]), BETTER) == {}


def test_one_replication_dominates_nobody():
    table = _two([0.01, 0.01, 0.01, 0.01], [-0.01, -0.01, -0.01, -0.01])
    assert dominated(table[table["replication"] == 0], BETTER) == {}


def test_an_empty_outcome_decides_nothing():
    table = _two([0.01, 0.011, 0.012, 0.011], [-0.01, -0.012, -0.011, -0.01])
    is_gone = (table["policy"] == "other") & (table["outcome"] == "loss_rate")
    assert dominated(table[~is_gone], BETTER) == {}
