import pandas as pd

from arrears.plots.registry import FIGURES
from arrears.plots.sheets import TALLEST_INCHES, sheets
from arrears.plots.style import policy_styles


def _sheets(name, table):
    kind = FIGURES[name]
    styles = policy_styles(table["policy"])
    drawn = kind.draw(table, styles=styles)
    parts = sheets(kind, table, drawn)
    heights = [kind.draw(part, styles=styles).figure.get_size_inches()[1] for part in parts]
    return parts, heights


def test_a_figure_that_fits_is_one_sheet(make_table):
    table = make_table("differences")
    (only,), _ = _sheets("differences", table)
    assert only is table


def test_many_panels_stand_on_sheets_that_fit_and_none_is_lost(make_table):
    table = make_table("roll_rates", policies=8)
    parts, heights = _sheets("roll_rates", table)
    assert len(parts) > 1
    assert max(heights) <= TALLEST_INCHES
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), table)


def test_a_figure_of_one_panel_is_never_cut(make_table):
    table = make_table("recovery", policies=8)
    parts, _ = _sheets("recovery", table)
    assert len(parts) == 1
