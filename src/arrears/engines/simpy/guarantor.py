"""The guarantor (助贷, 代偿): pays the funder what is owed, and takes the claim over."""

from typing import TYPE_CHECKING

from arrears.debt import ledger
from arrears.engines.simpy.account import Account
from arrears.engines.simpy.claim import Holder
from arrears.engines.simpy.fees import charge_penalty
from arrears.engines.simpy.turn import Life
from arrears.policies.claims import Guarantee
from arrears.policies.who import Who
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Guarantor"]


class Guarantor:
    """Stands in for borrowers of one platform, for a monthly fee."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.terms: Guarantee | None = None
        self.holder = Holder(world, platform, Cause.GUARANTOR)

    def take_up(self, terms: Guarantee | None) -> None:
        """Guarantee by these terms from now on; none guarantees nothing."""
        self.terms = terms
        if terms is not None:
            self.holder.take_up(terms.guarantor, terms.asking)

    @property
    def who(self) -> Who:
        """For whom it is: everybody."""
        return Who()

    @property
    def steps(self) -> set[int]:
        """Days past due on which an account is to be looked at."""
        return {self.terms.compensation_dpd} if self.terms is not None else set()

    def look_at(self, account: Account, day: int) -> None:
        """Pay the funder the whole balance of an account that is late enough."""
        terms = self.terms
        if terms is None or account.is_closed or account.is_charged_off:
            return
        if account.reported_dpd(day) < terms.compensation_dpd or account.relief is not None:
            return
        charge_penalty(account, day, Phase.STAGE)
        self.holder.take_over(account, Event.COMPENSATED, account.balance, day)

    def work(self) -> Life:
        """Take the fee for the month before, on the first day of every month."""
        calendar = self.world.calendar
        first = calendar.month_of(self.world.first_day) + 1
        for month in range(first, calendar.month_of(self.world.horizon - 1) + 1):
            day = calendar.month_start(month)
            yield self.world.turn(day, Phase.STAGE, 1)
            if self.terms is not None and self.terms.fee_monthly_share:
                self._take_fee(self.terms, day)

    def _take_fee(self, terms: Guarantee, day: int) -> None:
        """Book the fee on the platform's balances; they belong to many, and so to no account."""
        balance = sum(
            int(account.ledger[ledger.OUTSTANDING])
            for borrower in self.world.borrowers.values()
            for account in borrower.accounts
            if account.platform is self.platform
        )
        fee = round(balance * terms.fee_monthly_share)
        if fee:
            self.world.log.add(
                day, Phase.STAGE, -1, self.platform.unowned, Event.COST, fee, Cause.GUARANTEE_FEE,
                actor=self.world.code(terms.guarantor),
            )  # fmt: skip
