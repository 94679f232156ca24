"""Finds breaches in the log of a run, from its files and the rule data alone.

Nothing here is taken from the rulebook, nor from the package that it is part of: rules are read
from the data files and from ``scenario.yaml`` as plain text, the past of every account is replayed
from ``events.parquet``. What a rule asks for is written down a second time, as plainly as possible.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from contact_asked import ContactAsked
from past import Debt
from rule_text import Rule, listed, number, read, regime, said
from steps_asked import YEAR_DAYS

PHASES = ("macro", "shock", "income", "due", "borrower", "desk", "contact", "stage", "close")
STEPS = {
    "accelerated": "accelerate", "suit_filed": "sue", "garnished": "enforce", "sold": "sell",
    "placed": "place", "bureau_report": "report", "interest": "interest", "fee": "fees",
}  # fmt: skip
UNCHECKED = ("governance", "sanction")


class Breach(NamedTuple):
    """A rule that was broken: by the act of a row, or by its absence on the last day in time."""

    day: int
    borrower: int
    account: int
    rule: str
    event: str
    seq: int  # of the row; -1 for an answer that is late


class Checker(ContactAsked):
    """Checks the events of one arm: one policy, one regime, one replication."""

    def __init__(self, scenario: Rule, rules: list[Rule]) -> None:
        super().__init__(scenario, rules)
        self.breaches: list[Breach] = []

    def about(self, rule: Rule, debt: Debt, day: int) -> bool:
        """Whether a rule in force is about this debt."""
        about = rule.get("applies_if") or {}
        if not self.in_force(rule, day):
            return False
        is_price = rule["kind"] == "price"
        low = 0 if is_price else number(about, "dpd_min", 1)
        if not low <= debt.dpd(day) <= number(about, "dpd_max", 10**6):
            return False
        return self.fits(rule, debt)

    def fits(self, rule: Rule, debt: Debt) -> bool:
        """Whether a rule is about debts like this, days past due aside."""
        about = rule.get("applies_if") or {}
        if listed(about, "products"):
            return False  # the log does not tell the product
        if listed(about, "segments") and debt.segment not in about["segments"]:
            return False
        if rule.get("currency") not in (None, self.currency):
            return True
        most = number(about, "balance_max", 10**12) * 100
        return number(about, "balance_min") * 100 <= debt.balance <= most

    def binding(self, debt: Debt, row: Any) -> Iterator[Rule]:
        """Yield the rules in force for an act, less those that another rule replaces."""
        kind = "agency" if self.agency_of(row) else "originator"
        held = [
            rule for rule in self.rules
            if self.about(rule, debt, row.day) and (not rule.get("binds") or kind in rule["binds"])
        ]  # fmt: skip
        replaced = {name for rule in held for name in listed(rule, "replaces")}
        yield from (rule for rule in held if rule["name"] not in replaced)

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
        self.begin(borrower)
        for row in rows.itertuples(index=False):
            debt = self.debts[row.account]
            debt.segment = segments.get(row.account, "")
            self._miss_offers(row.day - (row.phase == 0), row.account, debt)
            self._miss_clearing(row.day - 1, row.account, debt)
            self._judge(row, debt)
            self._run_clocks(row, debt)
            self._learn(row, debt)
        for number_, debt in self.debts.items():
            for clock in (debt.review_clock, *debt.complaint_clocks):
                self._ring(number_, clock, last)
            self._miss_offers(last, number_, debt)
            self._miss_clearing(last, number_, debt)

    def _miss_offers(self, day: int, account: int, debt: Debt) -> None:
        """Note once a spell that relief has not been offered by the day past due it is asked for.

        Offers are looked for on the mornings of days up to ``day``.
        """
        late_since = day - debt.contract_dpd(day)  # a plan that is late has been offered
        if late_since == day or day <= debt.cured_on:
            return
        if debt.offered or not debt.waits_for_offer or debt.has_left_book:
            return
        rules = [
            (late_since + int(number(rule, "offer_by_dpd")), rule["name"])
            for rule in self.rules
            if rule["kind"] == "hardship" and said(rule, "offer_by_dpd", "")
            and self.fits(rule, debt) and self.in_force(rule, day)
        ]  # fmt: skip
        last, name = min(rules, default=(day, ""))
        if day > last:
            debt.waits_for_offer = False
            if last + 1 >= 0:
                self.breaches.append(
                    Breach(last + 1, self.borrower, int(account), name, "late", -1)
                )

    def _miss_clearing(self, day: int, account: int, debt: Debt) -> None:
        """Note an entry at the bureau that stands for longer than it may."""
        if debt.kept_until is not None and day > debt.kept_until[0]:
            until, name = debt.kept_until
            self.breaches.append(Breach(until + 1, self.borrower, int(account), name, "late", -1))
            debt.kept_until = None

    def _on_bureau_report(self, row: Any, debt: Debt) -> None:
        debt.is_reported = True
        debt.kept_until = self._kept(debt, row.day, row.day - debt.dpd(row.day), "from_default")

    def _on_cured(self, row: Any, debt: Debt) -> None:
        super()._on_cured(row, debt)
        kept = self._kept(debt, row.day, row.day, "from_repayment")
        if debt.is_reported and kept is not None:
            debt.kept_until = min(kept, debt.kept_until or kept)

    def _on_bureau_cleared(self, row: Any, debt: Debt) -> None:
        debt.is_reported, debt.kept_until = False, None

    def _kept(self, debt: Debt, day: int, since: int, clock: str) -> tuple[int, str] | None:
        """Return until when an entry may stand, and under which rule."""
        rules = [
            (max(day, 0, since + round(number(rule, "retention_years") * YEAR_DAYS)), rule["name"])
            for rule in self.rules
            if rule["kind"] == "reporting" and said(rule, "retention_years", "")
            and rule.get("clock", "from_default") == clock
            and self.fits(rule, debt) and self.in_force(rule, max(day, 0))
        ]  # fmt: skip
        return min(rules, default=None)

    def _run_clocks(self, row: Any, debt: Debt) -> None:
        """Start a clock with each case, and look at it when the case is answered."""
        event = str(row.event)
        if event == "application":
            debt.review_clock = self._clock(debt, row.day, "hardship", "decide_days")
        elif event == "complaint":
            debt.complaint_clocks.append(self._clock(debt, row.day, "governance", "complaint_days"))
        elif event == "decision":
            self._ring(row.account, debt.review_clock, row.day)
            debt.review_clock = None
        elif event == "complaint_answered":
            place = debt.complaints.index((row.day - row.amount, str(row.cause)))
            self._ring(row.account, debt.complaint_clocks.pop(place), row.day)

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
        """Hold an act against every rule that binds it; no rule is in force before day 0."""
        if row.day < 0:
            return
        event = str(row.event)
        if event == "attempt":
            for rule in self.binding(debt, row):
                judge = getattr(self, f"_contact_{rule['kind']}", None)
                if judge is None or self.lifted(rule, row):
                    continue
                if not judge(rule, row, debt):
                    self._breach(row, rule)
            return
        step = STEPS.get(event)
        if event == "late_fee":
            step = "penalty" if str(row.cause) == "penalty" else "fees"
        if step is None:
            return
        for rule in self.binding(debt, row):
            judge = getattr(self, f"_step_{rule['kind']}", None)
            if judge is not None and not judge(rule, row, debt, step):
                self._breach(row, rule)

    def _clock(self, debt: Debt, since: int, kind: str, key: str) -> tuple[int, str] | None:
        """Return the last day in time and the strictest rule for a case that comes in."""
        ends = []
        for rule in self.rules:
            if rule["kind"] != kind or not said(rule, key, "") or not self.in_force(rule, since):
                continue
            again = number(rule, "reapply_wait_days")
            if debt.turned_down is not None and since < debt.turned_down + again:
                continue  # who asks again so soon may be left waiting
            if self.fits(rule, debt):
                working = rule.get("working_days") == "true"
                last = self.after(since, int(number(rule, key)), working=working)
                ends.append((last, rule["name"]))
        return min(ends, key=lambda pair: pair[0]) if ends and since >= 0 else None

    def _ring(self, account: int, clock: tuple[int, str] | None, day: int) -> None:
        """Note a clock that has run out before a day: the breach is of the first late day."""
        if clock is not None and day > clock[0]:
            breach = Breach(clock[0] + 1, self.borrower, int(account), clock[1], "late", -1)
            self.breaches.append(breach)


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
    acts = {(b.day, b.account, b.event, b.seq) for b in breaches if b.seq >= 0}
    done = Counter((day, account) for day, account, *_ in acts)
    done.update((b.day, b.account) for b in breaches if b.seq < 0)  # each answer that is late
    known = {(breach.day, breach.account, breach.rule) for breach in breaches}
    unlogged = [b for b in breaches if told[b.day, b.account] < done[b.day, b.account]]
    unfounded = [row for row in logged if row not in known or told[row[:2]] > done[row[:2]]]
    return unlogged, unfounded
