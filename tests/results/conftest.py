"""Small logs to tally: worked by hand, or drawn at random to compare with the slow twin."""

import functools
import importlib
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from arrears.log import Log
from arrears.results import Measures, Tallies, outcomes, tally
from arrears.results.tally_pauses import PAUSE_CAUSES, PAUSE_ROOTS
from arrears.terms import Cause, Channel, Event, Phase

PHASES = {
    Event.ORIGINATED: Phase.MACRO,
    Event.DUE: Phase.DUE,
    Event.INTEREST: Phase.DUE,
    Event.PLAN_DUE: Phase.DUE,
}


def twelve_months(**changes) -> Measures:
    """Return measures of 360 days in twelve months of 30, with changes."""
    settings = {"horizon": 360, "month_starts": tuple(range(0, 361, 30)), "discount_rate": 0.0}
    return Measures(**(settings | changes))


@dataclass
class Story:
    """A log told row by row; account n belongs to borrower n unless said otherwise."""

    measures: Measures = field(default_factory=twelve_months)
    log: Log = field(default_factory=Log)
    people: list[tuple[int, int, str]] = field(default_factory=list)
    tallies: Tallies | None = None

    def lend(self, amount, day=0, account=None, borrower=None, segment="salaried"):
        """Open an account; return its number."""
        account = len(self.people) if account is None else account
        self.people.append((account, account if borrower is None else borrower, segment))
        self.tell(day, Event.ORIGINATED, amount, account=account)
        return account

    def tell(self, day, event, amount=0, cause=0, root=0, *, account=0, phase=None, **more):
        """Write a row about an account and its borrower (about nobody for account -1)."""
        borrower = next((owner for number, owner, _ in self.people if number == account), -1)
        phase = PHASES.get(event, Phase.BORROWER) if phase is None else phase
        self.log.add(day, phase, borrower, account, event, amount, cause, root, **more)

    @property
    def accounts(self) -> pd.DataFrame:
        table = pd.DataFrame(self.people, columns=["account", "borrower", "segment"])
        return table.assign(platform="lender")

    def tally(self) -> Tallies:
        """End the story and tally it; nothing may be told after."""
        if self.tallies is None:
            self.log.close()
            self.tallies = tally(self.log, self.accounts, self.measures)
        return self.tallies

    def outcomes(self) -> pd.DataFrame:
        return outcomes(self.tally(), self.accounts, self.measures)

    def value(self, outcome, segment="all"):
        table = self.outcomes().set_index(["segment", "outcome"])
        return table.loc[(segment, outcome), "value"]

    def fraction(self, outcome, segment="all"):
        table = self.outcomes().set_index(["segment", "outcome"])
        return tuple(table.loc[(segment, outcome), ["numerator", "denominator"]])


@pytest.fixture
def story():
    """Return the class, so that a test can begin as many stories as it likes."""
    return Story


@pytest.fixture
def measures():
    return twelve_months


@pytest.fixture(scope="session")
def recompute():
    """Return the slow recomputation from the event table."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "equality"))
    return importlib.import_module("recompute")


@functools.cache
def random_story(seed: int) -> Story:
    """Return the log of lives drawn at random: anything the event log allows may happen."""
    luck = np.random.default_rng(seed)
    horizon = int(luck.integers(420, 900))
    starts = (*range(-180, horizon - 15, 30), horizon)
    measures = Measures(
        horizon=horizon,
        month_starts=starts,
        discount_rate=float(luck.choice([0.0, 0.12])),
        default_dpd=int(luck.choice([40, 90])),
        terminal_prices=((0, 1.0), (30, 0.9), (90, 0.5), (180, 0.126)),
        open_book=bool(luck.random() < 0.5),
        origination_is_cash=bool(luck.random() < 0.5),
    )
    story = Story(measures)
    for number in range(int(luck.integers(2, 9))):
        segment = str(luck.choice(["student", "gig", "salaried"]))
        first = int(luck.choice([-180, -60, 0, luck.integers(-180, horizon - 60)]))
        for extra in range(1 + (luck.random() < 0.3)):
            opened = first + 40 * extra
            story.lend(
                int(luck.integers(900, 5000)), opened, 10 * number + extra, 3 * number, segment
            )
            _RandomLife(story, luck, 10 * number + extra, opened).live()
        _feel(story, luck, 3 * number, first)
    for day in range(-30, horizon, 7):
        story.tell(day, Event.COST, 50, Cause.WAGES, account=-1)
        story.tell(day, Event.SHIFT, 100, account=-1, to_fees=400)
    return story


def _feel(story: Story, luck: np.random.Generator, borrower: int, first: int) -> None:
    """Write what concerns the borrower rather than an account."""

    def tell(day, event, amount=0, cause=0, **more):
        story.log.add(day, Phase.BORROWER, borrower, -1, event, amount, int(cause), **more)

    positive = False
    for day in sorted(luck.integers(first, story.measures.horizon, 12).tolist()):
        positive = not positive
        tell(day, Event.SCREEN_START if positive else Event.SCREEN_END)
        source = luck.choice([Cause.SHOCK, Cause.ARREARS, Cause.COLLECTION, Cause.LIMBO])
        tell(day, Event.DISTRESS, int(luck.integers(-500, 900)), source)
        about = int(luck.choice([Cause.WRONG_DEBT, Cause.TONE, Cause.SILENCE]))
        tell(day, Event.GRIEVANCE, 0, about)
        where = int(luck.choice([Cause.PLATFORM, Cause.PUBLIC_SITE, Cause.REGULATOR]))
        tell(day, Event.COMPLAINT, 0, about, action=where, person=int(luck.choice([-1, -1, 4])))


class _RandomLife:
    """One account's days, each of which may bring anything."""

    def __init__(self, story: Story, luck: np.random.Generator, account: int, opened: int) -> None:
        self.story, self.luck, self.account, self.opened = story, luck, account, opened
        self.call = story.log.vocabulary.code("call")
        self.owed = self.fees = 0
        self.diligence, self.attention = luck.random(), float(luck.choice([0.002, 0.02]))
        self.charge_off_day = int(luck.choice([1 << 20, luck.integers(opened + 30, opened + 500)]))
        self.gone = self.closed = self.pending = self.paused = self.has_plan = False
        self.planned = 0

    def tell(self, day, event, amount=0, cause=0, root=0, **more):
        self.story.tell(day, event, amount, int(cause), int(root), account=self.account, **more)

    def chance(self, share: float) -> bool:
        return bool(self.luck.random() < share)

    def live(self) -> None:
        for day in range(self.opened + 1, self.story.measures.horizon):
            if (day - self.opened) % 30 == 0 and not self.closed:
                self.fall_due(day)
            if self.closed:
                break
            if self.owed > 0 and self.chance(0.03 * self.diligence):
                self.pay(day, int(self.luck.integers(1, self.owed + 2)), Cause.CATCH_UP)
            if day == self.charge_off_day:
                self.tell(day, Event.CHARGED_OFF, int(self.luck.integers(50, 900)))
                self.gone = True
            self.work(day)
            self.help(day)

    def fall_due(self, day: int) -> None:
        amount = int(self.luck.choice([0, 100, 137]))
        self.owed += amount
        self.tell(day, Event.DUE, amount, Cause.CHARGED_OFF if self.gone else Cause.NONE)
        if self.planned and self.chance(0.9):
            self.tell(day, Event.PLAN_DUE, int(self.luck.integers(0, 120)))
        if not self.gone:
            self.tell(day, Event.INTEREST, int(self.luck.integers(0, 20)))
        if self.owed > 0 and self.chance(self.diligence):
            self.pay(day, self.owed, Cause.OWN_HAND)
        if self.owed > 0:
            self.tell(
                day,
                Event.MISSED,
                self.owed,
                Cause.UNABLE,
                Cause.SHOCK,
                to_fees=int(self.chance(0.5)),
            )
            if not self.gone:
                self.tell(day, Event.LATE_FEE, 5, Cause.FEES)
        if self.chance(0.02):
            self.tell(day, Event.DUE, 300, Cause.PREPAID)
            self.pay(day, max(0, self.owed + 300), Cause.OWN_HAND, Event.PREPAID)
            self.tell(day, Event.CLOSED)
            self.closed = True

    def pay(self, day: int, amount: int, cause: Cause, event: Event = Event.PAID) -> None:
        fees = 0 if self.gone else int(self.chance(0.3)) * 5
        event = Event.RECOVERED if self.gone else event
        if amount < self.owed and event is Event.PAID:
            event = Event.PART_PAID
        self.owed -= amount
        self.tell(day, event, amount + fees, cause, to_fees=fees)

    def work(self, day: int) -> None:
        if self.chance(self.attention):
            self.tell(day, Event.ATTEMPT, channel=Channel.CALL, action=self.call)
            worked = Cause.WORKED if self.chance(0.6) else Cause.CAPACITY
            self.tell(day, Event.QUEUED, 0, worked, action=self.call)
            self.tell(day, Event.CONTACT)
            if self.chance(0.5):
                self.tell(day, Event.RIGHT_PARTY)
                self.tell(day, Event.PROMISE_KEPT if self.chance(0.5) else Event.PROMISE_BROKEN, 9)
            self.tell(day, Event.COST, 3, Cause.MESSAGE)
        if self.chance(0.004):
            self.tell(day, Event.HOLDOUT, action=self.call)
        if self.chance(0.003 if self.paused else 0.02):
            self.paused = not self.paused
            cause = self.luck.choice(PAUSE_CAUSES)
            root = self.luck.choice(PAUSE_ROOTS)
            self.tell(day, Event.PAUSE_START if self.paused else Event.PAUSE_END, 0, cause, root)

    def help(self, day: int) -> None:
        if self.chance(0.01):
            if self.pending:
                answer = Cause.APPROVED if self.chance(0.5) else Cause.REFUSED
                self.tell(day, Event.DECISION, int(self.luck.integers(0, 40)), answer)
                if answer == Cause.REFUSED and self.chance(0.5):
                    self.tell(day, Event.APPEAL, 0, Cause.REFUSED)
                    self.pending = False
            else:
                self.tell(day, Event.APPLICATION, 0, Cause.HONEST)
                if self.chance(0.3):
                    self.tell(day, Event.UNANSWERED, 0, Cause.REVIEW)
            self.pending = not self.pending
        if self.chance(0.008):
            self.has_plan = not self.has_plan
            self.tell(day, Event.RELIEF_START if self.has_plan else Event.RELIEF_END)
            self.planned += self.has_plan
        if self.chance(0.004):
            kind = Cause(int(self.luck.integers(Cause.PRINCIPAL, Cause.PENALTY + 1)))
            self.tell(day, Event.WAIVED, 40, kind)
            self.owed -= 40 * (kind in {Cause.PRINCIPAL, Cause.INTEREST})


@pytest.fixture(scope="session")
def random_stories():
    """Return the function that draws a log."""
    return random_story
