"""What a scenario may say about the supervisor: inspection, fines, orders, damages."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from arrears.part import Amount, Factor, Name, Part, Share, SourcedPart

__all__ = ["Order", "Supervision"]

Months = Annotated[int, Field(ge=1, le=240, strict=True)]


class Order(Part):
    """What an inspection that finds too much is followed by: contact stops, or some of it."""

    from_breaches: Annotated[int, Field(ge=1, le=10_000_000, strict=True)] = Field(
        default=1,
        description="breaches found in one inspection from which there is an order; "
        "`--borrowers` scales it",
    )
    months: Months = Field(default=3, description="how long it is in force")
    halts: bool = Field(default=False, description="all outbound contact stops")
    bans: list[Name] = Field(
        default_factory=list, description="actions and reminders of these names are not done"
    )

    @model_validator(mode="after")
    def _forbids_something(self) -> "Order":
        if not self.halts and not self.bans:
            message = "an order forbids something; set halts: true, or bans: [ACTION]"
            raise ValueError(message)
        return self


class Supervision(SourcedPart):
    """The supervisor looks at every platform on the first of the month, by last month's totals."""

    inspects_above: Factor = Field(
        default=5.0,
        description="complaints of last month per 1000 borrowers above which a platform is "
        "inspected",
    )
    counts: Literal["all", "regulator"] = Field(
        default="all", description="which complaints: all, or those made to the regulator"
    )
    audit_monthly_share: Share = Field(
        default=0.0, description="chance that a platform is inspected whatever the complaints"
    )
    detection_share: Share = Field(
        default=0.5, description="of last month's breaches, those that an inspection can prove"
    )
    agency_detection_share: Share | None = Field(
        default=None, description="the same of breaches by agencies; none = as the platform's own"
    )
    fine: Amount = Field(default=0, description="for each breach that is proven")
    fine_severe: Amount | None = Field(
        default=None, description="for each severe one; none = as for any other"
    )
    damages: Amount = Field(
        default=0,
        description="paid to the borrower for each breach that is proven, if there was a complaint",
    )
    order: Order | None = Field(default=None, description="what may be forbidden; none = nothing")
