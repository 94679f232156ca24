"""What makes a borrower willing to pay this month, as plain arithmetic.

Willingness is a threshold on net benefit, in log-odds: the borrower pays when the month's draw
lies below ``logistic(score)``. Nothing here is a label; everything can change.
"""

import numpy as np
from numpy.typing import NDArray

from arrears.arithmetic import logistic
from arrears.compiled import compiled

__all__ = ["concave", "excess", "faded", "habit_after", "pays", "score"]


@compiled
def faded(value: float, days: int, table: NDArray[np.int64]) -> float:
    """Return what is left of a feeling after some days; nothing beyond the table's end."""
    if days <= 0:
        return value
    if days >= len(table):
        return 0.0
    return float(value * table[days] / 1_000_000)


@compiled
def concave(pressure: float, limit: float) -> float:
    """Return the effect of gathered pressure: the first contact counts most, none beyond limit."""
    return limit * pressure / (limit + pressure)


@compiled
def excess(load: float, comfortable: float) -> float:
    """Return by how much recent contact exceeds what is comfortable, in units of the latter."""
    return max(0.0, load - comfortable) / comfortable


@compiled
def habit_after(
    habit: float,
    has_paid: bool,  # noqa: FBT001 - compiled calls are positional
    gain_share: float,
    loss_share: float,
) -> float:
    """Return the habit of paying, in [0, 1], after one more instalment was paid or missed."""
    if has_paid:
        return habit + (1.0 - habit) * gain_share
    return habit * (1.0 - loss_share)


@compiled
def score(
    willingness: float,
    burden: float,
    dpd: int,
    habit: float,
    feelings: float,
    has_hope: bool,  # noqa: FBT001 - compiled calls are positional
    weights: NDArray[np.float64],
) -> float:
    """Return the net benefit of paying, in log-odds.

    Parameters
    ----------
    willingness : float
        The person's trait.
    burden : float
        Amount owed as a share of liquid money, 0 to 1.
    dpd : int, days
        Days past due: fear of consequences grows with it up to a cap, hope for a cheaper offer too.
    habit : float
        Habit of paying, 0 to 1.
    feelings : float
        Goodwill and pressure less reactance and lasting traces, in log-odds.
    has_hope : bool
        Whether relief is on offer that could make waiting worth while.
    weights : float array
        burden, consequence per 30 days, its cap in days, leniency per 30 days, habit.
    """
    late = min(dpd, weights[2]) / 30.0
    hope = weights[3] * late if has_hope else 0.0
    return float(
        willingness - weights[0] * burden + weights[1] * late - hope + weights[4] * habit + feelings
    )


@compiled
def pays(  # noqa: PLR0913, PLR0917 - compiled calls are positional
    chance: float,
    willingness: float,
    owed: int,
    cash: int,
    dpd: int,
    habit: float,
    feelings: float,
    pressure: float,
    limit: float,
    has_hope: bool,  # noqa: FBT001
    weights: NDArray[np.float64],
) -> bool:
    """Return whether the month's draw lies below the chance that the net benefit gives.

    ``feelings`` are goodwill less reactance and lasting traces; `score` says what the rest is.
    """
    burden = min(1.0, owed / max(1, cash))
    if pressure > 0.0:
        feelings += concave(pressure, limit)
    net_benefit = score(willingness, burden, dpd, habit, feelings, has_hope, weights)
    return chance < logistic(net_benefit)
