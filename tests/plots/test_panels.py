from arrears.plots.panels import place_rows, rows_height, wrapped
from arrears.plots.style import new_axes


def test_long_names_break_behind_underscores():
    assert wrapped("reminders_and_grace") == "reminders_\nand_grace"
    assert wrapped("status_quo") == "status_quo"
    assert wrapped("a_long_name / strict") == "a_long_name\n/ strict"


def test_a_word_that_is_too_long_stays_whole():
    assert wrapped("counterproductively") == "counterproductively"


def test_rows_grow_with_their_names():
    short, long = ["short"], ["hardship_desk_and_instalment_plans"]
    assert rows_height(short) == rows_height(["one_two"])
    assert rows_height(long) > rows_height(short)
    assert rows_height(short + long) == rows_height(short) + rows_height(long)


def test_rows_stand_from_top_to_bottom_in_the_middle_of_their_height():
    axes = new_axes()
    first, second = place_rows(axes, ["a", "b"])
    assert (first, second) == (rows_height(["a"]) / 2, rows_height(["a"]) * 1.5)
    assert axes.get_ylim() == (rows_height(["a", "b"]), 0)
