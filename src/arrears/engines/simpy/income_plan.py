"""A plan whose instalments follow the household's income for some months."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from arrears.debt.arrears_treatment import ArrearsTreatment
from arrears.debt.income_schedule import Left, income_rows, pay_month
from arrears.policies.relief import IncomeBased, Relief

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account

__all__ = ["IncomePlan"]


class IncomePlan:
    """Knows what is left to be billed, and asks for the income again before each due day.

    Who conceals the income, and is believed, states one of subsistence and pays the least.
    """

    __slots__ = ("is_stated", "later_months", "left", "months_left", "rate_ppm", "relief", "terms")

    def __init__(
        self, relief: Relief, terms: IncomeBased, left: Left, *, rate_ppm: int, later_months: int,
        is_stated: bool,
    ) -> None:  # fmt: skip
        self.relief, self.terms, self.left = relief, terms, left
        self.rate_ppm = 0 if relief.interest_free else rate_ppm
        self.months_left, self.later_months = terms.months, later_months
        self.is_stated = is_stated

    def rows(self, account: "Account", day: int) -> NDArray[np.int64]:
        """Return all instalments to come at today's income."""
        return income_rows(
            self.left, self.rate_ppm, self.instalment(account, day), self.months_left,
            self.later_months, ArrearsTreatment[self.relief.arrears.upper()],
        )  # fmt: skip

    def instalment(self, account: "Account", day: int) -> int:
        """Return what today's income bears."""
        terms, borrower = self.terms, account.borrower
        if self.is_stated:
            return terms.least
        purse = borrower.purse
        income = purse.income * borrower.income_factor * borrower.world.income_factor(day)
        kept = purse.essentials if terms.subsistence is None else terms.subsistence
        return max(terms.least, round(terms.income_share * max(0, int(income) - kept)))

    def look_at_income(self, account: "Account", day: int) -> None:
        """Before an instalment by income falls due, set it and those to come anew."""
        plan = account.plan
        if plan is None or plan.next_day != day:
            return
        if self.terms.looks == "monthly":
            plan.rewrite(self.rows(account, day))
        billed = int(plan.rows[plan.place].sum())
        _, self.left = pay_month(self.left, self.rate_ppm, billed)
        self.months_left -= 1
        if not self.months_left:
            account.income_plan = None
