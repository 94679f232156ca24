"""What rules ask of contact, written down a second time: each answers whether a row is lawful."""

from collections.abc import Iterable
from typing import Any

from past import SPOKEN, Debt, Touch
from rule_text import Rule, listed, number
from steps_asked import StepsAsked

EVERY = ("push", "sms", "email", "letter", "legal_letter", "bot_call", "call", "visit")


class ContactAsked(StepsAsked):
    """The kinds of rules about contact, each by its name."""

    def _meant(self, rule: Rule, row: Any) -> bool:
        target = str(row.target) or "borrower"
        is_target = target in listed(rule, "targets", ["borrower"])
        return is_target and str(row.channel) in listed(rule, "channels", EVERY)

    def _scoped(self, rule: Rule, row: Any, channels: Iterable[str]) -> list[Touch]:
        """Return the touches so far that are counted together with a row."""
        collector = self.agency_of(row) or str(row.platform)
        per, summed = rule.get("per", "borrower"), rule.get("sum_over", "collector")
        target = str(row.target) or "borrower"
        person = -1 if target == "borrower" else int(row.person)
        found = []
        for touch in self.touches:
            if touch.channel not in channels:
                continue
            if touch.target not in listed(rule, "targets", ["borrower"]):
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
            touch for touch in self._scoped(rule, row, listed(rule, "channels", EVERY))
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
        channels = listed(rule, "after_channels", listed(rule, "channels", EVERY))
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
        return str(row.tone) not in listed(rule, "tones")

    def lifted(self, rule: Rule, row: Any) -> bool:
        """Whether what the borrower agreed to, or what it is for, lifts a rule for an attempt."""
        lifts, purpose = listed(rule, "override"), self.terms.purpose(row)
        agreed = {"debtor_consent", "contract"} & set(lifts) and self.terms.asks_consent(row)
        purposes = {"debtor_initiated": "reply", "legal_notice": "notice"}
        return bool(agreed) or purpose in {purposes.get(lift) for lift in lifts}

    def _contact_third_party(self, rule: Rule, row: Any, debt: Debt) -> bool:
        if str(row.target) != "third_party" or rule["mode"] == "allowed":
            return True
        if rule["mode"] == "forbidden" or self.terms.purpose(row) != "locate":
            return False
        if rule.get("stop_on_refusal") == "true" and row.person in self.refusing:
            return False
        met = sum(touch.person == row.person and touch.reached > 0 for touch in self.touches)
        if met >= number(rule, "per_person_max", 10**6):
            return False
        unlock = listed(rule, "unlock")
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
        if str(row.channel) != "visit":
            return True
        persons = self.terms.visitors(row)
        if not number(rule, "persons_min") <= persons <= number(rule, "persons_max", 10**6):
            return False
        lacks_consent = rule["mode"] == "consent" and not self.terms.asks_consent(row)
        if rule["mode"] == "forbidden" or lacks_consent:
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

    def _contact_grace(self, rule: Rule, row: Any, debt: Debt) -> bool:
        return "contact" not in listed(rule, "stops") or self._is_past_grace(rule, debt, row.day)

    def _contact_litigation(self, rule: Rule, row: Any, debt: Debt) -> bool:
        return not self._is_time_barred(rule, debt, row.day, "contact")

    def _contact_pre_notice(self, rule: Rule, row: Any, debt: Debt) -> bool:
        return self.terms.purpose(row) == "notice" or self._step_pre_notice(
            rule, row, debt, "contact"
        )


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
