"""Rules on steps and their order: notices, moratoria, grace, courts, bureaus, agencies, sales."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from arrears.part import Amount, Count, Days
from arrears.regulation.rule import KIND, Rule, Stoppable

__all__ = [
    "Grace",
    "Hardship",
    "Litigation",
    "Moratorium",
    "Outsourcing",
    "PreNotice",
    "Reporting",
]

Years = Annotated[int, Field(ge=0, le=100, strict=True)]
Months = Annotated[int, Field(ge=1, le=600, strict=True)]
Before = Literal["contact", "accelerate", "sue", "enforce", "sell", "report"]


class PreNotice(Rule):
    """A step that must be announced some days before."""

    kind: Literal["pre_notice"] = Field(description=KIND)
    before: Before = Field(description="what must be announced")
    days: Days = Field(description="between notice and step")
    working_days: bool = Field(default=False, description="whether the days are working days")

    def says(self) -> str:
        """Return the notice in words."""
        unit = "working days" if self.working_days else "days"
        return f"{self.days} {unit} of notice before: {self.before}"

    def matter(self) -> tuple[object, ...]:
        """Return which step."""
        return (self.before,)


class Moratorium(Rule):
    """Breathing space: for some days much stands still."""

    kind: Literal["moratorium"] = Field(description=KIND)
    trigger: Literal["request", "adviser", "event", "public_order"] = Field(
        description="what begins it; public_order = for everybody, while the rule is in force"
    )
    days: Annotated[int, Field(ge=1, le=3650, strict=True)] | None = Field(
        default=None, description="how long; none for public_order"
    )
    extensions: Count = Field(default=0, description="by the same length")
    once_per_months: Count = Field(default=0, description="0 = as often as asked for")
    stops: list[Stoppable] = Field(min_length=1, description="what may not be done meanwhile")
    events_named: list[str] = Field(
        default_factory=list, description="kinds of shock that begin it, for trigger event"
    )

    @model_validator(mode="after")
    def _has_length(self) -> "Moratorium":
        if (self.days is None) != (self.trigger == "public_order"):
            message = "a moratorium has days, or is a public_order with dates"
            raise ValueError(message)
        if self.trigger == "public_order" and self.effective_to is None:
            message = "a public_order ends; say effective_to"
            raise ValueError(message)
        return self

    def says(self) -> str:
        """Return the moratorium in words."""
        often = f", once in {self.once_per_months} months" if self.once_per_months else ""
        more = f", {self.extensions} times as long again" if self.extensions else ""
        days = "while in force" if self.days is None else f"{self.days} days{more}{often}"
        named = f" ({', '.join(self.events_named)})" if self.events_named else ""
        return f"no {', '.join(self.stops)} for {days}; begun by {self.trigger}{named}"

    def matter(self) -> tuple[object, ...]:
        """Return what begins it."""
        return self.trigger, tuple(self.events_named)


class Hardship(Rule):
    """What is owed to borrowers in hardship: an answer in time, an offer, terms of a plan."""

    kind: Literal["hardship"] = Field(description=KIND)
    basis: Literal["right", "duty", "discretion"] = Field(
        description="how strong the claim is; recorded, not followed"
    )
    trigger: Literal[
        "request", "approaching_arrears", "before_enforcement", "persistent_debt", "dpd"
    ] = Field(description="what sets it off; recorded, not followed: what is asked stands below")
    decide_days: Days | None = Field(default=None, description="to answer an application")
    working_days: bool = Field(default=False, description="whether these are working days")
    offer_before: list[Literal["sue", "enforce", "accelerate", "sell"]] = Field(
        default_factory=list, description="steps before which relief must have been offered"
    )
    offer_by_dpd: Days | None = Field(
        default=None, description="relief must be offered by this day past due (hypothetical)"
    )
    months: list[Months] = Field(
        default_factory=list,
        description="of persistent debt after which something is due; recorded, not followed",
    )
    term_months_min: Months | None = Field(
        default=None, description="of the plan; recorded, not followed"
    )
    term_months_max: Months | None = Field(
        default=None, description="of the plan; recorded, not followed"
    )
    reapply_wait_days: Days = Field(
        default=0,
        description="after a refusal or a broken plan; an application that comes sooner may lie "
        "longer than decide_days",
    )
    cancel_after_dpd: Days | None = Field(
        default=None,
        description="a plan may be cancelled after so many days unpaid; recorded, not followed",
    )

    recorded = (
        "basis", "trigger", "months", "term_months_min", "term_months_max", "cancel_after_dpd",
    )  # fmt: skip

    @model_validator(mode="after")
    def _waits_for_something(self) -> "Hardship":
        if self.reapply_wait_days and self.decide_days is None:
            message = "reapply_wait_days says when decide_days do not count; say decide_days"
            raise ValueError(message)
        return self

    @property
    def is_checked(self) -> bool:
        """Whether it has a clock or stands before a step."""
        return bool(
            self.decide_days is not None or self.offer_before or self.offer_by_dpd is not None
        )

    def matter(self) -> tuple[object, ...]:
        """Return what sets it off."""
        return (self.trigger,)


class Grace(Rule):
    """First days past due that have no consequence."""

    kind: Literal["grace"] = Field(description=KIND)
    days: Days = Field(description="past due")
    stops: list[Stoppable] = Field(
        default=["fees", "penalty", "report"], description="what may not be done in these days"
    )
    underpayment_tolerance: Amount = Field(
        default=0, description="who is short by no more counts as having paid, for what it stops"
    )

    def says(self) -> str:
        """Return the grace in words."""
        short = self.underpayment_tolerance / 100
        more = f"; {short:g} short counts as full" if short else ""
        return f"no {', '.join(self.stops)} for {self.days} days past due{more}"

    def matter(self) -> tuple[object, ...]:
        """Return nothing: an instrument has one grace."""
        return ("grace",)


class Litigation(Rule):
    """When a lender may sue, and for how long."""

    kind: Literal["litigation"] = Field(description=KIND)
    limitation_years: Years | None = Field(
        default=None, description="after the last reset, or the due day unpaid since"
    )
    resets: list[Literal["demand", "payment", "acknowledgement", "suit"]] = Field(
        default_factory=list,
        description="what starts the years anew: a demand is a conversation with the borrower, "
        "a promise and an application are acknowledgements",
    )
    time_barred: list[Stoppable] = Field(
        default_factory=list, description="what may not be done about a time-barred debt"
    )
    wait_days_in_default: Days = Field(default=0, description="past due before suing")
    wait_days_after_refusal: Days = Field(
        default=0, description="between refusing an application and suing"
    )
    working_days: bool = Field(default=False, description="whether waits are in working days")

    @property
    def is_checked(self) -> bool:
        """Whether something waits or is barred."""
        is_barred = bool(self.time_barred) and self.limitation_years is not None
        return is_barred or bool(self.wait_days_in_default or self.wait_days_after_refusal)

    def matter(self) -> tuple[object, ...]:
        """Return which of the two subjects it is about."""
        is_wait = bool(self.wait_days_in_default or self.wait_days_after_refusal)
        return is_wait, self.limitation_years is not None, tuple(self.time_barred)


class Reporting(Rule):
    """Entries at the credit bureau."""

    kind: Literal["reporting"] = Field(description=KIND)
    delay_days: Days = Field(default=0, description="between notice and entry")
    needs_notice: bool = Field(default=False, description="whether the borrower is told before")
    amount_min: Amount = Field(default=0, description="smallest balance, in the rule's currency")
    retention_years: Years | None = Field(
        default=None, description="until the entry is deleted, if it still is there"
    )
    clock: Literal["from_default", "from_repayment"] = Field(
        default="from_default", description="from when these years run"
    )

    def says(self) -> str:
        """Return the rule on entries in words."""
        parts = [f"entry {self.delay_days} days after notice"] if self.is_checked else []
        parts += [f"none below {self.amount_min / 100:,.0f}"] if self.amount_min else []
        if self.retention_years is not None:
            parts.append(f"kept {self.retention_years} years {self.clock.replace('_', ' ')}")
        return "; ".join(parts)

    @property
    def is_checked(self) -> bool:
        """Whether an entry has to wait, or may be too small."""
        return bool(self.delay_days or self.needs_notice or self.amount_min)

    def matter(self) -> tuple[object, ...]:
        """Return which of the two subjects it is about."""
        return self.retention_years is not None, self.is_checked


class Outsourcing(Rule):
    """Agencies and buyers of debt."""

    kind: Literal["outsourcing"] = Field(description=KIND)
    agencies_max: Count | None = Field(default=None, description="at a time on one debt")
    transfers_max: Count | None = Field(default=None, description="sales of one debt")
    text: str = Field(default="", description="in words; cannot be seen in the log")

    @property
    def is_checked(self) -> bool:
        """Whether placements or sales are counted."""
        return self.agencies_max is not None or self.transfers_max is not None

    def matter(self) -> tuple[object, ...]:
        """Return which of the subjects it is about."""
        return self.agencies_max is not None, self.transfers_max is not None, self.text
