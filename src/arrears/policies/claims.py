"""What a scenario may say about claims that leave the lender: sale, and the guarantor's payment."""

import itertools
from typing import Annotated, Literal

from pydantic import Field, field_validator

from arrears.part import Amount, Days, Dpd, Factor, Name, Part, Share
from arrears.policies.who import Who

__all__ = ["Asking", "Guarantee", "Sale"]

Age = Annotated[int, Field(ge=1, le=36_500, strict=True)]


class Asking(Part):
    """How somebody else than the lender asks for what is owed, at their own cost."""

    channel: Literal["sms", "email", "letter", "bot_call", "call"] = Field(
        default="call", description="by what"
    )
    tone: Literal["gentle", "neutral", "firm", "harsh"] = Field(default="firm", description="how")
    first_after_days: Annotated[int, Field(ge=1, le=3650, strict=True)] = Field(
        default=30, description="days from the day the claim changes hands to the first attempt"
    )
    every_days: Annotated[int, Field(ge=1, le=3650, strict=True)] = Field(
        default=30, description="between two attempts"
    )
    for_days: Days = Field(default=720, description="so long after the claim changed hands")
    cost: Amount = Field(default=0, description="of one attempt, to whoever makes it")
    effect_factor: Factor = Field(
        default=1.0, description="how strongly a word presses, beside one of the lender's"
    )


class Sale(Part):
    """To whom, when and at what price claims are sold."""

    buyer: Name = Field(default="buyer", description="the buyer's name in the log")
    from_dpd: Age = Field(description="reported dpd from which an account is sold")
    every_months: Annotated[int, Field(ge=1, le=120, strict=True)] | None = Field(
        default=None,
        description="in bulk on the first day of every so many months; none = each on its day",
    )
    prices: list[Annotated[tuple[Dpd, Share], Field(strict=False)]] = Field(
        default=[(365, 0.126), (1825, 0.041), (36500, 0.018)],
        min_length=1,
        description=(
            "price of a unit of balance up to and including a contract dpd; rising in dpd, and "
            "the last holds beyond it"
        ),
    )
    who: Who = Field(default=Who(), description="whose claims are sold")
    asking: Asking = Field(default=Asking(), description="how the buyer asks")

    @field_validator("prices")
    @classmethod
    def _rise_in_dpd(cls, prices: list[tuple[int, float]]) -> list[tuple[int, float]]:
        bounds = [dpd for dpd, _ in prices]
        if any(low >= high for low, high in itertools.pairwise(bounds)):
            message = f"prices rise in dpd; found {bounds}"
            raise ValueError(message)
        return prices

    def price(self, dpd: int) -> float:
        """Return the price of a unit of balance of an account so many days past due."""
        return next((share for bound, share in self.prices if dpd <= bound), self.prices[-1][1])


class Guarantee(Part):
    """Who stands in for borrowers (助贷, 代偿), from when, and for what fee."""

    guarantor: Name = Field(default="guarantor", description="the guarantor's name in the log")
    compensation_dpd: Age = Field(
        description="reported dpd at which the guarantor pays the whole balance"
    )
    fee_monthly_share: Share = Field(
        default=0.0, description="of the balance on the book, paid to the guarantor every month"
    )
    asking: Asking = Field(default=Asking(), description="how the guarantor asks afterwards")
