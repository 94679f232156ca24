"""Whether the order of policies stands under other weights."""

import pandas as pd

from arrears.statistics.rankings import AS_IS, RANKING_COLUMNS, rankings

COLUMNS = ["policy", "regime", "replication", "segment", "outcome", "value"]


def table_of(levels, outcome="distress_share", regime="none"):
    """Return three replications around each policy's level, the same luck for all."""
    rows = [
        (policy, regime, place, "all", outcome, level + luck * (1 + level))
        for policy, level in levels.items()
        for place, luck in enumerate((0.0, 0.01, 0.02))
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def ranked(own, other, compared=(), outcome="distress_share"):
    worlds = other.assign(world="weights_double")
    found = rankings(own, worlds, baseline="a", compared=compared, checks=("weights_double",))
    return found.loc[found["outcome"] == outcome].set_index(["check", "policy"])


def test_an_order_that_stands_is_the_same():
    found = ranked(table_of({"a": 0.1, "b": 0.2}), table_of({"a": 0.3, "b": 0.5}))
    assert set(found.reset_index().columns) == set(RANKING_COLUMNS)
    assert set(found["order"]) == {"same"}
    assert found.loc[(AS_IS, "b"), "rank"] == 2
    assert set(found["turned"]) == {""}


def test_an_order_that_flips_clearly_is_said_to():
    """More than a as it is, and less when distress weighs double."""
    found = ranked(table_of({"a": 0.1, "b": 0.2}), table_of({"a": 0.5, "b": 0.3}))
    now = found.loc[("weights_double", "b")]
    assert (now["order"], now["rank"], now["rank_as_is"]) == ("changed", 1, 2)
    assert now["turned"] == "clearly"
    assert found.loc[(AS_IS, "b"), "order"] == "same"


def test_a_flip_within_luck_is_no_clear_one():
    own = table_of({"a": 0.1, "b": 0.2})
    other = table_of({"a": 0.2, "b": 0.2})
    other.loc[other["policy"] == "b", "value"] = [0.5, 0.1, -0.3]
    now = ranked(own, other).loc[("weights_double", "b")]
    assert (now["order"], now["turned"]) == ("changed", "within luck")


def test_equal_policies_share_a_rank_and_leave_the_order_as_it_is():
    found = ranked(table_of({"a": 0.1, "b": 0.1}), table_of({"a": 0.2, "b": 0.2}))
    assert found["rank"].tolist() == [1, 1, 1, 1]
    assert set(found["order"]) == {"same"}


def test_of_outcomes_of_which_more_is_better_the_highest_comes_first():
    own = table_of({"a": 0.1, "b": 0.2}, outcome="net_cash_rate")
    found = ranked(own, own, compared=("net_cash_rate", "relief_share"), outcome="net_cash_rate")
    assert found.loc[(AS_IS, "b"), "rank"] == 1


def test_each_regime_has_an_order_of_its_own():
    own = pd.concat([table_of({"a": 0.1, "b": 0.2}), table_of({"a": 0.4, "b": 0.2}, regime="uk")])
    worlds = own.assign(world="weights_double")
    found = rankings(own, worlds, baseline="a", compared=(), checks=("weights_double",))
    ranks = found.loc[found["check"] == AS_IS].set_index(["regime", "policy"])["rank"]
    assert ranks.to_dict() == {
        ("none", "a"): 1, ("none", "b"): 2, ("uk", "a"): 2, ("uk", "b"): 1,
    }  # fmt: skip
