"""Where along a ladder of policies an outcome is best."""

import pandas as pd

from arrears.results.ladders import Ladder, best_in_sets, best_rung

LADDER = Ladder(outcome="collected_share", policies=("seldom", "often", "daily"))
COSTS = Ladder(outcome="loss_rate", policies=("seldom", "often", "daily"))


def test_the_best_is_the_highest_or_the_lowest_as_the_codebook_says():
    values = {"seldom": 0.8, "often": 0.9, "daily": 0.7}
    assert best_rung(LADDER, values) == "often"
    assert best_rung(COSTS, values) == "daily"


def test_the_first_of_equals_counts_and_a_rung_without_a_value_leaves_it_open():
    assert best_rung(LADDER, {"seldom": 0.9, "often": 0.9, "daily": 0.7}) == "seldom"
    assert best_rung(LADDER, {"seldom": 0.9, "daily": 0.7}) == ""
    assert best_rung(LADDER, {"seldom": 0.9, "often": float("nan"), "daily": 0.7}) == ""


def test_sets_are_counted_by_where_the_best_lies_and_the_baseline_differs_by_nothing():
    """Set 0: often is the baseline and ahead of both. Set 1: daily. Set 2: seldom. Set 3: open."""
    rows = [
        (0, "seldom", -0.1), (0, "daily", -0.2), (1, "seldom", 0.1), (1, "daily", 0.3),
        (2, "seldom", 0.1), (2, "daily", 0.0), (3, "seldom", 0.1),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["set", "policy", "difference"]).assign(
        outcome="collected_share"
    )
    other = table.assign(outcome="loss_rate", difference=-5.0)
    assert best_in_sets(LADDER, pd.concat([table, other]), "often") == (1, 1, 1)
