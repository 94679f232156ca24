from arrears.plots.panels import row_height, wrapped


def test_long_names_break_behind_underscores():
    assert wrapped("reminders_and_grace") == "reminders_\nand_grace"
    assert wrapped("status_quo") == "status_quo"
    assert wrapped("a_long_name / strict") == "a_long_name\n/ strict"


def test_a_word_that_is_too_long_stays_whole():
    assert wrapped("counterproductively") == "counterproductively"


def test_rows_grow_with_their_names():
    assert row_height(["short"]) == row_height(["one_two"])
    assert row_height(["hardship_desk_and_instalment_plans"]) > row_height(["short"])
