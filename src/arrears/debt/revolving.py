"""Revolving credit: a minimum payment falls due each month, and the rest is carried on."""

import numpy as np
import numpy.typing as npt

from arrears.arithmetic import div_half_even
from arrears.compiled import compiled
from arrears.debt.interest import period_interest

__all__ = ["minimum_payments"]

_PPM = 1_000_000


@compiled
def minimum_payments(
    principal: int, rate_ppm: int, term: int, share_ppm: int, least: int
) -> npt.NDArray[np.int64]:
    """Return what falls due as long as only minimum payments are made and nothing is drawn.

    A month's interest is a twelfth of the year's on what is carried; the minimum is a share of
    balance and interest, or a fixed amount if that is more, but never less than the interest and
    never more than all. With the last month the contract ends and everything falls due.

    Parameters
    ----------
    principal : int, minor units
        What is carried now.
    rate_ppm : int, parts per million per year
        Contract rate.
    term : int, months
        Due days left, 1 or more.
    share_ppm : int, parts per million
        Share of the balance with its interest that falls due.
    least : int, minor units
        The least that falls due.

    Returns
    -------
    int64 array, one row per due day, columns PRINCIPAL and INTEREST, minor units
        The column PRINCIPAL sums to ``principal``; rows after the balance is paid are 0.
    """
    rows = np.zeros((term, 2), dtype=np.int64)
    balance = principal
    for month in range(term):
        interest = period_interest(balance, rate_ppm)
        whole = balance + interest
        minimum = min(whole, max(interest, least, div_half_even(whole * share_ppm, _PPM)))
        if month == term - 1:
            minimum = whole
        rows[month, 0] = minimum - interest
        rows[month, 1] = interest
        balance -= minimum - interest
    return rows
