"""The household's cash: what arrives, what leaves, what can be spared for debts.

Cash is whole minor units and never negative: essentials that it does not cover are cut.
"""

import numpy as np
from numpy.typing import NDArray

from arrears.arithmetic import lognormal
from arrears.compiled import compiled

__all__ = ["month", "monthly_income", "payday", "reserve", "set_aside", "spare"]


@compiled
def monthly_income(income: float, noise_chance: float, noise: float, factor: float) -> int:
    """Return this month's income: the usual one with its noise, times shock and economy."""
    return int(lognormal(noise_chance, income, noise) * factor)


@compiled
def set_aside(
    cash: int, kept: int, days: int, organisation: float, table: NDArray[np.int64]
) -> int:
    """Return the cash after some days in which money beyond what is kept trickles away.

    A wholly organised household loses nothing; a disorganised one as the table says.
    """
    loose = cash - kept
    if loose <= 0 or days <= 0:
        return cash
    place = min(int(days * (1.0 - organisation)), len(table) - 1)
    return kept + int(loose * (table[place] / 1_000_000))


@compiled
def payday(
    cash: int, income: int, essentials: int, other_debt: int, most_kept: int
) -> tuple[int, int]:
    """Return the cash after a payday, and the essentials that had to be cut.

    Income arrives, essentials leave, then debt service elsewhere as far as money lasts. What
    exceeds ``most_kept`` is spent: few households save without end.
    """
    cash += income
    cut = max(0, essentials - cash)
    cash -= essentials - cut
    cash -= min(cash, other_debt)
    return min(cash, most_kept), cut


@compiled
def month(  # noqa: PLR0913, PLR0917 - compiled calls are positional
    cash: int,
    kept: int,
    days: int,
    organisation: float,
    table: NDArray[np.int64],
    income: int,
    essentials: int,
    other_debt: int,
    most_kept: int,
) -> tuple[int, int]:
    """Return the cash after some days and the payday that ends them, and the essentials cut.

    One call for `set_aside` and then `payday`, see there.
    """
    left = set_aside(cash, kept, days, organisation, table)
    return payday(left, income, essentials, other_debt, most_kept)


@compiled
def reserve(essentials: int, reserve_days: int, pressure_share: float, cut_share: float) -> int:
    """Return what is kept back for living before debts are paid by hand; pressure lowers it."""
    full = essentials * reserve_days // 30
    return full - int(full * cut_share * pressure_share)


@compiled
def spare(cash: int, kept_back: int) -> int:
    """Return the liquid money that may go into debts."""
    return max(0, cash - kept_back)
