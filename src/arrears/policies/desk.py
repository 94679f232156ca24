"""What a scenario may say about desks: officers, their hours, departments on the way, answers."""

from typing import Annotated, Literal

from pydantic import Field

from arrears.part import Amount, Count, Days, Name, Part, Positive, Share

__all__ = ["Desk", "Halt", "Hours", "Office", "People", "ReviewDesk", "Step", "Weekday"]

People = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
Hours = Annotated[float, Field(gt=0, le=24, allow_inf_nan=False)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Office(Part):
    """Officers who handle cases, some hours a day."""

    people: People
    hours_per_day: Hours = 7.5
    weekdays: list[Weekday] = Field(
        default_factory=list,
        description="days on which it is open, but for holidays; empty = the calendar's weekdays",
    )
    cost_per_hour: Amount = 0
    handling_minutes: Positive


class Step(Office):
    """A department through which a case passes before the desk itself decides or answers."""

    name: Name
    handover_days: Days = Field(
        default=0, description="from here to the next department, or to the desk"
    )
    lost_share: Share = Field(
        default=0.0, description="of hand-overs from here in which papers are lost"
    )
    lost_days: Days = Field(
        default=0, description="until a loss is noticed; then this department handles it again"
    )
    document_days: Days = Field(
        default=0, description="that one more round of documents takes here"
    )
    document_rounds_max: Count = Field(
        default=0, description="rounds of documents that are asked for here at most"
    )


class Desk(Office):
    """Officers who handle cases; as they stand here, they answer complaints."""

    least_days: Days = Field(default=0, description="before this many days no case is decided")
    steps: list[Step] = Field(
        default_factory=list,
        description="departments that every case passes first, in this order",
    )
    answer_days: Days | None = Field(
        default=None,
        description="an answer is promised within this many days: waiting wears nobody down "
        "before, and who has none by then may feel wronged each week; none = nothing is promised",
    )


class ReviewDesk(Desk):
    """Officers who decide applications for relief, after rounds of documents."""

    document_days: Days = Field(default=0, description="that one more round of documents takes")
    document_rounds_max: Count = Field(default=0, description="rounds of documents at most")
    sensitivity_share: Share = Field(default=1.0, description="of true hardship, approved")
    specificity_share: Share = Field(default=1.0, description="of those who could pay, refused")
    pauses_contact: bool = Field(default=True, description="contact stops while a case is open")
    automation_share: Share = Field(
        default=0.0,
        description="of applications, decided by a machine on the day they come in",
    )
    automation_sensitivity_share: Share = Field(
        default=1.0, description="of true hardship, approved by the machine"
    )
    automation_specificity_share: Share = Field(
        default=1.0, description="of those who could pay, refused by the machine"
    )
    automation_cost: Amount = Field(default=0, description="of one decision by the machine")
    appeal_share: Share = Field(default=0.0, description="of the refused, those who appeal, once")
    appeal_days: Days = Field(default=0, description="that an appeal lies before its second look")
    appeal_sensitivity_share: Share = Field(
        default=1.0, description="of true hardship, approved at the second look"
    )
    appeal_specificity_share: Share = Field(
        default=1.0, description="of those who could pay, refused at the second look"
    )


class Halt(Part):
    """A time in which all outbound contact stops by order, whatever the stages say."""

    name: Name
    from_month: Annotated[int, Field(ge=0, le=240, strict=True)] = Field(
        description="months after the start of the run"
    )
    months: Annotated[int, Field(ge=1, le=240, strict=True)]
    cause: Literal["moratorium", "sanction", "forbidden"] = Field(
        default="sanction",
        description="a stay by law (`moratorium`), a supervisor's order (`sanction`), a rule "
        "(`forbidden`): what pauses are booked under",
    )
