"""Minimum payments: worked by hand, and what holds for every one of them."""

from hypothesis import given
from hypothesis import strategies as st

from arrears.debt.revolving import minimum_payments


def test_a_tenth_falls_due_each_month_and_the_rest_at_the_end():
    """1,000.00 at 1 % a month: 10 % of 1,010.00 is 101.00, of which 10.00 are interest."""
    rows = minimum_payments(100_000, 120_000, 3, 100_000, 0).tolist()
    # 909.00 are carried; 10 % of 918.09 is 91.81; 826.28 are carried; all falls due at last.
    assert rows == [[9_100, 1_000], [8_272, 909], [82_628, 826]]


def test_a_fixed_amount_is_the_least():
    rows = minimum_payments(100_000, 0, 4, 10_000, 40_000).tolist()
    assert rows == [[40_000, 0], [40_000, 0], [20_000, 0], [0, 0]]


def test_the_minimum_covers_the_interest():
    """At 24 % a year and a minimum of 1 % the interest of 2 % is what falls due."""
    assert minimum_payments(100_000, 240_000, 2, 10_000, 0).tolist() == [
        [0, 2_000],
        [100_000, 2_000],
    ]


@given(
    principal=st.integers(1, 10**9), rate=st.integers(0, 10**6), term=st.integers(1, 60),
    share=st.integers(0, 10**6), least=st.integers(0, 10**7),
)  # fmt: skip
def test_all_principal_falls_due_and_nothing_is_negative(principal, rate, term, share, least):
    rows = minimum_payments(principal, rate, term, share, least)
    assert rows[:, 0].sum() == principal
    assert (rows >= 0).all()
