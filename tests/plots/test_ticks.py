from arrears.plots.ticks import PercentTicks

SPACE = "\N{NO-BREAK SPACE}"


def test_no_tick_has_more_decimals_than_one_of_them_needs():
    assert PercentTicks().format_ticks([0.0, 0.2, 0.4]) == [
        f"0{SPACE}%",
        f"20{SPACE}%",
        f"40{SPACE}%",
    ]
    assert PercentTicks().format_ticks([0.0, 0.025, 0.05]) == [
        f"0.0{SPACE}%",
        f"2.5{SPACE}%",
        f"5.0{SPACE}%",
    ]


def test_points_have_no_symbol_and_a_true_minus():
    ticks = PercentTicks(symbol="").format_ticks([-0.002, -0.001, 0.0, 0.001])
    assert ticks == ["\N{MINUS SIGN}0.2", "\N{MINUS SIGN}0.1", "0.0", "0.1"]


def test_what_rounding_leaves_of_0_is_0():
    assert PercentTicks().format_ticks([-1e-17, 0.1 + 0.2]) == [
        f"0{SPACE}%",
        f"30{SPACE}%",
    ]


def test_one_tick_by_itself():
    assert PercentTicks()(0.125) == f"12.5{SPACE}%"
