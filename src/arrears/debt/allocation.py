"""Which part of what is owed a payment settles."""

import numpy as np
import numpy.typing as npt

from arrears.compiled import compiled

__all__ = ["allocate"]


@compiled
def allocate(
    payment: int,
    owed_fees: int,
    owed_penalty: int,
    owed_interest: int,
    owed_principal: int,
    order: npt.NDArray[np.int64],
) -> tuple[int, int, int, int]:
    """Return what a payment settles of fees, penalty, interest and principal.

    Parameters
    ----------
    payment : int, minor units
        Amount received, 0 or more.
    owed_fees, owed_penalty, owed_interest, owed_principal : int, minor units
        What is owed in each category, 0 or more.
    order : int64 array of 4
        Every `OwedCategory` once, the first to be settled first.

    Returns
    -------
    tuple of 4 int, minor units
        Fees, penalty, interest and principal settled. They sum to the payment, or to all that is
        owed where the payment is larger.
    """
    owed = np.array([owed_fees, owed_penalty, owed_interest, owed_principal], dtype=np.int64)
    settled = np.zeros(4, dtype=np.int64)
    rest = payment
    for category in order:
        part = min(rest, owed[category])
        settled[category] = part
        rest -= part
    return int(settled[0]), int(settled[1]), int(settled[2]), int(settled[3])
