from arrears.plots.ticks import PercentTicks


def test_no_tick_has_more_decimals_than_one_of_them_needs():
    assert PercentTicks().format_ticks([0.0, 0.2, 0.4]) == ["0%", "20%", "40%"]
    assert PercentTicks().format_ticks([0.0, 0.025, 0.05]) == ["0.0%", "2.5%", "5.0%"]


def test_points_have_no_symbol_and_a_true_minus():
    ticks = PercentTicks(symbol="").format_ticks([-0.002, -0.001, 0.0, 0.001])
    assert ticks == ["\N{MINUS SIGN}0.2", "\N{MINUS SIGN}0.1", "0.0", "0.1"]


def test_what_rounding_leaves_of_0_is_0():
    assert PercentTicks().format_ticks([-1e-17, 0.1 + 0.2]) == ["0%", "30%"]


def test_one_tick_by_itself():
    assert PercentTicks()(0.125) == "12.5%"
