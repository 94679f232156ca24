import pandas as pd
from matplotlib.collections import PolyCollection

from arrears.plots import plot_over_time
from arrears.plots.over_time import over_time_alt, over_time_table
from arrears.words import ENGLISH


def test_each_series_has_a_panel_with_its_unit(make_table):
    panels = plot_over_time(make_table("over_time")).figure.axes
    assert [panel.get_title(loc="left") for panel in panels] == [
        "Balance 31 to 180 dpd (% of balance)",
        "Attempts (per borrower and month)",
        "Right-party contacts (per borrower and month)",
        "Complaints (per 1000 borrowers and year)",
        "Screening positive (% of person-days)",
    ]
    assert panels[-1].get_xlabel() == "Month (0 starts on day 0)"


def test_each_policy_is_a_line_with_a_band_dash_and_marker_of_its_own(make_table):
    for panel in plot_over_time(make_table("over_time")).figure.axes:
        lines = panel.get_lines()
        assert len({(line.get_marker(), str(line.get_linestyle())) for line in lines}) == 3
        assert len([item for item in panel.collections if isinstance(item, PolyCollection)]) == 3


def test_a_series_that_nobody_kept_has_no_panel(make_tables):
    source = make_tables()
    monthly = source.held["monthly"]
    kept = monthly.loc[~monthly["series"].str.startswith("balance")]
    table = over_time_table(type(source)(policies=source.policies, held={"monthly": kept}))
    assert "delinquency_30_share" not in set(table["series"])
    assert len(plot_over_time(table).figure.axes) == 4


def test_a_rate_that_is_always_0_is_drawn_at_0(make_table):
    table = make_table("over_time")
    rows = table.loc[table["series"] == "complaints_per_1000"].assign(mean=0.0, low=0.0, high=0.0)
    assert plot_over_time(rows).get_ylim() == (0, 1)


def test_words_say_where_it_starts_and_where_it_ends():
    rows = pd.DataFrame(
        {
            "series": "distress_share",
            "policy": ["a", "a", "b", "b"],
            "month": [0, 1, 0, 1],
            "mean": [0.1, 0.2, 0.1, 0.3],
            "low": [0.09, 0.19, 0.09, 0.29],
            "high": [0.11, 0.21, 0.11, 0.31],
        }
    )
    space = "\N{NO-BREAK SPACE}"
    assert over_time_alt(rows, ENGLISH) == (
        f"Month by month. Screening positive (% of person-days): in month 0 a 10.0{space}% "
        f"(9.0 to 11.0), in month 1 a 20.0{space}% (19.0 to 21.0), b 30.0{space}% (29.0 to 31.0)."
    )
