"""The past of every account, replayed from ``events.parquet``, as rules ask for it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from rule_text import Rule, agencies_in, agency_stages, said
from terms_told import Terms

SPOKEN = ("bot_call", "call", "visit")
PAYMENTS = ("paid", "part_paid", "prepaid", "recovered", "garnished", "settled")
RESTARTS = dict.fromkeys((*PAYMENTS, "claim_paid"), "payment") | {
    "promise": "acknowledgement", "application": "acknowledgement", "suit_filed": "suit",
}  # fmt: skip
# Days of rest around the lunar new year: first and last, as announced; from 2027 on as supposed.
SPRING_FESTIVALS = (
    ("2020-01-24", "2020-02-02"), ("2021-02-11", "2021-02-17"), ("2022-01-31", "2022-02-06"),
    ("2023-01-21", "2023-01-27"), ("2024-02-10", "2024-02-17"), ("2025-01-28", "2025-02-04"),
    ("2026-02-15", "2026-02-23"), ("2027-02-05", "2027-02-12"), ("2028-01-25", "2028-02-01"),
    ("2029-02-12", "2029-02-19"), ("2030-02-02", "2030-02-09"),
)  # fmt: skip
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass
class Touch:
    day: int
    account: int
    lender: str
    collector: str
    channel: str
    target: str
    person: int
    reached: int = 0


@dataclass
class Debt:
    """What the log tells of one account so far."""

    segment: str
    originated: int = 0
    balance: int = 0
    due: list[tuple[int, int]] = field(default_factory=list)
    received: int = 0
    plan_due: list[tuple[int, int]] | None = None
    plan_received: int = 0
    whole_since: int | None = None
    interest: int = 0
    fees: int = 0
    unpaid_interest: int = 0
    principal: int = 0
    default_principal: int | None = None
    since_default: int = 0
    late_fees: list[tuple[int, int]] = field(default_factory=list)
    notices: dict[str, int] = field(default_factory=dict)
    offered: bool = False
    waits_for_offer: bool = True
    cured_on: int = -(10**6)
    refused: int | None = None
    turned_down: int | None = None
    is_reported: bool = False
    kept_until: tuple[int, str] | None = None
    restarts: dict[str, int] = field(default_factory=dict)
    plan: bool = False
    review: int | None = None
    review_clock: tuple[int, str] | None = None
    complaint_clocks: list[tuple[int, str] | None] = field(default_factory=list)
    complaints: list[tuple[int, str]] = field(default_factory=list)
    promise: bool = False
    agencies: int = 0
    agency: str = ""
    sales: int = 0
    is_closed: bool = False
    has_left_book: bool = False

    def contract_dpd(self, day: int) -> int:
        """Days since the first due row that is not covered."""
        return 0 if self.is_closed else late(self.due, self.received, day)

    def dpd(self, day: int) -> int:
        """Days past due as rules read them: of the contract, a plan, or a whole balance due."""
        return 0 if self.is_closed else max(self.contract_dpd(day), self._dpd_beside(day))

    def _dpd_beside(self, day: int) -> int:
        on_plan = 0
        if self.plan_due is not None:
            on_plan = late(self.plan_due, self.plan_received, day)
        return on_plan if self.whole_since is None else max(on_plan, day - self.whole_since)

    def falls_due(self, day: int) -> None:
        """Let the whole balance be due; a plan that was late stays so."""
        if self.whole_since is None:
            self.whole_since = day - self._dpd_beside(day)
        self.plan_due = None

    def overdue(self) -> int:
        return max(0, sum(amount for _, amount in self.due) - self.received)

    def most_overdue(self) -> int:
        """Return what is overdue by the terms by which it is most."""
        on_plan = 0
        if self.plan_due is not None:
            on_plan = sum(amount for _, amount in self.plan_due) - self.plan_received
        whole = 0 if self.whole_since is None else self.balance
        return max(self.overdue(), on_plan, whole)


def late(due: list[tuple[int, int]], received: int, day: int) -> int:
    """Return the days since the oldest amount due that was not paid in full."""
    total = 0
    for when, amount in due:
        total += amount
        if total > received:
            return max(0, day - when)
    return 0


class Past:
    """What the rows of one borrower have told so far, and the days they fell on."""

    def __init__(self, scenario: Rule, rules: list[Rule]) -> None:
        self.rules = rules
        self.currency = scenario.get("currency", "CNY")
        self.start = date.fromisoformat(scenario.get("start", "2025-01-01"))
        calendar = scenario.get("calendar", {})
        self.holidays = set(calendar.get("holidays", ()))
        if calendar.get("spring_festival") == "true":
            for span in SPRING_FESTIVALS:
                first, last = (date.fromisoformat(day).toordinal() for day in span)
                self.holidays |= {
                    date.fromordinal(day).isoformat() for day in range(first, last + 1)
                }
        self.weekend = [WEEKDAYS.index(day) for day in calendar.get("weekend", ("sat", "sun"))]
        self.agencies = set(agencies_in(scenario))
        self.terms = Terms(scenario)
        self.stages = dict(agency_stages(scenario))
        self.default_dpd = int(scenario.get("measures", {}).get("default_dpd", 90))

    def begin(self, borrower: int) -> None:
        """Forget the borrower before."""
        self.borrower = borrower
        self.touches: list[Touch] = []
        self.stops: list[tuple[int, str]] = []
        self.refusing: set[int] = set()
        self.rests: list[tuple[int, int, str]] = []
        self.unreachable = False
        self.debts: dict[int, Debt] = defaultdict(lambda: Debt(segment=""))

    def date_of(self, day: int) -> date:
        return self.start + timedelta(days=day)

    def after(self, day: int, days: int, *, working: bool) -> int:
        while days > 0 and working:
            day += 1
            when = self.date_of(day)
            days -= when.weekday() not in self.weekend and when.isoformat() not in self.holidays
        return day if working else day + days

    def agency_of(self, row: Any) -> str:
        """Return the agency that acts, be it by its name or in a stage that it works."""
        actor, stage = str(row.actor), str(row.stage)
        if actor in self.agencies or stage not in self.stages:
            return actor if actor in self.agencies else ""
        return self.debts[row.account].agency or self.stages[stage]

    def in_force(self, rule: Rule, day: int) -> bool:
        today = self.date_of(day).isoformat()
        return said(rule, "effective_from", "0") <= today <= said(rule, "effective_to", "9")

    def _learn(self, row: Any, debt: Debt) -> None:
        """Take a row into account for what follows."""
        event = str(row.event)
        if debt.default_principal is None and debt.contract_dpd(row.day) >= self.default_dpd:
            debt.default_principal = debt.principal
        learn = getattr(self, f"_on_{event}", None)
        if event in RESTARTS:
            debt.restarts[RESTARTS[event]] = row.day
        if event in PAYMENTS:
            self._on_payment(row, debt)
        elif learn is not None:
            learn(row, debt)

    def _on_attempt(self, row: Any, debt: Debt) -> None:
        collector = self.agency_of(row) or str(row.platform)
        target = str(row.target) or "borrower"
        person = -1 if target == "borrower" else int(row.person)
        self.touches.append(
            Touch(row.day, row.account, str(row.platform), collector, str(row.channel), target,
                  person)
        )  # fmt: skip

    def _on_contact(self, row: Any, debt: Debt) -> None:
        self.touches[-1].reached = max(1, self.touches[-1].reached)

    def _on_right_party(self, row: Any, debt: Debt) -> None:
        self.touches[-1].reached = 2
        if self.touches[-1].target == "borrower":
            debt.restarts["demand"] = row.day

    def _on_unreachable(self, row: Any, debt: Debt) -> None:
        self.unreachable = True

    def _on_reached(self, row: Any, debt: Debt) -> None:
        self.unreachable = False

    def _on_stop_request(self, row: Any, debt: Debt) -> None:
        if str(row.target) == "third_party":
            self.refusing.add(int(row.person))
            return
        self.stops.append((row.account, str(row.channel)))

    def _on_originated(self, row: Any, debt: Debt) -> None:
        debt.originated, debt.principal = row.amount, row.amount
        debt.balance += row.amount

    def _on_drawn(self, row: Any, debt: Debt) -> None:
        debt.balance += row.amount
        debt.principal += row.amount

    def _on_due(self, row: Any, debt: Debt) -> None:
        debt.due.append((row.day, row.amount))

    def _on_plan_due(self, row: Any, debt: Debt) -> None:
        if debt.plan_due is not None:
            debt.plan_due.append((row.day, row.amount))

    def _on_interest(self, row: Any, debt: Debt) -> None:
        debt.interest += row.amount
        debt.unpaid_interest += row.amount
        self._charge(row, debt)

    def _on_fee(self, row: Any, debt: Debt) -> None:
        debt.fees += row.amount
        self._charge(row, debt)

    def _on_late_fee(self, row: Any, debt: Debt) -> None:
        debt.fees += row.amount
        if str(row.cause) != "penalty":
            debt.late_fees.append((row.day, row.amount))
        self._charge(row, debt)

    def _charge(self, row: Any, debt: Debt) -> None:
        debt.balance += row.amount
        if debt.default_principal is not None:
            debt.since_default += row.amount

    def _on_payment(self, row: Any, debt: Debt) -> None:
        debt.balance -= row.amount
        self._settle(row.amount - row.to_fees, debt)

    def _settle(self, amount: int, debt: Debt) -> None:
        debt.received += amount
        debt.plan_received += amount
        to_interest = min(debt.unpaid_interest, amount)
        debt.unpaid_interest -= to_interest
        debt.principal -= amount - to_interest

    def _on_waived(self, row: Any, debt: Debt) -> None:
        debt.balance -= row.amount
        if str(row.cause) == "principal":
            debt.received += row.amount
            debt.principal -= row.amount
        elif str(row.cause) == "interest":
            debt.received += row.amount
            debt.unpaid_interest -= row.amount

    def _on_charged_off(self, row: Any, debt: Debt) -> None:
        debt.has_left_book, debt.plan = True, False
        debt.falls_due(row.day)

    def _on_cured(self, row: Any, debt: Debt) -> None:
        self.stops = [stop for stop in self.stops if stop[0] != row.account]
        debt.notices.clear()
        debt.offered, debt.refused, debt.waits_for_offer = False, None, True
        debt.cured_on = row.day

    def _on_closed(self, row: Any, debt: Debt) -> None:
        self._on_cured(row, debt)
        debt.is_closed, debt.plan = True, False

    def _on_application(self, row: Any, debt: Debt) -> None:
        debt.review = row.day

    def _on_appeal(self, row: Any, debt: Debt) -> None:
        debt.review = row.day

    def _on_decision(self, row: Any, debt: Debt) -> None:
        debt.review = None
        if str(row.cause) == "refused":
            debt.refused = debt.turned_down = row.day

    def _on_complaint(self, row: Any, debt: Debt) -> None:
        debt.complaints.append((row.day, str(row.cause)))

    def _on_complaint_answered(self, row: Any, debt: Debt) -> None:
        debt.complaints.remove((row.day - row.amount, str(row.cause)))

    def _on_relief_start(self, row: Any, debt: Debt) -> None:
        debt.plan = debt.offered = True
        if self.terms.writes_plan(row):
            debt.plan_due, debt.plan_received = [], 0

    def _on_relief_end(self, row: Any, debt: Debt) -> None:
        debt.plan = False
        if str(row.cause) == "broken":
            debt.turned_down = row.day

    def _on_accelerated(self, row: Any, debt: Debt) -> None:
        debt.plan = False
        debt.falls_due(row.day)

    def _on_promise(self, row: Any, debt: Debt) -> None:
        debt.promise = True

    def _on_promise_kept(self, row: Any, debt: Debt) -> None:
        debt.promise = False

    _on_promise_broken = _on_promise_kept

    def _on_offered(self, row: Any, debt: Debt) -> None:
        debt.offered = True

    def _on_notice(self, row: Any, debt: Debt) -> None:
        debt.notices[str(row.action)] = row.day

    def _on_visit_announced(self, row: Any, debt: Debt) -> None:
        debt.notices["visit"] = row.day

    def _on_moratorium_start(self, row: Any, debt: Debt) -> None:
        self.rests.append((row.day, row.day + row.amount - 1, str(row.cause)))

    def _on_placed(self, row: Any, debt: Debt) -> None:
        debt.agencies += 1
        debt.agency = str(row.actor)

    def _on_recalled(self, row: Any, debt: Debt) -> None:
        debt.agencies -= 1
        debt.agency = ""

    def _on_sold(self, row: Any, debt: Debt) -> None:
        debt.sales += 1
        debt.has_left_book = True
        debt.falls_due(row.day)

    def _on_compensated(self, row: Any, debt: Debt) -> None:
        debt.has_left_book = True
        debt.falls_due(row.day)

    def _on_claim_paid(self, row: Any, debt: Debt) -> None:
        debt.balance -= row.amount
