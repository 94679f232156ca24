from arrears.plots.segments import plot_segments, segments_alt
from arrears.words import ENGLISH


def test_compared_outcomes_that_segments_have_are_panels(make_table):
    table = make_table("segments")
    assert table["outcome"].unique().tolist() == ["loss_rate", "distress_share"]
    assert len(plot_segments(table).figure.axes) == 2


def test_everybody_stands_above_the_segments(make_table):
    ax = plot_segments(make_table("segments"))
    names = [text.get_text() for text in ax.get_yticklabels()]
    assert names == ["all", "gig worker", "salaried"]
    assert ax.get_xlabel() == "Loss rate (%)"


def test_the_words_name_lowest_and_highest_segment(make_table):
    said = segments_alt(make_table("segments"), ENGLISH)
    assert "loss rate: lowest salaried 2" in said
    assert ", highest gig worker 4" in said


def test_where_all_segments_have_the_same_none_is_lowest(make_table):
    table = make_table("segments").assign(mean=0.5, low=0.5, high=0.5)
    said = segments_alt(table, ENGLISH)
    assert "50.0\N{NO-BREAK SPACE}% (50.0 to 50.0) in every segment" in said
    assert "lowest" not in said
