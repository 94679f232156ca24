"""From what a scenario says to how its outcomes are measured."""

from arrears.calendar import Calendar
from arrears.results.contrasts import Contrast
from arrears.results.measures import Measures
from arrears.scenario.schema import Settings

__all__ = ["measures_of"]


def measures_of(settings: Settings) -> Measures:
    """Return the horizon, months and conventions by which a scenario's outcomes are measured."""
    calendar = Calendar(start=settings.start, first_day=0, last_day=0)
    months = range(-settings.burn_in_months, settings.horizon_months + 1)
    starts = tuple(calendar.month_start(month) for month in months)
    return Measures(
        horizon=starts[-1],
        month_starts=starts,
        discount_rate=settings.measures.discount_rate,
        default_dpd=settings.measures.default_dpd,
        terminal_prices=tuple(settings.measures.terminal_prices),
        open_book=settings.portfolio.book == "open",
        origination_is_cash=settings.portfolio.book == "cohort",
        contrasts=tuple(
            Contrast(outcome=each.outcome, segment=each.segment, against=each.against)
            for each in settings.compare.contrasts
        ),
    )
