"""What each difference rests on, from the tables of a study."""

import math

import pandas as pd

from arrears.results.assumptions import as_numbers, read_assumptions, what_it_rests_on


def shares(better):
    return pd.DataFrame(
        {
            "policy": ["grace"], "baseline": ["status_quo"], "outcome": ["loss_rate"],
            "better": [better], "sets": [10], "beats_share": [0.3], "higher": [7], "lower": [3],
            "equal": [0], "clearly_higher": [5], "clearly_lower": [1], "parameter_share": [0.4],
        }
    )  # fmt: skip


FLIPS = pd.DataFrame(
    [
        ("grace", "loss_rate", 2, "b", "low", "flips"),
        ("grace", "loss_rate", 2, "b", "high", "flips"),
        ("grace", "loss_rate", 1, "a", "low", "flips"),
        ("grace", "loss_rate", 3, "c", "low", "holds"),
        ("grace", "other", 1, "d", "low", "flips"),
    ],
    columns=["policy", "outcome", "rank", "parameter", "end", "verdict"],
)


def test_clearly_better_follows_the_direction_of_the_outcome():
    lower = what_it_rests_on(shares("lower"), FLIPS).iloc[0]
    assert (lower["clearly_better"], lower["clearly_worse"]) == (1, 5)
    higher = what_it_rests_on(shares("higher"), FLIPS).iloc[0]
    assert (higher["clearly_better"], higher["clearly_worse"]) == (5, 1)


def test_assumptions_that_flip_are_named_once_the_strongest_first():
    assert what_it_rests_on(shares("lower"), FLIPS)["flipped_by"].tolist() == ["a, b"]


def test_empty_cells_are_missing_numbers():
    table = as_numbers(pd.DataFrame({"low": ["", "1.5"], "rank": ["1", "2"], "policy": ["", "a"]}))
    assert math.isnan(table["low"][0])
    assert table["low"][1] == 1.5
    assert table["rank"].tolist() == [1, 2]
    assert table["policy"].tolist() == ["", "a"]


def test_a_run_without_a_study_has_no_tables(tmp_path):
    assert read_assumptions(tmp_path) is None
