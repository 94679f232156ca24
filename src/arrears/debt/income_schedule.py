"""A plan whose first instalments follow the income: what each pays, and what is left after it.

In the months by income an instalment pays interest first, then principal, then arrears; interest
it does not cover is carried, without interest of its own. The months after them repay the rest in
level instalments, with the interest carried in equal parts and the arrears where the terms say.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from arrears.debt.arrears_treatment import ArrearsTreatment
from arrears.debt.interest import period_interest
from arrears.debt.schedule import amortise, equal_parts, level_instalment

__all__ = ["Left", "income_rows", "pay_month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is still to be billed on such a plan, in minor units.

    Parameters
    ----------
    principal : int
        That bears interest: what had not fallen due when the plan began.
    carried : int
        Interest that accrued in the plan and has not been billed.
    arrears_principal, arrears_interest : int
        What had fallen due before the plan; it bears no contract interest.
    """

    principal: int
    carried: int
    arrears_principal: int
    arrears_interest: int


def pay_month(left: Left, rate_ppm: int, instalment: int) -> tuple[list[int], Left]:
    """Return what one instalment by income pays, and what is left after it.

    Parameters
    ----------
    left : Left
        Before the month.
    rate_ppm : int, parts per million per year
        Rate of the plan.
    instalment : int, minor units
        What the income bears.

    Returns
    -------
    row : list of int, minor units
        Principal, interest, and interest that was charged before the plan.
    left : Left
        After the month.
    """
    accrued = left.carried + period_interest(left.principal, rate_ppm)
    interest = min(accrued, instalment)
    principal = min(left.principal, instalment - interest)
    rest = instalment - interest - principal
    old_principal = min(left.arrears_principal, rest)
    old_interest = min(left.arrears_interest, rest - old_principal)
    after = replace(
        left,
        principal=left.principal - principal,
        carried=accrued - interest,
        arrears_principal=left.arrears_principal - old_principal,
        arrears_interest=left.arrears_interest - old_interest,
    )
    return [principal + old_principal, interest, old_interest], after


def income_rows(
    left: Left, rate_ppm: int, instalment: int, months: int, later_months: int,
    treatment: ArrearsTreatment,
) -> npt.NDArray[np.int64]:  # fmt: skip
    """Return all rows to come if every month by income brings the same instalment.

    Parameters
    ----------
    left : Left
        What is to be billed.
    rate_ppm : int, parts per million per year
        Rate of the plan.
    instalment : int, minor units
        What the income bears in each of the first months.
    months, later_months : int
        Instalments by income, and level ones after them, 1 or more.
    treatment : ArrearsTreatment
        Where among the later months the arrears fall due.

    Returns
    -------
    int64 array, one row per month
        Columns as of `pay_month`; the first and the third sum to principal and old interest.
    """
    first = []
    for _ in range(months):
        row, left = pay_month(left, rate_ppm, instalment)
        first.append(row)
    level = level_instalment(left.principal, rate_ppm, later_months)
    later = np.zeros((later_months, 3), dtype=np.int64)
    totals = np.full(later_months, level, dtype=np.int64)
    later[:, :2] = amortise(left.principal, rate_ppm, totals)
    later[:, 1] += equal_parts(left.carried, later_months)
    later[:, 0] += _placed(left.arrears_principal, later_months, treatment)
    later[:, 2] += _placed(left.arrears_interest, later_months, treatment)
    return np.concatenate((np.array(first, dtype=np.int64).reshape(-1, 3), later))


def _placed(amount: int, months: int, treatment: ArrearsTreatment) -> npt.NDArray[np.int64]:
    """Return by month what of the arrears falls due."""
    if treatment is ArrearsTreatment.SPREAD:
        return equal_parts(amount, months)
    parts = np.zeros(months, dtype=np.int64)
    parts[0 if treatment is ArrearsTreatment.LUMP else -1] = amount
    return parts
