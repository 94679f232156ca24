"""How outcomes are measured: the horizon, its months, and the conventions of valuation."""

from dataclasses import dataclass
from itertools import pairwise

from arrears.errors import ScenarioError
from arrears.results.contrasts import Contrast

__all__ = ["DAYS_PER_MONTH", "DAYS_PER_YEAR", "Measures"]

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What must be known beside the log to compute outcomes from it.

    Parameters
    ----------
    horizon : int, days
        Day index at which the run ends; the last day simulated is the one before.
    month_starts : tuple of int, days
        Day index of each month's first day, from the first month of the burn-in to the horizon
        inclusive. Day 0 is one of them.
    discount_rate : float, per year
        Cash on day d is worth ``(1 + discount_rate / 365) ** -d`` of cash on day 0.
    default_dpd : int, days
        An account defaults on the first day its contract dpd reaches this.
    terminal_prices : tuple of (int, float)
        Contract dpd up to and including which one unit of balance at the horizon is worth the
        share; rising in dpd. The last price also holds beyond its dpd.
    open_book : bool
        Whether vintages replace leavers; only then is a share of the book delinquent a measure
        of the policy rather than of the book's age.
    origination_is_cash : bool
        Whether principal originated on day 0 is paid out that day. False for a book taken over:
        its principal is balance at day 0.
    contrasts : tuple of Contrast
        Differences between segments that are outcomes too.

    Raises
    ------
    ScenarioError
        If the months do not rise through day 0 to the horizon, or the prices not in dpd.
    """

    horizon: int
    month_starts: tuple[int, ...]
    discount_rate: float
    default_dpd: int = 90
    terminal_prices: tuple[tuple[int, float], ...] = ((36_500, 0.0),)
    open_book: bool = False
    origination_is_cash: bool = True
    contrasts: tuple[Contrast, ...] = ()

    def __post_init__(self) -> None:
        starts = self.month_starts
        if 0 not in starts or starts[-1] != self.horizon or not _rises(starts):
            message = (
                f"month_starts is {starts} with horizon {self.horizon}; months rise, one starts "
                "on day 0 and the last number is the horizon"
            )
            raise ScenarioError(message)
        bounds = tuple(dpd for dpd, _ in self.terminal_prices)
        if not bounds or not _rises(bounds):
            message = f"terminal_prices is {self.terminal_prices}; prices stand in rising dpd"
            raise ScenarioError(message)

    @property
    def counted_months(self) -> tuple[int, ...]:
        """Month starts from day 0 to the horizon inclusive."""
        return tuple(day for day in self.month_starts if day >= 0)


def _rises(numbers: tuple[int, ...]) -> bool:
    return all(lower < higher for lower, higher in pairwise(numbers))
