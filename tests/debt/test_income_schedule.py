"""Instalments by income: what they pay first, what they carry, and that nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from arrears.debt.arrears_treatment import ArrearsTreatment
from arrears.debt.income_schedule import Left, income_rows, pay_month

MONTHLY_PERCENT = 120_000  # parts per million a year


def left(principal=80_397, carried=0, arrears_principal=0, arrears_interest=0):
    return Left(
        principal=principal, carried=carried,
        arrears_principal=arrears_principal, arrears_interest=arrears_interest,
    )  # fmt: skip


def test_interest_that_is_not_covered_is_carried_without_interest_of_its_own():
    """8.04 accrue, 5.00 are paid: 3.04 are left, and 6.08 after the second month."""
    row, after = pay_month(left(), MONTHLY_PERCENT, 500)
    assert (row, after.carried, after.principal) == ([0, 500, 0], 304, 80_397)
    row, after = pay_month(after, MONTHLY_PERCENT, 500)
    assert (row, after.carried) == ([0, 500, 0], 608)


def test_what_is_more_than_the_rest_pays_the_arrears():
    row, after = pay_month(left(10_000, 0, 4000, 700), MONTHLY_PERCENT, 14_300)
    assert row == [10_000 + 4000, 100, 200]
    assert after == left(0, 0, 0, 500)


@given(
    st.integers(0, 10**8), st.integers(0, 10**7), st.integers(0, 10**6), st.integers(0, 10**8),
    st.integers(0, 12), st.integers(1, 60), st.sampled_from(ArrearsTreatment),
)  # fmt: skip
def test_all_that_was_owed_falls_due_and_no_part_is_negative(
    principal, arrears, interest, instalment, months, later, treatment
):
    owed = left(principal, 0, arrears, interest)
    rows = income_rows(owed, MONTHLY_PERCENT, instalment, months, later, treatment)
    assert len(rows) == months + later
    assert (rows >= 0).all()
    assert rows[:, 0].sum() == principal + arrears
    assert rows[:, 2].sum() == interest
    assert (rows[:months].sum(axis=1) <= instalment).all()
