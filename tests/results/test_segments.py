"""Which levels and contrasts between segments there are to show."""

import math

import pandas as pd
import pytest

from arrears.results.segments import contrast_levels, contrast_sides, segment_levels

SEGMENTS = ("all", "gig_worker", "salaried")


def summary(**levels):
    rows = [
        (policy, "none", segment, outcome, level, level, level, 3, "t")
        for outcome, level in levels.items()
        for policy in ("status_quo", "firm")
        for segment in (("all",) if outcome.startswith("contrast_") else SEGMENTS[::-1])
    ]
    columns = [
        "policy", "regime", "segment", "outcome", "mean", "low", "high", "replications", "method",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def test_everybody_stands_first_then_segments_by_name_policies_as_in_the_summary():
    table = segment_levels(summary(loss_rate=0.1), ["loss_rate"])
    assert list(zip(table["segment"], table["policy"], strict=True)) == [
        (segment, policy) for segment in SEGMENTS for policy in ("status_quo", "firm")
    ]


def test_outcomes_stand_in_the_order_asked_for():
    table = segment_levels(summary(a=1.0, b=2.0), ["b", "a", "missing"])
    assert table["outcome"].unique().tolist() == ["b", "a"]


def test_an_outcome_that_segments_do_not_have_is_left_out():
    rows = summary(team_utilisation=0.5)
    rows.loc[rows["segment"] != "all", "mean"] = math.nan
    assert segment_levels(rows, ["team_utilisation"]).empty


def test_one_segment_alone_is_no_comparison():
    rows = summary(loss_rate=0.1)
    assert segment_levels(rows[rows["segment"] != "salaried"], ["loss_rate"]).empty


def test_a_contrast_is_taken_apart_into_outcome_and_segments():
    rows = summary(loss_rate=0.1, contrast_loss_rate_gig_worker_salaried=0.02)
    table = contrast_levels(rows)
    assert table[["base", "segment", "against"]].drop_duplicates().to_numpy().tolist() == [
        ["loss_rate", "gig_worker", "salaried"]
    ]
    assert table["policy"].tolist() == ["status_quo", "firm"]


def test_without_contrasts_there_is_no_table():
    assert contrast_levels(summary(loss_rate=0.1)).empty


@pytest.mark.parametrize(
    ("name", "sides"),
    [
        ("contrast_loss_rate_a_a_b", ("loss_rate", "a", "a_b")),
        ("contrast_loss_rate_a_b_a", ("loss_rate", "a_b", "a")),
        ("contrast_loss_rate_a_c", None),
        ("loss_rate", None),
    ],
)
def test_names_of_segments_may_hold_underscores(name, sides):
    assert contrast_sides(name, ["loss_rate", "loss"], ["a", "a_b"]) == sides
