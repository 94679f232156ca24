"""Differences with supply fixed and adjusted, drawn beside each other."""

from arrears.plots.supply import supply_alt
from arrears.words import ENGLISH


def test_the_table_has_both_sides_and_the_change_of_what_is_compared(make_table):
    table = make_table("supply")
    assert set(table["supply"]) == {"fixed", "adjusted", "change"}
    assert "status_quo" not in set(table["policy"])
    sides = table.pivot_table(index=["outcome", "policy"], columns="supply", values="difference")
    gap = sides["adjusted"] - sides["fixed"] - sides["change"]
    assert gap.abs().max() < 1e-12


def test_the_words_say_both_sides(make_table):
    said = supply_alt(make_table("supply"), ENGLISH)
    assert "with supply fixed" in said
    assert "with supply adjusted" in said
