"""Finds breaches in the log of a run, from its files and the rule data alone.

Nothing here is taken from the rulebook, nor from the package that it is part of: rules are read
from the data files and from ``scenario.yaml`` as plain text, the past of every account is replayed
from ``events.parquet``. What a rule asks for is written down a second time, as plainly as possible.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import yaml

DATA = Path(__file__).parents[2] / "src" / "arrears" / "regulation" / "data"
PHASES = ("macro", "shock", "income", "due", "borrower", "desk", "contact", "stage", "close")
SPOKEN = ("bot_call", "call", "visit")
EVERY = ("push", "sms", "email", "letter", "legal_letter", "bot_call", "call", "visit")
PAYMENTS = ("paid", "part_paid", "prepaid", "recovered", "garnished", "settled")
STEPS = {
    "accelerated": "accelerate", "suit_filed": "sue", "judgment": "enforce", "sold": "sell",
    "placed": "place", "bureau_report": "report", "interest": "interest", "fee": "fees",
}  # fmt: skip
UNCHECKED = ("governance", "sanction")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Rule = dict[str, Any]


class Breach(NamedTuple):
    """A rule that was broken: by the act of a row, or by its absence on the last day in time."""

    day: int
    borrower: int
    account: int
    rule: str
    event: str
    seq: int  # of the row; -1 for an answer that is late


# The rules, from text -----------------------------------------------------------------------


@cache
def read(path: Path) -> Any:
    """Return a YAML file with every scalar as text."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)


def instruments() -> dict[str, Rule]:
    found = {}
    for path in sorted((DATA / "instruments").glob("*.yaml")):
        found.update({item["name"]: item for item in read(path)})
    return found


def shipped(name: str, grades: Iterable[str] = ("P", "O", "S")) -> list[Rule]:
    """Return the rules of a shipped regime, each with what it takes from its instrument."""
    if name == "none":
        return []
    (entry,) = [item for item in read(DATA / "regimes.yaml") if item["name"] == name]
    known, rules = instruments(), []
    for taken in entry["takes"]:
        instrument = known[taken["instrument"]]
        for rule in instrument["rules"]:
            if taken.get("rules") and rule["name"] not in taken["rules"]:
                continue
            if rule["name"] in taken.get("without", ()):
                continue
            if rule.get("evidence", "own") not in (*grades, "own"):
                continue
            inherited = {
                key: rule.get(key) or instrument.get(key)
                for key in ("effective_from", "effective_to", "binds", "currency")
            }
            if taken.get("always"):
                inherited |= {"effective_from": None, "effective_to": None}
            if taken.get("binds"):
                inherited["binds"] = taken["binds"]
            rules.append(rule | inherited)
    return rules


def regime(entry: str | Rule) -> list[Rule]:
    """Return the rules of a regime as a scenario lists it: by name, or spelt out."""
    if isinstance(entry, str):
        return shipped(entry)
    names = [item["name"] for item in read(DATA / "regimes.yaml")] + ["none"]
    extends = entry.get("extends") or ([entry["name"]] if entry["name"] in names else [])
    rules: list[Rule] = []
    for name in extends:
        seen = {rule["name"] for rule in rules} | set(entry.get("without", ()))
        more = shipped(name, entry.get("evidence") or ("P", "O", "S"))
        rules += [rule for rule in more if rule["name"] not in seen]
    rules += entry.get("rules", ())
    if entry.get("as_of") not in (None, "null", ""):
        when = entry["as_of"]
        rules = [
            rule | {"effective_from": None, "effective_to": None}
            for rule in rules
            if _said(rule, "effective_from", "0") <= when <= _said(rule, "effective_to", "9")
        ]
    return rules


def _said(rule: Rule, key: str, otherwise: str) -> str:
    value = rule.get(key)
    return otherwise if value in (None, "null", "") else str(value)


def number(rule: Rule, key: str, otherwise: float = 0) -> float:
    return float(_said(rule, key, str(otherwise)))


def _list(rule: Rule, key: str, otherwise: Iterable[str] = ()) -> list[str]:
    return list(rule.get(key) or otherwise)


# The past, from events ----------------------------------------------------------------------


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
    interest: int = 0
    fees: int = 0
    unpaid_interest: int = 0
    principal: int = 0
    default_principal: int | None = None
    since_default: int = 0
    late_fees: list[tuple[int, int]] = field(default_factory=list)
    notices: dict[str, int] = field(default_factory=dict)
    offered: bool = False
    refused: int | None = None
    plan: bool = False
    review: int | None = None
    complaints: list[tuple[int, str]] = field(default_factory=list)
    promise: bool = False
    agencies: int = 0
    sales: int = 0
    is_closed: bool = False
    has_left_book: bool = False

    def dpd(self, day: int) -> int:
        """Contract dpd: days since the first due row that is not covered."""
        if self.is_closed:
            return 0
        total = 0
        for when, amount in self.due:
            total += amount
            if total > self.received:
                return max(0, day - when)
        return 0

    def overdue(self) -> int:
        return max(0, sum(amount for _, amount in self.due) - self.received)


class Checker:
    """Checks the events of one arm: one policy, one regime, one replication."""

    def __init__(self, scenario: Rule, rules: list[Rule]) -> None:
        self.rules, self.scenario = rules, scenario
        self.currency = scenario.get("currency", "CNY")
        self.start = date.fromisoformat(scenario.get("start", "2025-01-01"))
        calendar = scenario.get("calendar", {})
        self.holidays = set(calendar.get("holidays", ()))
        self.weekend = [WEEKDAYS.index(day) for day in calendar.get("weekend", ("sat", "sun"))]
        self.agencies = set(_agencies(scenario))
        self.default_dpd = int(scenario.get("measures", {}).get("default_dpd", 90))
        self.breaches: list[Breach] = []

    # Time

    def date_of(self, day: int) -> date:
        return self.start + timedelta(days=day)

    def after(self, day: int, days: int, *, working: bool) -> int:
        while days > 0 and working:
            day += 1
            when = self.date_of(day)
            days -= when.weekday() not in self.weekend and when.isoformat() not in self.holidays
        return day if working else day + days

    def in_force(self, rule: Rule, day: int) -> bool:
        today = self.date_of(day).isoformat()
        return _said(rule, "effective_from", "0") <= today <= _said(rule, "effective_to", "9")

    def about(self, rule: Rule, debt: Debt, day: int) -> bool:
        """Whether a rule in force is about this debt."""
        about = rule.get("applies_if") or {}
        if not self.in_force(rule, day) or _list(about, "products"):
            return False  # the log does not tell the product
        is_price = rule["kind"] == "price"
        low = 0 if is_price else number(about, "dpd_min", 1)
        if not low <= debt.dpd(day) <= number(about, "dpd_max", 10**6):
            return False
        if _list(about, "segments") and debt.segment not in about["segments"]:
            return False
        if rule.get("currency") not in (None, self.currency):
            return True
        most = number(about, "balance_max", 10**12) * 100
        return number(about, "balance_min") * 100 <= debt.balance <= most

    def binding(self, debt: Debt, day: int, actor: str) -> Iterator[Rule]:
        """Yield the rules in force for an act, less those that another rule replaces."""
        kind = "agency" if actor in self.agencies else "originator"
        held = [
            rule for rule in self.rules
            if self.about(rule, debt, day) and (not rule.get("binds") or kind in rule["binds"])
        ]  # fmt: skip
        replaced = {name for rule in held for name in _list(rule, "replaces")}
        yield from (rule for rule in held if rule["name"] not in replaced)

    # The replay

    def check(self, events: pd.DataFrame, accounts: pd.DataFrame) -> list[Breach]:
        """Return every breach, in the order of the log."""
        segments = dict(zip(accounts["account"], accounts["segment"].astype(str), strict=True))
        rows = events[events["borrower"] >= 0].copy()
        rows["phase"] = [PHASES.index(phase) for phase in rows["phase"].astype(str)]
        rows = rows.sort_values(["borrower", "day", "phase", "seq"], kind="stable")
        last = int(events["day"].max()) if len(events) else 0
        for borrower, lived in rows.groupby("borrower", sort=True):
            self._live(int(borrower), lived, segments, last)
        self.breaches.sort()
        return self.breaches

    def _live(self, borrower: int, rows: pd.DataFrame, segments: dict[int, str], last: int) -> None:
        self.borrower = borrower
        self.touches: list[Touch] = []
        self.stops: list[tuple[int, str]] = []
        self.rests: list[tuple[int, int, str]] = []
        self.unreachable = False
        self.debts: dict[int, Debt] = defaultdict(lambda: Debt(segment=""))
        for row in rows.itertuples(index=False):
            debt = self.debts[row.account]
            debt.segment = segments.get(row.account, "")
            self._judge(row, debt)
            self._learn(row, debt)
        for number_, debt in self.debts.items():
            self._late_answers(number_, debt, last + 1, is_open=True)

    def _breach(self, row: Any, rule: Rule) -> None:
        self.breaches.append(
            Breach(
                int(row.day),
                self.borrower,
                int(row.account),
                rule["name"],
                str(row.event),
                int(row.seq),
            )
        )

    def _judge(self, row: Any, debt: Debt) -> None:
        """Hold an act against every rule that binds it."""
        event = str(row.event)
        if event in ("attempt", "visit"):
            for rule in self.binding(debt, row.day, str(row.actor)):
                judge = getattr(self, f"_contact_{rule['kind']}", None)
                if judge is not None and not judge(rule, row, debt):
                    self._breach(row, rule)
            return
        step = STEPS.get(event)
        if event == "late_fee":
            step = "penalty" if str(row.cause) == "penalty" else "fees"
        if step is None:
            return
        for rule in self.binding(debt, row.day, str(row.actor)):
            judge = getattr(self, f"_step_{rule['kind']}", None)
            if judge is not None and not judge(rule, row, debt, step):
                self._breach(row, rule)

    def _learn(self, row: Any, debt: Debt) -> None:
        """Take a row into account for what follows."""
        event = str(row.event)
        learn = getattr(self, f"_on_{event}", None)
        if event in PAYMENTS:
            self._on_payment(row, debt)
        elif learn is not None:
            learn(row, debt)
        if debt.default_principal is None and debt.dpd(row.day) >= self.default_dpd:
            debt.default_principal = debt.principal

    # What rows tell

    def _on_attempt(self, row: Any, debt: Debt) -> None:
        actor = str(row.actor)
        collector = actor if actor in self.agencies else str(row.platform)
        target = str(row.target) or "borrower"
        person = -1 if target == "borrower" else int(row.person)
        self.touches.append(
            Touch(row.day, row.account, str(row.platform), collector, str(row.channel), target,
                  person)
        )  # fmt: skip

    _on_visit = _on_attempt

    def _on_contact(self, row: Any, debt: Debt) -> None:
        self.touches[-1].reached = max(1, self.touches[-1].reached)

    def _on_right_party(self, row: Any, debt: Debt) -> None:
        self.touches[-1].reached = 2

    def _on_unreachable(self, row: Any, debt: Debt) -> None:
        self.unreachable = True

    def _on_reached(self, row: Any, debt: Debt) -> None:
        self.unreachable = False

    def _on_stop_request(self, row: Any, debt: Debt) -> None:
        self.stops.append((row.account, str(row.channel)))

    def _on_originated(self, row: Any, debt: Debt) -> None:
        debt.originated, debt.principal = row.amount, row.amount
        debt.balance += row.amount

    def _on_due(self, row: Any, debt: Debt) -> None:
        debt.due.append((row.day, row.amount))

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
        if not debt.has_left_book:
            debt.balance -= row.amount
        self._settle(row.amount - row.to_fees, debt)

    def _settle(self, amount: int, debt: Debt) -> None:
        debt.received += amount
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

    def _on_cured(self, row: Any, debt: Debt) -> None:
        self.stops = [stop for stop in self.stops if stop[0] != row.account]
        debt.notices.clear()
        debt.offered, debt.refused = False, None

    def _on_closed(self, row: Any, debt: Debt) -> None:
        self._on_cured(row, debt)
        debt.is_closed, debt.plan = True, False

    def _on_application(self, row: Any, debt: Debt) -> None:
        debt.review = row.day

    def _on_decision(self, row: Any, debt: Debt) -> None:
        self._late_answers(row.account, debt, row.day, is_open=False, what="review")
        debt.review = None
        if str(row.cause) == "refused":
            debt.refused = row.day

    def _on_complaint(self, row: Any, debt: Debt) -> None:
        debt.complaints.append((row.day, str(row.cause)))

    def _on_complaint_answered(self, row: Any, debt: Debt) -> None:
        self._late_answers(row.account, debt, row.day, is_open=False, what="complaint")
        debt.complaints.pop(0)

    def _on_relief_start(self, row: Any, debt: Debt) -> None:
        debt.plan = True

    def _on_relief_end(self, row: Any, debt: Debt) -> None:
        debt.plan = False

    def _on_accelerated(self, row: Any, debt: Debt) -> None:
        debt.plan = False

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

    def _on_recalled(self, row: Any, debt: Debt) -> None:
        debt.agencies -= 1

    def _on_sold(self, row: Any, debt: Debt) -> None:
        debt.sales += 1

    # What rules ask of contact: true if it is lawful

    def _meant(self, rule: Rule, row: Any) -> bool:
        target = str(row.target) or "borrower"
        is_target = target in _list(rule, "targets", ["borrower"])
        return is_target and str(row.channel) in _list(rule, "channels", EVERY)

    def _scoped(self, rule: Rule, row: Any, channels: Iterable[str]) -> list[Touch]:
        """Return the touches so far that are counted together with a row."""
        actor = str(row.actor)
        collector = actor if actor in self.agencies else str(row.platform)
        per, summed = rule.get("per", "borrower"), rule.get("sum_over", "collector")
        target = str(row.target) or "borrower"
        person = -1 if target == "borrower" else int(row.person)
        found = []
        for touch in self.touches:
            if touch.channel not in channels:
                continue
            if touch.target not in _list(rule, "targets", ["borrower"]):
                continue
            if per == "account" and touch.account != row.account:
                continue
            if per == "number" and (touch.target, touch.person) != (target, person):
                continue
            if summed != "all" and touch.lender != str(row.platform):
                continue
            if summed == "collector" and touch.collector != collector:
                continue
            found.append(touch)
        return found

    def _contact_contact_cap(self, rule: Rule, row: Any, debt: Debt) -> bool:
        if not self._meant(rule, row):
            return True
        first = row.day - number(rule, "window_days") + 1
        basis, limit = rule["basis"], number(rule, "limit")
        window = [
            touch for touch in self._scoped(rule, row, _list(rule, "channels", EVERY))
            if touch.day >= first and counts(basis, touch)
        ]  # fmt: skip
        if basis == "channels":
            used = {touch.channel for touch in window}
            return str(row.channel) in used or len(used) < limit
        unanswered = sum(counts("unanswered", touch) for touch in window)
        return len(window) - min(number(rule, "unanswered_free"), unanswered) < limit

    def _contact_cooldown(self, rule: Rule, row: Any, debt: Debt) -> bool:
        if not self._meant(rule, row):
            return True
        channels = _list(rule, "after_channels", _list(rule, "channels", EVERY))
        return not any(
            row.day < touch.day + number(rule, "days")
            for touch in self._scoped(rule, row, channels)
            if counts(rule["after"], touch)
        )

    def _contact_hours(self, rule: Rule, row: Any, debt: Debt) -> bool:
        if not self._meant(rule, row):
            return True
        when = self.date_of(row.day)
        kind = ("weekday",) * 5 + ("saturday", "sunday")
        span = rule.get(kind[when.weekday()])
        span = rule["weekday"] if span in (None, "null") else span
        if when.isoformat() in self.holidays and rule.get("holiday") not in (None, "null"):
            span = rule["holiday"]
        return span != "closed" and clock(span[0]) <= row.minute < clock(span[1])

    def _contact_channel_ban(self, rule: Rule, row: Any, debt: Debt) -> bool:
        return not self._meant(rule, row)

    def _contact_conduct(self, rule: Rule, row: Any, debt: Debt) -> bool:
        return str(row.tone) not in _list(rule, "tones")

    def _contact_third_party(self, rule: Rule, row: Any, debt: Debt) -> bool:
        """Judge by the borrower's reach alone: the log does not tell what was asked or said."""
        if str(row.target) != "third_party" or rule["mode"] == "allowed":
            return True
        if rule["mode"] == "forbidden":
            return False
        unlock = _list(rule, "unlock")
        failed: list[int] = []
        for touch in self.touches:
            if touch.target == "borrower" and touch.channel in SPOKEN and touch.day < row.day:
                failed = [] if touch.reached == 2 else [*failed, touch.day]
        keys = [
            not unlock,
            "unreachable" in unlock and self.unreachable,
            "failed_calls" in unlock and len(failed) >= number(rule, "failed_calls", 3),
            "failed_days" in unlock and len(set(failed)) >= number(rule, "failed_days", 3),
        ]
        return any(keys)

    def _contact_visit(self, rule: Rule, row: Any, debt: Debt) -> bool:
        """Judge by mode and notice: the log tells neither consent nor the number of visitors."""
        if str(row.channel) != "visit":
            return True
        if rule["mode"] == "forbidden":
            return False
        return self._has_notice(rule, debt, "visit", row.day, "notice_days")

    def _contact_stop_right(self, rule: Rule, row: Any, debt: Debt) -> bool:
        """Judge requests by word of mouth: there are no others in the log."""
        is_late = debt.dpd(row.day) >= number(rule, "after_dpd")
        if not self._meant(rule, row) or rule.get("form") == "written" or not is_late:
            return True
        asked = [
            channel for account, channel in self.stops
            if rule.get("per", "account") == "borrower" or account == row.account
        ]  # fmt: skip
        if rule["scope"] == "all":
            return not asked
        return (
            str(row.channel)
            not in list(dict.fromkeys(asked))[: int(number(rule, "channels_max", 99))]
        )

    def _contact_stay(self, rule: Rule, row: Any, debt: Debt) -> bool:
        return self._step_stay(rule, row, debt, "contact")

    def _contact_moratorium(self, rule: Rule, row: Any, debt: Debt) -> bool:
        return self._step_moratorium(rule, row, debt, "contact")

    def _contact_pre_notice(self, rule: Rule, row: Any, debt: Debt) -> bool:
        return self._step_pre_notice(rule, row, debt, "contact")

    # What rules ask of steps and charges

    def _step_stay(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        is_open = {
            "plan": debt.plan,
            "review": debt.review is not None,
            "promise": debt.promise,
            "complaint": bool(debt.complaints),
            "dispute": any(cause == "wrong_debt" for _, cause in debt.complaints),
        }
        return step not in rule["stops"] or not any(is_open[case] for case in rule["during"])

    def _step_moratorium(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        if step not in rule["stops"]:
            return True
        if rule["trigger"] == "public_order":
            return False
        return not any(
            first <= row.day <= last and name == rule["name"] for first, last, name in self.rests
        )

    def _step_pre_notice(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        return step != rule["before"] or self._has_notice(rule, debt, step, row.day, "days")

    def _has_notice(self, rule: Rule, debt: Debt, what: str, day: int, key: str) -> bool:
        days = int(number(rule, key))
        if key == "notice_days" and not days:
            return True
        given = debt.notices.get(what)
        working = rule.get("working_days") == "true"
        return given is not None and day >= self.after(given, days, working=working)

    def _step_grace(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        stops = _list(rule, "stops", ["fees", "penalty", "report"])
        return step not in stops or debt.dpd(row.day) > number(rule, "days")

    def _step_hardship(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        return step not in _list(rule, "offer_before") or debt.offered

    def _step_litigation(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        """Judge the waits; the years of limitation are longer than runs."""
        if step not in ("sue", "enforce"):
            return True
        working = rule.get("working_days") == "true"
        wait = int(number(rule, "wait_days_in_default"))
        late_since = row.day - debt.dpd(row.day)
        if wait and row.day < self.after(late_since, wait, working=working):
            return False
        wait = int(number(rule, "wait_days_after_refusal"))
        refused = debt.refused
        return not wait or refused is None or row.day >= self.after(refused, wait, working=working)

    def _step_reporting(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        if step != "report":
            return True
        is_foreign = rule.get("currency") not in (None, self.currency)
        if not is_foreign and debt.balance < number(rule, "amount_min") * 100:
            return False
        if rule.get("needs_notice") != "true" and not number(rule, "delay_days"):
            return True
        return self._has_notice(rule, debt, "report", row.day, "delay_days")

    def _step_outsourcing(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        if step == "place":
            return debt.agencies < number(rule, "agencies_max", 10**6)
        return step != "sell" or debt.sales < number(rule, "transfers_max", 10**6)

    def _step_interest_stop(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        if step not in _list(rule, "stops", ["interest", "penalty"]):
            return True
        if rule["trigger"] == "plan":
            return not debt.plan
        return debt.dpd(row.day) < number(rule, "from_dpd")

    def _step_price(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        if step not in ("interest", "penalty", "fees"):
            return True
        is_foreign = rule.get("currency") not in (None, self.currency)
        share = _said(rule, "share", "")
        if not share and (is_foreign or not _said(rule, "amount", "")):
            return True
        fees = [amount for _, amount in debt.late_fees]
        month = [amount for day, amount in debt.late_fees if day > row.day - 30]
        is_late_fee = str(row.event) == "late_fee" and step == "fees"
        base, so_far = {
            "total_cost": (debt.originated, debt.interest + debt.fees),
            "in_duplum": (debt.default_principal, debt.since_default),
            "late_fee": (debt.originated if is_late_fee else None, sum(fees)),
            "late_fee_monthly": (debt.overdue() if is_late_fee else None, sum(month)),
        }.get(rule["of"], (None, 0))
        if base is None:
            return True
        most = float(share) * base if share else number(rule, "amount") * 100
        return so_far + row.amount <= int(most + 1e-6)

    # Clocks

    def _late_answers(
        self, account: int, debt: Debt, day: int, *, is_open: bool, what: str = ""
    ) -> None:
        """Note answers that came, or have not come, after their last day."""
        if debt.review is not None and what in ("", "review"):
            self._late(account, debt, debt.review, day, "hardship", "decide_days")
        for since, _ in debt.complaints[: None if is_open else 1] if what != "review" else ():
            self._late(account, debt, since, day, "governance", "complaint_days")

    def _late(self, account: int, debt: Debt, since: int, day: int, kind: str, key: str) -> None:
        """Note the strictest clock if it has run out before a day."""
        ends = []
        for rule in self.rules:
            if rule["kind"] != kind or not _said(rule, key, "") or not self.in_force(rule, since):
                continue
            about = rule.get("applies_if") or {}
            is_foreign = rule.get("currency") not in (None, self.currency)
            most = number(about, "balance_max", 10**12) * 100
            if is_foreign or debt.balance <= most:
                working = rule.get("working_days") == "true"
                ends.append((self.after(since, int(number(rule, key)), working=working), rule))
        if ends:
            last, rule = min(ends, key=lambda pair: pair[0])
            if day > last:
                breach = Breach(last + 1, self.borrower, int(account), rule["name"], "late", -1)
                self.breaches.append(breach)


def counts(basis: str, touch: Touch) -> bool:
    """Whether a touch counts on a basis."""
    spoken = touch.channel in SPOKEN
    return {
        "attempt": True,
        "channels": True,
        "unanswered": spoken and touch.reached == 0,
        "contact": not spoken or touch.reached > 0,
        "connected": spoken and touch.reached > 0,
        "conversation": spoken and touch.reached == 2,
    }[basis]


def clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _agencies(node: Any) -> Iterator[str]:
    """Yield the names of all agencies anywhere in a scenario."""
    if isinstance(node, dict):
        agency = node.get("agency")
        if isinstance(agency, dict) and "name" in agency:
            yield agency["name"]
        for item in node.values():
            yield from _agencies(item)
    elif isinstance(node, list):
        for item in node:
            yield from _agencies(item)


# Runs ---------------------------------------------------------------------------------------


def breaches_of_run(directory: Path) -> dict[tuple[str, str, int], list[Breach]]:
    """Return the breaches of every arm of a run whose events were kept."""
    scenario = read(directory / "scenario.yaml")
    entries = scenario.get("regimes") or ["none"]
    rules = {entry if isinstance(entry, str) else entry["name"]: regime(entry) for entry in entries}
    events, accounts = _table(directory / "events.parquet"), _table(directory / "accounts.parquet")
    arm, found = ["policy", "regime", "replication"], {}
    for key, lived in events.groupby(arm, observed=True):
        own = accounts[(accounts[arm].astype(str) == [str(part) for part in key]).all(axis=1)]
        found[key] = Checker(scenario, rules[key[1]]).check(lived, own)
    return found


def _table(path: Path) -> pd.DataFrame:
    import duckdb

    return duckdb.sql(f"SELECT * FROM read_parquet('{path}')").df()


def differences_from_log(
    breaches: list[Breach], events: pd.DataFrame
) -> tuple[list[Breach], list[tuple[int, int, str]]]:
    """Return breaches that the log does not tell, and violations of which there is no breach.

    An act that breaks several rules is told once, under one of them; so there are as many rows
    ``violation`` about an account on a day as there are acts in breach.
    """
    logged = [
        (int(row.day), int(row.account), str(row.cause))
        for row in events[events["event"].astype(str) == "violation"].itertuples()
    ]
    told = Counter((day, account) for day, account, _ in logged)
    acts = {(b.day, b.account, b.event, b.seq, b.rule if b.seq < 0 else "") for b in breaches}
    done = Counter((day, account) for day, account, *_ in acts)
    known = {(breach.day, breach.account, breach.rule) for breach in breaches}
    unlogged = [b for b in breaches if told[b.day, b.account] < done[b.day, b.account]]
    unfounded = [row for row in logged if row not in known or told[row[:2]] > done[row[:2]]]
    return unlogged, unfounded
