"""Sale of claims: one by one on their day, or in bulk every few months."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.claim import Holder
from arrears.engines.simpy.fees import charge_penalty
from arrears.engines.simpy.turn import Life
from arrears.policies.claims import Sale as Terms
from arrears.policies.who import Who
from arrears.regulation.act import Step
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Sale"]

_AFTER_THE_STAGES = 2


class Sale:
    """Sells what is old enough, at a price for its age."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.terms: Terms | None = None
        self.buyer = Holder(world, platform, Cause.BUYER)

    def take_up(self, terms: Terms | None) -> None:
        """Sell by these terms from now on; none sells nothing."""
        self.terms = terms
        if terms is not None:
            self.buyer.take_up(terms.buyer, terms.asking)

    @property
    def who(self) -> Who:
        """For whom it is."""
        return self.terms.who if self.terms is not None else Who()

    @property
    def steps(self) -> set[int]:
        """Days past due on which an account is to be looked at."""
        one_by_one = self.terms is not None and self.terms.every_months is None
        return {self.terms.from_dpd} if self.terms is not None and one_by_one else set()

    def look_at(self, account: Account, day: int) -> None:
        """Sell an account in the evening of its day."""
        if self.terms is not None and self.terms.every_months is None:
            self._sell(self.terms, account, day)

    def work(self) -> Life:
        """Sell in bulk on the first day of every so many months, counted from day 0."""
        first = self.world.calendar.month_of(self.world.first_day) + 1
        for month in range(first, self.world.calendar.month_of(self.world.horizon - 1) + 1):
            day = self.world.calendar.month_start(month)
            yield self.world.turn(day, Phase.STAGE, _AFTER_THE_STAGES)
            terms = self.terms
            if terms is not None and terms.every_months and month % terms.every_months == 0:
                for number in sorted(self.platform.files):
                    self._sell(terms, self.platform.files[number], day)

    def _sell(self, terms: Terms, account: Account, day: int) -> None:
        """Sell one account if it is old enough, nobody forbids it and somebody owes something."""
        if account.is_closed or account.claim is not None or account.relief is not None:
            return
        is_old = account.reported_dpd(day) >= terms.from_dpd
        if not (is_old and self.platform.fits(terms.who, account)):
            return
        if not self.platform.compliance.permits(account, Step(kind="sell"), day):
            return
        charge_penalty(account, day, Phase.STAGE)
        price = round(account.balance * terms.price(account.contract_dpd(day)))
        self.buyer.take_over(account, Event.SOLD, price, day)
