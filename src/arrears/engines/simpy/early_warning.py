"""Early warning: before each due day a score says who will miss it, rightly or not."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arrears.behaviour import budget
from arrears.engines.simpy.account import NEVER, Account
from arrears.engines.simpy.contact import Attempt, Errand, errand_of
from arrears.engines.simpy.eligibility import is_eligible
from arrears.engines.simpy.entry import Entry
from arrears.engines.simpy.work import NO_WORK, Work
from arrears.policies.foresight import EarlyWarning as Terms
from arrears.policies.score import is_below
from arrears.policies.settings import Action, Relief
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["EarlyEntry", "EarlyWarning", "will_miss"]

_NAME = "early_call"


def will_miss(account: Account, due_day: int, day: int) -> bool:
    """Return whether the coming instalment would be missed as things stand: nobody knows this.

    With the luck of the due day itself: mood, attention, and income as it is today.
    """
    borrower, world = account.borrower, account.world
    if borrower.is_never_payer:
        return True
    purse, feelings, place = borrower.purse, borrower.feelings, account.platform.place
    purse.settle(day)
    dues, month = borrower.coming_dues(), world.calendar_month(due_day)
    paydays = int(purse.next_payday <= due_day)
    cash = max(0, purse.cash + paydays * purse.surplus())
    mood = world.draw("willing", account.number, month)
    if not feelings.pays(mood, day, account.coming_due(), 0, has_hope=False, place=place):
        return True
    if borrower.has_auto_debit:
        return cash < dues
    attention = world.household.attention
    forgets = borrower.forgetfulness * (1.0 - attention.habit_factor * feelings.habit)
    if world.draw("attention", account.number, month) < forgets:
        return True
    living = world.household.budget
    kept = budget.reserve(
        purse.essentials, living.reserve_days, feelings.pressure_share(day, place),
        living.reserve_cut_share,
    )  # fmt: skip
    return budget.spare(cash, kept) < dues


class EarlyWarning:
    """Scores accounts some days before they fall due, and has those it names called."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        self.world, self.platform = world, platform
        self.terms: Terms | None = None
        self.offer: Relief | None = None
        self.named: dict[int, int] = {}  # the due day about which each account was last named
        self._planned: dict[int, list[tuple[Borrower, int]]] = defaultdict(list)
        self._call: tuple[Action, Errand] | None = None

    def take_up(self, terms: Terms | None, reliefs: dict[str, Relief]) -> None:
        """Go by these terms from now on."""
        before, self.terms, self._call, self.offer = self.terms, terms, None, None
        if terms is not None and terms.call is not None:
            call = terms.call
            action = Action(
                name=_NAME, channel="call", team=call.team, tone=call.tone,
                every_days=call.every_days, priority=call.priority,
            ).model_copy(update={"between": call.between})  # fmt: skip
            errand = errand_of(self.world, _NAME, "call", call.tone, actor=call.team)
            self._call = action, errand
            self.offer = reliefs[call.offer] if call.offer is not None else None
        if terms is None or before is None or before.days_before != terms.days_before:
            self._planned.clear()
            for borrower in self.world.borrowers.values() if terms is not None else ():
                due_day = borrower.next_due_day()
                if due_day is not None:
                    self.plan(borrower, due_day)

    def plan(self, borrower: "Borrower", due_day: int) -> None:
        """Have a borrower's accounts scored before a due day."""
        if self.terms is not None:
            day = due_day - self.terms.days_before
            if day >= self.world.today:
                self._planned[day].append((borrower, due_day))

    def look(self, day: int) -> None:
        """Score everybody whose due day is so many days ahead."""
        for borrower, due_day in self._planned.pop(day, ()):
            for account in borrower.accounts:
                is_coming = account.next_due_day() == due_day and not account.is_charged_off
                if account.platform is self.platform and is_coming and not account.is_behind:
                    self._score(account, day, due_day)

    def _score(self, account: Account, day: int, due_day: int) -> None:
        terms, world = self.terms, self.world
        if terms is None:
            return
        if terms.cost:
            account.log_work(day, Phase.CONTACT, Event.COST, terms.cost, Cause.SCORING)
        chance = world.draw("warning_score", account.number, world.calendar_month(due_day))
        is_true = will_miss(account, due_day, day)
        if not is_below(chance, terms.auc_share, terms.false_alarm_share, is_bad=is_true):
            return
        self.named[account.number] = due_day
        cause = Cause.TRUE_ALARM if is_true else Cause.FALSE_ALARM
        account.log_work(day, Phase.CONTACT, Event.WARNED, due_day - day, cause)
        if self._call is not None:
            if account.work is NO_WORK:
                account.work = Work()
            self.platform.lists.again(
                EarlyEntry(account, *self._call, account.work.token, day, due_day), day + 1
            )

    def carry_over(self, entry: Entry, day: int) -> None:
        """Put a call back on the lists of another policy, if that makes such calls."""
        if isinstance(entry, EarlyEntry) and self._call is not None:
            account, since, due_day = entry.account, entry.since, entry.due_day
            again = EarlyEntry(account, *self._call, entry.token, since, due_day)
            self.platform.lists.again(again, day)

    def has_named(self, account: Account) -> bool:
        """Return whether the coming due day, or the one that began this spell, was warned of."""
        since = account.spell_opened - 1 if account.in_spell else self.world.today
        return self.named.get(account.number, NEVER) >= since

    def relief_for(self, account: Account) -> Relief | None:
        """Return what may be offered in an early call."""
        relief = self.offer
        if relief is None or account.relief is not None:
            return None
        return relief if is_eligible(relief, account, self.world.today) else None


@dataclass(frozen=True, slots=True)
class EarlyEntry(Entry):
    """A call about an instalment that is not due yet; over once it is, or was spoken about."""

    since: int
    due_day: int

    @property
    def is_current(self) -> bool:
        """Whether the due day is still to come and nobody has spoken to the borrower."""
        account = self.account
        if account.is_closed or account.world.today >= self.due_day:
            return False
        return account.work.right_party_on < self.since


class EarlyAttempt(Attempt):
    """A call before the due day: it reminds, and who tells of a hardship may be offered relief."""

    __slots__ = ("due_day",)

    due_day: int

    def make(self) -> int:
        """Make the call; like reminders it is not counted among attempts about arrears."""
        self.account.attempts -= 1
        return super().make()

    def talk(self) -> None:
        """Let the borrower hear of the coming due day, and tell of what stands in the way."""
        borrower = self.borrower
        borrower.reminded_until = max(borrower.reminded_until, self.due_day)
        self.press()
        self._hurt()
        self._resent_by_borrower()
        if borrower.is_never_payer:
            self.log(Event.REFUSED, cause=Cause.DISPUTED)
        elif borrower.in_hardship() and self._discloses():
            self._offer_relief()

    def _relief(self) -> Relief | None:
        return self.account.platform.warning.relief_for(self.account)

    def _promises(self) -> bool:
        """Nothing is due that could be promised."""
        return False
