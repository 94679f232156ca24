"""What time costs: a month of contract interest, a broken period, a penalty on what is overdue.

A whole period costs a twelfth of the yearly rate, however many days it has. Days over 365 are
used for penalties and for periods cut short.
"""

from arrears.arithmetic import div_half_even, times_rate
from arrears.compiled import compiled

__all__ = ["broken_period_interest", "penalty", "period_interest"]

_PPM_MONTHS_PER_YEAR = 12_000_000


@compiled
def period_interest(balance: int, rate_ppm: int) -> int:
    """Return one month's contract interest on a balance, rounded half-even to the minor unit.

    Parameters
    ----------
    balance : int, minor units
        Balance that bears interest in this period.
    rate_ppm : int, parts per million per year
        Contract rate; balance times rate must stay below 2**63.

    Returns
    -------
    int, minor units
    """
    return div_half_even(balance * rate_ppm, _PPM_MONTHS_PER_YEAR)


@compiled
def broken_period_interest(principal: int, rate_ppm: int, days: int) -> int:
    """Return the interest of a period that is cut short, by days over 365.

    Parameters
    ----------
    principal : int, minor units
        Principal that bears interest.
    rate_ppm : int, parts per million per year
        Contract rate.
    days : int, days
        Days since the period began.

    Returns
    -------
    int, minor units
    """
    return times_rate(principal, rate_ppm, days)


@compiled
def penalty(overdue_amount: int, penalty_ppm: int, days: int) -> int:
    """Return the penalty on an overdue amount, by days over 365.

    Parameters
    ----------
    overdue_amount : int, minor units
        Amount that fell due and is unpaid.
    penalty_ppm : int, parts per million per year
        Penalty rate.
    days : int, days
        Days for which the penalty is charged.

    Returns
    -------
    int, minor units
    """
    return times_rate(overdue_amount, penalty_ppm, days)
