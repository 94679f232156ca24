"""What a scenario may say about informal loans (民间借贷) that are taken to repay other debts."""

from typing import Annotated

from pydantic import Field

from arrears.part import Part, Share

__all__ = ["InformalLoans"]


class InformalLoans(Part):
    """Who borrows from informal lenders what an instalment is short of, and at what price."""

    share: Share = Field(
        default=0.3, description="of households that do so when their money does not suffice"
    )
    months: Annotated[int, Field(ge=1, le=120, strict=True)] = Field(
        default=6, description="over which the principal is to be paid back, on paydays"
    )
    monthly_rate: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = Field(
        default=0.04,
        description="price of a month, as a share of the principal; what a payday does not cover "
        "is added to it",
        json_schema_extra={"x-unit": "rate"},
    )
    loans_max: Annotated[int, Field(ge=1, le=100, strict=True)] = Field(
        default=3, description="open loans of one household; who has so many is refused"
    )
    service_income_share: Share = Field(
        default=0.5,
        description="of usual income: a loan that would bring the service of all above it is "
        "refused",
    )
