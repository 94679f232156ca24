"""Instruments and regimes: rules with the text they stand in, and the days on which they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from arrears.part import IsoDate, Name, Part, SourcedPart
from arrears.regulation.charge_rules import Governance, InterestStop, Price, Sanction
from arrears.regulation.contact_rules import (
    ChannelBan,
    Conduct,
    ContactCap,
    Cooldown,
    Hours,
    Stay,
    StopRight,
    ThirdParty,
    Visit,
)
from arrears.regulation.rule import Actor, Evidence, Force, Rule, Status
from arrears.regulation.step_rules import (
    Grace,
    Hardship,
    Litigation,
    Moratorium,
    Outsourcing,
    PreNotice,
    Reporting,
)

__all__ = [
    "NO_RULES",
    "RELIABLE",
    "SUPPOSED",
    "AnyRule",
    "Instrument",
    "OwnRegime",
    "Regime",
    "StandingRule",
]

AnyRule = Annotated[
    ContactCap | Cooldown | Hours | ChannelBan | ThirdParty | Visit | StopRight | Stay | Conduct
    | PreNotice | Moratorium | Hardship | Grace | Litigation | Reporting | Outsourcing
    | Price | InterestStop | Governance | Sanction,
    Field(discriminator="kind"),
]  # fmt: skip

RELIABLE: tuple[Evidence, ...] = ("P", "O", "S", "own")
"""Evidence on which a rule is taken up unless a user asks for less, or for more."""

SUPPOSED: tuple[Status, ...] = ("draft", "hypothetical")
"""What is not law, and is in force only because somebody chose a regime that holds it."""


class Instrument(Part):
    """A text that makes rules, in our own words; not legal advice."""

    name: Name
    title: str
    jurisdiction: str
    status: Status
    force: Force
    effective_from: IsoDate | None = None
    effective_to: IsoDate | None = None
    binds: list[Actor] = Field(default_factory=list)
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    source: str = ""
    note: str = ""
    rules: list[AnyRule] = Field(min_length=1)


class OwnRegime(SourcedPart):
    """A regime of a scenario's own: shipped regimes, rules taken away, rules added."""

    name: Name = Field(description="in tables; a shipped name alone means that regime")
    title: str = Field(default="", description="in tables and pages")
    extends: list[Name] = Field(
        default_factory=list, description="shipped regimes whose rules hold, too"
    )
    without: list[Name] = Field(default_factory=list, description="rules of these that do not hold")
    evidence: list[Literal["P", "O", "S", "W", "M"]] = Field(
        default=["P", "O", "S"], description="grades of the shipped rules that are taken up"
    )
    as_of: IsoDate | None = Field(
        default=None,
        description="the rules in force on this day hold all the time; none = each from its day on",
    )
    rules: list[AnyRule] = Field(default_factory=list, description="rules of its own")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRule:
    """A rule with what it takes from its instrument.

    Parameters
    ----------
    rule : Rule
        What it says.
    instrument, title, jurisdiction, source, currency : str
        Where it stands; empty where nothing is known.
    status, force : str
        As of the rule, else of its instrument.
    first, last : date or None
        Days on which it is in force, both included; None where there is no end.
    binds : tuple of Actor
        Whom; empty for everybody.
    """

    rule: Rule
    instrument: str
    title: str
    jurisdiction: str
    source: str
    currency: str
    status: Status
    force: Force
    first: date | None
    last: date | None
    binds: tuple[Actor, ...]

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.rule.name

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on a day; what is only supposed holds on its dates, too."""
        begun = self.first is None or self.first <= day
        return begun and (self.last is None or day <= self.last)

    def overlaps(self, other: "StandingRule") -> bool:
        """Whether both are in force on some day."""
        return _before(self.first, other.last) and _before(other.first, self.last)


def _before(first: date | None, last: date | None) -> bool:
    return first is None or last is None or first <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A named, dated list of rules; an act is lawful if every rule in force allows it."""

    name: str
    title: str
    rules: tuple[StandingRule, ...] = ()
    notes: str = ""

    def on(self, day: date) -> "Regime":
        """Return the regime with the rules of one day, which then hold at all times."""
        kept = tuple(
            replace(rule, first=None, last=None) for rule in self.rules if rule.holds_on(day)
        )
        return replace(self, rules=kept)

    def with_evidence(self, grades: Iterable[str]) -> "Regime":
        """Return the regime with the rules of which we are that sure."""
        wanted = {*grades, "own"}
        kept = tuple(rule for rule in self.rules if rule.rule.evidence in wanted)
        return replace(self, rules=kept)

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Names of rules that leave no event, in their order."""
        return tuple(rule.name for rule in self.rules if not rule.rule.is_checked)


NO_RULES = Regime(name="none", title="no rules but the lender's own policy")


def standing(rule: Rule, instrument: Instrument) -> StandingRule:
    """Return a rule together with what its instrument says of it."""
    return StandingRule(
        rule=rule,
        instrument=instrument.name,
        title=instrument.title,
        jurisdiction=instrument.jurisdiction,
        source=instrument.source,
        currency=instrument.currency or "",
        status=rule.status or instrument.status,
        force=rule.force or instrument.force,
        first=_day(rule.effective_from or instrument.effective_from),
        last=_day(rule.effective_to or instrument.effective_to),
        binds=tuple(rule.binds or instrument.binds),
    )


def own_standing(rule: Rule, regime: OwnRegime) -> StandingRule:
    """Return a rule of a scenario's own regime; it is hypothetical unless it says otherwise."""
    return StandingRule(
        rule=rule,
        instrument=regime.name,
        title=regime.title or regime.name,
        jurisdiction="own",
        source="",
        currency="",
        status=rule.status or "hypothetical",
        force=rule.force or "hypothetical",
        first=_day(rule.effective_from),
        last=_day(rule.effective_to),
        binds=tuple(rule.binds),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
