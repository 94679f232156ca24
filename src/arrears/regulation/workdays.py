"""Which days are holidays and working days, for rules that count them."""

from datetime import date

from arrears.calendar import Calendar

__all__ = ["MINUTES", "NEVER", "Workdays", "day_start"]

MINUTES = 24 * 60
"""Minutes of a day; times of the rulebook are minutes since the start of day 0."""

NEVER = 2**50
"""A time that does not come by itself: it waits for an event, or there is none."""


def day_start(day: int) -> int:
    """Return the first minute of a day."""
    return day * MINUTES


class Workdays:
    """The calendar as rules need it: for any day, whether in the range of the run or not."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._weekend = frozenset(calendar.weekend)
        self.holidays = frozenset(
            calendar.day_of(date.fromisoformat(text)) for text in calendar.holidays
        )

    def day_of(self, when: date | None, default: int) -> int:
        """Return the day of a date, or the default where there is none."""
        return default if when is None else self._calendar.day_of(when)

    def weekday(self, day: int) -> int:
        """Return the weekday, Monday being 0."""
        return self._calendar.weekday(day)

    def is_working(self, day: int) -> bool:
        """Whether a day is neither weekend nor holiday."""
        return self.weekday(day) not in self._weekend and day not in self.holidays

    def after(self, day: int, count: int, *, working: bool) -> int:
        """Return the day that lies so many days, or working days, after another."""
        if not working:
            return day + count
        while count > 0:
            day += 1
            count -= self.is_working(day)
        return day
