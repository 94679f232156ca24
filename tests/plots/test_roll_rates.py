import pandas as pd
import pytest

from arrears.plots import plot_roll_rate_changes, plot_roll_rates
from arrears.plots.roll_rates import roll_rate_changes_alt, roll_rates_alt
from arrears.words import ENGLISH


def _rates(**of):
    cells = {("1", "0"): 0.5, ("1", "2"): 0.296, ("1", "charged_off"): 0.004, ("1", "3"): 0.0}
    rows = [("a", origin, state, rate, rate, rate) for (origin, state), rate in cells.items()]
    columns = ["policy", "from_bucket", "to_bucket", "mean", "low", "high"]
    return pd.DataFrame(rows, columns=columns).assign(**of)


def _changes():
    return pd.DataFrame(
        {
            "policy": "b",
            "baseline": "a",
            "from_bucket": ["1", "1", "1", "2"],
            "to_bucket": ["0", "2", "3", "closed"],
            "difference": [0.031, -0.012, 0.0, 0.0002],
            "low": [0.02, -0.03, 0.0, -0.001],
            "high": [0.04, 0.01, 0.0, 0.002],
            "p_holm": [0.01, 0.6, 1.0, 1.0],
        }
    )


def _texts(axes):
    return {
        (t.get_position()[0] - 0.5, t.get_position()[1] - 0.5): t.get_text() for t in axes.texts
    }


def test_cells_hold_whole_per_cents_and_what_is_not_0_does_not_read_as_0():
    assert _texts(plot_roll_rates(_rates())) == {
        (0, 0): "50", (2, 0): "30", (8, 0): "<1", (3, 0): "0",
    }  # fmt: skip


def test_only_buckets_with_a_balance_have_a_row():
    axes = plot_roll_rates(_rates())
    assert [label.get_text() for label in axes.get_yticklabels()] == ["1-30"]
    across = [label.get_text().replace("\n", " ") for label in axes.get_xticklabels()]
    assert across == [
        "0", "1-30", "31-60", "61-90", "91- 120", "121- 150", "151+", "paid off", "charged off",
    ]  # fmt: skip


def test_each_policy_has_a_panel_with_its_name():
    both = pd.concat([_rates(), _rates(policy="b")])
    panels = plot_roll_rates(both).figure.axes
    assert [panel.get_title(loc="left") for panel in panels] == ["a", "b"]
    assert panels[-1].get_xlabel() == "To (dpd at the month's end); % of the opening balance"


def test_numbers_can_be_read_on_dark_cells():
    axes = plot_roll_rates(_rates(mean=[0.95, 0.03, 0.01, 0.01]))
    colours = {text.get_text(): text.get_color() for text in axes.texts}
    assert colours["95"] == "white"
    assert colours["3"] != "white"


def test_changes_are_signed_points_and_a_star_marks_what_is_clear():
    assert _texts(plot_roll_rate_changes(_changes())) == {
        (0, 0): "+3.1*", (2, 0): "\N{MINUS SIGN}1.2", (3, 0): "0", (7, 1): "+<.1",
    }  # fmt: skip


def test_words_say_what_rolls_on():
    assert roll_rates_alt(_rates(), ENGLISH) == (
        "Of the balance 1-30 dpd at a month's start, at its end. a: 50\N{NO-BREAK SPACE}% back to "
        "current, 30\N{NO-BREAK SPACE}% on to 31-60 dpd."
    )


def test_words_say_the_largest_clear_change():
    assert roll_rate_changes_alt(_changes(), ENGLISH) == (
        "Differences of roll rates to a: 1 of 4 are clear after Holm's correction. The largest, "
        "under b from bucket 1 to 0: +3.1 percentage points (+2.0 to +4.0)."
    )
    none = roll_rate_changes_alt(_changes().assign(p_holm=1.0), ENGLISH)
    assert "none of 4 that luck could not explain" in none


@pytest.mark.parametrize("figure", ["roll_rates", "roll_rate_changes"])
def test_tables_know_their_cells(figure, make_table):
    table = make_table(figure)
    assert set(table["from_bucket"]) == {"0", "1", "2"}
    assert {"closed", "charged_off"} <= set(table["to_bucket"])
