"""What a platform may change by itself when last month went badly, and what that does."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from arrears.part import Factor, Name, Part, Share

__all__ = ["Reaction"]


class Reaction(Part):
    """A change of policy that a platform makes by last month's totals, for some months."""

    name: Name = Field(description="in tables, as action of `reaction_start`")
    when: Literal["complaints", "arrears", "losses", "liquidity", "downturn"] = Field(
        description="what is looked at: complaints of last month per 1000 borrowers; the share of "
        "accounts in arrears; what was charged off as a share of what was outstanding; cash "
        "received less paid out, as a share of the same; whether the economy is worse than normal"
    )
    above: Factor | None = Field(default=None, description="it is made above this")
    below: Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)] | None = Field(
        default=None, description="or below this; one of the two, and none for downturn"
    )
    for_months: Annotated[int, Field(ge=1, le=240, strict=True)] = Field(
        default=1, description="how long it lasts; it is prolonged while its reason does"
    )
    tone: Literal["gentle", "neutral", "firm", "harsh"] | None = Field(
        default=None, description="of all actions; none = as before"
    )
    cadence_factor: Annotated[float, Field(ge=0.05, le=20, allow_inf_nan=False)] = Field(
        default=1.0, description="by what `every_days` of all actions is multiplied"
    )
    stops: list[Name] = Field(default_factory=list, description="actions that are not done")
    offers: list[Name] = Field(
        default_factory=list, description="leniency: relief that all stages offer as well"
    )
    compliance_share: Share | None = Field(
        default=None, description="of acts that a rule forbids, not done; none = as before"
    )

    @model_validator(mode="after")
    def _is_about_something(self) -> "Reaction":
        bounds = [bound for bound in (self.above, self.below) if bound is not None]
        if len(bounds) != (self.when != "downturn"):
            message = "set above or below, one of them; for downturn neither"
            raise ValueError(message)
        changes = (self.tone, self.stops, self.offers, self.compliance_share)
        if self.cadence_factor == 1 and not any(each not in (None, []) for each in changes):
            message = "changes nothing; set tone, cadence_factor, stops, offers or compliance_share"
            raise ValueError(message)
        return self

    def is_due(self, value: float) -> bool:
        """Return whether a value of last month calls for it."""
        if self.above is not None:
            return value > self.above
        return self.below is not None and value < self.below
