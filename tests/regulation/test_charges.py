"""What ceilings leave of a charge, worked by hand."""

import pytest
from asking import account_of, book_of

from arrears.regulation.charges import Charged
from arrears.regulation.history import AccountHistory

CHARGED = Charged(
    principal=100_000, default_principal=60_000, interest_and_fees=99_000, since_default=59_500,
    late_fees=1_000, late_fees_this_month=400, overdue=10_000,
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "what", "left"),
    [
        ({"of": "total_cost", "share": 1.0}, "interest", 1_000),
        ({"of": "in_duplum", "share": 1.0}, "penalty", 500),
        ({"of": "late_fee", "amount": 15}, "fees", 500),
        ({"of": "late_fee", "amount": 15}, "interest", 5_000),
        ({"of": "late_fee_monthly", "share": 0.05}, "fees", 100),
        ({"of": "annual_rate", "share": 0.24}, "interest", 5_000),
    ],
)
def test_a_ceiling_leaves_what_is_left_below_it(rule, what, left):
    book = book_of({"kind": "price"} | rule)
    named = "" if left == 5_000 else "rule_0"
    assert book.chargeable(what, 5_000, CHARGED, account_of(book), 0) == (left, named)


def test_the_tightest_ceiling_wins():
    book = book_of({"kind": "price", "of": "total_cost", "share": 1.0},
                   {"kind": "price", "of": "in_duplum", "share": 1.0})  # fmt: skip
    assert book.chargeable("interest", 5_000, CHARGED, account_of(book), 0) == (500, "rule_1")


def test_a_ceiling_holds_before_arrears_too():
    book = book_of({"kind": "price", "of": "total_cost", "share": 1.0})
    account = AccountHistory(1, 0, book.new_borrower())
    assert book.chargeable("interest", 5_000, CHARGED, account, 0) == (1_000, "rule_0")


def test_prices_that_bind_contracts_are_no_ceilings_on_charges():
    """Rates are agreed when a contract is signed: no charge of a run is measured against them."""
    rules = [{"kind": "price", "of": of, "share": 0.2} for of in ("annual_rate", "total_cost")]
    assert [limit.name for limit in book_of(*rules).prices] == ["rule_1"]
