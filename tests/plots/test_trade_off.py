import pandas as pd

from arrears.plots import plot_trade_off
from arrears.plots.style import GREY
from arrears.plots.trade_off import trade_off_alt, trade_off_table
from arrears.words import ENGLISH


def _points(beaten=""):
    return pd.DataFrame(
        {
            "outcome": "distress_share",
            "policy": ["status_quo", "gentle", "firm"],
            "baseline": "status_quo",
            "against": "loss_rate",
            "x": [0.0, 0.002, -0.001],
            "x_low": [0.0, 0.001, -0.002],
            "x_high": [0.0, 0.003, 0.0],
            "y": [0.0, -0.01, 0.02],
            "y_low": [0.0, -0.02, 0.01],
            "y_high": [0.0, 0.0, 0.03],
            "replications": 20,
            "dominated_by": ["", "", beaten],
        }
    )


def _drawn(axes):
    return {container.get_label(): container for container in axes.containers}


def test_each_policy_is_a_point_with_the_intervals_of_both():
    found = _drawn(plot_trade_off(_points()))
    point, _, bars = found["gentle"]
    assert (float(point.get_xdata()[0]), float(point.get_ydata()[0])) == (0.002, -0.01)
    across, up = (bar.get_segments()[0] for bar in bars)
    assert across[:, 0].tolist() == [0.001, 0.003]
    assert up[:, 1].tolist() == [-0.02, 0.0]


def test_the_baseline_stands_where_lines_cross_and_has_no_interval():
    axes = plot_trade_off(_points())
    point, _, bars = _drawn(axes)["status_quo"]
    assert (float(point.get_xdata()[0]), float(point.get_ydata()[0])) == (0.0, 0.0)
    assert bars == ()
    lines = [(list(line.get_xdata()), list(line.get_ydata())) for line in axes.get_lines()]
    assert ([0, 0], [0, 1]) in lines
    assert ([0, 1], [0, 0]) in lines


def test_dominated_policies_are_grey_hollow_and_named():
    axes = plot_trade_off(_points(beaten="gentle"))
    firm, gentle = (_drawn(axes)[policy][0] for policy in ("firm", "gentle"))
    assert (firm.get_color(), firm.get_markerfacecolor()) == (GREY, "white")
    assert gentle.get_color() != GREY
    names = [text.get_text() for text in axes.figure.legends[0].get_texts()]
    assert names == ["status_quo", "gentle", "firm (dominated by gentle)"]


def test_labels_say_units_and_what_is_better():
    axes = plot_trade_off(_points())
    assert axes.get_xlabel() == "Change in loss rate, percentage points\n(lower is better)"
    assert axes.get_title(loc="left") == (
        "Change in distress share, percentage points\n(lower is better)"
    )


def test_words_say_both_sides_and_what_is_dominated():
    said = trade_off_alt(_points(beaten="gentle"), ENGLISH)
    assert said.startswith(
        "Changes compared with status_quo: gentle: loss rate +0.20 percentage points, "
        "distress share \N{MINUS SIGN}1.0 percentage points; firm: loss rate"
    )
    assert said.endswith("Dominated: firm.")
    assert trade_off_alt(_points(), ENGLISH).endswith("No policy is dominated.")


def test_the_table_holds_both_burdens_with_the_baseline_at_0(make_tables):
    table = trade_off_table(make_tables())
    assert table["outcome"].unique().tolist() == ["distress_share", "complaints_per_1000"]
    baseline = table.loc[table["policy"] == "status_quo"]
    assert (baseline[["x", "x_low", "x_high", "y", "y_low", "y_high"]] == 0).all(axis=None)
    assert table["policy"].tolist() == 2 * ["status_quo", "reminders", "reminders_and_grace"]


def test_policies_that_are_worse_throughout_are_dominated(make_tables):
    """Each of these policies is 10 % higher than the one before in everything."""
    table = trade_off_table(make_tables(policies=3, replications=5)).drop_duplicates("policy")
    assert table["dominated_by"].tolist() == ["", "status_quo", "status_quo"]


def test_from_a_single_replication_nothing_is_dominated(make_tables):
    table = trade_off_table(make_tables(policies=3, replications=1))
    assert set(table["dominated_by"]) == {""}
