import pytest

from arrears.plots import plot_distress_sources
from arrears.plots.distress_sources import distress_sources_alt
from arrears.words import ENGLISH

SPACE = "\N{NO-BREAK SPACE}"


def test_bars_of_a_policy_add_up_to_the_whole(make_table):
    table = make_table("distress_sources")
    axes = plot_distress_sources(table)
    widths = [bar.get_width() for bar in axes.patches]
    whole = table.loc[table["source"] == "all", "mean"].tolist()
    assert [sum(widths[2 * place : 2 * place + 2]) for place in range(3)] == pytest.approx(whole)


def test_sources_are_told_apart_without_colour(make_table):
    axes = plot_distress_sources(make_table("distress_sources"))
    assert len({bar.get_hatch() for bar in axes.patches}) == 2


def test_shares_stand_in_the_bars_and_the_legend_calls_them_bookkeeping(make_table):
    """5 of 9 parts are arrears."""
    axes = plot_distress_sources(make_table("distress_sources"))
    assert [text.get_text() for text in axes.texts] == 3 * [
        f"56{SPACE}%",
        f"44{SPACE}%",
    ]
    (legend,) = axes.figure.legends
    assert legend.get_title().get_text() == "Source (number: bookkeeping share, %)"
    assert [text.get_text() for text in legend.get_texts()] == ["arrears", "shock"]


def test_sources_that_added_nothing_are_left_out(make_tables):
    from arrears.plots.distress_sources import distress_sources_table

    source = make_tables()
    monthly = source.held["monthly"].copy()
    monthly.loc[monthly["series"] == "distress_added_shock", "value"] = 0
    table = distress_sources_table(
        type(source)(policies=source.policies, held={"monthly": monthly})
    )
    assert table["source"].unique().tolist() == ["all", "arrears"]


def test_words_say_the_whole_and_its_largest_part(make_table):
    said = distress_sources_alt(make_table("distress_sources"), ENGLISH)
    assert said.startswith("Points added to the distress index per borrower and year: status_quo ")
    assert said.endswith(f"Under status_quo the largest part is booked to arrears (56{SPACE}%).")
