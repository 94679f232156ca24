"""Whether the order of policies stands, in words and in the titles of panels."""

import pandas as pd

from arrears.plots.distress_rankings import distress_rankings_alt, plot_distress_rankings
from arrears.words import ENGLISH


def test_each_check_is_a_panel_and_the_same_order_is_said(make_table):
    ax = plot_distress_rankings(make_table("distress_rankings"))
    titles = [panel.get_title(loc="left") for panel in ax.figure.axes]
    assert titles[0] == "Weights and half-life as they are"
    assert titles[1:] == [
        f"{name}: the order is the same"
        for name in ("Distress weights x 1/2", "Distress weights x 2",
                     "Half-life of distress x 1/2", "Half-life of distress x 2")
    ]  # fmt: skip


def test_a_change_of_order_is_said_with_how_sure_it_is(make_table):
    table = make_table("distress_rankings")
    checks = table["check"]
    order = checks.isin(["weights_half", "weights_double"]).map({True: "changed", False: "same"})
    is_clear = (checks == "weights_half") & (table["policy"] == "reminders")
    turned = is_clear.map({True: "clearly", False: ""})
    said = distress_rankings_alt(pd.DataFrame(table.assign(order=order, turned=turned)), ENGLISH)
    assert "x 1/2: the order changes, and clearly against the baseline for reminders" in said
    assert "Distress weights x 2: the order changes, within what luck could explain" in said
    assert "Half-life of distress x 2: the order is the same" in said
