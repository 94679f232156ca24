"""Effects of contact from all replications, and from all but one."""

import math

import pandas as pd
import pytest

from arrears.results.contact_effects import effects_without
from arrears.results.holdout import holdout_effects

GROUPS = ("held_out", "treated", "contacted", "not_contacted")


def monthly(*replications):
    """Return sums of one action: by replication the amounts paid of 100 in each group."""
    rows = [
        ("status_quo", "none", number, 0, "all", f"holdout.call.{group}.{name}", value)
        for number, paid in enumerate(replications)
        for group, amount in zip(GROUPS, paid, strict=True)
        for name, value in (("spells", 1), ("arrears", 100), ("paid", amount))
    ]
    columns = ["policy", "regime", "replication", "month", "segment", "series", "value"]
    return pd.DataFrame(rows, columns=columns)


def effect(table, comparison, left_out):
    chosen = (table["comparison"] == comparison) & (table["left_out"] == left_out)
    [value] = table.loc[chosen, "effect"]
    return value


def test_nothing_left_out_is_the_pooled_effect_of_the_run():
    rows = monthly((50, 60, 40, 80), (30, 70, 20, 90))
    table = effects_without(rows)
    assert effect(table, "randomised", -1) == pytest.approx(1.3 / 2 - 0.8 / 2)
    assert effect(table, "naive", -1) == pytest.approx(0.6 / 2 - 1.7 / 2)
    pooled = holdout_effects(rows).set_index("comparison")["effect"]
    assert effect(table, "naive", -1) == pytest.approx(pooled["naive"])


def test_leaving_one_out_leaves_the_others():
    table = effects_without(monthly((50, 60, 40, 80), (30, 70, 20, 90)))
    assert effect(table, "randomised", 0) == pytest.approx(0.7 - 0.3)
    assert effect(table, "randomised", 1) == pytest.approx(0.6 - 0.5)


def test_leaving_out_the_only_replication_leaves_no_effect():
    table = effects_without(monthly((50, 60, 40, 80)))
    assert math.isnan(effect(table, "randomised", 0))


def test_a_replication_in_which_nobody_was_withheld_is_left_out_like_any_other():
    rows = pd.concat([monthly((50, 60, 40, 80)), monthly((0, 0, 0, 0)).assign(replication=1)])
    is_holdout = rows["series"].str.startswith("holdout.")
    rows.loc[(rows["replication"] == 1) & is_holdout, "series"] = "attempts"
    table = effects_without(rows)
    assert effect(table, "randomised", 1) == effect(table, "randomised", -1)


def test_without_withheld_actions_there_is_no_table():
    rows = monthly((50, 60, 40, 80)).assign(series="attempts")
    assert effects_without(rows).empty
    assert effects_without(pd.DataFrame()).empty
