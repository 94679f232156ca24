"""The supervisor: inspects where many complain, fines what it can prove, and gives orders."""

from collections import defaultdict
from typing import TYPE_CHECKING

from arrears.engines.simpy.months import month_starts
from arrears.engines.simpy.returns import MonthlyReturn
from arrears.engines.simpy.turn import Life
from arrears.policies.supervision import Order, Supervision
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Supervisor"]

_UNBOUNDED = 2**62
_LOOKS = 6  # rank within the first phase of a day: after the platforms' policies of the run


class Supervisor:
    """Looks at every platform on the first of the month, from the second month of the run on.

    It goes by last month's totals of all pods, so every pod comes to the same decision; the first
    pod writes it down, each pays its own borrowers.
    """

    def __init__(self, world: "World", terms: Supervision) -> None:
        self.world, self.terms = world, terms
        self._orders: dict[int, tuple[Order, int]] = {}  # by platform: what, and until when

    def work(self) -> Life:
        """Look at all platforms on the first of every month."""
        for day in month_starts(self.world):
            yield self.world.turn(day, Phase.MACRO, _LOOKS)
            if day <= 0:
                continue
            for platform in self.world.platforms:
                self._lift(platform, day)
                self._look_at(platform, day)

    def _look_at(self, platform: "Platform", day: int) -> None:
        cause = self._why_inspected(platform, day)
        if cause is Cause.NONE:
            return
        month, terms = self._month_of(platform), self.terms
        found = month.provable + month.provable_severe
        self._log(platform, day, Event.INSPECTED, found, cause)
        for amount, how in self._fines(month, day):
            if amount:
                self._log(platform, day, Event.FINED, amount, how)
        self._award_damages(platform, day)
        order = terms.order
        if (
            order is not None
            and found >= order.from_breaches
            and not self._orders.get(platform.place)
        ):
            self._give(platform, order, day)

    def _fines(self, month: MonthlyReturn, day: int) -> list[tuple[int, Cause]]:
        """Return the fines of an inspection, as far as the rules go; severe ones come first."""
        terms, left = self.terms, self._most("fine", "action", day)
        each = self._most("fine", "act", day)
        severe = terms.fine if terms.fine_severe is None else terms.fine_severe
        severe = min(month.provable_severe * min(severe, each), left)
        ordinary = min(month.provable * min(terms.fine, each), left - severe)
        return [(ordinary, Cause.ORDINARY), (severe, Cause.SEVERE)]

    def _most(self, of: str, per: str, day: int) -> int:
        """Return what the rules of the regime bound a sanction to."""
        law = self.world.law
        most = None if law is None else law.rulebook.sanction_max(of, per, day)
        return _UNBOUNDED if most is None else most

    def _month_of(self, platform: "Platform") -> MonthlyReturn:
        returns = self.world.returns
        return returns.last[platform.place] if returns is not None else MonthlyReturn()

    def _why_inspected(self, platform: "Platform", day: int) -> Cause:
        """Return why a platform is inspected today, NONE if it is not."""
        month, terms = self._month_of(platform), self.terms
        count = month.complaints if terms.counts == "all" else month.to_regulator
        if month.per_1000(count) > terms.inspects_above:
            return Cause.COMPLAINT
        chance = self.world.draw("inspection", platform.place, self.world.calendar_month(day))
        return Cause.AUDIT if chance < terms.audit_monthly_share else Cause.NONE

    def _award_damages(self, platform: "Platform", day: int) -> None:
        """Let the platform pay those who suffered a proven breach and complained."""
        returns = self.world.returns
        most = min(self.terms.damages, self._most("damages", "act", day))
        left: dict[int, int] = defaultdict(lambda: self._most("damages", "action", day))
        if returns is None:
            return
        for account, is_severe in returns.proven[platform.place]:
            amount = min(most, left[account.number]) if account.complaints else 0
            if not amount:
                continue
            left[account.number] -= amount
            borrower = account.borrower
            if borrower.accounts:  # else nobody follows the household's cash any more
                borrower.purse.settle(day - 1)
                borrower.purse.take_in(amount)
            cause = Cause.SEVERE if is_severe else Cause.ORDINARY
            account.log(day, Phase.MACRO, Event.DAMAGES, amount, cause)

    # Orders ---------------------------------------------------------------------------------

    def _give(self, platform: "Platform", order: Order, day: int) -> None:
        """Forbid what the order says, from today on."""
        world = self.world
        until = world.calendar.month_start(world.calendar.month_of(day) + order.months)
        self._orders[platform.place] = (order, until)
        if order.halts:
            platform.halts.sanctioned_until = until
            self._log(platform, day, Event.ORDER_START, until - day, Cause.SANCTION, "inspection")
        for name in order.bans:
            self._log(platform, day, Event.ORDER_START, until - day, Cause.SANCTION, name)
        platform.course.ban(order.bans, day)

    def _lift(self, platform: "Platform", day: int) -> None:
        """End an order whose months are over."""
        order, until = self._orders.get(platform.place, (None, 0))
        if order is None or day < until:
            return
        del self._orders[platform.place]
        if order.halts:
            self._log(platform, day, Event.ORDER_END, 0, Cause.SANCTION, "inspection")
        for name in order.bans:
            self._log(platform, day, Event.ORDER_END, 0, Cause.SANCTION, name)
        platform.course.ban((), day)

    def _log(
        self, platform: "Platform", day: int, event: Event, amount: int, cause: Cause,
        action: str = "",
    ) -> None:  # fmt: skip
        if self.world.pod == 0:
            self.world.log.add(
                day, Phase.MACRO, -1, platform.unowned, event, amount, cause,
                action=self.world.code(action) if action else 0,
            )  # fmt: skip
