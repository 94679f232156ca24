"""Spells of arrears, defaults and states at month ends, read from spans of arrears."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from arrears.results.instalments import Arrears
from arrears.results.rows import NEVER, Book, Integers

__all__ = ["Spells", "dpd_at", "first_day_late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spells:
    """One entry per spell of arrears, by account and opening day.

    Parameters
    ----------
    account : int array
        Position of the account.
    due_day : int array, days
        The due day that opened it; the spell opens on the day after.
    last : int array, days
        Day of the cure, charge-off or sale, or the last day before the horizon.
    is_cured, is_charged_off : bool arrays
        How it ended; neither when it is open at the horizon.
    """

    account: Integers
    due_day: Integers
    last: Integers
    is_cured: npt.NDArray[np.bool_]
    is_charged_off: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, arrears: Arrears, book: Book, horizon: int) -> Self:
        """Join spans of arrears into spells and end them at charge-off or sale."""
        starts, end = _runs(arrears)
        account, due_day = arrears.owner[starts], arrears.first[starts]
        charged_off = book.left[account]
        is_charged_off = charged_off <= np.minimum(end, horizon - 1)
        is_cured = (end < horizon) & ~is_charged_off
        last = np.where(is_charged_off, charged_off, np.minimum(end, horizon - 1))
        opens = (due_day < horizon - 1) & (charged_off > due_day)
        return cls(
            account=account[opens],
            due_day=due_day[opens],
            last=last[opens],
            is_cured=is_cured[opens],
            is_charged_off=is_charged_off[opens],
        )

    @property
    def opened(self) -> Integers:
        """First day of each spell: contract dpd 1 in the morning."""
        return self.due_day + 1

    def find(self, account: Integers, day: Integers) -> npt.NDArray[np.intp]:
        """Return the spell that an account is in on a day, -1 for none; its last day counts."""
        if not len(self.account):
            return np.full(len(account), -1, np.intp)
        found = (
            np.searchsorted(_key(self.account, self.opened), _key(account, day), side="right") - 1
        )
        candidate = np.maximum(found, 0)
        is_in = (self.account[candidate] == account) & (day <= self.last[candidate])
        return np.where((found >= 0) & is_in, candidate, -1)


def _key(owner: Integers, day: Integers) -> Integers:
    """Return one number that orders by owner, then by day."""
    return (owner << 32) + day


def _runs(arrears: Arrears) -> tuple[npt.NDArray[np.intp], Integers]:
    """Return the first span of each unbroken run of arrears, and the day the run ended."""
    continues = (arrears.owner[1:] == arrears.owner[:-1]) & (arrears.first[1:] == arrears.end[:-1])
    starts = np.flatnonzero(np.r_[True, ~continues]) if len(arrears.owner) else np.zeros(0, np.intp)
    ends = np.r_[starts[1:], len(arrears.owner)] - 1 if len(starts) else starts
    return starts, arrears.end[ends]


def run_starts(arrears: Arrears) -> Integers:
    """Return for each span the day on which its unbroken run of arrears began, a due day."""
    starts, _ = _runs(arrears)
    lengths = np.diff(np.r_[starts, len(arrears.owner)])
    return np.repeat(arrears.first[starts], lengths)


def first_day_late(
    arrears: Arrears, dpd: int, accounts: int, from_day: int | None = None
) -> tuple[Integers, Integers]:
    """Return by account the first day that ends with contract dpd of at least ``dpd``.

    Parameters
    ----------
    arrears : Arrears
        Owned by positions of accounts.
    dpd : int, days
        1 or more.
    accounts : int
        Number of accounts.
    from_day : int, days, optional
        Days before this one are passed over.

    Returns
    -------
    day : int array, days
        NEVER for accounts that are never so late.
    run_start : int array, days
        Due day on which the run of arrears began in which it happened.
    """
    day = np.maximum(arrears.first, arrears.due_day + dpd)
    if from_day is not None:
        day = np.maximum(day, from_day)
    happens = day < arrears.end
    first = np.full(accounts, NEVER, np.int64)
    np.minimum.at(first, arrears.owner[happens], day[happens])
    run_start = np.full(accounts, NEVER, np.int64)
    is_first = happens & (day == first[arrears.owner])
    run_start[arrears.owner[is_first]] = run_starts(arrears)[is_first]
    return first, run_start


def dpd_at(arrears: Arrears, day: int, accounts: int) -> Integers:
    """Return the contract dpd of each account at the end of a day."""
    holds = (arrears.first <= day) & (day < arrears.end)
    dpd = np.zeros(accounts, np.int64)
    dpd[arrears.owner[holds]] = day - arrears.due_day[holds]
    return dpd
