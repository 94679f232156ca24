"""Who is on book: shares, bounds, kinds of book, and numbers that depend on nothing but luck.

Shares and means are compared at five standard errors, which a correct draw exceeds in fewer than
6e-7 of all seeds; the seeds are fixed besides.
"""

import functools
import itertools
import math
from collections import Counter
from datetime import date

import numpy as np
import pytest

from arrears.calendar import Calendar
from arrears.debt.product_kind import ProductKind
from arrears.debt.schedule import schedule
from arrears.portfolio import people
from arrears.portfolio.people import TRAITS, population
from arrears.portfolio.settings import Portfolio, Product, Segment, Tape
from arrears.portfolio.tape import Loans

CALENDAR = Calendar(start="2025-01-01", first_day=-400, last_day=800)
MONTHS = range(-6, 12)
ERRORS = 5
SIZE = 20_000

SEGMENT = {
    "name": "salaried", "share": 0.7, "income": {"median": 6000, "sigma": 0.4}, "payday": 10,
    "payday_spread_days": 5, "essentials_share": {"mean": 0.5, "spread": 0.1},
    "other_debt_share": {"mean": 0.1, "spread": 0.1}, "buffer_months": 0.8, "buffer_sigma": 0.9,
    "second_account_share": 0.15, "digital_share": 0.9, "auto_debit_share": 0.6,
    "forgetfulness": {"mean": 0.1, "spread": 0.2}, "willingness": 4.0, "willingness_sigma": 1.0,
    "organisation": {"mean": 0.9, "spread": 0.4}, "reactance": {"mean": 0.4, "spread": 0.3},
    "vulnerability": {"mean": 0.3, "spread": 0.3}, "honesty": {"mean": 0.8, "spread": 0.2},
    "never_payer_share": 0.05,
}  # fmt: skip
GIG = {"name": "gig", "share": 0.3, "income": {"median": 4000, "sigma": 0.2}, "payday": 27,
       "second_account_share": 0.5}  # fmt: skip
LOAN = {
    "name": "loan", "share": 0.75, "kind": "equal_instalments",
    "principal": {"median": 6000, "sigma": 0.5}, "principal_min": 1000, "principal_max": 20000,
    "rate": 0.216, "term_months": [6, 12], "penalty_rate": 0.3, "late_fee": 0,
}  # fmt: skip
SHORT = {"name": "short", "share": 0.25, "kind": "bullet", "term_months": [3]}


def portfolio(**changes):
    """Return a book of two segments and two products, with changes."""
    fields = {
        "borrowers": SIZE,
        "segments": [SEGMENT, SEGMENT | GIG],
        "products": [LOAN, LOAN | SHORT],
    }
    return Portfolio.model_validate(fields | changes)


def everybody(
    book=None, *, months=MONTHS, seed=7, replication=0, wrong_debt_share=0.02, loans=None
):
    return population(
        book or portfolio(), CALENDAR, months=months, seed=seed, replication=replication,
        wrong_debt_share=wrong_debt_share, loans=loans,
    )  # fmt: skip


@functools.cache
def crowd():
    """Return a cohort that several tests look at."""
    return everybody()


@functools.cache
def open_book():
    """Return an open book of one product that several tests look at."""
    return everybody(portfolio(book="open", products=[LOAN | {"share": 1.0}]))


def trait(name, crowd):
    return crowd.traits[:, TRAITS.index(name)]


def contracts(crowd):
    return list(itertools.chain.from_iterable(crowd.contracts))


def close_to(share, size):
    """Return the share of a binomial number out of size, give or take five standard errors."""
    return pytest.approx(share, abs=ERRORS * math.sqrt(share * (1 - share) / size))


# Shares ---------------------------------------------------------------------------------------


def test_segments_are_met_in_their_shares():
    """Chance of failing by luck 6e-7."""
    assert (crowd().segment == 0).mean() == close_to(0.7, SIZE)


def test_products_are_signed_in_their_shares():
    """Chance of failing by luck 6e-7."""
    signed = [contract.product.name for contract in contracts(crowd())]
    assert signed.count("short") / len(signed) == close_to(0.25, len(signed))


def test_products_are_met_on_an_opening_book_by_share_times_mean_term():
    """0.25 x 3 months against 0.75 x 9. Chance of failing by luck 6e-7."""
    opening = contracts(everybody(portfolio(book="open"), months=range(-6, -5)))
    first_day = CALENDAR.month_start(-6)
    names = [each.product.name for each in opening if each.borrower < SIZE]
    assert {each.opens for each in opening if each.borrower < SIZE} == {first_day}
    assert names.count("short") / len(names) == close_to(0.75 / (0.75 + 6.75), len(names))


@pytest.mark.parametrize(
    ("name", "share"), [("digital", 0.9), ("auto_debit", 0.6), ("never_payer", 0.05)]
)
def test_traits_of_yes_or_no_are_met_in_their_shares(name, share):
    """Chance of failing by luck 6e-7 each."""
    assert trait(name, crowd()).mean() == close_to(share, SIZE)


def test_second_accounts_are_met_in_their_segment_s_share():
    """Chance of failing by luck 6e-7."""
    counts = np.array([len(own) for own in crowd().contracts])
    of_gig = counts[crowd().segment == 1]
    assert set(counts) == {1, 2}
    assert (of_gig == 2).mean() == close_to(0.5, len(of_gig))


def test_a_debt_is_wrong_for_the_given_share_and_for_every_never_payer():
    """Chance of failing by luck 6e-7."""
    crowd_ = everybody(wrong_debt_share=0.3)
    is_never, is_wrong = trait("never_payer", crowd_) == 1, trait("wrong_debt", crowd_) == 1
    assert is_wrong[is_never].all()
    assert is_wrong[~is_never].mean() == close_to(0.3, (~is_never).sum())


@pytest.mark.parametrize("segment", [SEGMENT, SEGMENT | GIG])
def test_half_of_a_segment_earns_more_than_its_median(segment):
    """Chance of failing by luck 6e-7 each."""
    place = ["salaried", "gig"].index(segment["name"])
    income = trait("income", crowd())[crowd().segment == place]
    assert (income > segment["income"]["median"] * 100).mean() == close_to(0.5, len(income))


def test_willingness_has_the_mean_and_spread_of_its_segment():
    """Chance of failing by luck 6e-7 for each of mean and deviation."""
    willingness = trait("willingness", crowd())
    assert willingness.mean() == pytest.approx(4.0, abs=ERRORS / math.sqrt(SIZE))
    assert willingness.std() == pytest.approx(1.0, abs=ERRORS / math.sqrt(2 * SIZE))


# Bounds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        ("forgetfulness", 0.0, 0.3),
        ("organisation", 0.5, 1.0),
        ("reactance", 0.1, 0.7),
        ("vulnerability", 0.0, 0.6),
        ("honesty", 0.6, 1.0),
        ("screening", 0.0, 1.0),
        ("number_life", 0.0, 1.0),
        ("payday", 1, 28),
        ("due_day", 1, 28),
    ],
)
def test_traits_stay_within_their_spread_and_within_what_is_possible(name, lowest, highest):
    values = trait(name, crowd())
    assert lowest <= values.min() < values.max() <= highest


def test_a_share_that_would_pass_0_or_1_stops_there():
    assert (trait("forgetfulness", crowd()) == 0).any()
    assert (trait("organisation", crowd()) == 1).any()


def test_essentials_and_other_debt_are_shares_of_income_in_whole_minor_units():
    income, essentials = trait("income", crowd()), trait("essentials", crowd())
    other_debt = trait("other_debt", crowd())
    assert ((essentials >= 0.4 * income - 1) & (essentials <= 0.6 * income + 1)).all()
    assert ((other_debt >= 0) & (other_debt <= 0.2 * income + 1)).all()
    for amount in (income, essentials, other_debt, trait("buffer", crowd())):
        assert (amount == np.rint(amount)).all()


def test_due_days_spread_evenly_over_28_days():
    """Chi-square with 27 degrees of freedom beyond 78 in fewer than 1e-6 of all seeds."""
    counts = np.bincount(trait("due_day", crowd()).astype(int), minlength=29)[1:]
    expected = SIZE / 28
    assert ((counts - expected) ** 2 / expected).sum() < 78


def test_one_due_day_for_all_may_be_set():
    assert set(trait("due_day", everybody(portfolio(due_day=5, borrowers=50)))) == {5}


@pytest.mark.parametrize(("spread", "expected"), [(0, {10}), (1, {9, 10, 11})])
def test_paydays_lie_within_their_spread_of_the_payday(spread, expected):
    segment = SEGMENT | {"share": 1.0, "payday_spread_days": spread}
    assert set(trait("payday", everybody(portfolio(segments=[segment], borrowers=500)))) == expected


def test_paydays_beyond_a_month_s_end_fall_at_the_next_one_s_start():
    """The payday is the 27th with a spread of 5 days, and a month has 28."""
    late = set(trait("payday", crowd())[crowd().segment == 1])
    assert {25, 26, 27, 28, 1, 2, 3, 4} <= late
    assert not late & set(range(8, 20))


def test_principals_are_whole_currency_units_within_the_product_s_bounds():
    principals = np.array([contract.principal for contract in contracts(crowd())])
    assert (principals % 100 == 0).all()
    assert principals.min() == 1000 * 100
    assert principals.max() == 20_000 * 100


def test_underwriting_caps_the_instalment_at_a_share_of_income():
    capped = [LOAN | {"share": 1.0, "instalment_income_share": 0.05}]
    crowd_ = everybody(portfolio(products=capped, borrowers=2000))
    free = everybody(portfolio(products=[LOAN | {"share": 1.0}], borrowers=2000))
    income = trait("income", crowd_)
    instalments = np.array([contract.rows[0].sum() for contract in contracts(crowd_)])
    owners = np.array([contract.borrower for contract in contracts(crowd_)])
    assert (instalments <= 0.05 * income[owners] + 1).all()
    for own, without in zip(contracts(crowd_), contracts(free), strict=True):
        assert own.principal <= without.principal


def test_the_instalment_factor_scales_every_principal_and_nothing_else():
    smaller = everybody(
        portfolio(products=[each | {"instalment_factor": 0.9} for each in (LOAN, LOAN | SHORT)])
    )
    for before, after in zip(contracts(crowd()), contracts(smaller), strict=True):
        # to a whole currency unit: the factor works before the principal is cut to one
        assert abs(after.principal - 0.9 * before.principal) <= 100
        assert (after.first_month, len(after.rows)) == (before.first_month, len(before.rows))
    assert (smaller.traits == crowd().traits).all()


# Kinds of book --------------------------------------------------------------------------------


def test_everybody_of_a_cohort_signs_on_day_0():
    assert set(crowd().arrives) == {0}
    assert {contract.opens for contract in contracts(crowd())} == {0}


def test_a_cohort_s_contracts_begin_at_the_first_instalment():
    for contract in contracts(crowd())[:500]:
        assert len(contract.rows) in contract.product.term_months
        assert contract.rows[:, 0].sum() == contract.principal


def test_an_open_book_starts_full_on_the_first_day_of_the_burn_in():
    arrives = open_book().arrives
    assert (arrives[:SIZE] == CALENDAR.month_start(-6)).all()
    assert (arrives[SIZE:] >= CALENDAR.month_start(-6)).all()


def test_borrowers_are_numbered_in_order_of_arrival():
    assert (np.diff(open_book().arrives) >= 0).all()


def test_every_month_has_the_vintage_that_replaces_the_expected_leavers():
    """20,000 borrowers with a mean term of 9 months: 2222.2 a month, fractions carried over."""
    later = open_book().arrives[SIZE:]
    starts = [CALENDAR.month_start(month) for month in (*MONTHS, MONTHS.stop)]
    cumulative = np.searchsorted(later, starts[1:])
    expected = SIZE / 9 * np.arange(1, len(starts))
    assert np.abs(cumulative - expected).max() <= 0.5


def test_an_open_book_keeps_the_expected_number_on_book():
    """On book until the last due day. Chance of failing by luck 6e-7 for each of 17 months.

    A count of independent borrowers has a variance of at most a quarter of their number.
    """
    crowd_ = open_book()
    opens = np.array([own[0].opens for own in crowd_.contracts])
    ends = np.array(
        [
            CALENDAR.due_day(
                own[0].first_month + len(own[0].rows) - 1,
                int(crowd_.traits[number, people.DUE_DAY]),
            )
            for number, own in enumerate(crowd_.contracts)
        ]
    )
    allowed = ERRORS * math.sqrt(len(opens)) / 2
    for month in list(MONTHS)[1:]:
        day = CALENDAR.month_start(month)
        assert ((opens <= day) & (day < ends)).sum() == pytest.approx(SIZE, abs=allowed)


def test_a_book_taken_over_holds_tails_of_signed_schedules():
    flat = LOAN | {"share": 1.0, "principal": {"median": 6000}}
    book = portfolio(book="open", borrowers=300, products=[flat])
    whole = {
        term: schedule(int(ProductKind.EQUAL_INSTALMENTS), 600_000, 216_000, term)
        for term in (6, 12)
    }
    taken_over = [own[0] for own in everybody(book).contracts[:300]]
    lengths = {len(each.rows) for each in taken_over}
    assert lengths == set(range(1, 13))
    for contract in taken_over:
        left = len(contract.rows)
        tails = [rows[-left:] for rows in whole.values() if left <= len(rows)]
        assert any(np.array_equal(contract.rows, tail) for tail in tails)
        assert contract.principal == contract.rows[:, 0].sum()


def test_every_age_is_equally_likely_on_a_book_taken_over():
    """Of terms of 12 only, each number of instalments left in a twelfth.

    Chi-square with 11 degrees of freedom beyond 50 in fewer than 1e-6 of all seeds.
    """
    yearly = [LOAN | {"share": 1.0, "term_months": [12]}]
    opening = everybody(portfolio(book="open", products=yearly), months=range(-6, -5))
    left = Counter(len(own[0].rows) for own in opening.contracts[:SIZE])
    counts = np.array([left[length] for length in range(1, 13)])
    assert ((counts - SIZE / 12) ** 2 / (SIZE / 12)).sum() < 50


def test_the_longer_term_is_met_on_a_book_taken_over_in_proportion_to_its_length():
    """Terms 6 and 12, as often signed: only the longer has more than 6 instalments left.

    Two thirds have a term of 12, half of them are younger than 6. Chance of failing 6e-7.
    """
    opening = open_book().contracts[:SIZE]
    assert np.mean([len(own[0].rows) > 6 for own in opening]) == close_to(1 / 3, SIZE)


def test_the_first_due_day_is_the_next_one_a_fortnight_away():
    arrived = list(enumerate(open_book().contracts))[SIZE:]
    for number, own in [*arrived, *enumerate(crowd().contracts[:500])]:
        book = open_book() if number >= SIZE else crowd()
        due_day = int(book.traits[number, people.DUE_DAY])
        first, before = (
            CALENDAR.due_day(own[0].first_month - earlier, due_day) for earlier in (0, 1)
        )
        assert before < own[0].opens + 15 <= first


def test_a_book_taken_over_goes_on_with_its_next_due_day():
    for number, own in enumerate(open_book().contracts[:500]):
        due_day = int(open_book().traits[number, people.DUE_DAY])
        first = CALENDAR.due_day(own[0].first_month, due_day)
        assert 1 <= first - own[0].opens <= 31


def test_a_month_counts_from_the_start_date_s_calendar_month():
    """Signed on 20 January with the 3rd as due day: 3 February is only 14 days away."""
    calendar = Calendar(start="2025-01-20", first_day=-40, last_day=400)
    crowd_ = population(
        portfolio(borrowers=5, due_day=3), calendar, months=range(12), seed=1, replication=0,
        wrong_debt_share=0.0,
    )  # fmt: skip
    assert {contract.first_month for contract in contracts(crowd_)} == {2}
    assert calendar.due_day(2, 3) == (date(2025, 3, 3) - date(2025, 1, 20)).days


# Loan tapes -----------------------------------------------------------------------------------


def tape_book(*, income=None, dti=None, grades=("A", "C")):
    loans = Loans(
        principal=np.array([1_000_000, 250_000]), rate_ppm=np.array([120_000, 80_000]),
        term=np.array([36, 12]), originated=np.array(["2025-01-01", "2025-03-01"], "datetime64[D]"),
        income=income, dti=dti, grade=np.array([0, 1]), grade_names=grades, instalment=None,
    )  # fmt: skip
    tape = Tape(path="loans.csv", grade_willingness={"C": -0.5})
    book = portfolio(book="tape", tape=tape, borrowers=2, products=[LOAN | {"share": 1.0}])
    return everybody(book, loans=loans)


def test_a_loan_of_a_tape_is_a_contract_of_its_own_borrower():
    first, second = contracts(tape_book())
    assert (first.account, first.borrower, second.account, second.borrower) == (0, 0, 1, 1)
    assert (first.principal, first.rate_ppm, len(first.rows)) == (1_000_000, 120_000, 36)
    assert second.opens == (date(2025, 3, 1) - date(2025, 1, 1)).days
    assert np.array_equal(
        second.rows, schedule(int(ProductKind.EQUAL_INSTALMENTS), 250_000, 80_000, 12)
    )


def test_a_tape_s_income_replaces_the_drawn_one_and_its_shares_stay():
    drawn, told = tape_book(), tape_book(income=np.array([400_000, 900_000]))
    assert trait("income", told).tolist() == [400_000, 900_000]
    for name in ("essentials", "other_debt", "buffer"):
        before, after = trait(name, drawn), trait(name, told)
        ratio = trait("income", told) / trait("income", drawn)
        assert after == pytest.approx(before * ratio, abs=0.5)


def test_a_tape_s_debt_to_income_says_what_other_debts_take():
    told = tape_book(income=np.array([400_000, 900_000]), dti=np.array([0.25, 0.1]))
    assert trait("other_debt", told).tolist() == [100_000, 90_000]


def test_a_tape_s_grade_moves_willingness_by_its_log_odds():
    change = trait("willingness", tape_book()) - trait("willingness", tape_book(grades=("A", "B")))
    assert change == pytest.approx([0.0, -0.5])


# Numbers and luck -----------------------------------------------------------------------------


def same(one, other, size):
    """Say whether the first borrowers of two books are the same people with the same contracts."""
    for mine, theirs in zip(one.contracts[:size], other.contracts[:size], strict=True):
        for first, second in zip(mine, theirs, strict=True):
            if (first.account, first.opens, first.principal, first.first_month) != (
                second.account, second.opens, second.principal, second.first_month,
            ):  # fmt: skip
                return False
            if not np.array_equal(first.rows, second.rows):
                return False
    return bool((one.traits[:size] == other.traits[:size]).all())


def test_the_first_borrowers_of_a_larger_cohort_are_those_of_a_smaller_one():
    assert same(everybody(portfolio(borrowers=100)), crowd(), 100)


def test_a_longer_run_has_the_same_people_first():
    book = portfolio(book="open", borrowers=200)
    short, long = everybody(book, months=range(-6, 3)), everybody(book)
    assert same(short, long, len(short))


def test_a_trait_s_distribution_moves_no_other_trait():
    changed = [
        each | {"forgetfulness": {"mean": 0.5}, "income": {"median": 9000}}
        for each in (SEGMENT, SEGMENT | GIG)
    ]
    crowd_ = everybody(portfolio(segments=changed, borrowers=500))
    for name in set(TRAITS) - {"forgetfulness", "income", "essentials", "other_debt", "buffer"}:
        assert (trait(name, crowd_) == trait(name, crowd())[:500]).all(), name


def test_another_replication_is_other_people():
    first, second = (everybody(portfolio(borrowers=200), replication=n) for n in (0, 1))
    assert not same(first, second, 200)
    assert (trait("screening", first) != trait("screening", second)).all()


def test_traits_of_a_borrower_do_not_move_together():
    """Largest of the correlations between draws of 20,000. Chance of failing 6e-7 for each pair."""
    names = ["screening", "number_life", "organisation", "willingness", "due_day", "reactance"]
    values = np.array([trait(name, crowd()) for name in names])
    correlation = np.corrcoef(values) - np.eye(len(names))
    assert np.abs(correlation).max() < ERRORS / math.sqrt(SIZE)


def test_names_of_traits_stand_in_the_order_of_their_columns():
    for column, name in enumerate(TRAITS):
        assert getattr(people, name.upper()) == column


def test_the_segments_are_those_of_the_portfolio():
    assert crowd().segments == tuple(
        Segment.model_validate(each) for each in (SEGMENT, SEGMENT | GIG)
    )
    assert len(crowd()) == SIZE
    assert isinstance(contracts(crowd())[0].product, Product)
