"""What a scenario may say about the lunar new year in a household's budget."""

from typing import Annotated

from pydantic import Field

from arrears.part import Factor, Name, Part, Share

__all__ = ["Festival"]


class Festival(Part):
    """Money that the lunar new year (春节) takes and brings, 2020 to 2030."""

    expense_income_share: Factor = Field(
        default=0.3,
        description="spent at once before it while cash lasts; in months of income",
    )
    days_before: Annotated[int, Field(ge=0, le=60, strict=True)] = Field(
        default=7, description="of the new year, on which that is spent"
    )
    bonus_income_share: Factor = Field(
        default=0.0, description="added to the last income before it (年终奖), in months of income"
    )
    bonus_segments: list[Name] = Field(
        default_factory=list, description="who gets the bonus; empty = all"
    )
    pause_income_share: Share = Field(
        default=0.0, description="lost of the first income after it, because work rests"
    )
    pause_segments: list[Name] = Field(
        default_factory=list, description="whose income pauses; empty = all"
    )
