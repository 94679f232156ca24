"""Relief plans, by hand: 1,000.00 at 1 % a month over three months unless said otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.debt.arrears_treatment import ArrearsTreatment
from arrears.debt.relief_schedule import relief_schedule
from arrears.debt.schedule import INTEREST, PRINCIPAL, equal_instalments

SIGNED = [[33_002, 1_000], [33_332, 670], [33_666, 337]]


def plan(**change):
    """Return the rows of a plan that changes nothing but what is named."""
    terms = {
        "outstanding_principal": 100_000,
        "unpaid_interest": 0,
        "rate_ppm": 120_000,
        "remaining_terms": 3,
        "skip_months": 0,
        "reduction_ppm": 0,
        "reduced_months": 0,
        "extra_months": 0,
        "interest_free": False,
        "arrears_treatment": int(ArrearsTreatment.SPREAD),
        "arrears_principal": 0,
    }
    assert set(change) <= set(terms)
    return relief_schedule(*(terms | change).values())


def test_a_plan_that_changes_nothing_is_the_signed_schedule():
    assert plan().tolist() == SIGNED


def test_skipped_months_move_the_end_and_their_interest_falls_due_in_equal_parts():
    """Two months cost 1,000 each; 2,000 over three paid months are 667, 667 and 666."""
    assert plan(skip_months=2).tolist() == [
        [0, 0],
        [0, 0],
        [33_002, 1_667],
        [33_332, 1_337],
        [33_666, 1_003],
    ]


def test_an_interest_free_plan_repays_principal_in_equal_parts():
    rows = plan(skip_months=2, interest_free=True)
    assert rows.tolist() == [[0, 0], [0, 0], [33_333, 0], [33_333, 0], [33_334, 0]]


def test_an_interest_free_plan_forgives_no_interest_that_was_unpaid():
    rows = plan(unpaid_interest=90, interest_free=True)
    assert rows[:, INTEREST].tolist() == [30, 30, 30]


def test_a_reduced_month_pays_interest_first_and_the_last_row_takes_the_rest():
    """Half of 34,002 is 17,001, of which 1,000 is interest; 83,999 then cost 840, 50,837 508."""
    assert plan(reduction_ppm=500_000, reduced_months=1).tolist() == [
        [16_001, 1_000],
        [33_162, 840],
        [50_837, 508],
    ]


def test_interest_that_a_reduced_month_cannot_cover_is_carried():
    """1 % of 34,002 is 340; 660 of the 1,000 are carried, so the next row pays 1,660 interest."""
    assert plan(reduction_ppm=990_000, reduced_months=1).tolist() == [
        [0, 340],
        [32_342, 1_660],
        [67_658, 677],
    ]


def test_more_reduced_months_than_there_are_means_all():
    rows = plan(rate_ppm=0, reduction_ppm=500_000, reduced_months=9)
    assert rows.tolist() == [[16_666, 0], [16_666, 0], [66_668, 0]]


def test_extra_months_lower_the_level_instalment():
    assert plan(rate_ppm=0, extra_months=1).tolist() == [[25_000, 0]] * 4


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [
        (ArrearsTreatment.SPREAD, [[43_002, 1_033], [43_332, 703], [43_666, 371]]),
        (ArrearsTreatment.LUMP, [[63_002, 1_100], [33_332, 670], [33_666, 337]]),
        (ArrearsTreatment.END, [[33_002, 1_000], [33_332, 670], [63_666, 437]]),
    ],
)
def test_arrears_come_on_top_where_the_terms_say(treatment, expected):
    """300.00 principal and 1.00 interest in arrears, beside the 1,000.00 not yet due."""
    rows = plan(
        outstanding_principal=130_000,
        arrears_principal=30_000,
        unpaid_interest=100,
        arrears_treatment=int(treatment),
    )
    assert rows.tolist() == expected


def test_a_lump_falls_due_in_the_first_month_that_is_paid():
    rows = plan(
        outstanding_principal=130_000,
        arrears_principal=30_000,
        skip_months=1,
        arrears_treatment=int(ArrearsTreatment.LUMP),
    )
    assert rows[:, PRINCIPAL].tolist() == [0, 63_002, 33_332, 33_666]


def test_arrears_bear_no_interest_in_skipped_months():
    """A month of the 1,000.00 not in arrears costs 1,000, whatever else is outstanding."""
    rows = plan(outstanding_principal=130_000, arrears_principal=30_000, skip_months=1)
    assert rows[:, INTEREST].sum() == 1_000 + 1_000 + 670 + 337


def test_after_the_end_of_the_contract_the_arrears_are_all_there_is():
    after_the_end = {
        "outstanding_principal": 30_000,
        "arrears_principal": 30_000,
        "unpaid_interest": 50,
        "remaining_terms": 0,
    }
    assert plan(**after_the_end).tolist() == [[30_000, 50]]
    assert plan(**after_the_end, extra_months=2).tolist() == [[15_000, 25], [15_000, 25]]


plans = st.fixed_dictionaries(
    {
        "outstanding_principal": st.integers(1_000_000, 10_000_000_000),
        "unpaid_interest": st.integers(0, 10_000_000),
        "rate_ppm": st.integers(0, 3_600_000),
        "remaining_terms": st.integers(0, 60),
        "skip_months": st.integers(0, 12),
        "reduction_ppm": st.integers(0, 1_000_000),
        "reduced_months": st.integers(0, 70),
        "extra_months": st.integers(0, 60),
        "interest_free": st.booleans(),
        "arrears_treatment": st.sampled_from([int(member) for member in ArrearsTreatment]),
        "arrears_principal": st.integers(0, 1_000_000),
    }
)


@given(plans)
def test_principal_sums_to_what_is_outstanding(terms):
    assert plan(**terms)[:, PRINCIPAL].sum() == terms["outstanding_principal"]


@given(plans)
def test_interest_is_at_least_what_was_unpaid(terms):
    assert plan(**terms)[:, INTEREST].sum() >= terms["unpaid_interest"]


@given(plans)
def test_no_part_is_negative_and_skipped_months_are_empty(terms):
    rows = plan(**terms)
    assert rows.min() >= 0
    assert rows[: terms["skip_months"]].sum() == 0


@given(plans)
def test_a_plan_has_its_skipped_months_and_its_paid_months(terms):
    paid_months = max(1, terms["remaining_terms"] + terms["extra_months"])
    assert plan(**terms).shape == (terms["skip_months"] + paid_months, 2)


@given(st.integers(100, 10_000_000_000), st.integers(0, 400_000), st.integers(1, 60))
def test_without_relief_any_schedule_is_the_signed_one(principal, rate_ppm, term):
    rows = plan(outstanding_principal=principal, rate_ppm=rate_ppm, remaining_terms=term)
    assert rows.tolist() == equal_instalments(principal, rate_ppm, term).tolist()
