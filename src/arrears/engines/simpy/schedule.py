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

    __slots__ = (
        "_covered", "_last", "_oldest_day", "billed", "cumulative", "days", "next_amount",
        "next_day", "place", "rows",
    )  # fmt: skip

    def __init__(self, days: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
        self.days = days
        self.rows = rows
        self.cumulative = delinquency.cumulative_due(rows)
        self._last = len(days) - 1
        self.place = 0  # the next row to be billed, its day and amount
        self.next_day, self.next_amount = int(days[0]), int(self.cumulative[0])
        self.billed = 0  # all that has fallen due
        self._covered, self._oldest_day = -1, NO_DAY  # nothing is known yet

    def next_row(self) -> list[int]:
        """Return the row to be billed now, and go on to the one after it."""
        row: list[int] = self.rows[self.place].tolist()
        self.place += 1
        self.billed += self.next_amount
        if self.place <= self._last:
            self.next_day = self.days.item(self.place)
            self.next_amount = self.cumulative.item(self.place) - self.billed
        else:
            self.next_day, self.next_amount = NO_DAY, 0
        return row

    def leave_out(self, interest: int) -> None:
        """Let so much less interest fall due next; the contract's own rows are not touched."""
        self.rows = self.rows.copy()
        self.rows[self.place, 1] -= interest
        self.cumulative = delinquency.cumulative_due(self.rows)
        self.next_amount -= interest
        self._covered = -1

    def rewrite(self, rows: NDArray[np.int64]) -> None:
        """Let other rows come than those that stood there; what was billed stays."""
        self.rows = np.concatenate((self.rows[: self.place], rows))
        self._add_up_again()

    def add_to_last(self, amount: int) -> None:
        """Let more principal have fallen due with the last row billed."""
        self.rows = self.rows.copy()
        self.rows[self.place - 1, 0] += amount
        self.billed += amount
        self._add_up_again()

    def _add_up_again(self) -> None:
        self.cumulative = delinquency.cumulative_due(self.rows)
        self._covered = -1
        if self.place <= self._last:
            self.next_amount = self.cumulative.item(self.place) - self.billed

    @property
    def to_come(self) -> NDArray[np.int64]:
        """The rows that are still to be billed."""
        return self.rows[self.place :]

    @property
    def carried(self) -> int:
        """Interest charged before the plan that is still to be billed again by it."""
        return int(self.rows[self.place :, 2].sum())

    @property
    def is_last(self) -> bool:
        """Whether only one row is still to be billed."""
        return self.place == self._last

    def last_billed(self) -> int | None:
        """Return the last due day that was billed, or None before the first."""
        return int(self.days[self.place - 1]) if self.place else None

    def days_past_due(self, day: int, received: int) -> int:
        """Return days since the oldest due day that ``received`` does not cover; 0 if none."""
        if received != self._covered:
            self._covered = received
            place = delinquency.oldest_unpaid(self.cumulative, received, 0)
            self._oldest_day = int(self.days[place]) if place < len(self.days) else NO_DAY
        return max(0, day - self._oldest_day)

    def arrears(self, received: int) -> int:
        """Return what was billed and is not covered by ``received``."""
        return max(0, self.billed - received)
