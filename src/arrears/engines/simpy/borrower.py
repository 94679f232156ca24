"""A borrower's life, to be read from top to bottom: shocks, due days, catching up, promises."""

from typing import TYPE_CHECKING

from arrears.arithmetic import geometric
from arrears.engines.simpy.account import NEVER, Account, dearest_first
from arrears.engines.simpy.creditors import by_claim, in_clock_order
from arrears.engines.simpy.feelings import Feelings
from arrears.engines.simpy.inbound import ring_up
from arrears.engines.simpy.informal import service
from arrears.engines.simpy.payoff import payoff, prepay
from arrears.engines.simpy.purse import Purse
from arrears.engines.simpy.reach import Reach
from arrears.engines.simpy.revolving import carried, pay_down
from arrears.engines.simpy.schedule import NO_DAY
from arrears.engines.simpy.settlement import can_settle
from arrears.engines.simpy.strain import Strain
from arrears.engines.simpy.turn import Life
from arrears.policies.settings import Relief
from arrears.portfolio import people
from arrears.portfolio.shocks import Onset
from arrears.terms import Cause, Event, MissReason, Phase

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from arrears.engines.simpy.world import World

__all__ = ["Borrower"]

# What one borrower does first when several of its processes meet in one phase.
_SHOCK_ENDS, _SHOCK_BEGINS = 0, 1
_PROMISE_FALLS_DUE, _APPLIES, _REMEMBERS, _CATCHES_UP = 0, 1, 2, 3

_ROOTS = {
    MissReason.FORGOT: Cause.PROCESS,
    MissReason.DISPUTED: Cause.PROCESS,
    MissReason.UNWILLING: Cause.STRATEGIC,
    MissReason.AGREED: Cause.RULE,
}


class Borrower:
    """The person who owes: one household budget and one state of mind for all accounts."""

    __slots__ = (
        "_catching_up", "accounts", "counts", "due_day", "feelings",
        "forgetfulness", "forgotten_until", "has_auto_debit", "income_factor", "is_never_payer",
        "is_repaying", "number", "purse", "reach", "reminded_until", "segment", "shocks", "strain",
        "traits", "world",
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

    def shock_points(self) -> float:
        """Return the baseline that shocks in force add: the strongest of each kind."""
        if not self.shocks:
            return 0.0
        kinds = {onset.kind for onset in self.shocks}
        return sum(self.world.shock_kinds[kind].distress_points for kind in sorted(kinds))

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

    def nth(self, decision: str) -> float:
        """Return the draw of a decision that is counted, and count it."""
        count = self.counts.get(decision, 0)
        self.counts[decision] = count + 1
        return self.world.draw(decision, self.number, count)

    def in_hardship(self) -> bool:
        """Return whether a shock is in force, or the budget does not carry the instalments."""
        instalments = sum(account.instalment for account in self.accounts)
        return bool(self.shocks) or self.purse.surplus() < instalments

    # Shocks ---------------------------------------------------------------------------------

    def suffer(self, onsets: list[Onset]) -> Life:
        """Meet one misfortune after another; each ends in a process of its own."""
        for onset in onsets:
            yield self.world.turn(onset.day, Phase.SHOCK, self.number, _SHOCK_BEGINS)
            kind = self.world.shock_kinds[onset.kind]
            if self.has_debts:
                self.purse.settle(onset.day - 1)
                self.purse.spend(int(self.purse.income * kind.expense_share))
            name = self.world.code(kind.name)
            root = Cause.MACRO if onset.by_downturn else Cause.NONE
            self._log(onset.day, Phase.SHOCK, Event.SHOCK_START, onset.days, name, root)
            self.strain.add(onset.day, Phase.SHOCK, kind.onset_points, Cause.SHOCK)
            if onset.days:
                self.shocks.append(onset)
                self._feel_shocks(onset.day)
                self.world.process(self.recover(onset))
                self._be_helped(onset.day)
            else:
                self._log(onset.day, Phase.SHOCK, Event.SHOCK_END, 0, name)

    def recover(self, onset: Onset) -> Life:
        """Live through a shock until it ends, early if retraining succeeds."""
        kind = self.world.shock_kinds[onset.kind]
        end, cause = onset.day + onset.days, 0
        if kind.retraining:
            early = self.world.retrained_on(self, onset)
            if early < end:
                end, cause = early, self.world.code("retraining")
        yield self.world.turn(end, Phase.SHOCK, self.number, _SHOCK_ENDS)
        if onset in self.shocks:  # a programme may have ended it before
            self._be_well(onset, end, cause)

    def _be_well(self, onset: Onset, day: int, cause: int) -> None:
        """Let a shock be over."""
        if self.has_debts:
            self.purse.settle(day - 1)
        self.shocks.remove(onset)
        name = self.world.code(self.world.shock_kinds[onset.kind].name)
        self._log(day, Phase.SHOCK, Event.SHOCK_END, day - onset.day, name, cause)
        self._feel_shocks(day)

    def find_work(self, day: int, cause: int) -> None:
        """Let shocks that retraining may end be over."""
        for onset in list(self.shocks):
            if self.world.shock_kinds[onset.kind].retraining:
                self._be_well(onset, day, cause)

    def _be_helped(self, day: int) -> None:
        """Let lenders that help by themselves look at what a shock has done."""
        for account in list(self.accounts):
            account.platform.gestures.struck(account, day)

    def has_lost_income(self) -> bool:
        """Return whether papers would show less income than before."""
        return self.income_factor < 1.0

    def _feel_shocks(self, day: int) -> None:
        """Let the shocks in force set income and baseline; of one kind the stronger holds."""
        kinds = {onset.kind for onset in self.shocks}
        self.income_factor = min(
            (self.world.shock_kinds[kind].income_factor for kind in kinds), default=1.0
        )
        self.strain.rebase(day)

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

    def in_order(self, accounts: list[Account], day: int) -> list[Account]:
        """Return accounts in the order in which they are served on a day."""
        if len(accounts) < 2 or self.feelings.others is None:
            return dearest_first(accounts)
        if self.has_auto_debit:
            return in_clock_order(accounts, self.world)
        self.feelings.fade(day)
        return by_claim(accounts, self.feelings)

    def follow_plan(self) -> None:
        """Face instalments again if a plan brings some after the signed schedule's end."""
        if not self.is_repaying and self.next_due_day() is not None:
            self.world.process(self.repay())

    def next_due_day(self) -> int | None:
        """Return the next day before the horizon on which something falls due, if any."""
        accounts = self.accounts
        if len(accounts) == 1:
            day = accounts[0].next_due_day()
        else:
            day = min((account.next_due_day() for account in accounts), default=NO_DAY)
        return day if day < self.world.horizon else None

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
            self._pay_off_early(account, day)
            if account.pay_down_share:
                self._pay_down(account, day)

    def pay_instalment(self, account: Account, day: int, owed: int) -> MissReason:
        """Try to pay what is owed on the due day; return why it was not paid in full, if so."""
        if self.is_never_payer:
            return MissReason.DISPUTED
        is_willing = self.is_willing(account, day, owed)
        if self.has_auto_debit:
            return self._be_debited(account, day, owed, is_willing=is_willing)
        if self._forgets(account, day):
            return MissReason.FORGOT
        if not is_willing:
            return MissReason.UNWILLING
        if self.world.limits is not None:
            pressure = self.feelings.pressure_share(day, account.platform.place)
            short = owed - self.purse.spare(pressure)
            self.world.limits.top_up(self, account, short, day)
        if self.world.informal is not None:
            pressure = self.feelings.pressure_share(day, account.platform.place)
            self.world.informal.lend(self, owed - self.purse.spare(pressure), day)
        self._pay(account, self._spare_for(account, owed, day), day, Phase.DUE, Cause.OWN_HAND)
        return MissReason.UNABLE

    def _be_debited(self, account: Account, day: int, owed: int, *, is_willing: bool) -> MissReason:
        """Let the platform debit the bound account; the unwilling have moved their money."""
        if not is_willing:
            return MissReason.UNWILLING
        if self.world.limits is not None:
            self.world.limits.top_up(self, account, owed - self.purse.cash, day)
        if self.world.informal is not None:
            self.world.informal.lend(self, owed - self.purse.cash, day)
        debits = self.world.debits_of(account.platform)
        amount = min(self.purse.cash, owed)
        if amount == owed or debits.part_debits:
            self._pay(account, amount, day, Phase.DUE, Cause.AUTO_DEBIT)
        if account.owed and debits.debit_days > 1:
            self.world.process(self.be_debited_again(account, day))
        return MissReason.UNABLE

    def be_debited_again(self, account: Account, due_day: int) -> Life:
        """Let further debits be tried on the days after the due day, blind to the reserve."""
        debits = self.world.debits_of(account.platform)
        for later in range(1, debits.debit_days):
            day = due_day + later
            if day >= self.world.horizon:
                return
            yield self.world.turn(
                day, Phase.DUE, self.number, self.world.debit_rank(account.platform)
            )
            if account.is_closed or account.is_charged_off or not account.owed:
                return
            self.purse.settle(day)
            owed = account.owed_on(day, Phase.DUE)
            amount = min(self.purse.cash, owed)
            if amount == owed or (amount and self.world.debits_of(account.platform).part_debits):
                self._pay(account, amount, day, Phase.DUE, Cause.AUTO_DEBIT)

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

    def _spare_for(self, account: Account, owed: int, day: int) -> int:
        """Return what is paid of what is owed: all that can be spared, if it is worth the while."""
        pressure = self.feelings.pressure_share(day, account.platform.place)
        amount = min(owed, self.purse.spare(pressure))
        least = self.world.household.budget.least_part_share * account.instalment
        if self.world.stock_taking is not None:
            least = self.world.stock_taking.least(account, least)
        return amount if amount == owed or amount >= least else 0

    def _pay(self, account: Account, amount: int, day: int, phase: Phase, cause: Cause) -> None:
        if amount > 0:
            self.purse.spend(amount)
            account.receive(amount, day, phase, cause)

    def _pay_down(self, account: Account, day: int) -> None:
        """Pay more than the minimum, as far as it can be spared."""
        if account.is_closed or account.is_unusual:
            return
        wanted = int(account.pay_down_share * carried(account))
        amount = min(wanted, self.purse.spare(0.0))
        if amount > 0:
            self.purse.spend(amount)
            pay_down(account, amount, day)

    def _pay_off_early(self, account: Account, day: int) -> None:
        """Pay off the whole balance when there is ample money and the mind to do so."""
        share = self.world.household.willingness.early_payoff_monthly_share
        if not share or account.is_closed or account.plan is not None:
            return
        month = self.world.calendar_month(day)
        if self.world.draw("early_payoff", account.number, month) < share:
            amount = payoff(account, day)
            if self.purse.spare(0.0) >= amount:
                self.purse.spend(amount)
                prepay(account, day, Phase.DUE)

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

    # Between due days -----------------------------------------------------------------------

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
                self.world.process(self.consider_relief(account, relief, day))
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
        self._pay(account, amount, day, phase, cause)
        return amount

    def consider_relief(self, account: Account, relief: Relief, due_day: int) -> Life:
        """Apply for relief if one needs it, knows of it and gets round to it, or tries it on."""
        yield self.world.turn(due_day, Phase.BORROWER, self.number, _APPLIES)
        if account.is_closed or not account.owed or account.relief is not None:
            return
        terms = self.world.household.application
        chance = self.nth("apply")
        if relief.settlement is not None and not can_settle(account, relief.settlement, due_day):
            return
        if self.world.advice is not None:
            relief, cause, share = self.world.advice.on_applying(account, relief, due_day)
            if chance < share:
                account.platform.apply(account, relief, due_day, cause)
            return
        honesty, organisation = self.traits[people.HONESTY], self.traits[people.ORGANISATION]
        if self.in_hardship() or relief.only_moves_due_day:
            cause, share = Cause.HONEST, terms.awareness_share * organisation
        else:
            cause, share = Cause.CONCEALED, terms.opportunist_share * (1.0 - honesty)
        if chance < share:
            account.platform.apply(account, relief, due_day, cause)

    def account_closed(self, account: Account, day: int, phase: Phase) -> None:
        """Feel lighter when an account that was in arrears is closed; service falls for all."""
        self.accounts.remove(account)
        self.strain.rebase(day)
        if account.spell:
            points = self.world.household.distress.account_closed_points
            self.strain.add(day, phase, points, Cause.ARREARS, account.number)
        if not self.accounts:  # nobody asks any more; who comes and goes fills the memory
            del self.reach, self.feelings, self.purse

    # Promises -------------------------------------------------------------------------------

    def promise(self, account: Account, amount: int, day: int, promised_day: int) -> None:
        """Promise an amount on a day; until then contact is suspended."""
        account.work.promised_until = promised_day
        account.work.showed_plan_on = day
        account.log(day, Phase.CONTACT, Event.PROMISE, amount)
        self.world.process(self.keep_promise(account, amount, promised_day))

    def keep_promise(self, account: Account, amount: int, day: int) -> Life:
        """Keep a promise if one remembers it and the budget allows; else it is broken."""
        chance = self.nth("promise_memory")
        if day >= self.world.horizon:
            return
        yield self.world.turn(day, Phase.BORROWER, self.number, _PROMISE_FALLS_DUE)
        account.work.promised_until = NEVER
        if account.is_closed:
            return
        self.purse.settle(day)
        shortfall = min(
            amount, account.owed_on(day, Phase.BORROWER)
        )  # what was paid meanwhile need not be paid again
        memory = self.world.household.answering.promise_memory_share
        memory = min(1.0, memory * (0.5 + self.traits[people.ORGANISATION]))
        paid = 0
        if chance < memory:
            pressure = self.feelings.pressure_share(day, account.platform.place)
            paid = min(shortfall, self.purse.spare(pressure))
            self._pay(account, paid, day, Phase.BORROWER, Cause.PROMISE)
        if paid >= shortfall:
            account.log(day, Phase.BORROWER, Event.PROMISE_KEPT, amount)
        else:
            account.log(day, Phase.BORROWER, Event.PROMISE_BROKEN, amount)
            account.work.broken_promises += 1
            account.work.showed_plan_on = NEVER
            goodwill = self.world.household.willingness.refusal_goodwill
            self.feelings.like(-goodwill, day, account.platform.place)

    def go_home(self) -> None:
        """Let go of everything at the horizon: lives and accounts refer to each other."""
        for account in self.accounts:
            del account.borrower
        if self.accounts:
            del self.reach, self.feelings, self.purse
        del self.strain, self.accounts

    def _log(
        self, day: int, phase: Phase, event: Event, amount: int = 0, cause: int = 0, root: int = 0
    ) -> None:
        self.world.log.add(day, phase, self.number, -1, event, amount, cause, root)
