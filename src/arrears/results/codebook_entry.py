"""What an entry of the codebook says, and the phrases that several of them share."""

from typing import Final, Literal

__all__ = ["ACCOUNTS", "LENT", "NO_WAGES", "YEARS", "Entry"]

Entry = tuple[Literal["higher", "lower", "neutral"], str, str, str, str, str]
"""Better, unit, definition, numerator, denominator, caveats."""

LENT: Final = "balance at day 0 + principal originated since"
YEARS: Final = (
    "thousands of borrower-years from origination or day 0 to the horizon, whatever happens "
    "(days / 365,250)"
)
ACCOUNTS: Final = "accounts on book at day 0 (not paid off, not charged off) or originated since"
NO_WAGES: Final = "Wages belong to no segment: by segment they are left out."
