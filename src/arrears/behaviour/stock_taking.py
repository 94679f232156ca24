"""What a scenario may say about households that put their budget in order."""

from typing import Annotated

from pydantic import Field

from arrears.part import Days, Factor, Part, Share

__all__ = ["BudgetTalk", "StockTaking"]


class StockTaking(Part):
    """Households that take stock when they first fall behind, and what they do then."""

    share: Share = Field(default=0.3, description="of households that do")
    least_part_share: Share = Field(
        default=0.1, description="of an instalment: the least that they pay if it is all they can"
    )
    organisation_gain_share: Share = Field(
        default=0.5,
        description="of the gap to a wholly organised household, closed: money left over is kept "
        "for the debt",
    )
    contact_share: Share = Field(
        default=0.5, description="of them, applying for relief at a miss if it is on offer"
    )
    retrain_monthly_share: Share = Field(
        default=0.05,
        description="their chance per month out of work of an earlier end by retraining",
    )
    income_gain_share: Factor = Field(
        default=0.0, description="of income, earned more once they have looked for better work"
    )
    income_gain_months: Annotated[int, Field(ge=0, le=120, strict=True)] = Field(
        default=6, description="until then"
    )


class BudgetTalk(Part):
    """A decent call works as a budgeting reminder and builds habit."""

    habit_gain_share: Share = Field(
        default=0.1,
        description="of the gap to a perfect habit, closed by a gentle or neutral conversation",
    )
    reminds_days: Days = Field(
        default=30, description="for which such a conversation works as a reminder"
    )
