"""Behaviour ``roll_rate``: accounts that move between buckets once a month by given chances.

An absorbing Markov chain with SimPy processes, to verify the engine against theory and for
research on roll rates. Nobody decides anything here: there is no household, no shock and no
collection, and no interest is charged. On each due day an account pays off its whole balance, is
charged off, moves to another bucket or stays. Whichever way it ends, the whole balance falls due
on that day, so that what was collected can be held against what was due.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from arrears.arithmetic import choose
from arrears.behaviour.settings import RollRate, RollRateBucket
from arrears.calendar import Calendar
from arrears.debt import ledger
from arrears.decisions import DECISIONS
from arrears.draws import draw
from arrears.engines.simpy.simulated import Simulated
from arrears.engines.simpy.turn import Clock, Life, Turn
from arrears.errors import LedgerError, ScenarioError
from arrears.log import Log
from arrears.portfolio import people
from arrears.portfolio.contract import Contract
from arrears.portfolio.people import People, population
from arrears.scenario.schema import Settings
from arrears.terms import Cause, Event, Phase, Status

__all__ = ["simulate_chain"]


_PAID, _BAD = -1, -2  # where an account can go beside the buckets
_FIRST_BUCKET, _ROLL = DECISIONS["first_bucket"], DECISIONS["roll"]


def simulate_chain(
    settings: Settings, calendar: Calendar, log: Log, key: tuple[int, int]
) -> Simulated:
    """Run one replication of a scenario whose accounts roll between buckets.

    Parameters
    ----------
    settings : Settings
        With behaviour ``roll_rate``. Segments, products, book and due days are read from the
        portfolio; collection, shocks and economy change nothing.
    calendar : Calendar
        Days of the run.
    log : Log
        Written and closed here.
    key : tuple of int
        Seed and replication.

    Raises
    ------
    ScenarioError
        If the behaviour is another one, or the book a loan tape.
    LedgerError
        If money was lost or made, which would be a fault of the engine.
    """
    if not isinstance(settings.behaviour, RollRate) or settings.portfolio.book == "tape":
        kind, book = settings.behaviour.kind, settings.portfolio.book
        found = f"portfolio.book is {book} with behaviour.kind {kind}"
        raise ScenarioError(f"{found}; roll_rate runs on a cohort or an open book")
    months = range(-settings.burn_in_months, settings.horizon_months)
    everybody = population(
        settings.portfolio, calendar, months=months, seed=key[0], replication=key[1],
        wrong_debt_share=0.0,
    )  # fmt: skip
    chain = _Chain(settings.behaviour, everybody, calendar, log, key, months)
    chain.run()
    rows = chain.account_rows()
    log.close()
    return Simulated(log, rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bucket:
    """A bucket as the chain needs it: code in the log, running chances, and where each leads."""

    code: int
    chances: NDArray[np.float64]
    leads_to: tuple[int, ...]


class _Rolling:
    """One account: a ledger, a bucket, and a life that ends when it is paid off or charged off."""

    __slots__ = ("books", "bucket", "chain", "contract", "due_day", "ended_on", "status")

    def __init__(self, chain: "_Chain", contract: Contract, due_day: int) -> None:
        self.chain, self.contract, self.due_day = chain, contract, due_day
        self.books = ledger.new_ledger(1)[0]
        chance = chain.draw(_FIRST_BUCKET.id, contract.borrower, int(_FIRST_BUCKET.entity), 0)
        self.bucket = choose(chance, chain.first)
        self.status = Status.CURRENT
        self.ended_on = chain.horizon

    def live(self) -> Life:
        """Be opened, then roll on every due day until paid off or charged off."""
        chain, contract = self.chain, self.contract
        yield chain.turn(contract.opens, Phase.MACRO, contract.borrower)
        ledger.disburse(self.books, contract.principal)
        self._log(contract.opens, Phase.MACRO, Event.ORIGINATED, contract.principal)
        self._enter(contract.opens, Phase.MACRO)
        month = contract.first_month
        while self.status is Status.CURRENT:
            day = chain.calendar.due_day(month, self.due_day)
            if day >= chain.horizon:
                return
            yield chain.turn(day, Phase.DUE, contract.borrower)
            target = self._roll(month)
            if target == _PAID:
                self._pay_off(day)
            elif target != self.bucket:
                yield chain.turn(day, Phase.STAGE, contract.borrower)
                self._leave(day, Phase.STAGE)
                if target == _BAD:
                    self._charge_off(day)
                else:
                    self.bucket = target
                    self._enter(day, Phase.STAGE)
            month += 1

    def _roll(self, month: int) -> int:
        """Return where the month's draw sends the account."""
        bucket = self.chain.buckets[self.bucket]
        chance = self.chain.draw(_ROLL.id, self.contract.account, int(_ROLL.entity), month)
        return bucket.leads_to[choose(chance, bucket.chances)]

    def _pay_off(self, day: int) -> None:
        """Pay the whole balance before any of it was due: a prepayment that brings it due."""
        amount = int(self.books[ledger.OUTSTANDING])
        self._log(day, Phase.DUE, Event.DUE, amount, Cause.PREPAID)
        ledger.pay(self.books, amount)
        self._log(day, Phase.DUE, Event.PREPAID, amount, Cause.OWN_HAND)
        self._leave(day, Phase.DUE)
        self._log(day, Phase.DUE, Event.CLOSED)
        self.status, self.ended_on = Status.CLOSED, day

    def _charge_off(self, day: int) -> None:
        amount = ledger.charge_off(self.books)
        self._log(day, Phase.STAGE, Event.CHARGED_OFF, amount)
        self._log(day, Phase.STAGE, Event.DUE, amount, Cause.CHARGED_OFF)
        self.status, self.ended_on = Status.CHARGED_OFF, day

    def _enter(self, day: int, phase: Phase) -> None:
        self._log(day, phase, Event.STAGE_ENTERED, stage=self.chain.buckets[self.bucket].code)

    def _leave(self, day: int, phase: Phase) -> None:
        self._log(day, phase, Event.STAGE_LEFT, stage=self.chain.buckets[self.bucket].code)

    def _log(
        self, day: int, phase: Phase, event: Event, amount: int = 0, cause: int = 0, stage: int = 0
    ) -> None:
        contract = self.contract
        self.chain.log.add(
            day, phase, contract.borrower, contract.account, event, amount, cause, stage=stage
        )

    def dpd(self, day: int) -> int:
        """Return days since the balance fell due unpaid: only what was charged off ever does."""
        return day - self.ended_on if self.status is Status.CHARGED_OFF else 0


class _Chain:
    """What all accounts share: clock, luck, buckets and log."""

    def __init__(
        self, behaviour: RollRate, everybody: People, calendar: Calendar, log: Log,
        key: tuple[int, int], months: range,
    ) -> None:  # fmt: skip
        self.calendar, self.log, self.key, self.everybody = calendar, log, key, everybody
        self.horizon = calendar.month_start(months.stop)
        self.env = Clock(calendar.month_start(months.start))
        places = {bucket.name: place for place, bucket in enumerate(behaviour.buckets)}
        self.buckets = [_bucket(bucket, places, log) for bucket in behaviour.buckets]
        self.first = np.cumsum([bucket.share for bucket in behaviour.buckets])
        due_days = everybody.traits[:, people.DUE_DAY].astype(np.int64).tolist()
        self.accounts = [
            _Rolling(self, contract, due_days[contract.borrower])
            for own in everybody.contracts
            for contract in own
            if contract.opens < self.horizon
        ]

    def run(self) -> None:
        """Let every account live to the horizon."""
        for account in self.accounts:
            self.env.live(account.live())
        self.env.run_until(self.horizon)

    def turn(self, day: int, phase: Phase, borrower: int) -> Turn:
        """Return the event of a borrower's turn in a phase of a day."""
        return self.env.turn(day, phase, borrower)

    def draw(self, decision: int, number: int, entity: int, occasion: int) -> float:
        """Return the draw of a decision, of the borrower or account of that number."""
        return draw(*self.key, entity, number, decision, occasion)

    def account_rows(self) -> pd.DataFrame:
        """Return one row per account, in order of number, as the main engine does."""
        accounts = self.accounts
        books = np.array([account.books for account in accounts], dtype=np.int64)
        books = books.reshape(len(accounts), len(ledger.COLUMNS))
        for account, row in zip(accounts, books, strict=True):
            if ledger.imbalance(row):
                number, amount = account.contract.account, ledger.imbalance(row)
                message = f"account {number}: the ledger is out by {amount}"
                raise LedgerError(message)
        names = [segment.name for segment in self.everybody.segments]
        segments = self.everybody.segment.tolist()
        dpd = [account.dpd(self.horizon - 1) for account in accounts]
        ended = np.array([account.status is not Status.CURRENT for account in accounts], dtype=bool)
        columns = {
            "account": [account.contract.account for account in accounts],
            "borrower": [account.contract.borrower for account in accounts],
            "segment": [names[segments[account.contract.borrower]] for account in accounts],
            "platform": self.log.platform,
            "opened": [account.contract.opens for account in accounts],
            **{name: books[:, column] for column, name in enumerate(ledger.COLUMNS)},
            "contract_dpd": dpd, "reported_dpd": dpd, "max_dpd": dpd,
            "status": [account.status.name.lower() for account in accounts],
            "attempts": 0, "complaints": 0, "pause_days": 0,
            "signed_due": np.where(ended, books[:, ledger.DISBURSED], 0),
            "received": books[:, ledger.PAID],
        }  # fmt: skip
        return pd.DataFrame(columns)


def _bucket(bucket: RollRateBucket, places: dict[str, int], log: Log) -> _Bucket:
    """Return a bucket with its chances added up in the order paid, bad, other buckets."""
    chances = [bucket.paid, bucket.bad, *bucket.to.values()]
    return _Bucket(
        code=log.vocabulary.code(bucket.name),
        chances=np.cumsum(chances),
        leads_to=(_PAID, _BAD, *(places[name] for name in bucket.to)),
    )
