"""Small lives to look into: a plain book that is worked by hand, and a busy one for the rules."""

import functools
import gc
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from arrears.api import Scenario, load_scenario
from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.regulation.shipped import shipped_regime
from arrears.runs.measuring import measures_of

HERE = Path(__file__).parent

BUSY = HERE / "busy.yaml"

PAYMENTS = ("paid", "part_paid", "prepaid", "recovered")
EVERYBODY = "portfolio.segments.everybody."
CALL = "behaviour.answering.contacts.call."
WAYS = {
    # Never willing to pay, however well off.
    "unwilling": (f"{EVERYBODY}willingness=-20",),
    # Pays once fear is large enough: not on due days, surely when 20 days past due or more.
    "late payer": (
        f"{EVERYBODY}willingness=-20",
        "behaviour.willingness.consequence_per_30_days=60",
    ),
    # Always forgets, and remembers on the day after.
    "forgetful": (
        f"{EVERYBODY}forgetfulness.mean=1",
        "behaviour.attention.habit_factor=0",
        "behaviour.attention.remember_daily_share=1",
    ),
    # Has 3.00, and 200.00 more after each payday and at the start: 403.00 on day 15.
    "overburdened": (
        f"{EVERYBODY}income.median=3200",
        f"{EVERYBODY}essentials_share.mean=0.9375",
        f"{EVERYBODY}buffer_months=0.001",
        "behaviour.budget.least_part_share=1",
    ),
    # The same with 100.00: 203.00 on day 15, 303.00 on payday 40, 403.00 on payday 68.
    "poor": (
        f"{EVERYBODY}income.median=3100",
        f"{EVERYBODY}essentials_share.mean=0.9677419355",
        f"{EVERYBODY}buffer_months=0.001",
        "behaviour.budget.least_part_share=1",
    ),
    # Applies for whatever there is, on every miss but a forgotten one.
    "applies": (
        f"{EVERYBODY}honesty.mean=0",
        "behaviour.application.awareness_share=1",
        "behaviour.application.opportunist_share=1",
        "behaviour.application.concealed_share=1",
        "behaviour.application.document_round_share=0",
    ),
    # As above, and whoever could pay is seen through.
    "seen through": ("behaviour.application.concealed_share=0",),
    # Reads every text message; answers every call, in person, for as long as an unanswered one.
    "reads": ("behaviour.answering.contacts.sms.answer_share=1",),
    "answers": (f"{CALL}answer_share=1", f"{CALL}seconds_spoken=0"),
    # What is said in a call hurts as much as it can.
    "hears": (f"{CALL}effect=1",),
    # Promises all that the budget will bear by the next payday.
    "promises": (
        "behaviour.answering.promise_share=1",
        "behaviour.answering.promise_days=60",
    ),
    # A thousandth a day on what is overdue; 20.00 for each missed instalment.
    "penalty": ("portfolio.products.loan.penalty_rate=0.365",),
    "late fee": ("portfolio.products.loan.late_fee=20",),
}


@dataclass(frozen=True, eq=False)
class Lived:
    """What came of one policy: the event table, the accounts, and the scenario they come from."""

    scenario: Scenario
    events: pd.DataFrame
    accounts: pd.DataFrame

    @property
    def horizon(self) -> int:
        return measures_of(self.scenario.base).horizon

    def rows(self, *names: str, account: int | None = None, **where: object) -> pd.DataFrame:
        """Return the rows of these events (all, if none is named), of one account or of all."""
        rows = self.events
        if names:
            rows = rows[rows["event"].isin(names)]
        if account is not None:
            where["account"] = account
        for column, value in where.items():
            rows = rows[rows[column] == value]
        return rows

    def told(self, *names: str, **where: object) -> list[tuple]:
        """Return day, event and amount of the rows, in the order of the log."""
        rows = self.rows(*names, **where)
        return list(zip(rows["day"], rows["event"], rows["amount"], strict=True))

    def days(self, *names: str, **where: object) -> list[int]:
        return self.rows(*names, **where)["day"].tolist()

    def amounts(self, *names: str, **where: object) -> list[int]:
        return self.rows(*names, **where)["amount"].tolist()

    def causes(self, *names: str, **where: object) -> list[str]:
        return self.rows(*names, **where)["cause"].tolist()

    def account(self, number: int = 0) -> pd.Series:
        return self.accounts.set_index("account").loc[number]

    @functools.cached_property
    def by_account(self) -> list[tuple[int, list]]:
        """Every account's rows in the order of the log, as named tuples."""
        rows = self.events[self.events["account"] >= 0].sort_values("account", kind="stable")
        return [
            (number, list(own.itertuples(index=False))) for number, own in rows.groupby("account")
        ]


@dataclass(frozen=True)
class Situation:
    """How an account stood when a row was written, replayed from the rows before it."""

    row: Any
    contract_dpd: int  # of this morning
    reported_dpd: int  # of this morning, on the plan where there is one
    has_promise: bool  # made before today and not yet kept or broken
    in_review: bool
    in_complaint: bool
    in_relief: bool
    has_arrears: bool  # on the plan where there is one
    placed_on: int | None
    is_closed: bool
    is_charged_off: bool
    tried_on: int | None  # the last attempt by the same action
    paused: str


class _File:
    """One account's state, moved on row by row."""

    def __init__(self) -> None:
        self.day = self.frozen = self.received = self.plan_received = 0
        self.dues: list[tuple[int, int]] = []
        self.plan: list[tuple[int, int]] | None = None
        self.promised_on: int | None = None
        self.placed_on: int | None = None
        self.accelerated_on: int | None = None
        self.reviews = self.complaints = 0
        self.in_relief = self.is_closed = self.is_charged_off = False
        self.tried: dict[str, int] = {}
        self.paused = ""
        self.morning = (0, 0)

    def clocks(self, day: int) -> tuple[int, int]:
        contract = late(self.dues, self.received, day)
        if self.accelerated_on is not None and not (self.is_closed or self.is_charged_off):
            return contract, max(contract, day - self.accelerated_on)
        if self.is_closed or self.plan is None or self.is_charged_off:
            return (0, 0) if self.is_closed else (contract, contract)
        return contract, self.frozen + late(self.plan, self.plan_received, day)

    def meet(self, row: Any) -> Situation:
        if row.day != self.day:
            self.day, self.morning = row.day, self.clocks(row.day)
        dues, received = (
            (self.dues, self.received) if self.plan is None else (self.plan, self.plan_received)
        )
        return Situation(
            row, *self.morning,
            has_promise=self.promised_on is not None and self.promised_on < row.day,
            in_review=self.reviews > 0, in_complaint=self.complaints > 0,
            in_relief=self.in_relief, has_arrears=sum(due for _, due in dues) > received,
            placed_on=self.placed_on, is_closed=self.is_closed,
            is_charged_off=self.is_charged_off, tried_on=self.tried.get(row.action),
            paused=self.paused,
        )  # fmt: skip

    def move_on(self, row: Any) -> None:
        """Take up what a row says."""
        self._money(row)
        self._work(row)
        self._relief(row)

    def _money(self, row: Any) -> None:
        if row.event == "due":
            self.dues.append((row.day, row.amount))
        elif row.event == "plan_due" and self.plan is not None:
            self.plan.append((row.day, row.amount))
        elif row.event in PAYMENTS:
            self.received += row.amount - row.to_fees
            self.plan_received += row.amount - row.to_fees
        elif row.event == "waived" and row.cause in {"principal", "interest"}:
            self.received += row.amount
        elif row.event == "charged_off":
            self.is_charged_off, self.promised_on = True, None
        elif row.event == "closed":
            self.is_closed, self.in_relief, self.promised_on = True, False, None

    def _work(self, row: Any) -> None:
        self.reviews += (row.event == "application") - (row.event == "decision")
        self.complaints += (row.event == "complaint") - (row.event == "complaint_answered")
        if row.event == "promise":
            self.promised_on = row.day
        elif row.event in {"promise_kept", "promise_broken"}:
            self.promised_on = None
        elif row.event in {"placed", "recalled"}:
            self.placed_on = row.day if row.event == "placed" else None
        elif row.event == "attempt" and row.stage:
            self.tried[row.action] = row.day
        elif row.event in {"pause_start", "pause_end"}:
            self.paused = row.cause if row.event == "pause_start" else ""

    def _relief(self, row: Any) -> None:
        if row.event == "relief_start":
            self.frozen = self.clocks(row.day)[1]
            self.in_relief, self.plan, self.plan_received = True, [], 0
        elif row.event == "reaged":
            self.frozen = 0
        elif row.event == "relief_end":
            self.in_relief = False
            if row.cause == "broken":
                self.plan, self.frozen = None, 0
        elif row.event == "accelerated":
            self.plan, self.accelerated_on = None, row.day


def late(dues: list[tuple[int, int]], received: int, day: int) -> int:
    """Return the days since the oldest due day that was not paid in full."""
    total = 0
    for due_day, amount in dues:
        total += amount
        if total > received:
            return day - due_day
    return 0


@functools.cache
def situations(lived: Lived, *names: str) -> list[Situation]:
    """Return how each account stood at each of the rows of these events."""
    found = []
    for _, rows in lived.by_account:
        file = _File()
        for row in rows:
            situation = file.meet(row)
            if row.event in names:
                found.append(situation)
            file.move_on(row)
    return found


@functools.cache
def _live(
    source: str, sets: tuple[str, ...], policy: str, borrowers: int | None, replication: int
) -> Lived:
    scenario = load_scenario(source, sets=sets, borrowers=borrowers)
    base = scenario.base
    gc.freeze()  # a run ends with a search for garbage: spare it what the suite has piled up
    lived = simulate(
        base, scenario.policies[policy], replication=replication, seed=base.seed,
        rules=scenario.rules[scenario.regimes[0]],
    )  # fmt: skip
    events = events_frame(lived.log, policy, "none", replication)
    words = events.select_dtypes("category").columns
    return Lived(scenario, events.astype(dict.fromkeys(words, "str")), lived.accounts)


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """Return the function that lives through the plain book with changes laid over it.

    Changes are a scenario's text, then ``WAYS`` of living or ``key=value``.

    Everybody earns 10,000 a month on the 10th, spends 3,000 at once, and owes one loan of 1,200 in
    three instalments on the 16th at one percent a month. Nothing befalls anybody.
    """
    folder = tmp_path_factory.mktemp("scenarios")

    @functools.cache
    def source(text: str, number: int) -> str:
        path = folder / f"case_{number}.yaml"
        head = f"schema_version: 1\nscenario: case\nextends: {HERE / 'plain.yaml'}\n"
        path.write_text(head + text, encoding="utf-8")
        return str(path)

    texts: dict[str, int] = {}

    def run(
        text: str = "",
        *changes: str,
        policy: str = "status_quo",
        borrowers: int | None = None,
        replication: int = 0,
    ) -> Lived:
        number = texts.setdefault(text, len(texts))
        sets = tuple(one for change in changes for one in WAYS.get(change, (change,)))
        return _live(source(text, number), sets, policy, borrowers, replication)

    return run


@pytest.fixture(scope="session")
def busy():
    """Return a crowd for which everything that the engine knows happens often."""
    return _live(str(BUSY), (), "status_quo", None, 0)


@pytest.fixture(scope="session")
def stages():
    """Return the flagship scenario, smaller: a burn-in, three stages, teams, desks, an agency."""
    sets = ("horizon_months=12",)
    return _live("three_stage_escalation", sets, "status_quo", 150, 0)


@pytest.fixture(scope="session")
def attempts(busy, stages):
    """Return every attempt of a stage in both crowds, with the policy and how the account stood."""
    return [
        (lived.scenario.policies["status_quo"].collection, situation)
        for lived in (busy, stages)
        for situation in situations(lived, "attempt")
        if situation.row.stage
    ]


@pytest.fixture(scope="session")
def stood():
    """Return the function that tells how accounts stood at the rows of some events."""
    return situations


@pytest.fixture(scope="session")
def simulated():
    """Return the function that runs a small flagship book with changes; scenario and result."""

    @functools.cache
    def run(*sets: str, borrowers: int = 120):
        wanted = ("horizon_months=8", "burn_in_months=2", *sets)
        scenario = load_scenario("three_stage_escalation", sets=wanted, borrowers=borrowers)
        base = scenario.base
        gc.freeze()  # as above
        policy = scenario.policies["status_quo"]
        return scenario, simulate(base, policy, replication=0, seed=base.seed)

    return run


@pytest.fixture(scope="session")
def simulated_under():
    """Return the function that runs a small flagship book under a shipped regime."""

    def run(regime: str, *sets: str):
        wanted = ("horizon_months=8", "burn_in_months=2", *sets)
        scenario = load_scenario("three_stage_escalation", sets=wanted, borrowers=120)
        base, policy = scenario.base, scenario.policies["status_quo"]
        gc.freeze()  # as above
        rules = shipped_regime(regime)
        return simulate(base, policy, replication=0, seed=base.seed, rules=rules)

    return run
