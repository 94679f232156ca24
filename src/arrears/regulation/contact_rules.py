"""Rules on contact: how often, when, by what channel, with whom and in what manner."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from arrears.part import ClockTime, Count, Days
from arrears.regulation.rule import (
    CHANNELS,
    KIND,
    Channel,
    Limit,
    Rule,
    Stoppable,
    Target,
    WindowDays,
)

__all__ = [
    "ChannelBan",
    "Conduct",
    "ContactCap",
    "Cooldown",
    "Hours",
    "Span",
    "Stay",
    "StopRight",
    "ThirdParty",
    "Visit",
]

Per = Literal["account", "borrower", "number", "household"]
SumOver = Literal["collector", "creditor_and_agents", "all"]
Basis = Literal["attempt", "unanswered", "contact", "connected", "conversation", "channels"]
Span = Annotated[tuple[ClockTime, ClockTime], Field(strict=False)]
Unlock = Literal["unreachable", "failed_calls", "failed_days", "deceased", "incapacity"]
Case = Literal["promise", "plan", "review", "dispute", "complaint"]

_COUNTED = {
    "attempt": "attempts", "unanswered": "unanswered attempts", "contact": "contacts",
    "connected": "answered contacts", "conversation": "conversations",
    "channels": "different channels",
}  # fmt: skip
_SUMMED = {
    "collector": "each collector by itself",
    "creditor_and_agents": "lender and its agencies together",
    "all": "all lenders together",
}


class _OnChannels(Rule):
    """A rule that holds for some channels."""

    channels: list[Channel] = Field(default_factory=list, description="of contact; empty = all")
    targets: list[Target] = Field(
        default=["borrower"], min_length=1, description="who is contacted"
    )

    def reach(self) -> tuple[Channel, ...]:
        """Return the channels that are meant."""
        return tuple(self.channels) or CHANNELS

    def _by(self) -> str:
        return "any channel" if not self.channels else "/".join(self.channels)


class ContactCap(_OnChannels):
    """So many acts of one sort in so many consecutive days."""

    kind: Literal["contact_cap"] = Field(description=KIND)
    basis: Basis = Field(
        description="what counts: attempt; unanswered (attempts); contact (answered calls and "
        "visits, messages sent); connected (answered); conversation (with the borrower); "
        "channels (how many different ones)"
    )
    per: Per = Field(default="borrower", description="for whom it is counted")
    sum_over: SumOver = Field(default="collector", description="whose acts are added up")
    window_days: WindowDays = Field(description="rolling: this day and those before it")
    limit: Limit = Field(description="largest number in the window")
    unanswered_free: Count = Field(
        default=0, description="first unanswered attempts of a window that do not count"
    )

    @model_validator(mode="after")
    def _can_be_counted(self) -> "ContactCap":
        if self.unanswered_free and self.basis != "attempt":
            message = f"unanswered_free needs basis attempt; found {self.basis}"
            raise ValueError(message)
        return self

    def says(self) -> str:
        """Return the cap in words."""
        days = "a day" if self.window_days == 1 else f"in {self.window_days} days"
        free = f", first {self.unanswered_free} unanswered free" if self.unanswered_free else ""
        what = _COUNTED[self.basis]
        summed = _SUMMED[self.sum_over]
        return f"at most {self.limit} {what} {days} by {self._by()}, per {self.per}, {summed}{free}"

    def matter(self) -> tuple[object, ...]:
        """Return everything but the limit."""
        return (
            self.basis, self.per, self.sum_over, self.window_days,
            frozenset(self.reach()), frozenset(self.targets),
        )  # fmt: skip


class Cooldown(_OnChannels):
    """Silence for some days after something happened."""

    kind: Literal["cooldown"] = Field(description=KIND)
    after: Literal["attempt", "contact", "connected", "conversation"] = Field(
        description="what begins the silence"
    )
    after_channels: list[Channel] = Field(
        default_factory=list, description="by which it happened; empty = those of channels"
    )
    days: Annotated[int, Field(ge=1, le=366, strict=True)] = Field(
        description="from the day it happened, that day included, to the first lawful day"
    )
    per: Per = Field(default="borrower", description="for whom")
    sum_over: SumOver = Field(default="collector", description="whose acts begin the silence")

    def says(self) -> str:
        """Return the silence in words."""
        return (
            f"no {self._by()} for {self.days} days after a {self.after}, "
            f"per {self.per}, {_SUMMED[self.sum_over]}"
        )

    def matter(self) -> tuple[object, ...]:
        """Return everything but the days."""
        after = frozenset(self.after_channels or self.reach())
        return self.after, after, frozenset(self.reach()), self.per, self.sum_over


class Hours(_OnChannels):
    """When contact may be made, by the borrower's clock."""

    kind: Literal["hours"] = Field(description=KIND)
    weekday: Span | Literal["closed"] = Field(description="Monday to Friday")
    saturday: Span | Literal["closed"] | None = Field(default=None, description="if different")
    sunday: Span | Literal["closed"] | None = Field(default=None, description="if different")
    holiday: Span | Literal["closed"] | None = Field(
        default=None, description="of the calendar; if different from the day it falls on"
    )

    @model_validator(mode="after")
    def _is_open(self) -> "Hours":
        spans = (self.weekday, self.saturday, self.sunday, self.holiday)
        for span in spans:
            if isinstance(span, tuple) and span[0] >= span[1]:
                message = "hours begin before they end"
                raise ValueError(message)
        days = [self.weekday if span is None else span for span in spans[:3]]
        if all(span == "closed" for span in days):
            message = "closed on every day of the week; say channel_ban if that is meant"
            raise ValueError(message)
        return self

    def says(self) -> str:
        """Return the hours in words."""
        parts = [_clocks(self.weekday)]
        for name in ("saturday", "sunday", "holiday"):
            span = getattr(self, name)
            if span is not None:
                parts.append(f"{name} {_clocks(span)}")
        return f"{', '.join(parts)}; by {self._by()}"

    def matter(self) -> tuple[object, ...]:
        """Return whose and which contact."""
        return frozenset(self.reach()), frozenset(self.targets)


def _clocks(span: tuple[int, int] | str) -> str:
    if isinstance(span, str):
        return span
    return "-".join(f"{second // 3600:02d}:{second % 3600 // 60:02d}" for second in span)


class ChannelBan(_OnChannels):
    """Contact that may not be made at all."""

    kind: Literal["channel_ban"] = Field(description=KIND)

    def says(self) -> str:
        """Return the ban in words."""
        return f"no {self._by()} to {'/'.join(self.targets)}"

    def matter(self) -> tuple[object, ...]:
        """Return which contact."""
        return frozenset(self.reach()), frozenset(self.targets)


class ThirdParty(Rule):
    """Contact with people who do not owe: forbidden, or to find the borrower only."""

    kind: Literal["third_party"] = Field(description=KIND)
    mode: Literal["forbidden", "no_disclosure", "location_only", "allowed"] = Field(
        description="no_disclosure and location_only let a collector ask where the borrower is"
    )
    unlock: list[Unlock] = Field(
        default_factory=list, description="one of these must hold; empty = none needed"
    )
    failed_calls: Count = Field(
        default=3, description="unanswered before today, for unlock failed_calls"
    )
    failed_days: Count = Field(
        default=3, description="days before today with unanswered calls only, for failed_days"
    )
    per_person_max: Count | None = Field(default=None, description="contacts with one person, ever")
    stop_on_refusal: bool = Field(default=False, description="a person who refuses is left alone")

    def says(self) -> str:
        """Return in words who may be asked, and after what."""
        modes = {
            "forbidden": "not contacted at all",
            "no_disclosure": "asked where the borrower is, told nothing",
            "location_only": "asked only where the borrower is",
            "allowed": "contacted",
        }
        days = {"failed_calls": self.failed_calls, "failed_days": self.failed_days}
        unlock = [f"{days.get(name, '')} {name.replace('_', ' ')}".strip() for name in self.unlock]
        parts = [f"third persons are {modes[self.mode]}"]
        parts += [f"after: {' or '.join(unlock)}"] if unlock else []
        parts += [] if self.per_person_max is None else [f"{self.per_person_max} times each"]
        parts += ["not after a refusal"] if self.stop_on_refusal else []
        return "; ".join(parts)

    def matter(self) -> tuple[object, ...]:
        """Return nothing: an instrument has one such rule."""
        return ("third_party",)


class Visit(Rule):
    """Field visits: whether, with what notice, by how many. Hours and number are other rules."""

    kind: Literal["visit"] = Field(description=KIND)
    mode: Literal["forbidden", "consent", "allowed"] = Field(description="to the home")
    notice_days: Days = Field(default=0, description="between announcement and visit")
    working_days: bool = Field(default=False, description="whether notice counts working days")
    persons_min: Count = Field(default=0, description="visitors, at least")
    persons_max: Count | None = Field(default=None, description="visitors, at most")

    @model_validator(mode="after")
    def _has_visitors(self) -> "Visit":
        if self.persons_max is not None and self.persons_max < max(1, self.persons_min):
            message = f"persons_max is {self.persons_max} but persons_min is {self.persons_min}"
            raise ValueError(message)
        return self

    def matter(self) -> tuple[object, ...]:
        """Return nothing: an instrument has one such rule."""
        return ("visit",)


class StopRight(_OnChannels):
    """The borrower may ask for contact to stop."""

    kind: Literal["stop_right"] = Field(description=KIND)
    scope: Literal["all", "channel"] = Field(description="all contact, or that channel only")
    form: Literal["any", "written"] = Field(default="any", description="that the request must have")
    after_dpd: Count = Field(default=0, description="the right exists from this day past due on")
    channels_max: Count | None = Field(
        default=None, description="channels that can be stopped, in the order asked for"
    )
    per: Literal["account", "borrower"] = Field(default="account", description="for which debts")

    def says(self) -> str:
        """Return the right in words."""
        what = "all contact" if self.scope == "all" else "a channel"
        parts = [f"{what} stops on {'written ' if self.form == 'written' else ''}request"]
        parts += [f"from {self.after_dpd} days past due on"] if self.after_dpd else []
        parts += [] if self.channels_max is None else [f"{self.channels_max} channels at most"]
        return "; ".join((*parts, f"per {self.per}"))

    def matter(self) -> tuple[object, ...]:
        """Return which requests."""
        return self.scope, self.form, frozenset(self.reach())


class Stay(Rule):
    """What stands still while a case is open."""

    kind: Literal["stay"] = Field(description=KIND)
    during: list[Case] = Field(min_length=1, description="open cases")
    stops: list[Stoppable] = Field(min_length=1, description="what may not be done meanwhile")

    def says(self) -> str:
        """Return what stops in words."""
        return f"no {', '.join(self.stops)} while open: {', '.join(self.during)}"

    def matter(self) -> tuple[object, ...]:
        """Return cases and what they stop: two stays add up."""
        return frozenset(self.during), frozenset(self.stops)


class Conduct(Rule):
    """The manner of contact."""

    kind: Literal["conduct"] = Field(description=KIND)
    tones: list[Literal["gentle", "neutral", "firm", "harsh"]] = Field(
        default_factory=list, description="that are not allowed"
    )
    forbids: list[str] = Field(
        default_factory=list, description="in words; cannot be seen in the log"
    )

    @property
    def is_checked(self) -> bool:
        """Whether a tone is named; the rest leaves no event."""
        return bool(self.tones)

    def matter(self) -> tuple[object, ...]:
        """Return nothing: lists of forbidden manners add up."""
        return tuple(self.tones), tuple(self.forbids)
