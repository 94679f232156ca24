"""Regimes as rows to read: what each rule says, where it stands, what a week may hold."""

from collections.abc import Sequence
from datetime import date

from arrears.calendar import Calendar
from arrears.regulation.regime import Regime, StandingRule
from arrears.regulation.weekly_maximum import WeeklyMaximum, weekly_maxima

__all__ = ["differences", "maxima_on", "overview", "rule_rows", "week_rows"]

Row = dict[str, object]

# Of each group of channels one is listed: bot calls are bound like calls, e-mails like texts,
# unless `rules show` says otherwise.
_LISTED = {"call": "calls", "sms": "messages", "visit": "visits"}


def maxima_on(regime: Regime, day: date) -> list[WeeklyMaximum]:
    """Return the most contact in a week under the rules of one day, holidays aside."""
    calendar = Calendar(start=day.isoformat(), first_day=0, last_day=7)
    return weekly_maxima(regime.on(day), calendar)


def overview(regimes: Sequence[Regime], day: date) -> list[Row]:
    """Return one row per regime: its size, its labels, and what it allows in a week.

    Parameters
    ----------
    regimes : sequence of Regime
        In their order.
    day : date
        Rules in force on this day count.
    """
    return [_summary(regime, day) for regime in regimes]


def _summary(regime: Regime, day: date) -> Row:
    in_force = [rule for rule in regime.rules if rule.holds_on(day)]
    row: Row = {
        "regime": regime.name,
        "title": regime.title,
        "rules": len(regime.rules),
        "in_force": len(in_force),
        "unchecked": sum(not rule.rule.is_checked for rule in in_force),
        "status": "+".join(sorted({rule.status for rule in regime.rules})),
    }
    for most in maxima_on(regime, day):
        if most.channel not in _LISTED:
            continue
        by = "" if most.actor == "originator" else "agency_"
        row[f"{by}{_LISTED[most.channel]}"] = most.attempts
        if most.channel != "sms":
            row[f"{by}{_LISTED[most.channel]}_answered"] = most.conversations
    return row


def rule_rows(regime: Regime, day: date) -> list[Row]:
    """Return one row per rule: what it says, where it stands, how sure we are."""
    return [_rule_row(rule, day) for rule in regime.rules]


def _rule_row(held: StandingRule, day: date) -> Row:
    return {
        "rule": held.name,
        "kind": getattr(held.rule, "kind", ""),
        "says": held.rule.says(),
        "applies_if": _conditions(held),
        "binds": ", ".join(held.binds),
        "in_force": held.holds_on(day),
        "from": "" if held.first is None else held.first.isoformat(),
        "to": "" if held.last is None else held.last.isoformat(),
        "status": held.status,
        "force": held.force,
        "evidence": held.rule.evidence,
        "checked": held.rule.is_checked,
        "not_followed": ", ".join(held.rule.not_followed()),
        "jurisdiction": held.jurisdiction,
        "instrument": held.title,
        "clause": held.rule.clause,
        "source": held.source,
        "note": held.rule.note,
    }


def _conditions(held: StandingRule) -> str:
    """Say which debts a rule is about; empty for all that are past due."""
    about = held.rule.applies_if
    said = []
    if about.dpd_min != 1 or about.dpd_max is not None:
        said.append(f"{about.dpd_min} to {about.dpd_max or 'any'} days past due")
    if about.balance_min or about.balance_max is not None:
        most = "" if about.balance_max is None else f"{about.balance_max / 100:,.0f}"
        least = f"{about.balance_min / 100:,.0f}"
        said.append(f"balance {least} to {most or 'any'} {held.currency}".strip())
    said += [", ".join(names) for names in (about.products, about.segments) if names]
    return "; ".join(said)


def week_rows(regime: Regime, day: date) -> list[Row]:
    """Return the most contact in a week by channel, for lenders and for agencies."""
    return [
        {
            "channel": most.channel,
            "by": "lender" if most.actor == "originator" else "agency",
            "attempts_week": most.attempts,
            "answered_week": most.conversations,
        }
        for most in maxima_on(regime, day)
    ]


def differences(one: Regime, two: Regime, day: date) -> list[Row]:
    """Return what differs between two regimes on a day, rules first, then what a week may hold."""
    first, second = ({rule.name: rule for rule in regime.on(day).rules} for regime in (one, two))
    rows: list[Row] = []
    for name in dict.fromkeys((*first, *second)):
        says = [_said(rules.get(name)) for rules in (first, second)]
        if says[0] != says[1]:
            rows.append({"what": name, one.name: says[0], two.name: says[1]})
    pairs = zip(week_rows(one, day), week_rows(two, day), strict=True)
    weeks: dict[tuple[str, str, object], list[str]] = {}
    for left, right in pairs:
        if left != right:
            alike = _week(left), _week(right), left["by"]
            weeks.setdefault(alike, []).append(str(left["channel"]))
    for (mine, other, by), channels in weeks.items():
        what = f"a week of {', '.join(channels)} by {by}"
        rows.append({"what": what, one.name: mine, two.name: other})
    return rows


def _said(held: StandingRule | None) -> str:
    if held is None:
        return ""
    binds = f"; binds {', '.join(held.binds)}" if held.binds else ""
    return f"{held.rule.says()}{binds} ({held.status}, {held.rule.evidence})"


def _week(row: Row) -> str:
    tried, answered = (
        "no cap" if row[key] is None else str(row[key])
        for key in ("attempts_week", "answered_week")
    )
    return tried if tried == answered else f"{tried} tried, {answered} answered"
