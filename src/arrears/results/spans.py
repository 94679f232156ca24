"""From rows that say something starts or ends to the spans in between."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from arrears.results.rows import Integers

__all__ = ["Spans", "spans"]


class Spans(NamedTuple):
    """One entry per span, by owner and then by day.

    ``end`` is the day after the last; ``row`` the position of the row that started the span
    among those given.
    """

    owner: Integers
    first: Integers
    end: Integers
    has_ended: npt.NDArray[np.bool_]
    row: npt.NDArray[np.intp]


def spans(owner: Integers, day: Integers, starts: npt.NDArray[np.bool_], horizon: int) -> Spans:
    """Pair each start with the next end of the same owner.

    Parameters
    ----------
    owner : int array
        Account or borrower of each row.
    day : int array, days
        Day of each row, rising within an owner.
    starts : bool array
        Whether the row is a start; otherwise it is an end. A start while a span is open and an
        end while none is are passed over.
    horizon : int, days
        End of the spans that are still open.

    Returns
    -------
    Spans
    """
    order = np.argsort(owner, kind="stable")
    is_same_owner = np.r_[False, owner[order][1:] == owner[order][:-1]]
    was_open = is_same_owner & np.r_[False, starts[order][:-1]]
    order = order[starts[order] != was_open]
    owners, days, is_start = owner[order], day[order], starts[order]
    first = np.flatnonzero(is_start)
    following = np.minimum(first + 1, len(order) - 1)
    has_ended = (following > first) & (owners[following] == owners[first])
    end = np.where(has_ended, days[following], horizon)
    return Spans(owners[first], days[first], end, has_ended, order[first])
