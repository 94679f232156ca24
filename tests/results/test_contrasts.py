"""Contrasts are outcomes: one segment's value less another's."""

import math

import pytest

from arrears.errors import ScenarioError
from arrears.results import Contrast, lookup
from arrears.results.contrasts import contrast_rows
from arrears.results.outcomes import OUTCOME_COLUMNS, outcomes
from arrears.scenario import schema
from arrears.terms import Cause, Event

GAP = Contrast(outcome="collected_share", segment="student", against="salaried")


def told_with(story, measures, *contrasts):
    """Tell of a student who pays 1 of 4 due and an employee who pays 3 of 4."""
    told = story(measures(contrasts=contrasts))
    for segment, paid in (("student", 100), ("salaried", 300)):
        account = told.lend(400, segment=segment)
        told.tell(30, Event.DUE, 400, account=account)
        told.tell(31, Event.PART_PAID, paid, Cause.OWN_HAND, account=account)
    return told


def test_a_contrast_is_the_first_segment_less_the_second(story, measures):
    told = told_with(story, measures, GAP)
    assert told.value("contrast_collected_share_student_salaried") == 0.25 - 0.75
    assert told.fraction("contrast_collected_share_student_salaried") == (-0.5, 1.0)


def test_the_other_way_round_it_has_the_other_sign(story, measures):
    other = Contrast(outcome="collected_share", segment="salaried", against="student")
    told = told_with(story, measures, GAP, other)
    table = told.outcomes()
    chosen = table[table["outcome"].str.startswith("contrast_")]
    assert chosen["value"].tolist() == [-0.5, 0.5]
    assert (chosen["segment"] == "all").all()


def test_contrasts_stand_last_among_the_rows_of_everybody_and_keep_the_columns(story, measures):
    table = told_with(story, measures, GAP).outcomes()
    assert tuple(table.columns) == OUTCOME_COLUMNS
    everybody = table[table["segment"] == "all"]
    assert everybody["outcome"].iloc[-1] == GAP.name
    assert everybody.index.tolist() == list(range(len(everybody)))


def test_without_contrasts_nothing_is_added(story, measures):
    told = told_with(story, measures)
    measured = outcomes(told.tally(), told.accounts, told.measures)
    assert not measured["outcome"].str.startswith("contrast_").any()


def test_a_contrast_with_an_empty_side_is_empty_not_zero():
    values = {("student", "collected_share"): math.nan, ("salaried", "collected_share"): 0.5}
    [(segment, name, above, below, value)] = contrast_rows(values, [GAP])
    assert (segment, name, above, below) == ("all", GAP.name, 0.0, 0.0)
    assert math.isnan(value)


def test_a_segment_that_nobody_belongs_to_in_a_replication_is_left_out():
    assert list(contrast_rows({("student", "collected_share"): 0.5}, [GAP])) == []


def test_the_codebook_explains_a_contrast_in_the_unit_of_its_outcome():
    entry = lookup("contrast_complaints_per_1000_own_gig_worker_low_income")
    assert entry.unit == "per 1000 borrowers and year"
    assert "complaints_per_1000_own between two segments" in entry.definition
    assert entry.definition.endswith("gig_worker_low_income.")


def test_the_codebook_explains_the_family():
    assert lookup("contrast_*").name == "contrast_<outcome>_<segment>_<segment>"


def test_a_contrast_of_no_outcome_is_unknown():
    with pytest.raises(ScenarioError, match="'contrast_joy_a_b' is not in the codebook"):
        lookup("contrast_joy_a_b")


def test_scenario_and_results_give_a_contrast_the_same_name():
    said = schema.Contrast(outcome="collected_share", segment="student", against="salaried")
    assert said.outcome_name == GAP.name
