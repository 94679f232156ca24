"""The credit bureau: reports after a delay, records, their clock, and what they cost."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.lateness import days_late
from arrears.engines.simpy.turn import Life
from arrears.policies.credit import Bureau as Terms
from arrears.portfolio import people
from arrears.regulation.act import Step
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower
    from arrears.engines.simpy.world import World

__all__ = ["Bureau"]

_MONTH = 30.4375  # days
_REPORT = Step(kind="report")
_REPORT_ARRIVES, _RECORD_ENDS, _MONTH_BEGINS = 2, 3, 4  # order of one borrower's turns


class Record:
    """What is on record of one account, or on its way there."""

    __slots__ = ("account", "amount", "is_on_file", "is_repaid", "token")

    def __init__(self, account: Account) -> None:
        self.account = account
        self.amount = 0  # the most that was in arrears
        self.is_on_file = self.is_repaid = False
        self.token = 0  # changes whenever a date on which the record would end is out of date


class Bureau:
    """Keeps the records of all borrowers at all platforms."""

    def __init__(self, world: "World", before: Terms | None, later: Terms | None) -> None:
        self.world = world
        self._terms = (before, later)
        self.records: dict[int, Record] = {}  # by account
        self.listed: dict[int, set[int]] = {}  # by borrower, accounts on file
        self._lapsed: set[tuple[int, int]] = set()  # accounts and spells whose entry has expired

    @property
    def terms(self) -> Terms | None:
        """What holds today: the policy's terms from day 0 on."""
        return self._terms[self.world.env.now >= 0]

    @property
    def thresholds(self) -> set[int]:
        """Days past due at which accounts are looked at."""
        return {terms.threshold_dpd for terms in self._terms if terms is not None}

    def fear(self, borrower: "Borrower") -> float:
        """Return what a record that one would be sorry for adds to the willingness to pay."""
        terms = self.terms
        if terms is None or borrower.number in self.listed:
            return 0.0
        return terms.fear

    def look_at(self, account: Account, day: int, dpd: int) -> None:
        """Send a report of an account that is late enough, unless one is sent or on record."""
        terms = self.terms
        if terms is None or dpd < terms.threshold_dpd or account.is_closed:
            return
        record = self.records.get(account.number)
        if record is None:
            if (account.number, account.spell) in self._lapsed:
                return
            record = self.records[account.number] = Record(account)
            self.world.process(self._report(record, day + terms.delay_days, terms))
        record.amount = max(record.amount, account.arrears)
        record.token += 1
        record.is_repaid = False

    def _report(self, record: Record, day: int, terms: Terms) -> Life:
        """Enter the record when the report arrives, if anything is still owed then."""
        account = record.account
        borrower = account.borrower
        if day >= self.world.horizon:
            return
        yield self.world.turn(day, Phase.CLOSE, borrower.number, _REPORT_ARRIVES)
        while self.records.get(account.number) is record:
            permit = account.platform.compliance.ask(account, _REPORT, day)
            if permit.is_granted:
                break
            day = permit.day
            if day >= self.world.horizon:
                return
            yield self.world.turn(day, Phase.CLOSE, borrower.number, _REPORT_ARRIVES)
        else:
            return
        record.is_on_file = True
        account.log(day, Phase.CLOSE, Event.BUREAU_REPORT, account.reported_dpd(day))
        on_file = self.listed.setdefault(borrower.number, set())
        on_file.add(account.number)
        if len(on_file) == 1:
            self._exclude(borrower, day, terms)
        if terms.clock == "report":
            ends = day + round(terms.expires_months * _MONTH)
            self.world.process(self._lapse(record, borrower, ends))
        kept = self._kept_by_law(account, "from_default", day)
        if kept is not None:
            late_since = day - days_late(account, day)
            self.world.process(self._lapse(record, borrower, max(0, day, late_since + kept)))

    def _kept_by_law(self, account: Account, clock: str, day: int) -> int | None:
        """Return for how many days the law lets a record stand, None for as long as there are."""
        law, today = self.world.law, max(0, day)
        if law is None:
            return None
        return law.rulebook.retention_days(clock, law.standing(account, day), today)

    def _lapse(self, record: Record, borrower: "Borrower", day: int) -> Life:
        """Clear a record although arrears may last; the same are not entered again, others are."""
        account, spell = record.account, record.account.spell
        yield from self._clear(record, borrower, day, Cause.EXPIRED, -1)
        if self.world.today >= day:
            self._lapsed.add((account.number, spell))
            if account.spell != spell:
                account.platform.stages.look_again(account, day + 1)

    def _exclude(self, borrower: "Borrower", day: int, terms: Terms) -> None:
        """Let a first record shut the borrower out of new credit, and make the old dearer."""
        self._change_service(borrower, day, terms.other_debt_factor)
        self.world.process(self._be_denied(borrower, day))

    def _change_service(self, borrower: "Borrower", day: int, factor: float) -> None:
        if factor == 1.0 or not borrower.has_debts:
            return
        purse = borrower.purse
        purse.settle(day)
        purse.other_debt = round(purse.other_debt * factor)
        borrower.traits[people.OTHER_DEBT] = purse.other_debt
        borrower.strain.rebase(day)

    def _be_denied(self, borrower: "Borrower", day: int) -> Life:
        """Write a row for every month in which nobody lends to the borrower."""
        number, log = borrower.number, self.world.log
        while number in self.listed:
            log.add(
                day, Phase.CLOSE, number, -1, Event.CREDIT_DENIED, 0, Cause.BUREAU_RECORD
            )  # fmt: skip
            day = self.world.due_day(self.world.calendar_month(day) + 1, 1)
            if day >= self.world.horizon:
                return
            yield self.world.turn(day, Phase.CLOSE, number, _MONTH_BEGINS)

    def paid(self, account: Account, day: int) -> None:
        """Let arrears that are paid stop a report on its way, or start the clock of a record."""
        record = self.records.get(account.number)
        if record is None:
            return
        terms = self.terms
        if not record.is_on_file:
            del self.records[account.number]
            return
        if record.is_repaid:  # closed after it was cured: the clock runs already
            return
        record.token += 1
        record.is_repaid = True
        if terms is None:
            return
        if record.amount <= terms.repair_amount_max:
            self._end_later(record, day + terms.repair_days, Cause.REPAIRED)
        elif terms.clock == "repayment":
            ends = day + round(terms.expires_months * _MONTH)
            self._end_later(record, ends, Cause.EXPIRED)
        kept = self._kept_by_law(record.account, "from_repayment", day)
        if kept is not None:
            self._end_later(record, max(0, day + kept), Cause.EXPIRED)

    def _end_later(self, record: Record, day: int, cause: Cause) -> None:
        borrower = record.account.borrower
        self.world.process(self._clear(record, borrower, day, cause, record.token))

    def _clear(
        self, record: Record, borrower: "Borrower", day: int, cause: Cause, token: int
    ) -> Life:
        """Clear a record on its day, unless the account has fallen behind again meanwhile."""
        if day >= self.world.horizon:
            return
        yield self.world.turn(day, Phase.CLOSE, borrower.number, _RECORD_ENDS)
        number = record.account.number
        if self.records.get(number) is not record or token not in {-1, record.token}:
            return
        del self.records[number]
        record.account.log(day, Phase.CLOSE, Event.BUREAU_CLEARED, 0, cause)
        on_file = self.listed[borrower.number]
        on_file.discard(number)
        if not on_file:
            del self.listed[borrower.number]
            terms = self.terms
            if terms is not None:
                self._change_service(borrower, day, 1.0 / terms.other_debt_factor)
