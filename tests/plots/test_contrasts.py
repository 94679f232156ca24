from arrears.plots.contrasts import contrasts_alt, plot_contrasts
from arrears.words import ENGLISH


def test_each_contrast_is_a_panel_that_names_outcome_and_segments(make_table):
    ax = plot_contrasts(make_table("contrasts"))
    titles = [panel.get_title(loc="left") for panel in ax.figure.axes]
    assert titles == [
        "Distress share\ngig worker less salaried",
        "Loss rate\ngig worker less salaried",
    ]
    assert ax.get_xlabel() == "Percentage points"


def test_a_line_stands_at_0(make_table):
    ax = plot_contrasts(make_table("contrasts"))
    assert any(list(line.get_xdata()) == [0, 0] for line in ax.get_lines())


def test_the_words_give_contrasts_in_points(make_table):
    said = contrasts_alt(make_table("contrasts"), ENGLISH)
    assert "distress share, gig worker less salaried: status_quo +4" in said
    assert "percentage points" in said
