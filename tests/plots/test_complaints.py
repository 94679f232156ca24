import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection

from arrears.plots import plot_complaints


def _summary():
    return pd.DataFrame(
        {
            "policy": ["status_quo", "gentle"],
            "mean": [12.0, 9.0],
            "low": [11.0, 8.5],
            "high": [13.0, 9.5],
        }
    )


def test_policies_stand_below_each_other_first_on_top():
    axes = plot_complaints(_summary())
    assert [label.get_text() for label in axes.get_yticklabels()] == ["status_quo", "gentle"]
    bottom, top = axes.get_ylim()
    assert bottom > top


def test_points_and_bars_are_the_means_and_intervals():
    axes = plot_complaints(_summary())
    points = [container.lines[0] for container in axes.containers]
    assert [float(point.get_xdata()[0]) for point in points] == [12.0, 9.0]
    bars = [item for item in axes.collections if isinstance(item, LineCollection)]
    assert bars[1].get_segments()[0][:, 0].tolist() == [8.5, 9.5]


def test_a_single_replication_has_points_without_bars():
    axes = plot_complaints(_summary().assign(low=np.nan, high=np.nan))
    assert not [item for item in axes.collections if isinstance(item, LineCollection)]
    assert len(axes.containers) == 2


def test_an_empty_outcome_keeps_its_row():
    summary = _summary().assign(mean=[12.0, np.nan])
    axes = plot_complaints(summary)
    assert len(axes.containers) == 1
    assert len(axes.get_yticks()) == 2


def test_the_axis_starts_at_nothing_and_names_its_unit():
    axes = plot_complaints(_summary())
    assert axes.get_xlim()[0] == 0
    assert axes.get_xlabel() == "Complaints per 1000 borrowers and year"
