"""The books of one account."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.debt import ledger
from arrears.debt.ledger import (
    charge_fee,
    charge_interest,
    charge_off,
    disburse,
    imbalance,
    new_ledger,
    pay,
    recover,
    sell,
    waive,
)
from arrears.errors import LedgerError


def lent(amount=1_000):
    """Return the books of an account after disbursement."""
    row = new_ledger(1)[0]
    disburse(row, amount)
    return row


def entries(row):
    """Return the columns that are not 0, by name."""
    return {
        name: amount
        for name, amount in zip(ledger.COLUMNS, row.tolist(), strict=True)
        if amount != 0
    }


def test_columns_are_named_in_the_order_of_their_numbers():
    assert [getattr(ledger, name.upper()) for name in ledger.COLUMNS] == list(range(10))


def test_new_books_are_empty():
    assert new_ledger(3).tolist() == [[0] * 10] * 3


def test_what_is_disbursed_is_outstanding():
    assert entries(lent()) == {"disbursed": 1_000, "outstanding": 1_000}


def test_interest_and_fees_are_owed_once_charged():
    row = lent()
    charge_interest(row, 50)
    charge_fee(row, 7)
    assert entries(row) == {"disbursed": 1_000, "interest": 50, "fees": 7, "outstanding": 1_057}


def test_a_payment_moves_from_outstanding_to_paid():
    row = lent()
    pay(row, 400)
    assert entries(row) == {"disbursed": 1_000, "paid": 400, "outstanding": 600}


def test_a_waiver_is_no_payment():
    row = lent()
    waive(row, 400)
    assert entries(row) == {"disbursed": 1_000, "waived": 400, "outstanding": 600}


def test_charge_off_takes_all_that_is_outstanding():
    row = lent()
    pay(row, 400)
    assert charge_off(row) == 600
    assert entries(row) == {"disbursed": 1_000, "paid": 400, "charged_off": 600}


def test_charged_off_is_net_of_recoveries():
    row = lent()
    charge_off(row)
    recover(row, 150)
    assert entries(row) == {
        "disbursed": 1_000,
        "paid": 150,
        "charged_off": 850,
        "recovered_after_charge_off": 150,
    }


@pytest.mark.parametrize("after_charge_off", [False, True])
def test_a_sale_takes_the_balance_wherever_it_stands(after_charge_off):
    row = lent()
    if after_charge_off:
        charge_off(row)
    assert sell(row, 80) == 1_000
    assert entries(row) == {"disbursed": 1_000, "sold": 1_000, "sale_proceeds": 80}


@pytest.mark.parametrize("post", [pay, waive])
@pytest.mark.parametrize("amount", [1_001, -1])
def test_no_more_than_is_outstanding_can_be_paid_or_waived(post, amount):
    row = lent()
    with pytest.raises(LedgerError, match=f"found {amount} .* accepted are 0 to 1000"):
        post(row, amount)
    assert entries(row) == {"disbursed": 1_000, "outstanding": 1_000}


def test_no_more_than_is_charged_off_can_be_recovered():
    row = lent()
    with pytest.raises(LedgerError, match="accepted are 0 to 0"):
        recover(row, 1)


@pytest.mark.parametrize("charge", [disburse, charge_interest, charge_fee])
def test_a_negative_amount_cannot_be_charged(charge):
    row = lent()
    with pytest.raises(LedgerError, match="found -1 "):
        charge(row, -1)
    assert entries(row) == {"disbursed": 1_000, "outstanding": 1_000}


def test_imbalance_shows_an_entry_with_one_side():
    row = lent()
    row[ledger.PAID] += 5
    assert imbalance(row) == -5


WITH_AMOUNT = [disburse, charge_interest, charge_fee, pay, waive, recover, sell]
postings = st.one_of(
    st.tuples(st.sampled_from(WITH_AMOUNT), st.tuples(st.integers(0, 1_000))),
    st.tuples(st.just(charge_off), st.just(())),
)


@given(st.lists(postings, max_size=30))
def test_the_books_balance_after_any_sequence_of_postings(sequence):
    """A refused posting leaves the books as they were; no entry is ever negative."""
    row = new_ledger(1)[0]
    for post, arguments in sequence:
        before = row.copy()
        try:
            post(row, *arguments)
        except LedgerError:
            assert row.tolist() == before.tolist()
        assert imbalance(row) == 0
        assert row.min() >= 0
