"""A schedule as an account keeps it: due days, parts, and how far it has been billed."""

import numpy as np
from numpy.typing import NDArray

from arrears.debt import delinquency

__all__ = ["NO_DAY", "Schedule"]

NO_DAY = 10**9  # later than any day


class Schedule:
    """Due days and what falls due on them; one is signed, relief may write a second.

    A row is principal, interest and, on a plan, interest that was charged before.
    """

    __slots__ = ("billed", "cumulative", "days", "next_amount", "next_day", "place", "rows")

    def __init__(self, days: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
        self.days = days
        self.rows = rows
        self.cumulative = np.cumsum(rows.sum(axis=1))
        self.place = 0  # the next row to be billed, its day and amount
        self.next_day, self.next_amount = int(days[0]), int(self.cumulative[0])
        self.billed = 0  # all that has fallen due

    def next_row(self) -> list[int]:
        """Return the row to be billed now, and go on to the one after it."""
        row: list[int] = self.rows[self.place].tolist()
        self.place += 1
        self.billed += self.next_amount
        if self.place < len(self.days):
            self.next_day = int(self.days[self.place])
            self.next_amount = int(self.cumulative[self.place]) - self.billed
        else:
            self.next_day, self.next_amount = NO_DAY, 0
        return row

    def last_billed(self) -> int | None:
        """Return the last due day that was billed, or None before the first."""
        return int(self.days[self.place - 1]) if self.place else None

    def days_past_due(self, day: int, received: int) -> int:
        """Return days since the oldest due day that ``received`` does not cover; 0 if none."""
        return delinquency.days_past_due(day, self.days, self.cumulative, received, 0)

    def arrears(self, received: int) -> int:
        """Return what was billed and is not covered by ``received``."""
        return max(0, self.billed - received)
