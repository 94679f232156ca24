"""What a scenario may say about visits to borrowers' homes and about looking for the lost."""

from typing import Annotated, Literal

from pydantic import Field

from arrears.part import Amount, ClockTime, Days, Name, Part, Share

__all__ = ["FieldTeam", "Tracing", "VisitTerms"]

_People = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
_Hours = Annotated[float, Field(gt=0, le=24, allow_inf_nan=False)]
_Minutes = Annotated[float, Field(ge=0, le=1440, allow_inf_nan=False)]


class FieldTeam(Part):
    """Visitors who go to borrowers' homes, never alone, in their working hours."""

    name: Name = Field(description="as actions name it, and the log")
    people: _People = Field(description="visitors; a crew has as many as go together")
    hours_per_day: _Hours = Field(default=7.5, description="ways included")
    opens: ClockTime = Field(default=9 * 3600, description="when the first crew sets out")
    cost_per_hour: Amount = Field(default=0, description="for each person's paid hour")
    cost_per_visit: Amount = Field(default=0, description="fares, for each visit made")
    travel_minutes: _Minutes = Field(default=30, description="to one home, before the visit begins")
    visitors: Annotated[int, Field(ge=2, le=10, strict=True)] = Field(
        default=2, description="who go together; nobody visits alone"
    )


class VisitTerms(Part):
    """How one kind of visit is announced, prepared and made."""

    announced_days: Annotated[int, Field(ge=0, le=90, strict=True)] = Field(
        default=3, description="the visit is announced so many days ahead; 0 = not announced"
    )
    announce_by: Literal["push", "sms", "email", "letter"] = Field(
        default="sms", description="by what message"
    )
    follow_through_share: Share = Field(
        default=1.0, description="of announced visits, those that are meant; the rest are bluff"
    )
    asks_consent: bool = Field(
        default=False, description="who does not agree to be visited is not; some rules ask for it"
    )
    preparation_minutes: _Minutes = Field(
        default=0, description="spent on each visit before leaving: identity and history"
    )
    wrong_debt_found_share: Share = Field(
        default=0.0, description="of wrong debts, those noticed in preparation: nobody goes"
    )
    spare_paid_days: Days = Field(
        default=0, description="who paid anything within so many days is not visited"
    )
    sensitivity_share: Share = Field(
        default=0.9, description="of true hardship met at home, recognised"
    )
    specificity_share: Share = Field(
        default=0.9, description="of borrowers met at home who could pay, recognised as such"
    )
    follow_up_days: Days = Field(
        default=0, description="a second visit comes so many days after the first; 0 = none"
    )
    conduct: Literal["proper", "improper"] = Field(
        default="proper",
        description="improper: with threats; a benchmark of harm, never a proposal",
    )


class Tracing(Part):
    """Skip tracing: looking for a new number when the one known is dead."""

    cost: Amount = Field(default=0, description="of each trace")
    success_share: Share = Field(description="of traces, those that find a number that works")
    delay_days: Annotated[int, Field(ge=1, le=3650, strict=True)] = Field(
        default=7, description="until a trace is back"
    )
    times_max: Annotated[int, Field(ge=1, le=100, strict=True)] = Field(
        default=1, description="traces per lost number, one after the other"
    )
