"""What falls due on a plan: the second schedule that relief writes."""

import numpy as np
from numpy.typing import NDArray

from arrears.debt.arrears_treatment import ArrearsTreatment
from arrears.debt.relief_schedule import relief_schedule
from arrears.debt.schedule import equal_parts
from arrears.policies.relief import Relief

__all__ = ["moved_rows", "plan_rows"]

_PPM = 1_000_000


def plan_rows(
    relief: Relief, *, principal: int, due_principal: int, interest_owed: int, rate_ppm: int,
    months_left: int,
) -> NDArray[np.int64]:  # fmt: skip
    """Spread what is owed over the coming due days as the relief says.

    Parameters
    ----------
    relief : Relief
        What is granted.
    principal, due_principal, interest_owed : int, minor units
        All principal, what of it has fallen due, and interest charged and unpaid.
    rate_ppm : int
        The contract's yearly rate.
    months_left : int
        Instalments of the signed schedule that are not billed yet.

    Returns
    -------
    int array, one row per instalment
        Principal, interest, and interest that was charged before the plan: it is billed again by
        it, but charged only once.
    """
    terms = (
        0 if relief.interest_free else rate_ppm, max(1, months_left), relief.skip_months,
        round(relief.reduction_share * _PPM), relief.reduced_months, relief.extra_months,
        relief.interest_free, int(ArrearsTreatment[relief.arrears.upper()]), due_principal,
        relief.freeze_months, relief.spread_months or 0,
    )  # fmt: skip
    rows = relief_schedule(principal, interest_owed, *terms)
    fresh = relief_schedule(principal, 0, *terms)
    return np.column_stack([fresh, rows[:, 1] - fresh[:, 1]])


def moved_rows(
    relief: Relief, rows: NDArray[np.int64], due_principal: int, interest_owed: int
) -> NDArray[np.int64]:
    """Return instalments as they were to come, with what is in arrears added to them.

    Parameters
    ----------
    relief : Relief
        Says where the arrears fall due.
    rows : int array, one row per instalment that is still to come
        Principal, interest and, where an earlier plan wrote them, interest charged before.
    due_principal, interest_owed : int, minor units
        What has fallen due and is unpaid.
    """
    moved = np.zeros((max(1, len(rows)), 3), dtype=np.int64)
    moved[: len(rows), : rows.shape[1]] = rows
    for column, amount in ((0, due_principal), (2, interest_owed)):
        if relief.arrears == "spread":
            moved[:, column] += equal_parts(amount, len(moved))
        else:
            moved[0 if relief.arrears == "lump" else -1, column] += amount
    return moved
