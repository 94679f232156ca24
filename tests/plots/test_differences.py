import numpy as np
import pandas as pd
import pytest

from arrears.plots import plot_differences
from arrears.plots.differences import differences_alt, differences_table
from arrears.plots.style import new_axes, policy_styles
from arrears.words import ENGLISH


def _differences(outcome="loss_rate"):
    """Return a difference that is clear, one that is so only alone, and one that may be luck."""
    return pd.DataFrame(
        {
            "outcome": outcome,
            "policy": ["gentle", "grace", "firm"],
            "baseline": "status_quo",
            "difference": [-0.004, -0.002, 0.001],
            "low": [-0.006, -0.003, -0.001],
            "high": [-0.002, -0.001, 0.003],
            "p_holm": [0.0004, 0.2, 1.0],
            "evidence": ["clear", "alone", "luck"],
            "replications": [20, 20, 18],
            "method": ["paired t", "paired t", "paired BCa bootstrap"],
        }
    )


def _points(axes):
    return [container.lines[0] for container in axes.containers]


def test_points_are_the_differences_first_on_top():
    axes = plot_differences(_differences())
    assert [float(point.get_xdata()[0]) for point in _points(axes)] == [-0.004, -0.002, 0.001]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["gentle", "grace", "firm"]
    assert axes.yaxis_inverted()


def test_a_line_stands_at_no_difference():
    axes = plot_differences(_differences())
    assert any(list(line.get_xdata()) == [0, 0] for line in axes.get_lines())


def test_markers_tell_how_clear_a_difference_is():
    clear, alone, luck = _points(plot_differences(_differences()))
    assert (clear.get_fillstyle(), clear.get_markerfacecolor()) == ("full", clear.get_color())
    assert alone.get_fillstyle() == "left"
    assert (luck.get_fillstyle(), luck.get_markerfacecolor()) == ("full", "white")


def test_each_outcome_has_its_panel_with_its_unit_method_and_n():
    table = pd.concat([_differences(), _differences("complaints_per_1000")])
    loss, complaints = plot_differences(table).figure.axes
    assert loss.get_title(loc="left") == "Loss rate\npaired t, paired BCa bootstrap, n = 18 to 20"
    assert loss.get_xlabel() == "Difference, percentage points (lower is better)"
    assert loss.xaxis.get_major_formatter()(-0.004) == "\N{MINUS SIGN}0.4"
    assert complaints.get_title(loc="left").startswith("Complaints per 1000 borrowers and year\n")
    assert complaints.get_xlabel() == "Difference (lower is better)"


def test_one_outcome_is_drawn_on_axes_of_somebody_else():
    axes = new_axes()
    assert plot_differences(_differences(), ax=axes) is axes


def test_styles_can_match_other_figures():
    styles = policy_styles(["status_quo", "gentle", "grace", "firm"])
    gentle, *_ = _points(plot_differences(_differences(), styles=styles))
    assert gentle.get_marker() == styles["gentle"].marker


def test_words_say_which_differences_luck_does_not_explain():
    assert differences_alt(_differences(), ENGLISH) == (
        "Differences to status_quo; loss rate: gentle \N{MINUS SIGN}0.40 percentage points "
        "(\N{MINUS SIGN}0.60 to \N{MINUS SIGN}0.20, Holm p < 0.001), grace \N{MINUS SIGN}0.20 "
        "percentage points (\N{MINUS SIGN}0.30 to \N{MINUS SIGN}0.10, Holm p = 0.20), of the "
        "other one, luck could explain the difference."
    )


def test_words_of_equal_policies_say_so():
    said = differences_alt(_differences().assign(evidence="luck"), ENGLISH)
    assert said.endswith("loss rate: no difference that luck could not explain.")


@pytest.mark.parametrize(
    ("low", "high", "p_holm", "evidence"),
    [
        (0.001, 0.003, 0.049, "clear"),
        (0.001, 0.003, 0.051, "alone"),
        (-0.001, 0.003, 0.3, "luck"),
        (np.nan, np.nan, np.nan, "luck"),
    ],
)
def test_evidence_needs_the_interval_and_holm(low, high, p_holm, evidence, make_tables):
    source = make_tables(policies=2)
    rows = source.held["differences"].assign(low=low, high=high, p_holm=p_holm)
    changed = type(source)(policies=source.policies, held={"differences": rows})
    assert set(differences_table(changed)["evidence"]) == {evidence}


def test_outcomes_stand_as_the_scenario_lists_them_and_empty_ones_are_left_out(make_tables):
    source = make_tables()
    rows = source.held["differences"].copy()
    rows.loc[rows["outcome"] == "distress_share", "difference"] = np.nan
    changed = type(source)(
        policies=source.policies,
        outcomes=("complaints_per_1000", "distress_share", "loss_rate"),
        held={"differences": rows},
    )
    table = differences_table(changed)
    assert table["outcome"].unique().tolist() == ["complaints_per_1000", "loss_rate"]
    assert "status_quo" not in table["policy"].tolist()
