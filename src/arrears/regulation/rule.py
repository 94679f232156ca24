"""What every rule says of itself: where it stands, how sure we are, when and for whom it holds."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from arrears.part import Amount, Dpd, IsoDate, Name, Part

__all__ = [
    "CHANNELS",
    "KIND",
    "Actor",
    "AppliesIf",
    "Channel",
    "Evidence",
    "Force",
    "Lift",
    "Limit",
    "Rule",
    "Status",
    "Stoppable",
    "Target",
    "Tone",
    "WindowDays",
]

Channel = Literal["push", "sms", "email", "letter", "legal_letter", "bot_call", "call", "visit"]
Target = Literal["borrower", "guarantor", "third_party"]
Tone = Literal["gentle", "neutral", "firm", "harsh"]
Actor = Literal["originator", "agency", "debt_buyer", "servicer"]
Status = Literal[
    "in_force", "draft", "superseded", "repealed", "expired", "hypothetical", "unknown"
]
Force = Literal[
    "binding", "recommended_standard", "self_regulatory", "supervisory", "regulator_guidance",
    "draft", "hypothetical",
]  # fmt: skip
Evidence = Literal["P", "O", "S", "W", "M", "own"]
Lift = Literal["debtor_consent", "contract", "debtor_initiated", "legal_notice"]
Stoppable = Literal[
    "contact", "accelerate", "sue", "enforce", "sell", "place", "report", "interest", "penalty",
    "fees",
]  # fmt: skip
"""What a rule may stop: contact, a step of the lender, or a charge."""

CHANNELS: tuple[Channel, ...] = (
    "push", "sms", "email", "letter", "legal_letter", "bot_call", "call", "visit",
)  # fmt: skip
KIND = "which kind of rule this is"


class AppliesIf(Part):
    """Which debts a rule is about; everything that is said must hold."""

    products: list[str] = Field(default_factory=list, description="kinds of product; empty = all")
    segments: list[Name] = Field(default_factory=list, description="of borrowers; empty = all")
    balance_min: Amount = Field(default=0, description="smallest balance, in the rule's currency")
    balance_max: Amount | None = Field(
        default=None, description="largest balance, in the rule's currency"
    )
    dpd_min: Dpd = Field(default=1, description="first day past due; 0 = before arrears, too")
    dpd_max: Dpd | None = Field(default=None, description="last day past due")

    @model_validator(mode="after")
    def _leaves_somebody(self) -> "AppliesIf":
        if self.dpd_max is not None and self.dpd_max < self.dpd_min:
            message = f"dpd_max is {self.dpd_max} but dpd_min is {self.dpd_min}: no debt is meant"
            raise ValueError(message)
        if self.balance_max is not None and self.balance_max < self.balance_min:
            message = "balance_max is below balance_min: no debt is meant"
            raise ValueError(message)
        return self


class Rule(Part):
    """What is common to all kinds of rules."""

    name: Name = Field(description="by which verdicts, violations and tables call it")
    clause: str = Field(default="", description="where it stands in its instrument")
    evidence: Evidence = Field(
        default="own",
        description="P text seen, O regulator's summary, S press or law firm, W one weak page, "
        "M from memory; own = yours",
    )
    status: Status | None = Field(default=None, description="if not that of its instrument")
    force: Force | None = Field(default=None, description="if not that of its instrument")
    effective_from: IsoDate | None = Field(default=None, description="first day in force")
    effective_to: IsoDate | None = Field(default=None, description="last day in force")
    binds: list[Actor] = Field(default_factory=list, description="whom; empty = everybody")
    applies_if: AppliesIf = Field(default=AppliesIf(), description="which debts are meant")
    override: list[Lift] = Field(
        default_factory=list, description="what lifts the rule for a single act"
    )
    replaces: list[Name] = Field(
        default_factory=list, description="rules of the regime that give way where this one holds"
    )
    note: str = Field(default="", description="anything a reader should know")

    events: ClassVar[bool] = True
    """Whether keeping or breaking the rule can be seen in the event log."""

    recorded: ClassVar[tuple[str, ...]] = ()
    """Keys that say what a text says, and that nothing in a run follows."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Rule":
        first, last = self.effective_from, self.effective_to
        if first is not None and last is not None and last < first:
            message = f"effective_to is {last} but effective_from is {first}"
            raise ValueError(message)
        if self.name in self.replaces:
            message = "a rule cannot replace itself"
            raise ValueError(message)
        return self

    def says(self) -> str:
        """Return in a few words what the rule asks for."""
        own = [key for key in type(self).model_fields if key not in Rule.model_fields]
        told = []
        for key in own:
            value = getattr(self, key)
            if key == "text" and value:
                told.append(str(value))
            elif key != "kind" and value not in (None, [], "", False):
                told.append(f"{key.replace('_', ' ')} {_words(value)}")
        return "; ".join(told)

    def matter(self) -> tuple[object, ...]:
        """Return what the rule is about, apart from what it says of it.

        Two rules of one instrument about the same matter, on the same days, contradict each other.
        """
        return ()

    @property
    def is_checked(self) -> bool:
        """Whether acts are held against this rule, and the log shows when it is broken."""
        return self.events

    def not_followed(self) -> tuple[str, ...]:
        """Return the keys that this rule gives for the record only."""
        return tuple(key for key in self.recorded if getattr(self, key) not in (None, [], ""))


def _words(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_words(item) for item in value)
    return "yes" if value is True else str(value)


WindowDays = Annotated[int, Field(ge=1, le=366, strict=True)]
"""Length of a rolling window; a day is 1, a week 7, a month is taken as 30."""

Limit = Annotated[int, Field(ge=1, le=10_000, strict=True)]
