"""The regime of a run, and what its rules must know of everybody; shared by all platforms."""

from typing import TYPE_CHECKING

from arrears.calendar import Calendar
from arrears.engines.simpy.lateness import days_late, overdue
from arrears.engines.simpy.turn import Life
from arrears.regulation.act import Contact, Step, StepKind
from arrears.regulation.contact_limits import HoursLimit
from arrears.regulation.history import NEVER_DAY, NOT_LATE, AccountHistory, BorrowerHistory
from arrears.regulation.regime import Regime
from arrears.regulation.rule import Channel
from arrears.regulation.rulebook import Rulebook
from arrears.terms import Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.world import World
    from arrears.regulation.rule import Rule

__all__ = ["Law", "law_of"]

_MET: tuple[Channel, ...] = ("call", "visit")
_CHARGES: tuple[StepKind, ...] = ("interest", "penalty", "fees")


def law_of(regime: Regime | None, calendar: Calendar, currency: str) -> "Law | None":
    """Return the law of a run; None where no rule asks for anything, so that nobody is asked."""
    if regime is None or not regime.rules:
        return None
    return Law(Rulebook(regime, calendar, currency=currency))


class Law:
    """The rulebook with the histories that it is shown.

    Rules come into force on day 0 at the earliest: the burn-in is the same for every regime. What
    was done in it is remembered all the same.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.kinds: dict[str, type[Rule]] = {
            held.name: type(held.rule) for held in rulebook.regime.rules
        }
        self.limits = {charge: self._limits(charge) for charge in _CHARGES}
        hours = [limit for limit in rulebook.limits if isinstance(limit, HoursLimit)]
        self.hours = {
            channel: [limit for limit in hours if limit.concerns(Contact(channel=channel))]
            for channel in _MET
        }
        self.has_ceilings = bool(rulebook.prices)
        self.has_tolerance = any(getattr(limit, "tolerance", 0) for limit in rulebook.limits)
        self.grants_rest = any(limit.rule.trigger != "public_order" for limit in rulebook.moratoria)
        clocks = (held.rule for held in rulebook.regime.rules)
        self.wants_offers = any(getattr(rule, "offer_by_dpd", None) is not None for rule in clocks)
        self._borrowers: dict[int, BorrowerHistory] = {}
        self._accounts: dict[int, AccountHistory] = {}

    def _limits(self, charge: StepKind) -> bool:
        step = Step(kind=charge)
        return any(limit.concerns(step) for limit in self.rulebook.limits)

    @property
    def limits_current_interest(self) -> bool:
        """Whether interest of accounts that are not late may be limited, too."""
        concerned = (
            limit for limit in self.rulebook.limits if limit.concerns(Step(kind="interest"))
        )
        has_ceilings = any(limit.caps("interest") for limit in self.rulebook.prices)
        return has_ceilings or any(limit.dpd_min == 0 for limit in concerned)

    def opening(self, day: int, channel: Channel = "call") -> int:
        """Return the minute of a day at which the lender may call or visit at the earliest."""
        minute = 0
        for limit in self.hours[channel]:
            if limit.first_day <= day <= limit.last_day:
                opens, closes = limit.span(day)
                minute = max(minute, opens) if opens < closes else minute
        return minute

    def history_of(self, account: "Account") -> AccountHistory:
        """Return the history of an account, not brought up to date."""
        history = self._accounts.get(account.number)
        if history is None:
            owner = self._borrowers.get(account.owner)
            if owner is None:
                owner = self._borrowers[account.owner] = self.rulebook.new_borrower()
            lender = account.world.platforms.index(account.platform)
            history = AccountHistory(
                account.number, lender, owner, product=account.contract.product.name,
                segment=account.borrower.segment,
            )  # fmt: skip
            self._accounts[account.number] = history
        return history

    def standing(self, account: "Account", day: int) -> AccountHistory:
        """Return the history of an account with how it stands on a day."""
        history, work = self.history_of(account), account.work
        dpd = days_late(account, day)
        history.late_since = day - dpd if dpd > 0 else NOT_LATE
        history.balance = account.balance
        if self.has_tolerance:
            history.overdue = overdue(account)
        history.plan_open = account.relief is not None
        history.review_open = work.review_open
        history.complaint_open = work.complaints_open > 0
        promised = work.promised_until
        history.promised_until = promised if promised >= day else NEVER_DAY
        history.unreachable = not account.is_closed and account.borrower.reach.known_dead
        history.agencies = int(account.platform.stages.agency_of(account) is not None)
        return history

    def forget(self, account: "Account") -> None:
        """Forget what ends with a spell of arrears."""
        history = self._accounts.get(account.number)
        if history is not None:
            history.clear()

    def announce(self, world: "World") -> Life:
        """Log when public orders begin and end, those that hold for everybody."""
        days: list[tuple[int, int, str]] = []
        for limit in self.rulebook.moratoria:
            if limit.rule.trigger != "public_order":
                continue
            first, last = max(0, limit.first_day), min(world.horizon - 1, limit.last_day)
            if first <= last:
                days += [(first, last + 1 - first, limit.name), (last + 1, 0, limit.name)]
        for day, amount, name in sorted(days):
            if day < world.horizon:
                yield world.turn(day, Phase.MACRO, 0)
                event = Event.MORATORIUM_START if amount else Event.MORATORIUM_END
                world.log.add(day, Phase.MACRO, -1, -1, event, amount, world.code(name))
