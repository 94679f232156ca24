"""The question "may this be done now?", asked before every act: state in, verdict out, no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from arrears.calendar import Calendar
from arrears.regulation.act import Act
from arrears.regulation.charge_rules import Governance, InterestStop, Price, Sanction
from arrears.regulation.charges import Charged, PriceLimit, room
from arrears.regulation.contact_limits import (
    BanLimit,
    CapLimit,
    ConductLimit,
    HoursLimit,
    SilenceLimit,
    StayLimit,
    StopLimit,
    ThirdPartyLimit,
    VisitLimit,
)
from arrears.regulation.contact_rules import (
    ChannelBan,
    Conduct,
    ContactCap,
    Cooldown,
    Hours,
    Stay,
    StopRight,
    ThirdParty,
    Visit,
)
from arrears.regulation.history import NOT_LATE, AccountHistory, BorrowerHistory
from arrears.regulation.limit import Duty, Limit, Scope
from arrears.regulation.regime import Regime, StandingRule
from arrears.regulation.rule import Rule
from arrears.regulation.step_limits import (
    YEAR_DAYS,
    GraceLimit,
    HardshipLimit,
    InterestStopLimit,
    LitigationLimit,
    MoratoriumLimit,
    NoticeLimit,
    OutsourcingLimit,
    ReportingLimit,
)
from arrears.regulation.step_rules import (
    Grace,
    Hardship,
    Litigation,
    Moratorium,
    Outsourcing,
    PreNotice,
    Reporting,
)
from arrears.regulation.workdays import MINUTES, NEVER, Workdays

__all__ = ["ALLOWED", "Rulebook", "Verdict"]

# What a rule becomes; kinds that are not listed ask nothing before an act.
_LIMITS: dict[type[Rule], Callable[..., Limit]] = {
    ContactCap: CapLimit,
    Cooldown: SilenceLimit,
    Hours: HoursLimit,
    ChannelBan: BanLimit,
    ThirdParty: ThirdPartyLimit,
    Visit: VisitLimit,
    StopRight: StopLimit,
    Stay: StayLimit,
    Conduct: ConductLimit,
    PreNotice: NoticeLimit,
    Moratorium: MoratoriumLimit,
    Grace: GraceLimit,
    Hardship: HardshipLimit,
    Litigation: LitigationLimit,
    Reporting: ReportingLimit,
    Outsourcing: OutsourcingLimit,
    InterestStop: InterestStopLimit,
    Price: PriceLimit,
}
_AMOUNTS = ("amount", "amount_min", "amount_max", "underpayment_tolerance")
_FARTHEST = 1100 * MINUTES  # rules that leave no common minute in three years never will


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer of the rulebook.

    Parameters
    ----------
    allowed : bool
        Whether the act is lawful now.
    rule : str
        The rule that forbids it for longest; empty if none does.
    first_lawful : tuple of day and minute, or None
        When it will be lawful if nothing happens meanwhile and the debt stays unpaid; None when
        only an event or a duty fulfilled makes it so.
    duty : Duty or None
        What the lender must do before.
    """

    allowed: bool
    rule: str = ""
    first_lawful: tuple[int, int] | None = None
    duty: Duty | None = None


ALLOWED = Verdict(allowed=True)


class Rulebook:
    """A regime made ready for one run; holds no state of its own.

    Parameters
    ----------
    regime : Regime
        Its rules.
    calendar : Calendar
        Turns dates into days, and says which of them are holidays and working days.
    currency : str
        Of the scenario. Amounts of a rule in another currency are not converted: conditions on
        balances are left out and ceilings do not bind; `foreign_amounts` names these rules.
    """

    def __init__(self, regime: Regime, calendar: Calendar, *, currency: str = "CNY") -> None:
        self.regime, self.workdays = regime, Workdays(calendar)
        self.limits = [
            _LIMITS[type(held.rule)](held, self.workdays, currency, held.rule)
            for held in regime.rules
            if type(held.rule) in _LIMITS
        ]
        by_name = {limit.name: limit for limit in self.limits}
        for limit in self.limits:
            for name in limit.held.rule.replaces:
                if name in by_name:
                    by_name[name].yields_to.append(limit)
        self.prices = [
            limit for limit in self.limits if isinstance(limit, PriceLimit) and limit.caps("fees")
        ]
        self.moratoria = [limit for limit in self.limits if isinstance(limit, MoratoriumLimit)]
        self.memory_days = max([1, *(_memory(limit) for limit in self.limits)])
        self.foreign_amounts = tuple(
            held.name for held in regime.rules
            if held.currency not in ("", currency) and _has_amounts(held)
        )  # fmt: skip
        self._concerned: dict[object, tuple[Limit, ...]] = {}
        self._clocks = _clocks(regime, self.workdays, currency)
        self._scopes = [
            Scope(held, self.workdays, currency) for held in regime.rules
            if isinstance(held.rule, Reporting | Sanction)
        ]  # fmt: skip

    @property
    def is_empty(self) -> bool:
        """Whether no rule asks for anything before an act, so that nobody needs to ask."""
        return not self.limits

    def new_borrower(self) -> BorrowerHistory:
        """Return the history of a borrower to whom nothing has happened yet."""
        return BorrowerHistory(self.memory_days)

    def may(self, act: Act, history: AccountHistory, day: int, minute: int = 0) -> Verdict:
        """Return whether an act is lawful; of several rules the most restrictive decides.

        Parameters
        ----------
        act : Contact or Step
            What is to be done.
        history : AccountHistory
            What happened so far, today included.
        day, minute : int
            When; the minute counts from midnight by the borrower's clock.
        """
        time = day * MINUTES + minute
        limits = self._concerned.get(act)
        if limits is None:
            limits = tuple(limit for limit in self.limits if limit.concerns(act))
            self._concerned[act] = limits
        for limit in limits:
            if limit.earliest(act, history, time) != time:
                return self._forbidden(limits, act, history, time)
        return ALLOWED

    def _forbidden(
        self, limits: tuple[Limit, ...], act: Act, history: AccountHistory, time: int
    ) -> Verdict:
        """Return the verdict with the rule that forbids for longest."""
        ends = [limit.earliest(act, history, time) for limit in limits]
        longest = max(ends)
        binding = limits[ends.index(longest)]
        duties = (
            limit.duty(act, history)
            for limit, end in zip(limits, ends, strict=True)
            if end == NEVER
        )
        return Verdict(
            allowed=False,
            rule=binding.name,
            first_lawful=_first_lawful(limits, act, history, longest, time + _FARTHEST),
            duty=next((duty for duty in duties if duty is not None), None),
        )

    # Duties with a clock --------------------------------------------------------------------

    def deadline(
        self, what: str, history: AccountHistory, day: int, since: int | None = None
    ) -> tuple[int, str] | None:
        """Return by when a duty must be done, and under which rule.

        Parameters
        ----------
        what : str
            ``decision`` on an application, ``answer`` to a complaint, or ``offer_by_dpd``.
        history : AccountHistory
            Of the account.
        day : int
            When the application or complaint came in; for an offer, today.
        since : int, optional
            Due day from which the time for an offer counts, if it is not the history's.

        Returns
        -------
        tuple of int and str, or None
            The last day in time and the strictest rule; None if no rule in force has such a clock.
        """
        found = []
        for clock, scope in self._clocks:
            if clock.what == what and scope.fits(history) and _is_in_force(scope, day):
                if what == "decision" and _asks_too_soon(scope, history, day):
                    continue
                first = day
                if what == "offer_by_dpd":
                    first = history.late_since if since is None else since
                if first < NOT_LATE:
                    last = self.workdays.after(first, clock.days, working=clock.working)
                    found.append((last, clock.rule))
        return min(found, default=None, key=lambda pair: pair[0])

    def retention_days(self, clock: str, history: AccountHistory, day: int) -> int | None:
        """Return how long a record may be kept; None if no rule in force bounds it.

        Parameters
        ----------
        clock : str
            ``from_default`` or ``from_repayment``: from when the days count.
        history : AccountHistory
            Of the account.
        day : int
            When the record is entered, or the arrears are repaid.
        """
        years = [
            rule.retention_years
            for scope in self._scopes
            if isinstance(rule := scope.held.rule, Reporting)
            and rule.retention_years is not None
            and rule.clock == clock
            and scope.fits(history)
            and _is_in_force(scope, day)
        ]
        return round(min(years) * YEAR_DAYS) if years else None

    def sanction_max(self, of: str, per: str, day: int) -> int | None:
        """Return the most that a sanction may come to; None if no rule in force bounds it.

        Parameters
        ----------
        of : str
            ``fine`` or ``damages``.
        per : str
            ``act`` for each breach, ``action`` for all that one inspection leads to.
        day : int
            When it is imposed.
        """
        most = [
            rule.amount_max
            for scope in self._scopes
            if isinstance(rule := scope.held.rule, Sanction)
            and rule.amount_max is not None
            and (rule.of, rule.per) == (of, per)
            and not scope.is_foreign
            and _is_in_force(scope, day)
        ]
        return min(most, default=None)

    def begin_moratorium(
        self, history: AccountHistory, trigger: str, day: int, event: str = ""
    ) -> tuple[str, int] | None:
        """Begin breathing space if a rule grants it, and return the rule and the last day.

        Parameters
        ----------
        history : AccountHistory
            Its borrower's other accounts rest, too.
        trigger : str
            ``request``, ``adviser`` or ``event``.
        day : int
            First day.
        event : str
            Kind of shock, for trigger ``event``.
        """
        for limit in self.moratoria:
            rule = limit.rule
            is_named = trigger != "event" or event in rule.events_named
            if rule.trigger != trigger or rule.days is None or not is_named:
                continue
            if limit.holds(history, day) and limit.may_begin(history, day):
                last = day + rule.days - 1
                history.borrower.moratoria.setdefault(limit.name, []).append((day, last))
                return limit.name, last
        return None

    def extend_moratorium(self, history: AccountHistory, day: int) -> tuple[str, int] | None:
        """Extend the breathing space that is running, and return the rule and the last day."""
        for limit in self.moratoria:
            days = limit.rule.days
            if days is not None and limit.may_go_on(history, day):
                spans = history.borrower.moratoria[limit.name]
                first, last = spans[-1]
                spans[-1] = first, last + days
                return limit.name, last + days
        return None

    def chargeable(
        self, what: str, amount: int, charged: Charged, history: AccountHistory, day: int
    ) -> tuple[int, str]:
        """Return how much of a charge its ceilings leave, and the tightest; see `charges.room`.

        Whether it may be charged at all is asked with `may`, as a `Step`.
        """
        return room(self.prices, what, amount, charged, history, day)


def _first_lawful(
    limits: tuple[Limit, ...], act: Act, history: AccountHistory, time: int, end: int
) -> tuple[int, int] | None:
    """Return the first minute that every rule allows, before an end; each in turn moves it on."""
    is_settled = False
    while not is_settled:
        if time >= end:
            return None
        is_settled = True
        for limit in limits:
            later = limit.earliest(act, history, time)
            if later > time:
                time, is_settled = later, False
    return divmod(time, MINUTES)


def _memory(limit: Limit) -> int:
    """Return for how many days a rule looks back."""
    if isinstance(limit, CapLimit):
        return limit.window
    if isinstance(limit, SilenceLimit):
        return limit.days
    counts_calls = isinstance(limit, ThirdPartyLimit) and "failed" in str(limit.rule.unlock)
    return 60 if counts_calls else 1


def _has_amounts(held: StandingRule) -> bool:
    about = held.rule.applies_if
    amounts = (getattr(held.rule, key, None) for key in _AMOUNTS)
    return bool(about.balance_min or about.balance_max is not None or any(amounts))


def _clocks(regime: Regime, workdays: Workdays, currency: str) -> list[tuple[Duty, Scope]]:
    """Return the duties that have a clock, each with the rule it comes from."""
    found: list[tuple[Duty, Scope]] = []
    for held in regime.rules:
        rule: Any = held.rule
        days: dict[Any, int | None] = {}
        if isinstance(rule, Hardship):
            days = {"decision": rule.decide_days, "offer_by_dpd": rule.offer_by_dpd}
        elif isinstance(rule, Governance):
            days = {"answer": rule.complaint_days}
        for what, count in days.items():
            if count is not None:
                is_working = rule.working_days and what != "offer_by_dpd"
                duty = Duty(rule=held.name, what=what, days=count, working=is_working)
                found.append((duty, Scope(held, workdays, currency)))
    return found


def _asks_too_soon(scope: Scope, history: AccountHistory, day: int) -> bool:
    """Whether an application comes so soon after a refusal or a broken plan that it may wait."""
    return day < history.turned_down_on + getattr(scope.held.rule, "reapply_wait_days", 0)


def _is_in_force(scope: Scope, day: int) -> bool:
    return scope.first_day <= day <= scope.last_day
