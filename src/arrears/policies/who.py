"""Whom something is for."""

from typing import Annotated, Literal

from pydantic import Field

from arrears.part import Amount, Count, Days, Factor, Name, Part

__all__ = ["Who"]


class Who(Part):
    """Whom a stage or action is for; everything that is said must hold."""

    segments: list[Name] = Field(default_factory=list, description="empty = all")
    balance_min: Amount = 0
    balance_max: Amount | None = None
    broken_promises_min: Count = 0
    days_without_right_party_min: Days = 0
    macro: Literal["any", "normal", "downturn"] = "any"
    pays: Literal["any", "by_hand", "auto_debit"] = Field(
        default="any", description="borrowers who pay by hand, or by debits from a bound account"
    )
    ability: Literal["any", "likely", "unlikely"] = Field(
        default="any", description="able to pay or not, as `ability_score` predicts it"
    )
    days_since_payday_max: Annotated[int, Field(ge=0, le=31, strict=True)] | None = Field(
        default=None, description="only so soon after income has come; none = whenever"
    )
    warned: Literal["any", "yes", "no"] = Field(
        default="any", description="whether `early_warning` named the account before the due day"
    )
    engagement: Literal["any", "silent", "answered", "planned"] = Field(
        default="any",
        description="in this spell of arrears: nobody was spoken to, the borrower was, or the "
        "borrower showed a plan (told of a hardship, applied, promised and did not break it)",
    )
    assessed_min: Factor | None = Field(
        default=None, description="`assessment` found that instalments can be borne by this share"
    )
    assessed_max: Factor | None = Field(
        default=None, description="the same, at most; without an assessment nobody fits"
    )

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is filtered out."""
        return not (
            self.segments
            or self.balance_min
            or self.balance_max is not None
            or self.broken_promises_min
            or self.days_without_right_party_min
            or self.macro != "any"
            or self.pays != "any"
            or self.looks_closer
        )

    @property
    def looks_closer(self) -> bool:
        """Whether it asks for more than the books say: scores, paydays, talks, statements."""
        return bool(
            self.ability != "any"
            or self.days_since_payday_max is not None
            or self.warned != "any"
            or self.engagement != "any"
            or self.assessed_min is not None
            or self.assessed_max is not None
        )
