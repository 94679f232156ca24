import numpy as np
import pandas as pd

from arrears.plots.groups import draw_groups, groups_height, policies_of
from arrears.plots.style import new_axes, policy_styles


def _rows():
    return pd.DataFrame(
        {
            "kind": ["x", "x", "y"],
            "policy": ["a", "b", "b"],
            "mean": [1.0, 2.0, np.nan],
            "low": [0.5, np.nan, np.nan],
            "high": [1.5, np.nan, np.nan],
            "clear": [True, False, True],
        }
    )


def _drawn():
    ax = new_axes()
    styles = policy_styles(["a", "b"])
    draw_groups(
        _rows(), "kind", "mean", ax, labels={"x": "X", "y": "Y"}, policies=["a", "b"], styles=styles
    )
    return ax


def _markers(ax):
    return [bars.lines[0] for bars in ax.containers]


def test_each_group_is_a_row_named_as_asked_the_first_on_top():
    ax = _drawn()
    assert [text.get_text() for text in ax.get_yticklabels()] == ["X", "Y"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_policies_of_a_row_stand_below_each_other_in_their_order():
    first, second = _markers(_drawn())
    assert (first.get_xdata()[0], second.get_xdata()[0]) == (1.0, 2.0)
    assert -0.5 < first.get_ydata()[0] < 0 < second.get_ydata()[0] < 0.5


def test_a_value_that_is_not_there_leaves_its_place_blank():
    assert len(_markers(_drawn())) == 2


def test_a_marker_is_hollow_where_luck_could_explain_it():
    first, second = _markers(_drawn())
    assert first.get_markerfacecolor() != "white"
    assert second.get_markerfacecolor() == "white"


def test_only_known_intervals_have_a_bar():
    with_bar, without = _drawn().containers
    assert with_bar.has_xerr
    assert not without.has_xerr


def test_more_policies_make_rows_taller():
    assert groups_height(4, 8) > groups_height(4, 1)


def test_policies_follow_their_styles():
    assert policies_of(_rows(), policy_styles(["c", "b", "a"])) == ["b", "a"]
    assert policies_of(_rows(), None) == ["a", "b"]
