import pytest

from arrears.plots.contact_effects import contact_effects_alt, plot_contact_effects
from arrears.words import ENGLISH


def test_the_randomised_effect_stands_above_the_naive_one(make_table):
    table = make_table("contact_effects")
    assert table["comparison"].drop_duplicates().tolist() == ["randomised", "naive"]
    labels = [text.get_text() for text in plot_contact_effects(table).get_yticklabels()]
    assert labels == ["call\nrandomised", "call\nnaive"]


def test_effects_lie_on_an_axis_of_percentage_points_with_a_line_at_0(make_table):
    ax = plot_contact_effects(make_table("contact_effects"))
    assert "percentage points" in ax.get_xlabel()
    assert any(list(line.get_xdata()) == [0, 0] for line in ax.get_lines())


def test_intervals_are_a_jackknife_around_the_pooled_effect(make_table):
    table = make_table("contact_effects")
    assert set(table["method"]) == {"jackknife"}
    assert ((table["low"] + table["high"]) / 2).tolist() == pytest.approx(table["mean"].tolist())


def test_the_words_give_both_effects(make_table):
    said = contact_effects_alt(make_table("contact_effects"), ENGLISH)
    assert "call under status_quo: randomised" in said
    assert ", naive" in said
