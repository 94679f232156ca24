"""What a scenario may say about what a platform finds out of people before it acts."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from arrears.part import Amount, ClockTime, Factor, Name, Part, Share

__all__ = ["AbilityScore", "Assessment", "EarlyCall", "EarlyWarning"]

Auc = Annotated[float, Field(ge=0.5, lt=1, allow_inf_nan=False)]
CutOff = Annotated[float, Field(gt=0, lt=1, allow_inf_nan=False)]


class EarlyCall(Part):
    """A call before the due day to those whom early warning names."""

    team: Name = Field(description="who calls")
    tone: Literal["gentle", "neutral", "firm", "harsh"] = "gentle"
    every_days: Annotated[int, Field(ge=1, le=28, strict=True)] = Field(
        default=2, description="until the borrower was spoken to, or the due day has come"
    )
    between: Annotated[tuple[ClockTime, ClockTime], Field(strict=False)] = (9 * 3600, 20 * 3600)
    priority: Annotated[int, Field(ge=1, le=100, strict=True)] = Field(
        default=1, description="1 is worked first"
    )
    offer: Name | None = Field(
        default=None, description="relief for those who tell of a hardship then; none = no offer"
    )

    @model_validator(mode="after")
    def _is_possible(self) -> "EarlyCall":
        if self.between[0] >= self.between[1]:
            message = "between starts before it ends"
            raise ValueError(message)
        return self


class EarlyWarning(Part):
    """A score before each due day that says who will miss it; filters and calls go by it."""

    days_before: Annotated[int, Field(ge=1, le=28, strict=True)] = Field(
        default=7, description="of the due day, on which accounts without arrears are scored"
    )
    auc_share: Auc = Field(
        default=0.7,
        description="area under the curve: the chance that of one who would miss and one who "
        "would not the former has the worse score",
    )
    false_alarm_share: CutOff = Field(
        default=0.1, description="the threshold: warned of, of those who would pay anyway"
    )
    cost: Amount = Field(default=0, description="of one score")
    call: EarlyCall | None = Field(
        default=None, description="made to those warned of; none = only filters go by it"
    )


class AbilityScore(Part):
    """A score, anew each month, that says who is able to pay; filters go by it."""

    auc_share: Auc = Field(
        default=0.7,
        description="area under the curve: the chance that of an able borrower and one in "
        "hardship the able one has the better score",
    )
    unlikely_able_share: CutOff = Field(
        default=0.2, description="the cut-off: taken for unlikely to be able, of those who are"
    )


class Assessment(Part):
    """A statement of income and assets, asked of who tells of a hardship, and what is read in it.

    What is assessed is what a month leaves for debts here, as a share of the account's instalment.
    """

    statement_share: Share = Field(default=0.7, description="of those asked, who hand it in")
    error_income_share: Factor = Field(
        default=0.1, description="standard error of what is assessed, as a share of income"
    )
    minutes: Annotated[int, Field(ge=0, le=600, strict=True)] = Field(
        default=10, description="of the collector's time"
    )
