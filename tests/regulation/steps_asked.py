"""What rules ask of steps and charges, written down a second time: whether a row is lawful."""

from typing import Any

from past import Debt, Past
from rule_text import Rule, listed, number, said

YEAR_DAYS = 365.25


class StepsAsked(Past):
    """The kinds of rules about steps, charges and clocks, each by its name."""

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
        stops = listed(rule, "stops", ["fees", "penalty", "report"])
        return step not in stops or self._is_past_grace(rule, debt, row.day)

    def _is_past_grace(self, rule: Rule, debt: Debt, day: int) -> bool:
        is_foreign = rule.get("currency") not in (None, self.currency)
        least = 0 if is_foreign else number(rule, "underpayment_tolerance") * 100
        is_short = not least or debt.most_overdue() > least
        return debt.dpd(day) > number(rule, "days") and is_short

    def _step_hardship(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        return step not in listed(rule, "offer_before") or debt.offered

    def _step_litigation(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        """Judge the years of limitation, and the waits."""
        if self._is_time_barred(rule, debt, row.day, step):
            return False
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

    def _is_time_barred(self, rule: Rule, debt: Debt, day: int, act: str) -> bool:
        years = said(rule, "limitation_years", "")
        if not years or act not in listed(rule, "time_barred"):
            return False
        restarts = [debt.restarts.get(event, -(10**9)) for event in listed(rule, "resets")]
        return day - max([day - debt.dpd(day), *restarts]) > float(years) * YEAR_DAYS

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
        if step not in listed(rule, "stops", ["interest", "penalty"]):
            return True
        if rule["trigger"] == "plan":
            return not debt.plan
        return debt.dpd(row.day) < number(rule, "from_dpd")

    def _step_price(self, rule: Rule, row: Any, debt: Debt, step: str) -> bool:
        if step not in ("interest", "penalty", "fees"):
            return True
        is_foreign = rule.get("currency") not in (None, self.currency)
        share = said(rule, "share", "")
        if not share and (is_foreign or not said(rule, "amount", "")):
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
