"""Rules on what a debt may cost, and on what surrounds collection without being an act."""

from typing import Literal

from pydantic import Field, model_validator

from arrears.part import Amount, Days, Factor
from arrears.regulation.rule import KIND, Rule

__all__ = ["Governance", "InterestStop", "Price", "Sanction"]

RATES = ("annual_rate", "monthly_rate", "daily_rate", "overdue_rate")


class Price(Rule):
    """A ceiling on interest, fees or the total cost."""

    kind: Literal["price"] = Field(description=KIND)
    of: Literal[
        "annual_rate", "monthly_rate", "daily_rate", "overdue_rate", "late_fee",
        "late_fee_monthly", "upfront", "total_cost", "in_duplum", "overdue_base",
    ] = Field(
        description="what has a ceiling; total_cost = interest and fees over the debt's life, "
        "in_duplum = those since default, overdue_base = penalty on the overdue part only"
    )  # fmt: skip
    share: Factor | None = Field(
        default=None, description="a fraction a year, month or day, or of the principal"
    )
    amount: Amount | None = Field(default=None, description="in the rule's currency")
    formula: str = Field(
        default="", description="where no number can be given; recorded, not followed"
    )

    recorded = ("formula",)

    @model_validator(mode="after")
    def _has_a_ceiling(self) -> "Price":
        said = (self.share is not None) + (self.amount is not None) + bool(self.formula)
        if said != (self.of != "overdue_base"):
            message = "a price has one of share, amount and formula; overdue_base has none"
            raise ValueError(message)
        return self

    def says(self) -> str:
        """Return the ceiling in words."""
        if self.of == "overdue_base":
            return "penalty interest on the overdue part only"
        what = self.of.replace("_", " ")
        if self.amount is not None:
            return f"{what} at most {self.amount / 100:,.10g}"
        return f"{what} at most {self.formula or f'{self.share:.4g}'}"

    @property
    def is_checked(self) -> bool:
        """Whether there is a number for what is charged; upfront fees and rates are contract."""
        return not self.formula and self.of in {
            "late_fee", "late_fee_monthly", "total_cost", "in_duplum", "overdue_rate",
            "overdue_base",
        }  # fmt: skip

    def matter(self) -> tuple[object, ...]:
        """Return what has the ceiling."""
        return (self.of,)


class InterestStop(Rule):
    """From when on nothing is added to a debt."""

    kind: Literal["interest_stop"] = Field(description=KIND)
    trigger: Literal["plan", "dpd"] = Field(
        description="an open plan, or a day past due (hypothetical)"
    )
    from_dpd: Days | None = Field(default=None, description="first day past due without interest")
    stops: list[Literal["interest", "penalty", "fees"]] = Field(
        default=["interest", "penalty"], min_length=1, description="what is no longer charged"
    )

    @model_validator(mode="after")
    def _has_a_day(self) -> "InterestStop":
        if (self.trigger == "dpd") != (self.from_dpd is not None):
            message = "trigger dpd needs from_dpd, and no other has it"
            raise ValueError(message)
        return self

    def matter(self) -> tuple[object, ...]:
        """Return what ends the charges."""
        return (self.trigger,)


class Governance(Rule):
    """Complaints and everything that is kept, trained or published."""

    kind: Literal["governance"] = Field(description=KIND)
    complaint_days: Days | None = Field(default=None, description="to answer a complaint")
    working_days: bool = Field(default=False, description="whether these are working days")
    text: str = Field(default="", description="in words; cannot be seen in the log")

    def says(self) -> str:
        """Return the duty in words."""
        unit = "working days" if self.working_days else "days"
        days = self.complaint_days
        clock = "" if days is None else f"complaints answered in {days} {unit}"
        return "; ".join(filter(None, (clock, self.text)))

    @property
    def is_checked(self) -> bool:
        """Whether there is a clock."""
        return self.complaint_days is not None

    def matter(self) -> tuple[object, ...]:
        """Return the subject."""
        return ("complaint",) if self.complaint_days is not None else (self.text,)


class Sanction(Rule):
    """What a breach may cost at most where there is supervision; no act can break it."""

    kind: Literal["sanction"] = Field(description=KIND)
    of: Literal["fine", "damages"] = Field(
        default="fine", description="what is bounded: what the state takes, or what borrowers get"
    )
    per: Literal["act", "action", "turnover", "licence", "criminal"] = Field(
        description="for what it is imposed: each breach, or all that one inspection finds "
        "(damages: about one account); the others are recorded, not followed"
    )
    amount_max: Amount | None = Field(
        default=None, description="bounds what supervision imposes; in the rule's currency"
    )
    text: str = Field(default="", description="in words")

    events = False

    def not_followed(self) -> tuple[str, ...]:
        """Return the amount, where supervision imposes nothing of the kind."""
        is_imposed = self.per in {"act", "action"} or self.amount_max is None
        return () if is_imposed else ("amount_max",)

    def says(self) -> str:
        """Return the sanction in words."""
        most = "" if self.amount_max is None else f"up to {self.amount_max / 100:,.0f}"
        what = "" if self.of == "fine" else f"{self.of} "
        return "; ".join(filter(None, (f"{what}per {self.per}", most, self.text)))

    def matter(self) -> tuple[object, ...]:
        """Return for what."""
        return self.of, self.per, self.text
