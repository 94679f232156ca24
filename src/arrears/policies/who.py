"""Whom something is for."""

from typing import Literal

from pydantic import Field

from arrears.part import Amount, Count, Days, Name, Part

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
        )
