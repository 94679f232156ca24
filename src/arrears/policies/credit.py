"""What a scenario may say about who is lent to, and about the record of who did not pay."""

from typing import Annotated, Literal

from pydantic import Field

from arrears.part import Amount, Days, Factor, Part, Share, SourcedPart
from arrears.policies.score import is_below, separation

__all__ = ["Bureau", "Limits", "Underwriting"]


class Underwriting(Part):
    """Who is lent to: a score with a cut-off, and whether debts elsewhere are seen."""

    auc_share: Annotated[float, Field(ge=0.5, lt=1, allow_inf_nan=False)] = Field(
        default=0.7,
        description="area under the curve: the chance that of a good and a bad applicant the good "
        "one has the better score",
    )
    refused_good_share: Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)] = Field(
        default=0.05,
        description="the cut-off: refused for their score, of those who can afford the loan",
    )
    sees_debts_elsewhere: bool = Field(
        default=False, description="data sharing: what is owed to other lenders counts"
    )
    service_income_share: Factor = Field(
        default=0.5,
        description="with data sharing: the most that may be due a month to all creditors "
        "together, as a share of income",
    )

    @property
    def separation(self) -> float:
        """How far apart the scores of the good and the bad lie, in standard deviations."""
        return separation(self.auc_share)

    def refuses(self, chance: float, *, is_bad: bool) -> bool:
        """Return whether an applicant's score is below the cut-off.

        Parameters
        ----------
        chance : float
            The applicant's draw, strictly between 0 and 1; a better score for a higher one.
        is_bad : bool
            Whether the applicant cannot afford the loan, or will never pay.
        """
        return is_below(chance, self.auc_share, self.refused_good_share, is_bad=is_bad)


class Limits(Part):
    """Credit limits of revolving accounts: who draws on them, and when they cannot be drawn."""

    draws_share: Share = Field(
        default=0.5,
        description="of borrowers who pay what they are short of on a due day with new credit",
    )
    freezes_on_miss: bool = Field(
        default=True, description="a missed instalment at this platform freezes the limit"
    )
    sees_misses_elsewhere: bool = Field(
        default=False, description="data sharing: one missed at any other platform does so too"
    )
    restore_days: Days = Field(
        default=30, description="after the last arrears it saw were paid it can be drawn again"
    )
    withdrawn_share: Share = Field(
        default=0.0, description="of limits, withdrawn for good whatever their holders do"
    )
    withdrawn_from_month: Annotated[int, Field(ge=0, le=240, strict=True)] = Field(
        default=0, description="the month, counted from day 0, at whose start that happens"
    )


class Bureau(SourcedPart):
    """The credit bureau: who is reported, when, for how long, and what a record costs."""

    threshold_dpd: Annotated[int, Field(ge=1, le=3650, strict=True)] = Field(
        default=30, description="reported days past due from which an account is reported"
    )
    delay_days: Days = Field(
        default=30, description="until a report is on record; arrears paid by then leave none"
    )
    expires_months: Annotated[int, Field(ge=1, le=600, strict=True)] = Field(
        default=60, description="after which a record is cleared"
    )
    clock: Literal["repayment", "report"] = Field(
        default="repayment",
        description="from when these months count: the day on which the arrears were paid, or the "
        "day of the report",
    )
    repair_amount_max: Amount = Field(
        default=0,
        description="records of arrears up to this amount are cleared once they are paid; 0 = none",
    )
    repair_days: Days = Field(default=0, description="how long such a repair takes")
    fear: Factor = Field(
        default=0.0,
        description="added to the willingness to pay, in log-odds, while one has no record to lose",
    )
    other_debt_factor: Annotated[float, Field(ge=1, le=10, allow_inf_nan=False)] = Field(
        default=1.0,
        description="dearer credit: by what a record multiplies the debt service elsewhere",
    )
