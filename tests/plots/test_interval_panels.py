"""What panels of differences share: their order, a line at 0, and what counts as clear."""

import pandas as pd
import pytest

from arrears.errors import ScenarioError
from arrears.plots.interval_panels import interval_panels, scale_panel, told_by_interval
from arrears.plots.style import new_axes

NAN = float("nan")
TABLE = pd.DataFrame(
    {
        "outcome": ["late_share", "late_share", "visits", "visits"],
        "policy": ["mild", "firm", "mild", "firm"],
        "difference": [0.02, -0.02, 3.0, 0.0],
        "low": [0.01, -0.03, -1.0, NAN],
        "high": [0.03, -0.01, 7.0, NAN],
    }
)


def test_panels_stand_in_the_tables_order_each_with_its_rows_and_a_line_at_0():
    panels = interval_panels(TABLE, "outcome", None, head=1.0)
    assert [name for name, _, _ in panels] == ["late_share", "visits"]
    assert [rows["difference"].tolist() for _, _, rows in panels] == [[0.02, -0.02], [3.0, 0.0]]
    assert [panel.lines[0].get_xdata() for _, panel, _ in panels] == [[0, 0], [0, 0]]


def test_several_panels_on_one_pair_of_axes_are_refused():
    with pytest.raises(ScenarioError, match="2 panels; choose one of late_share, visits"):
        interval_panels(TABLE, "outcome", new_axes(), head=1.0)


def test_rows_spread_take_more_height():
    close, wide = (
        interval_panels(TABLE, "outcome", None, head=1.0, spread=spread)[0][1].figure
        for spread in (1.0, 2.0)
    )
    rows = close.get_figheight() / 2 - 1.0
    assert wide.get_figheight() == pytest.approx(2 * (1.0 + 2 * rows))


def test_an_interval_that_excludes_0_is_clear_on_either_side_and_none_is_luck():
    assert told_by_interval(TABLE)["evidence"].tolist() == ["clear", "clear", "luck", "luck"]


def test_shares_are_scaled_in_percentage_points_and_counts_are_not():
    """0.02 is 2 points; 3 visits are 3."""
    panels = interval_panels(TABLE, "outcome", None, head=1.0)
    said = []
    for outcome, (_, panel, _) in zip(
        ("distress_share", "complaints_per_1000"), panels, strict=True
    ):
        panel.set_xlim(-0.04, 0.04)
        scale_panel(panel, outcome, "title")
        panel.figure.draw_without_rendering()
        said.append(panel.xaxis.get_major_formatter()(0.02, 0))
    assert [said[0].lstrip("+"), said[1].lstrip("+")] == ["2", "0.02"]
