import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection

from arrears.plots import plot_trade_off


def _summary():
    return pd.DataFrame(
        {
            "policy": ["status_quo", "status_quo", "firm", "firm"],
            "outcome": ["loss_rate", "distress_share"] * 2,
            "mean": [0.03, 0.18, 0.02, 0.20],
            "low": [0.02, 0.17, 0.01, 0.19],
            "high": [0.04, 0.19, 0.03, 0.21],
        }
    )


def _points(axes):
    return {container.get_label(): container.lines[0] for container in axes.containers}


def test_each_policy_is_one_point():
    points = _points(plot_trade_off(_summary(), x="loss_rate", y="distress_share"))
    where = {
        policy: (float(point.get_xdata()[0]), float(point.get_ydata()[0]))
        for policy, point in points.items()
    }
    assert where == {"status_quo": (0.03, 0.18), "firm": (0.02, 0.20)}


def test_both_intervals_are_drawn():
    axes = plot_trade_off(_summary(), x="loss_rate", y="distress_share")
    bars = [item for item in axes.collections if isinstance(item, LineCollection)]
    assert len(bars) == 4
    assert np.allclose(bars[0].get_segments()[0], [[0.02, 0.18], [0.04, 0.18]])


def test_a_policy_without_one_of_the_outcomes_is_left_out():
    summary = _summary()
    summary.loc[3, "mean"] = np.nan
    points = _points(plot_trade_off(summary, x="loss_rate", y="distress_share"))
    assert list(points) == ["status_quo"]


def test_a_policy_left_out_takes_no_style_from_the_others():
    summary = _summary()
    both = _points(plot_trade_off(summary, x="loss_rate", y="distress_share"))
    summary.loc[0, "mean"] = np.nan
    alone = _points(plot_trade_off(summary, x="loss_rate", y="distress_share"))
    assert alone["firm"].get_marker() == both["firm"].get_marker()


def test_axes_name_outcomes_and_units():
    axes = plot_trade_off(_summary(), x="loss_rate", y="distress_share")
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("Loss rate (%)", "Distress share (%)")
    assert axes.xaxis.get_major_formatter()(0.03).rstrip("%").rstrip("0").rstrip(".") == "3"


def _differences():
    return pd.DataFrame(
        {
            "policy": ["firm", "firm"],
            "outcome": ["loss_rate", "complaints_per_1000"],
            "difference": [-0.01, 3.0],
            "low": [-0.012, 2.0],
            "high": [-0.008, 4.0],
        }
    )


def test_differences_stand_around_the_baseline_at_0():
    axes = plot_trade_off(
        _differences(), x="loss_rate", y="complaints_per_1000", baseline="status_quo"
    )
    points = _points(axes)
    assert list(points) == ["status_quo", "firm"]
    assert float(points["status_quo"].get_xdata()[0]) == 0
    assert float(points["firm"].get_xdata()[0]) == -0.01
    assert float(points["firm"].get_ydata()[0]) == 3.0


def test_axes_of_differences_say_so():
    axes = plot_trade_off(
        _differences(), x="loss_rate", y="complaints_per_1000", baseline="status_quo"
    )
    assert axes.get_xlabel() == "Change in loss rate, percentage points"
    assert axes.get_ylabel() == "Change in complaints per 1000 borrowers and year"
