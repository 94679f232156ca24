import numpy as np
import pandas as pd

from arrears.plots import plot_differences
from arrears.plots.style import policy_styles


def _differences():
    return pd.DataFrame(
        {
            "policy": ["gentle", "firm"],
            "difference": [-0.004, 0.001],
            "low": [-0.006, -0.001],
            "high": [-0.002, 0.003],
        }
    )


def _points(axes):
    return [container.lines[0] for container in axes.containers]


def test_points_are_the_differences_first_on_top():
    axes = plot_differences(_differences(), outcome="loss_rate")
    assert [float(point.get_xdata()[0]) for point in _points(axes)] == [-0.004, 0.001]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["gentle", "firm"]


def test_a_line_stands_at_no_difference():
    axes = plot_differences(_differences(), outcome="loss_rate")
    assert any(list(line.get_xdata()) == [0, 0] for line in axes.get_lines())


def test_markers_are_hollow_when_luck_could_explain_the_difference():
    clear, unclear = _points(plot_differences(_differences(), outcome="loss_rate"))
    assert unclear.get_markerfacecolor() == "white"
    assert clear.get_markerfacecolor() != "white"


def test_a_difference_without_interval_is_hollow():
    rows = _differences().assign(low=np.nan, high=np.nan)
    points = _points(plot_differences(rows, outcome="loss_rate"))
    assert [point.get_markerfacecolor() for point in points] == ["white", "white"]


def test_fractions_are_read_in_percentage_points():
    axes = plot_differences(_differences(), outcome="loss_rate")
    assert axes.get_xlabel() == "Difference, percentage points (lower is better)"
    assert axes.get_title(loc="left") == "Loss rate"
    assert axes.xaxis.get_major_formatter()(-0.004) == "\N{MINUS SIGN}0.40"


def test_counts_keep_their_own_unit():
    axes = plot_differences(_differences(), outcome="complaints_per_1000")
    assert axes.get_xlabel() == "Difference (lower is better)"
    assert axes.get_title(loc="left") == "Complaints per 1000 borrowers and year"


def test_styles_can_match_other_figures():
    styles = policy_styles(["status_quo", "gentle", "firm"])
    gentle, _ = _points(plot_differences(_differences(), outcome="loss_rate", styles=styles))
    assert gentle.get_marker() == styles["gentle"].marker
