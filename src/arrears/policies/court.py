"""What a scenario may say about the law: steps, fees, quota, enforcement, insolvency."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from arrears.part import Amount, Days, Factor, Name, Part, Points, Rate, Share
from arrears.policies.who import Who

__all__ = ["Enforcement", "Insolvency", "Legal", "LegalStep"]

Age = Annotated[int, Field(ge=1, le=36_500, strict=True)]
Months = Annotated[int, Field(ge=1, le=600, strict=True)]
PerMonth = Annotated[float, Field(ge=0, le=1e7, allow_inf_nan=False)]


class LegalStep(Part):
    """One step at law; the next follows when it brought neither money nor a title."""

    name: Name = Field(description="its name in the log")
    kind: Literal[
        "letter", "mediation", "payment_order", "small_claims", "online_arbitration"
    ] = Field(description="what it is; see [the late stage](late_stage.md)")  # fmt: skip
    after_days: Days = Field(default=0, description="after the end of the step before")
    days: Days = Field(default=0, description="from its beginning to its end")
    cost: Amount = Field(default=0, description="of letters, mediators or lawyers, to the lender")
    fee_factor: Factor = Field(default=1.0, description="times the fee by amount of the claim")
    pressure: Factor = Field(
        default=0.0, description="log-odds of willingness that being told of it adds, decaying"
    )
    distress_points: Points = Field(default=0.0, description="when the borrower is told of it")
    agree_share: Share = Field(default=0.0, description="of mediations, those that agree")
    discount_share: Share = Field(
        default=0.0, description="of the balance, given up where mediation agrees and it is paid"
    )
    relief: Name | None = Field(
        default=None, description="the plan on which mediation agrees with whoever cannot pay now"
    )
    object_share: Share = Field(
        default=0.0, description="of payment orders, those objected to, which ends them"
    )
    appear_share: Share = Field(
        default=0.0, description="of those sued, who appear; the rest lose by default"
    )
    dismissed_share: Share = Field(default=0.0, description="of claims that are heard, dismissed")
    lawyer_fee: Amount = Field(
        default=0, description="paid to a lawyer by a borrower who appears and has the money"
    )

    @property
    def is_filed(self) -> bool:
        """Whether a court or a board takes it in, within the quota and for a fee."""
        return self.kind not in {"letter", "mediation"}


class Enforcement(Part):
    """What is taken from income once there is a title."""

    after_days: Days = Field(
        default=15, description="from the title to the first payday that counts"
    )
    exempt_income: Amount = Field(description="monthly income that is left untouched")
    garnished_share: Share = Field(default=1.0, description="of income above it that is taken")
    ended_after_months: Months = Field(
        default=6, description="paydays in a row without anything to take: ended unpaid (终本)"
    )
    resumed_after_months: Months | None = Field(
        default=None, description="after which it is taken up again; none = never"
    )
    distress_points: Points = Field(
        default=0.0, description="of each payday on which some is taken"
    )


class Insolvency(Part):
    """Who is freed of debts that enforcement could not collect."""

    share: Share = Field(description="of borrowers in hardship whose enforcement ended unpaid")
    days: Days = Field(description="from its beginning to the discharge")
    discharged_share: Share = Field(default=1.0, description="of what is owed then, waived")
    distress_points: Points = Field(default=0.0, description="of the discharge")


class Legal(Part):
    """Who is taken to law, by which steps, at what fees."""

    from_dpd: Age = Field(description="reported dpd from which a case is begun")
    to_dpd: Age = Field(default=36_500, description="and up to which")
    who: Who = Field(default=Who(), description="whose cases are begun")
    steps: list[LegalStep] = Field(min_length=1, description="in their order")
    quota_per_month: PerMonth | None = Field(
        default=None, description="filings that courts and boards take in; none = all"
    )
    fees: list[Annotated[tuple[Amount, Rate], Field(strict=False)]] = Field(
        default=[
            (1_000_000, 0.0), (10_000_000, 0.025), (20_000_000, 0.02), (50_000_000, 0.015),
            (100_000_000, 0.01),
        ],
        min_length=1,
        description="rate of each slice of the claim up to an amount; the last holds beyond it",
    )  # fmt: skip
    fee_least: Amount = Field(
        default=5_000, description="added to it: the fee of the smallest claim",
    )  # fmt: skip
    enforcement: Enforcement | None = Field(
        default=None, description="of titles; none = they are not enforced"
    )
    insolvency: Insolvency | None = Field(
        default=None, description="of borrowers whose enforcement ended unpaid"
    )

    @field_validator("fees")
    @classmethod
    def _rise(cls, fees: list[tuple[int, float]]) -> list[tuple[int, float]]:
        bounds = [bound for bound, _ in fees]
        if any(low >= high for low, high in pairwise(bounds)):
            message = f"slices rise in amount; found {[bound / 100 for bound in bounds]}"
            raise ValueError(message)
        return fees

    @model_validator(mode="after")
    def _fits_together(self) -> "Legal":
        if self.to_dpd < self.from_dpd:
            message = f"to_dpd is {self.to_dpd} but from_dpd is {self.from_dpd}"
            raise ValueError(message)
        if self.insolvency is not None and self.enforcement is None:
            message = "insolvency follows enforcement that ended unpaid; set enforcement"
            raise ValueError(message)
        return self

    def court_fee(self, claim: int, factor: float) -> int:
        """Return the fee for a claim, both in minor units."""
        fee, below = float(self.fee_least), 0
        for bound, rate in self.fees[:-1]:
            fee += rate * max(0, min(claim, bound) - below)
            below = bound
        fee += self.fees[-1][1] * max(0, claim - below)
        return round(fee * factor)
