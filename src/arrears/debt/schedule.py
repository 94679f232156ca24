"""The signed schedule: what falls due on each due day, as principal and interest.

A schedule is an integer array with one row per instalment and the columns ``PRINCIPAL`` and
``INTEREST``. It is computed once and never changes; relief writes a second one. Interest is
rounded half-even when it is posted, and the last instalment takes the remainder, so the
principal column always sums to the principal lent and no part is ever negative.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from arrears.arithmetic import div_half_even
from arrears.compiled import compiled
from arrears.debt.interest import period_interest
from arrears.debt.product_kind import ProductKind
from arrears.errors import EngineError

__all__ = [
    "INTEREST",
    "PRINCIPAL",
    "amortise",
    "bullet",
    "equal_instalments",
    "equal_parts",
    "equal_principal",
    "interest_free",
    "level_instalment",
    "schedule",
]

PRINCIPAL: Final = 0
INTEREST: Final = 1


@compiled
def level_instalment(principal: int, rate_ppm: int, term: int, frozen_months: int = 0) -> int:
    """Return the instalment that repays a principal in equal monthly payments.

    Parameters
    ----------
    principal : int, minor units
        Amount to repay.
    rate_ppm : int, parts per million per year
        Contract rate; a month costs a twelfth of it. 0 is allowed.
    term : int, months
        Number of instalments, 1 or more.
    frozen_months : int, months
        First months in which no interest accrues.

    Returns
    -------
    int, minor units
        P r / (1 - (1 + r)^-n), rounded half-even; with m frozen months
        P / (m + (1 - (1 + r)^-(n - m)) / r).

    Notes
    -----
    The annuity factor is added up as the sum of (1 + r)^-k. That needs only + and /, which every
    platform rounds alike, loses no digits when r is small, and holds for r = 0.
    """
    growth = 1.0 + rate_ppm / 12_000_000
    discount = 1.0
    annuity = 0.0
    for month in range(term):
        if month >= frozen_months:
            discount /= growth
        annuity += discount
    exact = principal / annuity
    whole = int(exact)
    rest = exact - whole
    if rest > 0.5 or (rest == 0.5 and whole % 2 == 1):
        whole += 1
    return whole


@compiled
def amortise(
    principal: int, rate_ppm: int, totals: npt.NDArray[np.int64], frozen_months: int = 0
) -> npt.NDArray[np.int64]:
    """Return the schedule of a principal that is repaid by given instalments.

    Each instalment pays interest first and principal with the rest. Interest it cannot cover is
    carried, without interest of its own, to the next. The last instalment takes all that is left.

    Parameters
    ----------
    principal : int, minor units
        Amount to repay.
    rate_ppm : int, parts per million per year
        Contract rate.
    totals : int64 array, minor units
        One instalment per month, at least one; the last entry is not read.
    frozen_months : int, months
        First months in which no interest accrues.

    Returns
    -------
    int64 array, one row per instalment, columns PRINCIPAL and INTEREST, minor units
    """
    term = len(totals)
    rows = np.zeros((term, 2), dtype=np.int64)
    balance = principal
    carried = 0
    for month in range(term - 1):
        accrued = carried
        if month >= frozen_months:
            accrued += period_interest(balance, rate_ppm)
        interest = min(accrued, totals[month])
        repaid = min(balance, totals[month] - interest)
        rows[month, PRINCIPAL] = repaid
        rows[month, INTEREST] = interest
        carried = accrued - interest
        balance -= repaid
    rows[term - 1, PRINCIPAL] = balance
    rows[term - 1, INTEREST] = carried
    if term > frozen_months:
        rows[term - 1, INTEREST] += period_interest(balance, rate_ppm)
    return rows


@compiled
def equal_parts(amount: int, parts: int) -> npt.NDArray[np.int64]:
    """Return an amount cut into equal parts, rounded half-even, the last taking the remainder.

    Parameters
    ----------
    amount : int, minor units
        What is cut, 0 or more.
    parts : int
        Number of parts, 1 or more.

    Returns
    -------
    int64 array, one entry per part, minor units
        Never negative; sums to ``amount``.
    """
    cut = np.zeros(parts, dtype=np.int64)
    each = div_half_even(amount, parts)
    rest = amount
    for part in range(parts - 1):
        cut[part] = min(each, rest)
        rest -= cut[part]
    cut[parts - 1] = rest
    return cut


@compiled
def equal_instalments(principal: int, rate_ppm: int, term: int) -> npt.NDArray[np.int64]:
    """Return the schedule of a loan repaid in equal instalments.

    Parameters
    ----------
    principal : int, minor units
        Amount lent.
    rate_ppm : int, parts per million per year
        Contract rate; 0 is allowed.
    term : int, months
        Number of instalments, 1 or more.

    Returns
    -------
    int64 array, one row per instalment, columns PRINCIPAL and INTEREST, minor units
    """
    totals = np.full(term, level_instalment(principal, rate_ppm, term), dtype=np.int64)
    return amortise(principal, rate_ppm, totals)


@compiled
def equal_principal(principal: int, rate_ppm: int, term: int) -> npt.NDArray[np.int64]:
    """Return the schedule of a loan repaid in equal parts of principal, with falling interest.

    Parameters
    ----------
    principal : int, minor units
        Amount lent.
    rate_ppm : int, parts per million per year
        Contract rate.
    term : int, months
        Number of instalments, 1 or more.

    Returns
    -------
    int64 array, one row per instalment, columns PRINCIPAL and INTEREST, minor units
    """
    rows = np.zeros((term, 2), dtype=np.int64)
    rows[:, PRINCIPAL] = equal_parts(principal, term)
    balance = principal
    for month in range(term):
        rows[month, INTEREST] = period_interest(balance, rate_ppm)
        balance -= rows[month, PRINCIPAL]
    return rows


@compiled
def interest_free(principal: int, term: int) -> npt.NDArray[np.int64]:
    """Return the schedule of interest-free instalments; what the lender earns is a fee beside it.

    Parameters
    ----------
    principal : int, minor units
        Amount lent.
    term : int, months
        Number of instalments, 1 or more.

    Returns
    -------
    int64 array, one row per instalment, columns PRINCIPAL and INTEREST, minor units
        The column INTEREST is 0.
    """
    rows = np.zeros((term, 2), dtype=np.int64)
    rows[:, PRINCIPAL] = equal_parts(principal, term)
    return rows


@compiled
def bullet(principal: int, rate_ppm: int, term: int) -> npt.NDArray[np.int64]:
    """Return the schedule of a loan that pays interest monthly and its principal at the end.

    Parameters
    ----------
    principal : int, minor units
        Amount lent.
    rate_ppm : int, parts per million per year
        Contract rate.
    term : int, months
        Number of due days, 1 or more.

    Returns
    -------
    int64 array, one row per due day, columns PRINCIPAL and INTEREST, minor units
    """
    rows = np.zeros((term, 2), dtype=np.int64)
    rows[:, INTEREST] = period_interest(principal, rate_ppm)
    rows[term - 1, PRINCIPAL] = principal
    return rows


@compiled
def schedule(kind: int, principal: int, rate_ppm: int, term: int) -> npt.NDArray[np.int64]:
    """Return the signed schedule of a contract of any kind.

    Parameters
    ----------
    kind : int
        A `ProductKind`.
    principal : int, minor units
        Amount lent.
    rate_ppm : int, parts per million per year
        Contract rate; INTEREST_FREE does not read it.
    term : int, months
        Number of instalments, 1 or more.

    Returns
    -------
    int64 array, one row per instalment, columns PRINCIPAL and INTEREST, minor units

    Raises
    ------
    EngineError
        If ``kind`` is not a `ProductKind`.
    """
    if kind == ProductKind.EQUAL_INSTALMENTS:
        return equal_instalments(principal, rate_ppm, term)
    if kind == ProductKind.EQUAL_PRINCIPAL:
        return equal_principal(principal, rate_ppm, term)
    if kind == ProductKind.INTEREST_FREE:
        return interest_free(principal, term)
    if kind == ProductKind.BULLET:
        return bullet(principal, rate_ppm, term)
    raise EngineError(f"schedule: found kind {kind}; accepted are 0 to 3, see ProductKind")
