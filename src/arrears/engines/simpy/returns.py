"""What platforms report of a month: totals over all pods, frozen before the next begins."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from arrears.debt import ledger
from arrears.terms import Cause, Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["MonthlyReturn", "Returns", "freeze"]

_SPENT = [int(event) for event in (Event.COST, Event.FINED, Event.DAMAGES)]


class MonthlyReturn(NamedTuple):
    """One platform's month: counts, and amounts in minor units; stocks are those of its end."""

    borrowers: int = 0
    accounts: int = 0
    in_arrears: int = 0
    complaints: int = 0
    to_regulator: int = 0
    provable: int = 0  # breaches other than severe ones that an inspection would prove
    provable_severe: int = 0
    paid: int = 0
    disbursed: int = 0
    charged_off: int = 0
    outstanding: int = 0
    earned: int = 0  # interest and fees charged
    lost: int = 0  # forgiven, charged off or sold, less what came back
    spent: int = 0  # costs, fines and damages

    def with_other(self, other: "MonthlyReturn") -> "MonthlyReturn":
        """Return the sum with another pod's."""
        return MonthlyReturn(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def was_outstanding(self) -> int:
        """What was outstanding at the month's end, and what was charged off before."""
        return max(1, self.outstanding + self.charged_off)

    def per_1000(self, count: int) -> float:
        """Return a count per 1000 borrowers."""
        return 1000.0 * count / self.borrowers if self.borrowers else 0.0


class Returns:
    """Counts complaints and breaches as they happen, and the rest when the month is over."""

    def __init__(self, world: "World") -> None:
        self.world = world
        count = len(world.platforms)
        self.last = [MonthlyReturn()] * count
        self._complaints, self._to_regulator = [0] * count, [0] * count
        self._breaches: list[list[tuple[Account, bool]]] = [[] for _ in range(count)]
        self.proven: list[list[tuple[Account, bool]]] = [[] for _ in range(count)]
        self._sums = [self._ledger(platform) for platform in world.platforms]
        self._rows_seen = 0

    def complained(self, account: "Account", where: Cause) -> None:
        """Count a complaint."""
        place = account.platform.place
        self._complaints[place] += 1
        self._to_regulator[place] += where is Cause.REGULATOR

    def breached(self, account: "Account", *, is_severe: bool, by_agency: bool) -> None:
        """Note a breach that can be proven: whoever suffers it may keep evidence."""
        terms = self.world.supervision
        if terms is None:
            return
        share = terms.detection_share
        if by_agency and terms.agency_detection_share is not None:
            share = terms.agency_detection_share
        if account.borrower.nth("evidence") < share:
            self._breaches[account.platform.place].append((account, is_severe))

    def close(self) -> list[MonthlyReturn]:
        """Return this pod's month by platform, and begin to count anew."""
        spent = self._spent()
        found = [self._of(platform, spent) for platform in self.world.platforms]
        self.proven = self._breaches
        count = len(found)
        self._breaches = [[] for _ in range(count)]
        self._complaints, self._to_regulator = [0] * count, [0] * count
        return found

    def _of(self, platform: "Platform", spent: list[int]) -> MonthlyReturn:
        place = platform.place
        accounts = [
            account
            for borrower in self.world.borrowers.values()
            for account in borrower.accounts
            if account.platform is platform
        ]
        severe = sum(is_severe for _, is_severe in self._breaches[place])
        before, self._sums[place] = self._sums[place], self._ledger(platform)
        paid, disbursed, charged_off, _, earned, lost = (
            now - then for now, then in zip(self._sums[place], before, strict=True)
        )
        return MonthlyReturn(
            borrowers=len({account.owner for account in accounts}),
            accounts=len(accounts),
            in_arrears=sum(account.is_behind for account in accounts),
            complaints=self._complaints[place],
            to_regulator=self._to_regulator[place],
            provable=len(self._breaches[place]) - severe,
            provable_severe=severe,
            paid=paid, disbursed=disbursed, charged_off=charged_off,
            outstanding=self._sums[place][3], earned=earned, lost=lost, spent=spent[place],
        )  # fmt: skip

    def _ledger(self, platform: "Platform") -> tuple[int, ...]:
        """Return what the books of all pods say, to one of them, which reports for all."""
        if self.world.pod:
            return (0,) * 6
        owners, books = self.world.log.owners, self.world.books
        own = books if owners is None else books[owners == platform.place]
        total = own.sum(axis=0, dtype=np.int64).tolist()
        earned = total[ledger.INTEREST] + total[ledger.FEES]
        lost = total[ledger.WAIVED] + total[ledger.CHARGED_OFF] + total[ledger.SOLD]
        return (
            total[ledger.PAID], total[ledger.DISBURSED], total[ledger.CHARGED_OFF],
            total[ledger.OUTSTANDING], earned, lost - total[ledger.SALE_PROCEEDS],
        )  # fmt: skip

    def _spent(self) -> list[int]:
        """Return what each platform has paid since the last return, to one of the pods."""
        count = len(self.world.platforms)
        if self.world.pod:
            return [0] * count
        columns, platform = self.world.log.written_since(self._rows_seen, "event", "amount")
        self._rows_seen += len(platform)
        is_cost = np.isin(columns["event"], _SPENT)
        amount = np.where(is_cost, columns["amount"].astype(np.int64), 0)
        return [int(amount[platform == place + 1].sum()) for place in range(count)]


def freeze(worlds: "Iterable[World]") -> None:
    """Let every pod know what platforms report of the month that is over, over all pods."""
    told = [world.returns for world in worlds if world.returns is not None]
    if not told:
        return
    months = [each.close() for each in told]
    totals = months[0]
    for other in months[1:]:
        totals = [one.with_other(two) for one, two in zip(totals, other, strict=True)]
    for each in told:
        each.last = totals
