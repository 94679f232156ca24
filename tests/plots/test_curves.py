import pandas as pd

from arrears.plots.curves import draw_curves
from arrears.plots.style import new_axes, policy_styles


def _curves():
    days = list(range(100))
    parts = [
        pd.DataFrame({"policy": policy, "days": days, "mean": 0.5, "low": 0.4, "high": 0.6})
        for policy in ("a", "b", "c")
    ]
    return pd.concat(parts)


def test_markers_of_equal_lines_do_not_cover_each_other():
    axes = new_axes()
    draw_curves(_curves(), "days", axes)
    starts = [line.get_markevery()[0] for line in axes.get_lines()]
    assert len(set(starts)) == 3


def test_given_styles_are_kept():
    axes = new_axes()
    styles = policy_styles(["z", "a", "b", "c"])
    draw_curves(_curves(), "days", axes, styles=styles)
    assert [line.get_color() for line in axes.get_lines()] == [styles[p].colour for p in "abc"]
