from arrears.plots.pause_curves import pause_curves_alt, pause_curves_table, plot_pause_curves
from arrears.words import ENGLISH


def test_pauses_end_and_accounts_left_alone_grow_more(make_table):
    table = make_table("pause_curves")
    for (curve, _), rows in table.groupby(["curve", "policy"]):
        falls = rows["mean"].diff().dropna() <= 0
        rises = rows["mean"].diff().dropna() >= 0
        assert (falls if curve == "still_paused" else rises).all()


def test_a_line_stands_at_half_a_year(make_table):
    ax = plot_pause_curves(make_table("pause_curves"))
    assert [180, 180] in [list(line.get_xdata()) for line in ax.get_lines()]


def test_where_nobody_was_left_alone_that_curve_is_left_out(make_tables):
    tables = make_tables()
    durations = tables.held["durations"]
    never = durations["series"] == "until_paused_180"
    held = {"durations": durations.assign(count=durations["count"].where(~never, 0))}
    table = pause_curves_table(type(tables)(policies=tables.policies, held=held))
    assert table["curve"].unique().tolist() == ["still_paused"]


def test_the_words_tell_of_half_a_year(make_table):
    said = pause_curves_alt(make_table("pause_curves"), ENGLISH)
    assert "Pauses not over after 180 days: status_quo" in said
    assert "Accounts left alone for 180 days in a row, by day" in said
