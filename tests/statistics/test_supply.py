"""Differences with supply fixed and adjusted: worked by hand."""

import pandas as pd
import pytest

from arrears.statistics.supply import SUPPLY_COLUMNS, supply_table


def world(values: dict[str, list[float]], regime: str = "none") -> pd.DataFrame:
    rows = [
        (policy, regime, replication, "all", "loss_rate", value)
        for policy, own in values.items()
        for replication, value in enumerate(own)
    ]
    columns = ["policy", "regime", "replication", "segment", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


def test_each_side_is_held_against_its_own_baseline():
    """Fixed: 2 and 4 above it. Adjusted: 1 and 1 above it. The change is -1 and -3, -2 on mean."""
    fixed = world({"base": [0.1, 0.2], "rule": [0.12, 0.24]})
    adjusted = world({"base": [0.3, 0.3], "rule": [0.31, 0.31]})
    table = supply_table(fixed, adjusted, "base", "none")
    assert tuple(table.columns) == SUPPLY_COLUMNS
    assert table["supply"].tolist() == ["fixed", "adjusted", "change"]
    assert table["difference"].tolist() == pytest.approx([0.03, 0.01, -0.02])
    assert set(table["policy"]) == {"rule"}
    assert set(table["baseline"]) == {"base"}
    assert table["replications"].tolist() == [2, 2, 2]
    # Student's t with one degree of freedom is 12.706; the standard error of 0.02 and 0.04 is 0.01.
    first, last = table.iloc[0], table.iloc[2]
    assert first["high"] - first["difference"] == pytest.approx(0.12706, abs=1e-4)
    assert last["high"] - last["difference"] == pytest.approx(0.12706, abs=1e-4)


def test_regimes_are_arms_of_their_own_and_a_single_arm_gives_nothing():
    fixed = pd.concat([world({"base": [0.1]}), world({"base": [0.4]}, "law")])
    adjusted = pd.concat([world({"base": [0.1]}), world({"base": [0.2]}, "law")])
    table = supply_table(fixed, adjusted, "base", "none")
    assert table["regime"].tolist() == ["law"] * 3
    assert table["difference"].tolist() == pytest.approx([0.3, 0.1, -0.2])
    assert supply_table(world({"base": [0.1]}), world({"base": [0.2]}), "base", "none").empty


def test_what_one_side_lacks_is_in_no_change():
    """Nobody applies in the second replication of the adjusted world."""
    fixed = world({"base": [0.1, 0.1], "rule": [0.2, 0.3]})
    adjusted = world({"base": [0.1, float("nan")], "rule": [0.4, 0.5]})
    table = supply_table(fixed, adjusted, "base", "none").set_index("supply")
    assert table["replications"].to_dict() == {"fixed": 2, "adjusted": 1, "change": 1}
    assert table.loc["change", "difference"] == pytest.approx(0.2)
