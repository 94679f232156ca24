"""The world of one replication (or one of its pods): clock, log, luck, people and platforms."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from arrears.behaviour.numbers import household_numbers
from arrears.behaviour.settings import Household
from arrears.calendar import Calendar
from arrears.debt.owed_category import OwedCategory
from arrears.decisions import DECISIONS
from arrears.draws import draw
from arrears.engines.simpy.account import SUMMARY, Account
from arrears.engines.simpy.advice import Advice
from arrears.engines.simpy.agents import Agents
from arrears.engines.simpy.application import apply_for_loans
from arrears.engines.simpy.borrower import Borrower
from arrears.engines.simpy.bureau import Bureau
from arrears.engines.simpy.fees import charge_penalty
from arrears.engines.simpy.informal import InformalLenders
from arrears.engines.simpy.law import Law
from arrears.engines.simpy.limits import Limits
from arrears.engines.simpy.misfortune import suffer
from arrears.engines.simpy.new_year import NewYear
from arrears.engines.simpy.own import own_rule
from arrears.engines.simpy.platform import Platform
from arrears.engines.simpy.returns import Returns
from arrears.engines.simpy.stock_taking import StockTaking
from arrears.engines.simpy.supply import price_new_loans
from arrears.engines.simpy.town import Town
from arrears.engines.simpy.turn import Clock, Life
from arrears.engines.simpy.usual_month import UsualMonth
from arrears.errors import EngineError
from arrears.log import Log
from arrears.policies.settings import Collection
from arrears.portfolio.contract import Contract
from arrears.portfolio.economy import Economy
from arrears.portfolio.people import People
from arrears.portfolio.settings import AutoDebit, Product
from arrears.portfolio.shocks import Onset
from arrears.registry import added_by
from arrears.scenario.schema import Settings
from arrears.scenario.worlds import unfelt
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.address_book import AddressBook

__all__ = ["World", "collections_of", "is_watched"]

_LONGEST_MONTHS = 1200  # how far due days reach beyond the horizon: the longest plan of all


def collections_of(*arms: Settings) -> list[Collection]:
    """Return what every platform does in any of the arms."""
    return [
        collection
        for arm in arms
        for collection in (arm.collection, *(lender.collection for lender in arm.platforms))
    ]


def is_watched(base: Settings, policy: Settings) -> bool:
    """Return whether anybody goes by what platforms report of a month."""
    return base.supervision is not None or any(
        each.reacts or (each.supply is not None and each.supply.active)
        for each in collections_of(base, policy)
    )


class World:
    """Everything that processes share. Nothing in here decides; it only knows, and keeps time."""

    def __init__(  # noqa: PLR0913 - all that the processes of one replication share
        self, base: Settings, policy: Settings, *, people: People, economy: Economy,
        shocks: list[list[Onset]], calendar: Calendar, key: tuple[int, int], log: Log,
        books: NDArray[np.int64], pod: int = 0, law: Law | None = None,
    ) -> None:  # fmt: skip
        if not isinstance(base.behaviour, Household):
            kind = base.behaviour.kind
            raise EngineError(f"behaviour.kind is {kind}; a world of borrowers needs household")
        self.env = Clock(calendar.month_start(-base.burn_in_months))
        self.turn, self.process = self.env.turn, self.env.live
        self.key, self.log, self.calendar, self.people = key, log, calendar, people
        self.pods, self.pod = base.pods, pod
        self.first_day = calendar.month_start(-base.burn_in_months)
        self.horizon = calendar.month_start(base.horizon_months)
        self.household: Household = base.behaviour
        self.numbers = household_numbers(self.household)
        self.unfelt = unfelt(base)
        self.usual_month = UsualMonth(self, self.household)
        self.added = added_by(base.extensions)
        self.rule = own_rule(self.household.own, self.added)
        self.asks_every_due_day = self.rule is not None or (
            law is not None and law.limits_current_interest
        )
        self.shock_kinds = base.shocks.kinds
        # An opening book is taken over as it stands; so is a loan tape.
        portfolio = base.portfolio
        self.taken_over = {"open": portfolio.borrowers, "tape": len(people)}.get(portfolio.book, 0)
        self.onsets = shocks
        self._set_days(economy)
        # Plain integers: a compiled function takes long to look at an enumeration's member.
        self._draws = {
            name: (partial(draw, *key, int(d.entity)), d.id) for name, d in DECISIONS.items()
        }
        festival = self.household.festival
        self.new_year = NewYear(self, festival) if festival is not None else None
        self.borrowers: dict[int, Borrower] = {}
        self.law = law
        self.address_books: dict[int, AddressBook] = {}  # of those that somebody looked at
        self.default_dpd = base.measures.default_dpd
        self.books = books  # one ledger row per account, and one of what else is told of it
        self.summaries = np.zeros((len(books), len(SUMMARY)), dtype=np.int64)
        self._allocations: dict[str, NDArray[np.int64]] = {}
        self._let_people_meet(base, policy)
        self._open_platforms(base, policy)

    def _let_people_meet(self, base: Settings, policy: Settings) -> None:
        """Let there be lenders, agents and advisers beside the platforms, where a scenario says."""
        people, own = self.household, collections_of(base, policy)
        self.informal = InformalLenders(self, people.informal) if people.informal else None
        self.agents = Agents(self, people.agents) if people.agents else None
        taking = people.stock_taking
        self.stock_taking = StockTaking(self, taking) if taking else None
        is_advised = any(each.education or each.information or each.advisers for each in own)
        self.advice = Advice(self) if taking or is_advised else None
        self.town = Town(self)
        learns = people.peers is not None or people.leniency is not None
        self.has_mood = learns or any(each.exposure for each in own)

    def _open_platforms(self, base: Settings, policy: Settings) -> None:
        """Open what lends, and what watches and tells of those who lend."""
        own = collections_of(base, policy)
        self.has_underwriting = any(each.underwriting is not None for each in own)
        has_limits = any(each.limits is not None for each in own)
        self.limits = Limits(self) if has_limits else None
        has_bureau = base.bureau is not None or policy.bureau is not None
        self.bureau = Bureau(self, base.bureau, policy.bureau) if has_bureau else None
        first = base if base.burn_in_months else policy
        self.platforms = [Platform(self, first.collection)]
        for place, lender in enumerate(first.platforms, 1):
            self.platforms.append(Platform(self, lender.collection, place))
        self.supervision = base.supervision
        self.returns = Returns(self) if is_watched(base, policy) else None
        self.reprices = False  # whether new loans may be dearer than their products say
        self._auto_debits = (base.portfolio.auto_debit, policy.portfolio.auto_debit)
        self._debits = [
            [lender.auto_debit or terms.portfolio.auto_debit for lender in terms.platforms]
            for terms in (base, policy)
        ]

    def _set_days(self, economy: Economy) -> None:
        """Make tables of due days by day of month, and of month and economy by day."""
        start = np.datetime64(self.calendar.date_of(0), "D")
        first_month = self.calendar.month_of(self.first_day) - 2
        months = np.arange(first_month, self.calendar.month_of(self.horizon - 1) + _LONGEST_MONTHS)
        firsts = (start.astype("datetime64[M]") + months).astype("datetime64[D]")
        self._first_month = first_month
        offsets = (firsts - start).astype(np.int64)
        self._due_days: list[NDArray[np.int64]] = [offsets + place for place in range(-1, 28)]
        self._due_lists: list[list[int]] = [days.tolist() for days in self._due_days]
        days = np.arange(self.first_day, self.horizon)
        self._month_by_day: list[int] = (
            np.searchsorted(offsets, days, side="right") - 1 + first_month
        ).tolist()
        places = [self.calendar.month_of(day) - economy.first_month for day in days.tolist()]
        self._income_by_day: list[float] = economy.income_factor[places].tolist()
        self._downturn_by_day: list[bool] = economy.is_downturn[places].tolist()

    # Time -----------------------------------------------------------------------------------

    @property
    def today(self) -> int:
        """The day."""
        return self.env.day

    @property
    def phase(self) -> Phase:
        """The phase of the day."""
        return self.env.phase

    def due_day(self, month: int, day_of_month: int) -> int:
        """Return the day on which a day of the month falls, in a month counted from the start's."""
        return self._due_lists[day_of_month][month - self._first_month]

    def calendar_month(self, day: int) -> int:
        """Return a day's calendar month, counted from the start date's."""
        return self._month_by_day[day - self.first_day]

    def month_of_next(self, day_of_month: int, day: int) -> int:
        """Return the calendar month in which that day of the month comes next after a day."""
        place = self._due_days[day_of_month].searchsorted(day, side="right")
        return int(place) + self._first_month

    def due_days_of(self, contract: Contract, day_of_month: int) -> NDArray[np.int64]:
        """Return the due days of a contract's schedule."""
        first = contract.first_month - self._first_month
        return self._due_days[day_of_month][first : first + len(contract.rows)]

    def due_days_after(self, day_of_month: int, day: int, count: int) -> NDArray[np.int64]:
        """Return the next due days after a day."""
        first = self.month_of_next(day_of_month, day) - self._first_month
        return self._due_days[day_of_month][first : first + count]

    # Luck and names -------------------------------------------------------------------------

    def draw(self, decision: str, number: int, occasion: int) -> float:
        """Return the draw of a decision, of the borrower or account of that number."""
        draws, identity = self._draws[decision]
        return draws(number, identity, occasion)

    def code(self, name: str) -> int:
        """Return the log's code of a name from the scenario."""
        return self.log.vocabulary.code(name)

    def allocation_of(self, product: Product) -> NDArray[np.int64]:
        """Return the order in which a product's payments are used."""
        if product.name not in self._allocations:
            order = [OwedCategory[name.upper()] for name in product.allocation]
            self._allocations[product.name] = np.array(order, dtype=np.int64)
        return self._allocations[product.name]

    # Economy and terms ----------------------------------------------------------------------

    def income_factor(self, day: int) -> float:
        """Return by what the economy multiplies incomes."""
        return self._income_by_day[day - self.first_day]

    def income_factor_of(self, segment: str, day: int) -> float:
        """Return the same, with what the lunar new year does to a segment's incomes."""
        factor = self._income_by_day[day - self.first_day]
        return factor if self.new_year is None else factor * self.new_year.factor(segment, day)

    def is_downturn(self, day: int) -> bool:
        """Whether the economy is worse than normal."""
        return self._downturn_by_day[day - self.first_day]

    @property
    def auto_debit(self) -> AutoDebit:
        """How bound accounts are debited: the policy's way from day 0 on."""
        return self._auto_debits[self.env.now >= 0]

    def debit_rank(self, platform: Platform) -> int:
        """Return which turn of a day's debits is a platform's; 0 if it is the only one."""
        if len(self.platforms) == 1:
            return 0
        earlier = (self.debits_of(platform).debit_at, platform.place)
        return 1 + sum(
            (self.debits_of(each).debit_at, each.place) < earlier for each in self.platforms
        )

    def names_of(self, platform: Platform) -> tuple[str, ...]:
        """Return what tells a platform's own draws from the first platform's."""
        return self.log.others[platform.place - 1 : platform.place] if platform.place else ()

    def debits_of(self, platform: Platform) -> AutoDebit:
        """Return how one platform debits bound accounts."""
        if not platform.place:
            return self.auto_debit
        return self._debits[self.env.now >= 0][platform.place - 1]

    def retrained_on(self, borrower: Borrower, onset: Onset) -> int:
        """Return the day on which retraining would end a shock, at the earliest."""
        share = self.household.budget.retrain_monthly_share
        if self.stock_taking is not None:
            share = self.stock_taking.retrains(borrower.number, share)
        month = self.calendar_month(onset.day) + 1
        while share and (day := self.due_day(month, 1)) < min(self.horizon, onset.day + onset.days):
            if self.draw("retraining", borrower.number, month) < share:
                return day
            month += 1
        return onset.day + onset.days

    # Grievances -----------------------------------------------------------------------------

    def grieve(self, account: Account, day: int, phase: Phase, cause: Cause) -> None:
        """Let a grievance be felt, and perhaps become a complaint."""
        borrower, terms = account.borrower, self.household.grievances
        platform = account.platform
        agency = platform.stages.agency_of(account)
        actor = self.code(agency.name) if agency is not None else 0
        account.log_work(day, phase, Event.GRIEVANCE, 0, cause, actor=actor)
        earlier = borrower.counts.get("complaint", 0)
        share = min(1.0, terms.complaint_share * (1.0 + terms.repeat_factor * earlier))
        if self.advice is not None:
            share *= self.advice.complaint_factor(account)
        if borrower.nth("complaint") >= share:
            return
        place = borrower.nth("complaint_place")
        where = Cause.PLATFORM
        if place < terms.regulator_share:
            where = Cause.REGULATOR
        elif place < terms.regulator_share + terms.public_share:
            where = Cause.PUBLIC_SITE
        self.complain(account, day, phase, cause, where, actor=actor)

    def complain(self, account: Account, day: int, phase: Phase, cause: Cause, where: Cause,
                 *, actor: int = 0, agent: int = -1) -> None:  # fmt: skip
        """Let a complaint be filed, by the borrower or for the borrower by an agent."""
        platform = account.platform
        account.complaints += 1
        if self.returns is not None:
            self.returns.complained(account, where)
        account.log_work(
            day, phase, Event.COMPLAINT, 0, cause, actor=actor, action=where, person=agent
        )
        cost = platform.policy.prices.complaint
        if cost:
            account.log(day, phase, Event.COST, cost, Cause.COMPLAINT_COST)
        platform.complaint_desk.take_in(account, day, cause)

    # Life -----------------------------------------------------------------------------------

    def arrive(self) -> Life:
        """Let borrowers arrive on their days, accounts opened in the day's first phase."""
        numbers = range(self.pod, len(self.people), self.pods)
        days = self.people.arrives
        for number in sorted(numbers, key=lambda n: (days[n], n)):
            day = int(days[number])
            if day >= self.horizon:
                return
            if day > self.today or number == numbers[0]:
                yield self.turn(day, Phase.MACRO, 2)
            if self.reprices and number >= self.taken_over:
                contracts = self.people.contracts
                contracts[number] = price_new_loans(self.platforms, contracts[number])
            borrower = self.borrowers[number] = Borrower(self, number)
            self.people.contracts[number] = ()  # from here on the accounts hold them
            if self.has_underwriting and number >= self.taken_over:
                apply_for_loans(self, borrower, day)
                if not borrower.accounts:
                    del self.borrowers[number]
                    continue
            for account in borrower.accounts:
                account.open()
                if self.reprices and account.platform.supply is not None:
                    account.platform.supply.note(account)
            if self.onsets[number]:
                self.process(suffer(borrower, self.onsets[number]))
            self.process(borrower.repay())

    def file_away(self, account: Account) -> None:
        """Note what the table of accounts says of an account, which may then be forgotten."""
        self.summaries[account.number] = account.summary(self.horizon - 1)

    def finish(self) -> NDArray[np.int64]:
        """Settle what is only settled when somebody looks: penalties and distress.

        Returns what is told of accounts beside the ledger; of the world nothing is left.
        """
        for borrower in self.borrowers.values():
            if borrower.accounts and borrower.purse.loans:
                borrower.purse.settle(self.horizon - 1)
            for account in borrower.accounts:
                if account.in_spell:
                    charge_penalty(account, self.horizon - 1, Phase.CLOSE)
                self.file_away(account)
            borrower.strain.settle(self.horizon)
            borrower.go_home()
        self.env.stop()
        summaries = self.summaries
        for circle in (*self.platforms, self):  # all parts refer to it: they would stay for long
            vars(circle).clear()
        return summaries
