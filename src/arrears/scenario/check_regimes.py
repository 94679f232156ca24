"""What may be wrong with the regimes of a scenario, and which stages they leave without work."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from arrears.calendar import Calendar
from arrears.policies.settings import Action, Collection, Stage
from arrears.regulation.act import Contact
from arrears.regulation.contradictions import contradictions
from arrears.regulation.history import AccountHistory
from arrears.regulation.regime import OwnRegime, Regime
from arrears.regulation.rule import CHANNELS, Channel
from arrears.regulation.rulebook import Rulebook
from arrears.regulation.shipped import all_rules, regime_names, resolved, shipped_regime
from arrears.regulation.step_limits import NoticeLimit
from arrears.scenario.problems import KeyPath
from arrears.scenario.regimes import name_of
from arrears.scenario.remarks import Remarks

if TYPE_CHECKING:
    from arrears.scenario.schema import Settings

__all__ = ["check_regimes"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
VISITORS = 2
_ANNOUNCED = ("contact", "visit")


def check_regimes(settings: "Settings", remarks: Remarks) -> None:
    """Note regimes that do not exist, contradict themselves, or leave a stage without work.

    Parameters
    ----------
    settings : Settings
        Valid key by key.
    remarks : Remarks
        Takes errors and warnings.
    """
    if not settings.regimes:
        remarks.error(("regimes",), "found an empty list; [none] is the regime without rules")
    names = [name_of(entry) for entry in settings.regimes]
    baseline = settings.compare.baseline_regime
    if baseline is not None and baseline not in names:
        remarks.unknown(("compare", "baseline_regime"), "regime", baseline, names)
    calendar = _calendar(settings)
    for index, entry in enumerate(settings.regimes):
        path: KeyPath = ("regimes", index)
        if names[index] in names[:index]:
            remarks.error(path, f"{names[index]} is listed twice")
            continue
        regime = _regime(entry, path, remarks)
        if regime is not None and regime.rules:
            _check_dates(regime, path, calendar, remarks)
            _check_stages(regime, settings, calendar, remarks)


def _calendar(settings: "Settings") -> Calendar:
    reach = Calendar(start=settings.start, first_day=0, last_day=0)
    last = reach.month_start(settings.horizon_months) - 1
    weekend = [WEEKDAYS.index(day) for day in settings.calendar.weekend]
    if len(set(weekend)) == len(WEEKDAYS):
        weekend = []  # there are no working days to warn about
    return Calendar(
        start=settings.start, first_day=0, last_day=last, weekend=weekend,
        holidays=settings.calendar.holidays,
    )  # fmt: skip


# Is there such a regime, and is it of one piece ---------------------------------------------


def _regime(entry: str | OwnRegime, path: KeyPath, remarks: Remarks) -> Regime | None:
    """Return the rules of one entry; None, with errors noted, if it has none that make sense."""
    if isinstance(entry, str):
        if entry not in regime_names():
            remarks.unknown(path, "regime", entry, regime_names())
            return None
        return shipped_regime(entry)
    if not _is_well_named(entry, path, remarks) or not _extends_well(entry, path, remarks):
        return None
    whole = entry.model_copy(update={"as_of": None})
    regime = resolved(whole)
    found = contradictions(regime.rules)
    own = len(regime.rules) - len(entry.rules)
    for place, message in found:
        here = (*path, "rules", place - own) if place >= own else path
        said = message if place >= own else f"{regime.rules[place].name} {message}"
        remarks.error(here, said)
    if found:
        return None
    if not regime.rules:
        remarks.warn(path, "has no rules: it is the same as none")
    return resolved(entry)


def _is_well_named(own: OwnRegime, path: KeyPath, remarks: Remarks) -> bool:
    """Note a regime that passes for a shipped one with other rules."""
    is_changed = bool(own.rules or own.without or own.extends not in ([], [own.name]))
    if own.name == "none" or (own.name in regime_names() and is_changed):
        message = f"{own.name} is a shipped regime; give one with other rules another name"
        remarks.error((*path, "name"), message)
        return False
    return True


def _extends_well(own: OwnRegime, path: KeyPath, remarks: Remarks) -> bool:
    """Note shipped regimes and rules that do not exist."""
    unknown = [place for place, name in enumerate(own.extends) if name not in regime_names()]
    for place in unknown:
        remarks.unknown((*path, "extends", place), "regime", own.extends[place], regime_names())
    if unknown:
        return False
    known = [rule.name for name in own.extends for rule in all_rules(name).rules]
    missing = [place for place, name in enumerate(own.without) if name not in known]
    for place in missing:
        remarks.unknown((*path, "without", place), "rule", own.without[place], known)
    return not missing


def _check_dates(regime: Regime, path: KeyPath, calendar: Calendar, remarks: Remarks) -> None:
    """Warn of rules that are not in force on any day of the run."""
    begins, ends = calendar.date_of(0), calendar.date_of(calendar.last_day)
    late = [
        rule for rule in regime.rules
        if (rule.first is not None and rule.first > ends)
        or (rule.last is not None and rule.last < begins)
    ]  # fmt: skip
    if not late:
        return
    said = f"the run lasts from {begins} to {ends}"
    if len(late) == len(regime.rules):
        which = f"no rule of {regime.name} is in force in it"
    else:
        which = f"not in force in it: {', '.join(rule.name for rule in late)}"
    remarks.warn(path, f"{said}, and {which}; as_of takes the rules of one day for all of it")


# Does it leave every stage something to do --------------------------------------------------


def _check_stages(
    regime: Regime, settings: "Settings", calendar: Calendar, remarks: Remarks
) -> None:
    """Warn of stages, or single actions, that are never lawful."""
    book = Rulebook(regime, calendar, currency=settings.currency)
    days = _days(regime, calendar)
    for index, stage in enumerate(settings.collection.stages):
        path: KeyPath = ("collection", "stages", index)
        rules = [
            _why_never(book, stage, action, settings.collection, calendar, days)
            for action in stage.actions
        ]
        if rules and all(rules):
            remarks.warn(path, f"can never act under regime {regime.name}: {_said(book, rules)}")
            continue
        for place, rule in enumerate(rules):
            if rule:
                message = f"can never act under regime {regime.name}: {_said(book, [rule])}"
                remarks.warn((*path, "actions", place), message)


def _said(book: Rulebook, rules: Sequence[str]) -> str:
    """Say which rules forbid, and what they ask for."""
    says = {limit.name: limit.held.rule.says() for limit in book.limits}
    return "; ".join(f"rule {name} ({says[name]})" for name in dict.fromkeys(rules))


def _days(regime: Regime, calendar: Calendar) -> list[int]:
    """Return two weeks at the start, after every change of rules in the run, and at its end."""
    starts = {0, max(0, calendar.last_day - 13)}
    for rule in regime.rules:
        for when in (rule.first, _day_after(rule.last)):
            if when is not None and 0 < calendar.day_of(when) <= calendar.last_day:
                starts.add(calendar.day_of(when))
    days = {start + shift for start in starts for shift in range(14)}
    return sorted(day for day in days if day <= calendar.last_day)


def _day_after(day: date | None) -> date | None:
    return None if day is None else day + timedelta(days=1)


def _why_never(
    book: Rulebook, stage: Stage, action: Action, collection: Collection, calendar: Calendar,
    days: Sequence[int],
) -> str:  # fmt: skip
    """Return the rule by which an action is never lawful; empty if it is at some time."""
    if action.channel not in CHANNELS:
        return ""
    channel = cast(Channel, action.channel)
    threatens = action.visit is not None and action.visit.conduct == "improper"
    contact = Contact(
        channel=channel,
        tone="harsh" if threatens else action.tone,
        actor="agency" if stage.agency is not None else "originator",
        consent=channel == "visit",
        persons=VISITORS,
    )
    opens, closes = _window(action, collection)
    rule = ""
    for day, dpd in _asked(book, stage, days):
        if action.channel == "call" and not calendar.is_working(day):
            continue
        account = AccountHistory(0, 0, book.new_borrower())
        account.late_since = day - dpd
        account.notices = _earliest_notices(book, collection, account.late_since)
        verdict = book.may(contact, account, day, opens)
        first = verdict.first_lawful
        if verdict.allowed or (first is not None and first < (day, closes)):
            return ""
        rule = verdict.rule
    return rule


def _earliest_notices(book: Rulebook, collection: Collection, late_since: int) -> dict[str, int]:
    """Return when notices are given at the earliest: at the first miss, under rules from day 0 on.

    Contact before the due day needs them, too, if a rule is about accounts that are not late yet.
    """
    notices = dict.fromkeys(_ANNOUNCED, max(0, late_since))
    asks_early = any(
        isinstance(limit, NoticeLimit) and limit.rule.before == "contact" and not limit.dpd_min
        for limit in book.limits
    )
    if asks_early and (collection.before_due or collection.early_warning is not None):
        notices["contact"] = 0
    return notices


def _window(action: Action, collection: Collection) -> tuple[int, int]:
    """Return the minutes between which an action can be made: its own, and its team's."""
    opens, closes = (seconds // 60 for seconds in action.between)
    team = next((team for team in collection.teams if team.name == action.team), None)
    if action.channel == "call" and team is not None:
        opens = max(opens, team.opens // 60)
        closes = min(closes, team.opens // 60 + round(team.hours_per_day * 60))
    crew = next((team for team in collection.field_teams if team.name == action.team), None)
    if action.visit is not None and crew is not None:
        lead = round(crew.travel_minutes + action.visit.preparation_minutes)
        opens = max(opens, crew.opens // 60 + lead)
        closes = min(closes, crew.opens // 60 + round(crew.hours_per_day * 60) + lead)
    return opens, closes


def _asked(book: Rulebook, stage: Stage, days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield days and days past due that tell all cases of the rules apart."""
    dpds = {stage.from_dpd, stage.to_dpd}
    for limit in book.limits:
        dpds |= {limit.dpd_min - 1, limit.dpd_min, limit.dpd_max or 0, (limit.dpd_max or 0) + 1}
    inside = sorted(dpd for dpd in dpds if stage.from_dpd <= dpd <= stage.to_dpd)
    for dpd in inside:
        for day in days:
            yield day, dpd
