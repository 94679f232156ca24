"""How late an account is: its oldest unpaid due day, days past due, arrears and bucket.

Instalments are settled oldest first, so lateness needs only the due days, the amounts due added
up to each of them, and all that was received. Every search begins at an index the caller
remembers, because what is settled stays settled: over the life of an account a search costs one
step per instalment.
"""

import numpy as np
import numpy.typing as npt

from arrears.compiled import compiled

__all__ = ["arrears", "bucket", "cumulative_due", "days_past_due", "fallen_due", "oldest_unpaid"]


@compiled
def oldest_unpaid(cumulative_due: npt.NDArray[np.int64], received: int, start: int) -> int:
    """Return the index of the oldest instalment that is not paid in full, due or not.

    Parameters
    ----------
    cumulative_due : int64 array, minor units
        Amount due up to and including each instalment.
    received : int, minor units
        All that was received towards instalments.
    start : int
        An index known not to be beyond the answer, such as the last answer; else 0.

    Returns
    -------
    int
        The number of instalments when all are paid.
    """
    index = start
    while index < len(cumulative_due) and cumulative_due[index] <= received:
        index += 1
    return index


@compiled
def cumulative_due(rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the amount due up to and including each row of a schedule.

    Parameters
    ----------
    rows : int64 array, one row per instalment, minor units
        Its parts, which together fall due.
    """
    total = 0
    cumulative = np.empty(len(rows), dtype=np.int64)
    for place in range(len(rows)):
        for part in rows[place]:
            total += part
        cumulative[place] = total
    return cumulative


@compiled
def fallen_due(day: int, due_days: npt.NDArray[np.int64], start: int) -> int:
    """Return how many instalments have fallen due by the end of a day.

    Parameters
    ----------
    day : int, days
        The day in question; instalments due on it count.
    due_days : int64 array, days
        Due day of each instalment, rising.
    start : int
        A count known not to be beyond the answer, such as the last answer; else 0.

    Returns
    -------
    int
    """
    count = start
    while count < len(due_days) and due_days[count] <= day:
        count += 1
    return count


@compiled
def days_past_due(
    day: int,
    due_days: npt.NDArray[np.int64],
    cumulative_due: npt.NDArray[np.int64],
    received: int,
    start: int,
) -> int:
    """Return the days since the oldest due day that is not paid in full.

    Parameters
    ----------
    day : int, days
        The day in question.
    due_days : int64 array, days
        Due day of each instalment, rising.
    cumulative_due : int64 array, minor units
        Amount due up to and including each instalment.
    received : int, minor units
        All that was received towards instalments.
    start : int
        An index known not to be beyond the oldest unpaid instalment; else 0.

    Returns
    -------
    int, days
        0 on the due day itself and when nothing due is unpaid, 1 on the day after.
    """
    index = oldest_unpaid(cumulative_due, received, start)
    if index == len(due_days):
        return 0
    return max(0, int(day - due_days[index]))


@compiled
def arrears(
    day: int,
    due_days: npt.NDArray[np.int64],
    cumulative_due: npt.NDArray[np.int64],
    received: int,
    start: int,
) -> int:
    """Return the amount of instalments due on or before a day that is not paid.

    Parameters
    ----------
    day : int, days
        The day in question; an instalment due on it counts in full, before any payment.
    due_days : int64 array, days
        Due day of each instalment, rising.
    cumulative_due : int64 array, minor units
        Amount due up to and including each instalment.
    received : int, minor units
        All that was received towards instalments.
    start : int
        A count known not to be beyond `fallen_due` of the day; else 0.

    Returns
    -------
    int, minor units
    """
    count = fallen_due(day, due_days, start)
    if count == 0:
        return 0
    return max(0, int(cumulative_due[count - 1] - received))


@compiled
def bucket(dpd: int) -> int:
    """Return the bucket of days past due: 0 current, 1 = 1-30, 2 = 31-60, and so on."""
    return (dpd + 29) // 30
