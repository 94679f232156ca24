"""Who arrives when: cohorts, open books, second accounts, due days."""

import numpy as np


def test_a_cohort_signs_on_day_0(live):
    lived = live("", "portfolio.borrowers=7", "horizon_months=1")
    assert lived.days("originated") == [0] * 7
    assert lived.amounts("originated") == [120_000] * 7


def test_a_first_due_day_is_at_least_a_fortnight_away(live):
    """Due days from the 1st to the 28th: the first falls between days 15 and 45."""
    lived = live("", "portfolio.borrowers=200", "portfolio.due_day=spread", "horizon_months=2")
    first = lived.rows("due").groupby("account")["day"].min()
    assert len(first) == 200
    assert first.between(15, 45).all()
    assert first.nunique() == 28


def test_due_days_keep_their_day_of_the_month(live):
    lived = live("", "portfolio.due_day=28", "portfolio.products.loan.term_months=[6]")
    assert lived.days("due") == [27, 58, 86, 117, 147, 178]


def test_an_open_book_replaces_those_whose_terms_end(live):
    """120 on book and terms of 12 months: ten join each month."""
    lived = live(
        "", "portfolio.book=open", "portfolio.borrowers=120", "burn_in_months=2",
        "portfolio.products.loan.term_months=[12]",
    )  # fmt: skip
    days = np.array(lived.days("originated"))
    assert (days == -61).sum() >= 120, "the opening book stands on the first day of the burn-in"
    months = [(-61, -31), (-31, 0), (0, 31), (31, 59), (59, 90), (90, 120), (120, 151), (151, 181)]
    joined = [((days >= first) & (days < last)).sum() for first, last in months]
    joined[0] -= 120
    assert joined == [10] * 8


def test_an_opening_book_is_part_of_the_way_through(live):
    """Ages are spread evenly: 120 accounts with 1 to 12 of 12 instalments left."""
    lived = live(
        "", "portfolio.book=open", "portfolio.borrowers=120", "horizon_months=13",
        "portfolio.products.loan.term_months=[12]",
    )  # fmt: skip
    due = lived.rows("due")
    left = due[due["account"] < 120].groupby("account")["day"].count()
    assert left.between(1, 12).all()
    assert left.nunique() > 9
    assert abs(left.mean() - 6.5) < 2, "standard error 0.32"
    principal = lived.rows("originated").set_index("account")["amount"]
    assert principal[left[left == 12].index[0]] == 120_000
    assert (principal[left[left < 12].index] < 120_000).all()


def test_the_accounts_of_one_household_fall_due_together(busy):
    """One due day of the month for each borrower, whatever the product."""
    due = busy.rows("due", cause="")
    dates = np.datetime64("2025-01-01") + due["day"].to_numpy()
    day_of_month = (dates - dates.astype("datetime64[M]")).astype(int)
    assert due.assign(of_month=day_of_month).groupby("borrower")["of_month"].nunique().max() == 1
    accounts = busy.accounts.groupby("borrower")["account"]
    assert accounts.nunique().max() == 2


def test_without_a_spread_everybody_is_paid_on_the_same_day(live):
    """The 10th of February is day 40; everybody catches up with the first instalment then."""
    lived = live("", "overburdened", "portfolio.borrowers=50")
    assert set(lived.days("paid", amount=40803)) == {40}
