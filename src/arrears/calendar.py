"""Dates and working days, counted in days from the scenario's start.

Day 0 is the start date; days before it are negative. Everything the simulation asks is looked up
in tables that are made once, for the days the run can reach.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from arrears.errors import ScenarioError

_SEARCHED_DAYS = 366  # how far beyond the last day the next working day is looked for


def _months_later(start: date, months: int) -> date:
    """Return the date so many calendar months later, or the month's last day if it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    month_after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (month_after - timedelta(days=1)).day
    return date(year, month + 1, min(start.day, last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of a run: their dates, weekdays and months, and which of them are worked.

    Months are counted from the start date: month m runs from the day `month_start` (m) to the day
    before `month_start` (m + 1). In a run that starts on the 15th, so does every month.

    Parameters
    ----------
    start : str
        Date of day 0 as ``YYYY-MM-DD``.
    first_day, last_day : int, days
        The range of days that may be asked for, both included; first_day is at most 0.
    weekend : collection of int
        Weekdays without work, Monday being 0.
    holidays : collection of str
        Further dates without work, as ``YYYY-MM-DD``; those outside the range are ignored.

    Raises
    ------
    ScenarioError
        If a date is none, a weekday is not 0 to 6, every day is a weekend, or the range of days
        is empty or does not hold day 0.
    """

    start: str
    first_day: int
    last_day: int
    weekend: Collection[int] = (5, 6)
    holidays: Collection[str] = ()

    _start: date = field(init=False, repr=False, compare=False)
    _first_month: int = field(init=False, repr=False, compare=False)
    _month_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _months: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _next_working: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check what was given and make the tables."""
        if not self.first_day <= 0 <= self.last_day:
            raise ScenarioError(
                f"calendar: days {self.first_day} to {self.last_day}; "
                "the first is at most 0 and the last at least 0"
            )
        days_off = set(self.weekend)
        if not days_off < set(range(7)):
            raise ScenarioError(
                f"calendar.weekend is {sorted(days_off)}; accepted are weekdays from 0 (Monday) "
                "to 6, and not all of them"
            )
        start = _parsed("calendar.start", self.start)
        object.__setattr__(self, "weekend", frozenset(days_off))
        object.__setattr__(self, "holidays", frozenset(self.holidays))
        object.__setattr__(self, "_start", start)
        self._set_months(start)
        self._set_working_days(start)

    def _set_months(self, start: date) -> None:
        """Tabulate where each month starts, and the month of each day."""
        first_month = self.first_day // 28 - 1
        starts = [
            (_months_later(start, month) - start).days
            for month in range(first_month, self.last_day // 28 + 3)
        ]
        days = np.arange(self.first_day, self.last_day + 1)
        months = np.searchsorted(starts, days, side="right") - 1 + first_month
        object.__setattr__(self, "_first_month", first_month)
        object.__setattr__(self, "_month_starts", tuple(starts))
        object.__setattr__(self, "_months", tuple(months.tolist()))

    def _set_working_days(self, start: date) -> None:
        """Tabulate for each day the first working day from it on."""
        length = self.last_day + 1 - self.first_day + _SEARCHED_DAYS
        worked = [
            (start.weekday() + self.first_day + position) % 7 not in self.weekend
            for position in range(length)
        ]
        for text in self.holidays:
            position = (_parsed("calendar.holidays", text) - start).days - self.first_day
            if 0 <= position < length:
                worked[position] = False
        following = self.last_day + _SEARCHED_DAYS + 1
        table = []
        for position in reversed(range(length)):
            if worked[position]:
                following = self.first_day + position
            table.append(following)
        table.reverse()
        object.__setattr__(self, "_next_working", tuple(table))

    def date_of(self, day: int) -> date:
        """Return the date of a day; any day, within the range or not."""
        return self._start + timedelta(days=day)

    def day_of(self, when: date) -> int:
        """Return the day of a date; any date, within the range or not."""
        return (when - self._start).days

    def weekday(self, day: int) -> int:
        """Return the weekday of a day, Monday being 0; any day, within the range or not."""
        return (self._start.weekday() + day) % 7

    def month_start(self, month: int) -> int:
        """Return the day on which a month starts, the month's last day if that is too short.

        From 2025-01-31, month 1 starts on 2025-02-28 and month 2 on 2025-03-31. Negative months
        lie before the start. Any month, but those of the range are quickest.
        """
        position = month - self._first_month
        if 0 <= position < len(self._month_starts):
            return self._month_starts[position]
        return (_months_later(self._start, month) - self._start).days

    def month_of(self, day: int) -> int:
        """Return the month a day lies in: the last that has started by then.

        Raises
        ------
        IndexError
            If the day is outside the range.
        """
        return self._months[self._position(day)]

    def due_day(self, month: int, day_of_month: int) -> int:
        """Return the day of a day of the month in a calendar month.

        Parameters
        ----------
        month : int
            Calendar months after that of the start date: 0 is the month the start date lies in,
            so that the due day may be before day 0.
        day_of_month : int
            1 to 28, so that every month has it.
        """
        year, index = divmod(self._start.year * 12 + self._start.month - 1 + month, 12)
        return date(year, index + 1, day_of_month).toordinal() - self._start.toordinal()

    def is_working(self, day: int) -> bool:
        """Say whether a day is neither weekend nor holiday; IndexError outside the range."""
        return self._next_working[self._position(day)] == day

    def is_open(self, day: int, weekdays: Collection[int]) -> bool:
        """Say whether a day is one of these weekdays and no holiday; none stands for all worked."""
        if not weekdays:
            return self.is_working(day)
        return self.weekday(day) in weekdays and self.date_of(day).isoformat() not in self.holidays

    def next_working(self, day: int) -> int:
        """Return the first working day from a day on, which may be that day or beyond the range.

        Raises
        ------
        IndexError
            If the day is outside the range.
        """
        return self._next_working[self._position(day)]

    def _position(self, day: int) -> int:
        if not self.first_day <= day <= self.last_day:
            raise IndexError(f"day {day} is outside {self.first_day} to {self.last_day}")
        return day - self.first_day


def _parsed(place: str, text: str) -> date:
    """Return a date written as YYYY-MM-DD."""
    try:
        parsed = date.fromisoformat(text)
    except (TypeError, ValueError):
        parsed = None
    # Python reads other forms too, such as 20250131 and 2025-W05-5.
    if parsed is None or parsed.isoformat() != text:
        raise ScenarioError(
            f"{place}: {text!r} is no date; accepted is YYYY-MM-DD, such as 2025-01-31"
        )
    return parsed
