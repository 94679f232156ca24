"""The books of one account: every amount is in exactly two places, and both sides always agree.

A ledger is an integer row with one entry per column below, so that the books of a portfolio are
one array. At any time ``disbursed + interest + fees`` (what came to be owed) equals
``paid + outstanding + waived + charged_off + sold`` (where it is now), because every function
here moves two entries at once. ``RECOVERED_AFTER_CHARGE_OFF`` and ``SALE_PROCEEDS`` are memoranda:
the first is part of ``PAID``, the second is the buyer's money and not the borrower's.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from arrears.compiled import compiled
from arrears.errors import LedgerError

__all__ = [
    "CHARGED_OFF",
    "COLUMNS",
    "DISBURSED",
    "FEES",
    "INTEREST",
    "OUTSTANDING",
    "PAID",
    "RECOVERED_AFTER_CHARGE_OFF",
    "SALE_PROCEEDS",
    "SOLD",
    "WAIVED",
    "charge_fee",
    "charge_interest",
    "charge_off",
    "disburse",
    "forgive",
    "imbalance",
    "new_ledger",
    "pay",
    "recover",
    "sell",
    "waive",
]

DISBURSED: Final = 0
INTEREST: Final = 1
FEES: Final = 2
PAID: Final = 3
OUTSTANDING: Final = 4
WAIVED: Final = 5
CHARGED_OFF: Final = 6
SOLD: Final = 7
RECOVERED_AFTER_CHARGE_OFF: Final = 8
SALE_PROCEEDS: Final = 9

COLUMNS: Final = (
    "disbursed",
    "interest",
    "fees",
    "paid",
    "outstanding",
    "waived",
    "charged_off",
    "sold",
    "recovered_after_charge_off",
    "sale_proceeds",
)


def new_ledger(accounts: int) -> npt.NDArray[np.int64]:
    """Return empty books: one row per account, one column per name in ``COLUMNS``."""
    return np.zeros((accounts, len(COLUMNS)), dtype=np.int64)


@compiled
def _take(row: npt.NDArray[np.int64], column: int, amount: int) -> None:
    """Take an amount out of a column that must hold it."""
    held = row[column]
    if amount < 0 or amount > held:
        raise LedgerError(
            f"ledger: found {amount} to take out of column {column}; accepted are 0 to {held}"
        )
    row[column] = held - amount


@compiled
def _charge(row: npt.NDArray[np.int64], column: int, amount: int) -> None:
    """Make the borrower owe an amount, for the reason a column stands for."""
    if amount < 0:
        raise LedgerError(
            f"ledger: found {amount} to charge in column {column}; accepted are 0 and more"
        )
    row[column] += amount
    row[OUTSTANDING] += amount


@compiled
def disburse(row: npt.NDArray[np.int64], amount: int) -> None:
    """Pay out a loan: the borrower owes it as principal.

    Parameters
    ----------
    row : int64 array, one entry per column of ``COLUMNS``, minor units
        Books of the account; changed in place, as by every function of this module.
    amount : int, minor units
        0 or more.
    """
    _charge(row, DISBURSED, amount)


@compiled
def charge_interest(row: npt.NDArray[np.int64], amount: int) -> None:
    """Charge interest: the borrower owes it from now on."""
    _charge(row, INTEREST, amount)


@compiled
def charge_fee(row: npt.NDArray[np.int64], amount: int) -> None:
    """Charge a fee or a penalty: the borrower owes it from now on."""
    _charge(row, FEES, amount)


@compiled
def pay(row: npt.NDArray[np.int64], amount: int) -> None:
    """Post a payment against what is outstanding.

    Raises
    ------
    LedgerError
        If the amount is negative or above what is outstanding.
    """
    _take(row, OUTSTANDING, amount)
    row[PAID] += amount


@compiled
def waive(row: npt.NDArray[np.int64], amount: int) -> None:
    """Forgive a part of what is outstanding.

    Raises
    ------
    LedgerError
        If the amount is negative or above what is outstanding.
    """
    _take(row, OUTSTANDING, amount)
    row[WAIVED] += amount


@compiled
def charge_off(row: npt.NDArray[np.int64]) -> int:
    """Take everything outstanding off the book; return the amount. The borrower still owes it."""
    amount = int(row[OUTSTANDING])
    row[OUTSTANDING] = 0
    row[CHARGED_OFF] += amount
    return amount


@compiled
def recover(row: npt.NDArray[np.int64], amount: int) -> None:
    """Post a payment after charge-off; what is charged off is net of such recoveries.

    Raises
    ------
    LedgerError
        If the amount is negative or above what is charged off.
    """
    _take(row, CHARGED_OFF, amount)
    row[PAID] += amount
    row[RECOVERED_AFTER_CHARGE_OFF] += amount


@compiled
def forgive(row: npt.NDArray[np.int64], amount: int) -> None:
    """Forgive a part of what was charged off: the borrower owes it no more.

    Raises
    ------
    LedgerError
        If the amount is negative or above what is charged off.
    """
    _take(row, CHARGED_OFF, amount)
    row[WAIVED] += amount


@compiled
def sell(row: npt.NDArray[np.int64], proceeds: int) -> int:
    """Sell the claim: all that is owed, on the book or charged off, leaves.

    Parameters
    ----------
    row : int64 array, one entry per column of ``COLUMNS``, minor units
        Books of the account; changed in place.
    proceeds : int, minor units
        What the buyer pays.

    Returns
    -------
    int, minor units
        The balance that left.
    """
    amount = int(row[OUTSTANDING] + row[CHARGED_OFF])
    row[OUTSTANDING] = 0
    row[CHARGED_OFF] = 0
    row[SOLD] += amount
    row[SALE_PROCEEDS] += proceeds
    return amount


@compiled
def imbalance(row: npt.NDArray[np.int64]) -> int:
    """Return what came to be owed less where it is now: 0, or the books are wrong."""
    owed = row[DISBURSED] + row[INTEREST] + row[FEES]
    placed = row[PAID] + row[OUTSTANDING] + row[WAIVED] + row[CHARGED_OFF] + row[SOLD]
    return int(owed - placed)
