import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection

from arrears.plots import plot_recovery
from arrears.plots.style import new_axes


def _curves(policies=("status_quo", "reminders")):
    frames = [
        pd.DataFrame(
            {
                "policy": policy,
                "days": [2, 1, 0],
                "mean": [0.5, 0.4, 0.0],
                "low": [0.4, 0.3, 0.0],
                "high": [0.6, 0.5, 0.0],
            }
        )
        for policy in policies
    ]
    return pd.concat(frames, ignore_index=True)


def test_each_policy_is_one_line_in_order_of_days():
    lines = plot_recovery(_curves()).get_lines()
    assert [line.get_label() for line in lines] == ["status_quo", "reminders"]
    for line in lines:
        assert list(line.get_xdata()) == [0, 1, 2]
        assert list(line.get_ydata()) == [0.0, 0.4, 0.5]


def test_each_policy_has_its_band():
    bands = [
        item for item in plot_recovery(_curves()).collections if isinstance(item, PolyCollection)
    ]
    assert len(bands) == 2
    heights = bands[0].get_paths()[0].vertices[:, 1]
    assert (heights.min(), heights.max()) == (0.0, 0.6)


def test_without_intervals_there_is_no_band():
    axes = plot_recovery(_curves().assign(low=np.nan, high=np.nan))
    assert not list(axes.collections)


def test_policies_differ_without_colour():
    """Dash and marker both differ, so the figure can be read in grey."""
    first, second = plot_recovery(_curves()).get_lines()
    assert first.get_linestyle() != second.get_linestyle()
    assert first.get_marker() != second.get_marker()


def test_labels_carry_units():
    axes = plot_recovery(_curves())
    assert axes.get_xlabel() == "Days since due"
    assert axes.get_ylabel() == "Paid (share of overdue amounts)"
    assert axes.figure.legends[0].get_title().get_text() == "Policy"


def test_axes_of_somebody_else_get_a_legend_of_their_own():
    axes = plot_recovery(_curves(), ax=new_axes())
    assert [text.get_text() for text in axes.get_legend().get_texts()] == [
        "status_quo",
        "reminders",
    ]
    assert not axes.figure.legends


def test_it_draws_on_the_axes_it_is_given():
    axes = new_axes()
    assert plot_recovery(_curves(), ax=axes) is axes
