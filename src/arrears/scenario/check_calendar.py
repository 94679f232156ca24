"""What may be wrong with the lunar new year: its days are known of some years only."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from arrears.behaviour.settings import Household
from arrears.calendar import Calendar
from arrears.portfolio.spring_festival import REST
from arrears.scenario.remarks import Remarks

if TYPE_CHECKING:
    from arrears.scenario.problems import KeyPath
    from arrears.scenario.schema import Settings

__all__ = ["check_calendar"]

_EARLIEST, _LATEST = (1, 21), (2, 20)  # month and day between which the new year begins


def check_calendar(settings: "Settings", remarks: Remarks) -> None:
    """Warn of lunar new years of the run, burn-in included, of which no days are known.

    Parameters
    ----------
    settings : Settings
        Valid key by key.
    remarks : Remarks
        Takes the warnings.
    """
    places: list[KeyPath] = []
    if settings.calendar.spring_festival:
        places.append(("calendar", "spring_festival"))
    if isinstance(settings.behaviour, Household) and settings.behaviour.festival is not None:
        places.append(("behaviour", "festival"))
    if not places:
        return
    begins, ends = _span(settings)
    met = [
        year
        for year in range(begins.year, ends.year + 1)
        if begins <= date(year, *_LATEST) and date(year, *_EARLIEST) <= ends
    ]
    unknown = [year for year in met if year not in REST]
    if not unknown:
        return
    said = (
        f"the lunar new year is known from {min(REST)} to {max(REST)}, and the run, burn-in "
        f"included, lasts from {begins} to {ends}"
    )
    some = unknown != met
    years = ", ".join(str(year) for year in unknown)
    for path in places:
        remarks.warn(path, f"{said}: " + (f"none in {years}" if some else "it changes nothing"))


def _span(settings: "Settings") -> tuple[date, date]:
    """Return the first and the last date of a run."""
    months = Calendar(start=settings.start, first_day=0, last_day=0)
    first = months.month_start(-settings.burn_in_months)
    last = months.month_start(settings.horizon_months) - 1
    start = date.fromisoformat(settings.start)
    return start + timedelta(days=first), start + timedelta(days=last)
