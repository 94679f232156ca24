"""What a scenario may say about the supply of new loans: a lender that holds its return."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from arrears.part import Factor, Part, Rate

__all__ = ["Supply"]

MonthlyRate = Annotated[
    float, Field(ge=-1, le=1, allow_inf_nan=False, json_schema_extra={"x-unit": "rate"})
]
Months = Annotated[int, Field(ge=1, le=120, strict=True)]


class Supply(Part):
    """The lender re-sets cut-off and price of new loans by what the book earned and lost."""

    active: bool = Field(
        default=True,
        description="false: described, but in force in the world `supply_adjusted` only",
    )
    holds: Literal["return", "losses"] = Field(
        default="return",
        description="what is held to the target: interest and fees charged, less losses and "
        "costs; or losses and costs alone",
    )
    target_monthly_rate: MonthlyRate | None = Field(
        default=None,
        description="what is to be held, a month over the balance; none = the mean of the last "
        "months of the burn-in, in which no policy is in force",
    )
    reference_months: Months = Field(
        default=6, description="months of the burn-in that make the target, where none is given"
    )
    over_months: Months = Field(
        default=3, description="months over whose mean the target is missed or passed"
    )
    cutoff_gain: Factor = Field(
        default=0.0,
        description="added to `underwriting.refused_good_share` a month, for each unit that the "
        "monthly rate is worse than the target; taken away where it is better",
    )
    cutoff_max: Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)] = Field(
        default=0.5, description="the highest cut-off; the lowest is 0"
    )
    price_gain: Factor = Field(
        default=0.0, description="the same, added to the yearly rate of new loans"
    )
    rate_min: Rate = Field(default=0.0, description="new loans are made no cheaper than this")
    rate_max: Rate = Field(default=0.36, description="new loans are made no dearer than this")

    @model_validator(mode="after")
    def _can_move(self) -> "Supply":
        if not self.cutoff_gain and not self.price_gain:
            message = "nothing is re-set; set cutoff_gain or price_gain above 0"
            raise ValueError(message)
        if self.rate_max < self.rate_min:
            message = f"rate_max is {self.rate_max:g} but rate_min is {self.rate_min:g}"
            raise ValueError(message)
        return self

    def priced(self, rate: float, surcharge: float) -> float:
        """Return the yearly rate of a new loan.

        Parameters
        ----------
        rate : float
            Of its product; where that lies outside the bounds it is the bound.
        surcharge : float
            By how much new loans are dearer than their products say.
        """
        return min(max(self.rate_max, rate), max(min(self.rate_min, rate), rate + surcharge))
