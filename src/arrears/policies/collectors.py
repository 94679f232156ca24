"""What a scenario may say about the people of a team: what they learn, what drives them."""

from typing import Annotated

from pydantic import Field

from arrears.part import Amount, Days, Part, Share

__all__ = ["Commission", "Experience", "TeamConduct"]


class Experience(Part):
    """Skill is learned over months, and lost when collectors leave."""

    fresh_skill_share: Share = Field(
        default=0.6, description="skill of who is new, as a share of the same person's later"
    )
    months_to_full: Annotated[int, Field(ge=1, le=120, strict=True)] = Field(
        default=6, description="until all is learned; it grows evenly"
    )
    turnover_monthly_share: Share = Field(
        default=0.05,
        description="chance a month that a collector leaves; somebody new takes the seat",
    )
    hiring_cost: Amount = Field(default=0, description="of each successor")


class Commission(Part):
    """A share of what callers bring in; it hardens the tone when a month ends."""

    paid_share: Share = Field(
        default=0.02, description="of what is paid in calls, beside the wages"
    )
    month_end_days: Days = Field(
        default=5, description="last days of a calendar month on which the tone hardens"
    )
    month_end_steps: Annotated[int, Field(ge=0, le=3, strict=True)] = Field(
        default=1, description="by so many degrees: gentle, neutral, firm, harsh"
    )


class TeamConduct(Part):
    """Collectors who get harsher than they were told, training against it, audits."""

    slip_share: Share = Field(
        default=0.05,
        description="of attempts, those in which the tone is a degree harsher than told",
    )
    training_hours_monthly: Annotated[float, Field(ge=0, le=40, allow_inf_nan=False)] = Field(
        default=0.0, description="paid and not worked, from the first working day of a month on"
    )
    trained_factor: Share = Field(
        default=0.5, description="slips of who is trained, as a share of slips without"
    )
    recorded_share: Share = Field(default=1.0, description="of talks, of which a record is kept")
    audit_share: Share = Field(default=0.0, description="of recorded talks, listened to later")
    audit_cost: Amount = Field(default=0, description="of listening to one")
    audit_effect_days: Days = Field(
        default=90, description="who was found to slip does as told for so long"
    )
