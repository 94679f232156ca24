"""A borrower's life, to be read from top to bottom: due days, what is missed, paydays, the end.

What happens in it beside that has files of its own: misfortune, auto-debit, asking for relief,
promises, paying off early.
"""

from typing import TYPE_CHECKING

from arrears.arithmetic import geometric
from arrears.engines.simpy.account import NEVER, Account, dearest_first
from arrears.engines.simpy.asking import consider_relief
from arrears.engines.simpy.auto_debit import be_debited
from arrears.engines.simpy.creditors import by_claim, in_clock_order
from arrears.engines.simpy.feelings import Feelings
from arrears.engines.simpy.inbound import ring_up
from arrears.engines.simpy.informal import service
from arrears.engines.simpy.payoff import pay_off_early
from arrears.engines.simpy.purse import Purse
from arrears.engines.simpy.reach import Reach
from arrears.engines.simpy.revolving import pay_down
from arrears.engines.simpy.schedule import NO_DAY
from arrears.engines.simpy.strain import Strain
from arrears.engines.simpy.turn import Life
from arrears.portfolio import people
from arrears.terms import Cause, Event, MissReason, Phase

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from arrears.engines.simpy.world import World
    from arrears.portfolio.shocks import Onset

__all__ = ["Borrower"]

# What one borrower does first in a phase, after promises that fall due and applications.
_REMEMBERS, _CATCHES_UP = 2, 3

_ROOTS = {
    MissReason.FORGOT: Cause.PROCESS,
    MissReason.DISPUTED: Cause.PROCESS,
    MissReason.UNWILLING: Cause.STRATEGIC,
    MissReason.AGREED: Cause.RULE,
}


class Borrower:
    """The person who owes: one household budget and one state of mind for all accounts."""

    __slots__ = (
        "_catching_up", "accounts", "counts", "due_day", "feelings", "forgetfulness",
        "forgotten_until", "has_auto_debit", "income_factor", "is_never_payer", "is_repaying",
        "number", "purse", "reach", "reminded_until", "segment", "shocks", "strain", "traits",
        "world",
    )  # fmt: skip

    def __init__(self, world: "World", number: int) -> None:
        everybody = world.people
        day = int(everybody.arrives[number])
        self.world, self.number = world, number
        self.traits: NDArray[np.float64] = everybody.traits[number]
        self.has_auto_debit = bool(self.traits[people.AUTO_DEBIT])
        self.is_never_payer = bool(self.traits[people.NEVER_PAYER])
        self.forgetfulness = float(self.traits[people.FORGETFULNESS])
        self.segment = everybody.segments[everybody.segment[number]].name
        self.due_day = int(self.traits[people.DUE_DAY])
        self.accounts: list[Account] = []
        self.counts: dict[str, int] = {}
        self.shocks: list[Onset] = []
        self.income_factor = 1.0
        self.reminded_until = self.forgotten_until = NEVER
        self._catching_up = self.is_repaying = False
        self.purse = Purse(self, day)
        self.accounts = [
            Account(world, self, contract, world.due_days_of(contract, self.due_day))
            for contract in everybody.contracts[number]
        ]
        self.reach = Reach(self, day)
        self.strain = Strain(self, day)
        self.feelings = Feelings(self, day)

    # Facts ----------------------------------------------------------------------------------

    @property
    def has_debts(self) -> bool:
        """Whether an account is still open."""
        return bool(self.accounts)

    def accounts_in_arrears(self) -> int:
        """Return the number of accounts in a spell of arrears or charged off unpaid."""
        accounts = self.accounts
        if len(accounts) == 1:
            return int(accounts[0].is_behind)
        return sum(account.is_behind for account in accounts)

    def service_share(self) -> float:
        """Return debt service as a share of usual income."""
        income, elsewhere = self.traits.item(people.INCOME), self.traits.item(people.OTHER_DEBT)
        if self.accounts and self.purse.loans:
            elsewhere += service(self.purse)
        return float(min(1.0, (elsewhere + self.coming_dues()) / max(1.0, income)))

    def coming_dues(self) -> int:
        """Return what is owed now and what falls due next, over all accounts."""
        accounts = self.accounts
        if len(accounts) == 1:
            return accounts[0].coming_due()
        return sum(account.coming_due() for account in accounts)

    def next_due_day(self) -> int | None:
        """Return the next day before the horizon on which something falls due, if any."""
        accounts = self.accounts
        if len(accounts) == 1:
            day = accounts[0].next_due_day()
        else:
            day = min((account.next_due_day() for account in accounts), default=NO_DAY)
        return day if day < self.world.horizon else None

    def nth(self, decision: str) -> float:
        """Return the draw of a decision that is counted, and count it."""
        count = self.counts.get(decision, 0)
        self.counts[decision] = count + 1
        return self.world.draw(decision, self.number, count)

    def in_hardship(self) -> bool:
        """Return whether a shock is in force, or the budget does not carry the instalments."""
        instalments = sum(account.instalment for account in self.accounts)
        return bool(self.shocks) or self.purse.surplus() < instalments

    def has_lost_income(self) -> bool:
        """Return whether papers would show less income than before."""
        return self.income_factor < 1.0

    # Due days -------------------------------------------------------------------------------

    def repay(self) -> Life:
        """Face the instalments, one month after the other, until nothing is left to fall due."""
        self.is_repaying = True
        while (day := self.next_due_day()) is not None:
            for platform in self.world.platforms:
                platform.lists.plan_reminders(self, day)
            yield self.world.turn(day, Phase.DUE, self.number)
            if self.world.usual_month.comes_to_pass(self, day):
                continue
            if not self.has_debts:
                break
            self.purse.settle(day)
            due = [account for account in self.accounts if account.next_due_day() == day]
            for account in due:
                account.bill(day)
            for account in self.in_order(due, day):
                self.face(account, day)
        self.is_repaying = False

    def follow_plan(self) -> None:
        """Face instalments again if a plan brings some after the signed schedule's end."""
        if not self.is_repaying and self.next_due_day() is not None:
            self.world.process(self.repay())

    def in_order(self, accounts: list[Account], day: int) -> list[Account]:
        """Return accounts in the order in which they are served on a day."""
        if len(accounts) < 2 or self.feelings.others is None:
            return dearest_first(accounts)
        if self.has_auto_debit:
            return in_clock_order(accounts, self.world)
        self.feelings.fade(day)
        return by_claim(accounts, self.feelings)

    def face(self, account: Account, day: int) -> None:
        """Pay an instalment, part of it, or miss it; the reason of a miss is logged."""
        if account.is_closed or account.is_charged_off:
            return
        reason, cash_before = MissReason.NONE, self.purse.cash
        owed = account.owed
        if owed:
            reason = self.pay_instalment(account, day, owed)
        if not account.is_open:
            return
        short = account.arrears
        agreed = account.signed.arrears(account.received) if account.plan is not None else 0
        if short or agreed:
            reason = reason if short else MissReason.AGREED
            self._miss(account, day, reason, short or agreed, could_pay=cash_before >= owed)
        if owed and not short:
            self.feelings.remember_payment(has_paid=True)
            pay_off_early(account, day)
            if account.pay_down_share:
                pay_down(account, day)

    def pay_instalment(self, account: Account, day: int, owed: int) -> MissReason:
        """Try to pay what is owed on the due day; return why it was not paid in full, if so."""
        if self.is_never_payer:
            return MissReason.DISPUTED
        is_willing = self.is_willing(account, day, owed)
        if self.has_auto_debit:
            return be_debited(account, day, owed, is_willing=is_willing)
        if self._forgets(account, day):
            return MissReason.FORGOT
        if not is_willing:
            return MissReason.UNWILLING
        self.borrow(account, owed, day)
        self.pay(account, self._spare_for(account, owed, day), day, Phase.DUE, Cause.OWN_HAND)
        return MissReason.UNABLE

    def is_willing(self, account: Account, day: int, owed: int) -> bool:
        """Compare this month's mood with the net benefit of paying."""
        month = self.world.calendar_month(day)
        mood = self.world.draw("willing", account.number, month)
        hope = account.platform.has_hope(account)
        usual = self.feelings.pays(
            mood, day, owed, account.reported_dpd(day), has_hope=hope, place=account.platform.place
        )
        rule = self.world.rule
        if rule is None:
            return usual
        return rule.answers(self, account, day, owed, mood, has_hope=hope, usual=usual)

    def _forgets(self, account: Account, day: int) -> bool:
        """Return whether the due day is forgotten; then a day of remembering is drawn."""
        attention = self.world.household.attention
        month = self.world.calendar_month(day)
        chance = self.forgetfulness
        chance *= 1.0 - attention.habit_factor * self.feelings.habit
        if day <= self.reminded_until:
            chance *= attention.reminder_factor
        if self.world.draw("attention", account.number, month) >= chance:
            return False
        drawn = self.world.draw("remember", account.number, month)
        self.forgotten_until = day + geometric(drawn, attention.remember_daily_share)
        return True

    def borrow(self, account: Account, owed: int, day: int) -> None:
        """Let what an instalment is short of be drawn on other credit, or be lent informally."""
        world = self.world
        if world.limits is not None:
            world.limits.top_up(self, account, owed - self._at_hand(account, day), day)
        if world.informal is not None:
            world.informal.lend(self, owed - self._at_hand(account, day), day)

    def _at_hand(self, account: Account, day: int) -> int:
        """Return the money for an instalment: a debit takes all, a hand keeps the reserve back."""
        if self.has_auto_debit:
            return self.purse.cash
        return self.purse.spare(self.feelings.pressure_share(day, account.platform.place))

    def _spare_for(self, account: Account, owed: int, day: int) -> int:
        """Return what is paid of what is owed: all that can be spared, if it is worth the while."""
        pressure = self.feelings.pressure_share(day, account.platform.place)
        amount = min(owed, self.purse.spare(pressure))
        least = self.world.household.budget.least_part_share * account.instalment
        if self.world.stock_taking is not None:
            least = self.world.stock_taking.least(account, least)
        return amount if amount == owed or amount >= least else 0

    def pay(self, account: Account, amount: int, day: int, phase: Phase, cause: Cause) -> None:
        """Let money go from the purse to an account, if it is any."""
        if amount > 0:
            self.purse.spend(amount)
            account.receive(amount, day, phase, cause)

    # What is missed -------------------------------------------------------------------------

    def _miss(
        self, account: Account, day: int, reason: MissReason, amount: int, *, could_pay: bool
    ) -> None:
        """Log the miss and its reason; open a spell of arrears if none is open."""
        root = Cause.NONE
        if not account.in_spell and account.signed.arrears(account.received):
            root = self._root(reason)
            self.reach.count(day)
            account.open_spell(day, root)
            self.strain.rebase(day)
        self.world.log.add(
            day, Phase.DUE, self.number, account.number, Event.MISSED, amount, int(reason), root,
            to_fees=int(could_pay),
        )  # fmt: skip
        if reason is MissReason.AGREED:
            account.platform.missed(account, day)
            return
        self.feelings.remember_payment(has_paid=False)
        if account.is_neglected(day):
            self.feelings.trace += self.world.household.willingness.late_trace
        points = self.world.household.distress.miss_points
        self.strain.add(day, Phase.DUE, points, Cause.ARREARS, account.number)
        account.platform.missed(account, day)
        self._start_catching_up(account, day, reason)

    def _root(self, reason: MissReason) -> Cause:
        """Return why a spell begins; inability has its root in a shock or in a shortfall."""
        if reason in _ROOTS:
            return _ROOTS[reason]
        if not self.shocks:
            return Cause.SHORTFALL
        latest = max(self.shocks, key=lambda onset: (onset.day, onset.kind))
        return Cause.MACRO if latest.by_downturn else Cause.SHOCK

    # Paydays until it is caught up ----------------------------------------------------------

    def _start_catching_up(self, account: Account, day: int, reason: MissReason) -> None:
        if self.is_never_payer:
            return
        if self.world.stock_taking is not None:
            self.world.stock_taking.missed(self, day)
        if reason is MissReason.FORGOT:
            self.world.process(self.remember(self.forgotten_until))
        else:
            relief = account.platform.relief_to_apply_for(account)
            if relief is not None:
                self.world.process(consider_relief(account, relief, day))
        if not self._catching_up:
            self._catching_up = True
            self.world.process(self.catch_up())

    def remember(self, day: int) -> Life:
        """Remember a forgotten instalment, unless somebody reminded one earlier."""
        if day < self.world.horizon:
            yield self.world.turn(day, Phase.BORROWER, self.number, _REMEMBERS)
            self._put_into_arrears(day)

    def catch_up(self) -> Life:
        """On every payday put what can be spared into arrears, until nothing is owed."""
        while self._accounts_behind():
            day = self.purse.next_payday
            if day >= self.world.horizon:
                break
            yield self.world.turn(day, Phase.BORROWER, self.number, _CATCHES_UP)
            self._put_into_arrears(day)
            if self.world.household.answering.inbound_monthly_share:
                ring_up(self, self._accounts_behind(), day)
        self._catching_up = False

    def _put_into_arrears(self, day: int) -> None:
        behind = self._accounts_behind()
        if behind:
            self.purse.settle(day)
        if day >= self.forgotten_until:
            for account in self.in_order(behind, day):
                self.try_to_pay(account, day, Phase.BORROWER, Cause.CATCH_UP)

    def _accounts_behind(self) -> list[Account]:
        """Return the billed accounts with something owed.

        A charged-off balance is billed no more: it is paid when somebody asks for it.
        """
        return [account for account in self.accounts if not account.is_charged_off and account.owed]

    def try_to_pay(self, account: Account, day: int, phase: Phase, cause: Cause) -> int:
        """Pay what is owed as far as one is willing and able; return the amount paid."""
        owed = account.owed_on(day, phase)
        if not owed or self.is_never_payer or not self.is_willing(account, day, owed):
            return 0
        amount = self._spare_for(account, owed, day)
        self.pay(account, amount, day, phase, cause)
        return amount

    # The end --------------------------------------------------------------------------------

    def account_closed(self, account: Account, day: int, phase: Phase) -> None:
        """Feel lighter when an account that was in arrears is closed; service falls for all."""
        self.accounts.remove(account)
        self.strain.rebase(day)
        if account.spell:
            points = self.world.household.distress.account_closed_points
            self.strain.add(day, phase, points, Cause.ARREARS, account.number)
        if not self.accounts:  # nobody asks any more; who comes and goes fills the memory
            del self.reach, self.feelings, self.purse

    def go_home(self) -> None:
        """Let go of everything at the horizon: lives and accounts refer to each other."""
        for account in self.accounts:
            del account.borrower
        if self.accounts:
            del self.reach, self.feelings, self.purse
        del self.strain, self.accounts
