"""The lunar new year (春节): its date, and the days on which China rests for it.

Days of rest of 2020 to 2026 are those of the yearly notices of the State Council's General Office
(国务院办公厅关于部分节假日安排的通知), that of 2020 as extended to 2 February by its notice of
26 January 2020. Those of 2027 to 2030 are not announced: they are taken to be the eight days from
the eve on, as many as in 2025, the eve being a holiday since the State Council's decree no. 795 of
2024. Weekends that are worked in exchange (调休) are left out.
"""

from datetime import date, timedelta
from typing import Final

__all__ = ["NEW_YEARS", "REST", "rest_days"]

NEW_YEARS: Final = tuple(
    date(*day)
    for day in (
        (2020, 1, 25), (2021, 2, 12), (2022, 2, 1), (2023, 1, 22), (2024, 2, 10), (2025, 1, 29),
        (2026, 2, 17), (2027, 2, 6), (2028, 1, 26), (2029, 2, 13), (2030, 2, 3),
    )
)  # fmt: skip
"""First day of the first lunar month."""

REST: Final = {
    2020: (date(2020, 1, 24), date(2020, 2, 2)),
    2021: (date(2021, 2, 11), date(2021, 2, 17)),
    2022: (date(2022, 1, 31), date(2022, 2, 6)),
    2023: (date(2023, 1, 21), date(2023, 1, 27)),
    2024: (date(2024, 2, 10), date(2024, 2, 17)),
    2025: (date(2025, 1, 28), date(2025, 2, 4)),
    2026: (date(2026, 2, 15), date(2026, 2, 23)),
    **{
        day.year: (day - timedelta(days=1), day + timedelta(days=6))
        for day in NEW_YEARS
        if day.year >= 2027
    },
}
"""First and last day of rest, by year."""


def rest_days() -> list[str]:
    """Return every day of rest of 2020 to 2030, as ``YYYY-MM-DD``."""
    return [
        (first + timedelta(days=days)).isoformat()
        for first, last in REST.values()
        for days in range((last - first).days + 1)
    ]
