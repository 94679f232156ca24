"""What a scenario may say about relief: who triggers it, for whom, what it changes, how it ends."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from arrears.part import Amount, Dpd, Name, Part, Share
from arrears.policies.who import Who

__all__ = [
    "Grant",
    "HardshipFund",
    "IncomeBased",
    "Relief",
    "Retraining",
    "Settlement",
    "is_granted_in",
    "moved_due_day",
]

_DAYS_PER_MONTH = 30
LATEST_PAYDAY_DAYS = 15
"""A payday that comes later than that after the due day is thought of as before the next one."""

Months = Annotated[int, Field(ge=1, le=120, strict=True)]
SpreadMonths = Annotated[int, Field(ge=1, le=60, strict=True)]


class Settlement(Part):
    """A part of the balance that is accepted as full, if it is paid in time."""

    paid_share: Annotated[Share, Field(gt=0, lt=1)] = Field(
        description="of the balance on the day of the agreement; the rest is forgiven once it is "
        "paid"
    )
    within_days: Annotated[int, Field(ge=1, le=365, strict=True)] = Field(
        description="after which the old schedule goes on as if nothing had been agreed"
    )


class IncomeBased(Part):
    """Instalments that follow the household's income for some months."""

    income_share: Share = Field(description="of monthly income above subsistence")
    months: Months = Field(description="then the rest is paid in level instalments")
    least: Amount = Field(default=0, description="instalment, however small the income")
    subsistence: Amount | None = Field(
        default=None, description="monthly income that is left alone; none = own necessities"
    )
    looks: Literal["monthly", "at_signing"] = Field(
        default="monthly", description="at the income of each due day, or of the first day alone"
    )


class Grant(Part):
    """Money from the hardship fund, paid to the household."""

    instalments: Annotated[int, Field(ge=0, le=24, strict=True)] = Field(
        default=1, description="to come, for which it is enough beside what is owed now"
    )
    most: Amount | None = Field(default=None, description="that one case is granted")


class Retraining(Part):
    """A programme of training or help to find work, beside what people do by themselves."""

    monthly_share: Share = Field(
        description="chance, on each first of a month in it, that loss of work ends early"
    )
    months: Months = Field(description="for which the programme lasts")


class HardshipFund(Part):
    """Money for grants: so much a year, and nothing once it is spent."""

    budget_per_year: Amount = Field(
        description="years count from the start; what is left of one lapses"
    )
    paid_by: Literal["lender", "third_party", "state"] = Field(
        default="third_party", description="where the fund's money comes from"
    )


class Relief(Part):
    """One kind of relief: who triggers it, what it changes, what happens to arrears."""

    name: Name
    trigger: Literal["application", "offer", "automatic", "mandated"] = Field(
        description="the borrower applies; a collector offers; the lender grants it by itself; "
        "or all who are eligible are granted it by order, on first days of months"
    )
    skip_months: Annotated[int, Field(ge=0, le=60, strict=True)] = 0
    reduction_share: Share = Field(
        default=0.0, description="cut of the instalment for reduced_months"
    )
    reduced_months: Annotated[int, Field(ge=0, le=120, strict=True)] = 0
    extra_months: Annotated[int, Field(ge=0, le=240, strict=True)] = 0
    spread_months: SpreadMonths | None = Field(
        default=None,
        description="instalments over which the balance is spread, however many were left",
    )
    interest_free: bool = False
    freeze_months: Annotated[int, Field(ge=0, le=60, strict=True)] = Field(
        default=0,
        description="contract interest, penalties and monthly fees stop for so long (停息挂账)",
    )
    waive_fees: bool = Field(default=False, description="fees and penalties owed at the start")
    waive_interest_share: Share = Field(default=0.0, description="of interest owed at the start")
    waive_principal_share: Share = Field(
        default=0.0, description="of all principal not repaid at the start"
    )
    income_based: IncomeBased | None = Field(
        default=None, description="instalments by income; none = by the terms above"
    )
    due_day_after_payday: Annotated[int, Field(ge=0, le=14, strict=True)] | None = Field(
        default=None,
        description="days after the payday to which due days move, for households that are paid "
        "up to 15 days after their due day; none = they stay",
    )
    settlement: Settlement | None = Field(
        default=None, description="a part is accepted as full; none = nothing is settled"
    )
    grant: Grant | None = Field(
        default=None, description="money from the hardship fund; none = no money is given"
    )
    retraining: Retraining | None = Field(
        default=None, description="help back to work; none = no such help"
    )
    arrears: Literal["spread", "lump", "end"] = "spread"
    reage: bool = Field(default=True, description="reported dpd returns to 0 when it starts")
    times_max: Annotated[int, Field(ge=1, le=100, strict=True)] = 1
    break_dpd: Annotated[int, Field(ge=1, le=3650, strict=True)] = Field(
        default=30, description="the plan breaks at this many days past a second-schedule due day"
    )
    who: Who = Who()
    from_dpd: Dpd = Field(default=0, description="reported dpd from which it may be granted")
    to_dpd: Dpd = Field(default=36_500, description="and up to which")
    shocks: list[Name] = Field(
        default_factory=list,
        description="kinds of shock of which one must be in force; empty = it need not",
    )
    verifies: Literal["hardship", "income_loss", "nothing"] = Field(
        default="hardship",
        description="what is looked at: a shock or a budget that does not carry the instalments, "
        "papers that show less income than before, or nothing",
    )
    from_month: Annotated[int, Field(ge=0, le=1200, strict=True)] = Field(
        default=0, description="months after the start; before it only from_month 0 is granted"
    )
    for_months: Months | None = Field(
        default=None, description="for which it may be granted from then on; none = to the end"
    )
    cost_per_case: Amount = Field(default=0, description="to the lender, of each that begins")

    @property
    def writes_plan(self) -> bool:
        """Whether it brings a second schedule."""
        return bool(
            self.skip_months
            or (self.reduction_share and self.reduced_months)
            or self.extra_months
            or self.spread_months
            or self.interest_free
            or self.freeze_months
            or self.waive_fees
            or self.waive_interest_share
            or self.waive_principal_share
            or self.income_based
            or self.due_day_after_payday is not None
        )

    @property
    def only_moves_due_day(self) -> bool:
        """Whether instalments stay as they were to come, on other days."""
        others = {"due_day_after_payday": None}
        has_others = self.model_copy(update=others).writes_plan
        return self.due_day_after_payday is not None and not has_others

    @property
    def forgives(self) -> bool:
        """Whether it makes the debt cheaper, so that waiting for it may pay."""
        return bool(
            self.interest_free
            or self.waive_fees
            or self.waive_interest_share
            or self.freeze_months
            or self.waive_principal_share
            or self.settlement
            or self.grant
        )

    @property
    def months(self) -> int:
        """For how many instalments it differs from an ordinary plan; 0 = for the whole of it."""
        by_income = self.income_based.months if self.income_based is not None else 0
        by_day = 1 if self.only_moves_due_day else 0
        return max(self.skip_months + self.reduced_months, self.freeze_months, by_income, by_day)

    @model_validator(mode="after")
    def _changes_something(self) -> "Relief":
        if not (self.writes_plan or self.settlement or self.grant or self.retraining):
            message = (
                "this relief changes nothing; set skip_months, reduction_share, extra_months, ..."
            )
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _fits_together(self) -> "Relief":
        for fault in (self._fault_of_plan(), self._fault_of_case()):
            if fault:
                raise ValueError(fault)
        return self

    def _fault_of_plan(self) -> str:
        """Return which terms of the second schedule contradict each other; nothing if none do."""
        if self.spread_months and self.extra_months:
            return "spread_months says how long the plan is; leave out extra_months"
        by_months = self.skip_months or self.reduced_months or self.freeze_months
        if self.income_based is not None and by_months:
            return (
                "income_based sets the instalments; leave out skip_months, reduced_months and "
                "freeze_months"
            )
        return ""

    def _fault_of_case(self) -> str:
        """Return what else contradicts itself; nothing if nothing does."""
        if self.settlement is not None and (self.writes_plan or self.grant or self.retraining):
            return "a settlement ends the debt; it comes with no other terms"
        if self.to_dpd < self.from_dpd:
            return f"to_dpd is {self.to_dpd} but from_dpd is {self.from_dpd}"
        return ""


def is_granted_in(relief: Relief, month: int) -> bool:
    """Return whether relief may be granted in a month counted from the start.

    Parameters
    ----------
    relief : Relief
        What may be granted.
    month : int
        Months since the scenario's start; negative in the burn-in.
    """
    if relief.from_month and month < relief.from_month:
        return False
    return relief.for_months is None or month < relief.from_month + relief.for_months


def moved_due_day(relief: Relief, due_day: int, payday: int) -> int:
    """Return the day of the month to which a due day moves; 0 if it does not.

    Parameters
    ----------
    relief : Relief
        Says how long after the payday.
    due_day, payday : int, days of the month
        As they are.
    """
    after = relief.due_day_after_payday
    if after is None or not 0 < (payday - due_day) % _DAYS_PER_MONTH <= LATEST_PAYDAY_DAYS:
        return 0
    return (payday + after - 1) % 28 + 1
