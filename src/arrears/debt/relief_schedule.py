"""The second schedule, written by relief; the signed one stays as it was.

A relief plan is three layers added together, each of which can be checked by hand:

1. the principal that is not in arrears, amortised over the months that are paid;
2. the interest of skipped months, in equal parts on top of the months that are paid;
3. the arrears, placed where the terms of the relief say.

As on the signed schedule, contract interest runs on principal that is not yet due: arrears taken
into a plan bear none. What they cost otherwise (penalties) is charged elsewhere.
"""

import numpy as np
import numpy.typing as npt

from arrears.arithmetic import times_share
from arrears.compiled import compiled
from arrears.debt.arrears_treatment import ArrearsTreatment
from arrears.debt.interest import period_interest
from arrears.debt.schedule import (
    INTEREST,
    PRINCIPAL,
    amortise,
    equal_parts,
    level_instalment,
)

__all__ = ["relief_schedule"]

_ALL_PPM = 1_000_000


@compiled
def relief_schedule(  # noqa: PLR0913, PLR0917 - the terms of a plan, as plain numbers
    outstanding_principal: int,
    unpaid_interest: int,
    rate_ppm: int,
    remaining_terms: int,
    skip_months: int,
    reduction_ppm: int,
    reduced_months: int,
    extra_months: int,
    interest_free: bool,  # noqa: FBT001 - compiled calls are positional
    arrears_treatment: int,
    arrears_principal: int,
    frozen_months: int = 0,
    spread_months: int = 0,
) -> npt.NDArray[np.int64]:
    """Return the schedule of a relief plan: first nothing, then less, then the level instalment.

    The plan has ``skip_months`` rows of zero and then ``remaining_terms + extra_months`` paid
    rows (at least one): a skipped month moves the end of the contract by a month. The level
    instalment is the annuity of the principal not in arrears over the paid rows. The first
    ``reduced_months`` paid rows come to the level instalment less the reduction, interest first;
    interest they do not cover is carried. The last row takes what is left.

    Parameters
    ----------
    outstanding_principal : int, minor units
        All principal not yet repaid, that in arrears included.
    unpaid_interest : int, minor units
        Interest that fell due and is unpaid.
    rate_ppm : int, parts per million per year
        Rate of the plan.
    remaining_terms : int, months
        Instalments of the signed schedule not yet due; 0 after its end.
    skip_months : int, months
        Months without payment. Their interest falls due in equal parts over the paid rows.
    reduction_ppm : int, parts per million
        Share of the level instalment that reduced months need not pay, at most 1,000,000.
    reduced_months : int, months
        Paid rows that are reduced; more than there are means all.
    extra_months : int, months
        Months by which the plan is longer, beside the skipped ones.
    interest_free : bool
        Whether no interest accrues in the plan, neither in skipped months nor in paid ones;
        ``rate_ppm`` is then not read.
    arrears_treatment : int
        An `ArrearsTreatment`: where ``arrears_principal`` and ``unpaid_interest`` fall due, on
        top of the rows' own instalments.
    arrears_principal : int, minor units
        Principal that fell due and is unpaid, at most ``outstanding_principal``.
    frozen_months : int, months
        First rows of the plan, skipped ones included, in which no interest accrues.
    spread_months : int, months
        Paid rows, in place of ``remaining_terms + extra_months``; 0 = those.

    Returns
    -------
    int64 array, one row per coming monthly due day, columns PRINCIPAL and INTEREST, minor units
        PRINCIPAL sums to ``outstanding_principal``; INTEREST to ``unpaid_interest`` or more.
    """
    paid_months = spread_months or max(1, remaining_terms + extra_months)
    frozen = max(0, frozen_months - skip_months)
    amortising = outstanding_principal - arrears_principal
    plan_ppm = 0 if interest_free else rate_ppm
    level = level_instalment(amortising, plan_ppm, paid_months, frozen)
    totals = np.full(paid_months, level, dtype=np.int64)
    totals[:reduced_months] = times_share(level, _ALL_PPM - reduction_ppm)
    rows = np.zeros((skip_months + paid_months, 2), dtype=np.int64)
    rows[skip_months:] = amortise(amortising, plan_ppm, totals, frozen)
    skipped_interest = max(0, skip_months - frozen_months) * period_interest(amortising, plan_ppm)
    rows[skip_months:, INTEREST] += equal_parts(skipped_interest, paid_months)
    _add_arrears(rows[skip_months:], arrears_principal, unpaid_interest, arrears_treatment)
    return rows


@compiled
def _add_arrears(
    paid_rows: npt.NDArray[np.int64], principal: int, interest: int, treatment: int
) -> None:
    """Put the arrears of both columns on top of the rows that are paid."""
    months = len(paid_rows)
    if treatment == ArrearsTreatment.SPREAD:
        paid_rows[:, PRINCIPAL] += equal_parts(principal, months)
        paid_rows[:, INTEREST] += equal_parts(interest, months)
    else:
        row = 0 if treatment == ArrearsTreatment.LUMP else months - 1
        paid_rows[row, PRINCIPAL] += principal
        paid_rows[row, INTEREST] += interest
