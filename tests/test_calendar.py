import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.calendar import Calendar
from arrears.errors import ScenarioError

# 2025-01-31 is a Friday.
LAST_OF_JANUARY = Calendar(start="2025-01-31", first_day=-400, last_day=800)


def test_day_0_is_the_start_date():
    assert LAST_OF_JANUARY.date_of(0) == date(2025, 1, 31)
    assert LAST_OF_JANUARY.day_of(date(2025, 1, 31)) == 0


def test_days_before_the_start_are_negative():
    assert LAST_OF_JANUARY.date_of(-31) == date(2024, 12, 31)
    assert LAST_OF_JANUARY.day_of(date(2024, 12, 31)) == -31


def test_weekdays_count_from_monday():
    assert [LAST_OF_JANUARY.weekday(day) for day in (-5, -4, 0, 2, 3)] == [6, 0, 4, 6, 0]


@pytest.mark.parametrize(
    ("month", "starts"),
    [
        (-14, "2023-11-30"),
        (-1, "2024-12-31"),
        (0, "2025-01-31"),
        (1, "2025-02-28"),
        (2, "2025-03-31"),
        (11, "2025-12-31"),
        (12, "2026-01-31"),
        (37, "2028-02-29"),
    ],
)
def test_a_month_starts_on_the_day_of_the_start_or_the_last_of_the_month(month, starts):
    """The first and last rows lie outside the calendar's range, which changes nothing."""
    assert LAST_OF_JANUARY.date_of(LAST_OF_JANUARY.month_start(month)) == date.fromisoformat(starts)


def test_a_day_lies_in_the_month_that_started_last():
    """Month 1 starts on day 28, 2025-02-28."""
    days = (-400, -31, -1, 0, 27, 28, 58, 59)
    assert [LAST_OF_JANUARY.month_of(day) for day in days] == [-14, -1, -1, 0, 0, 1, 1, 2]


@given(
    start=st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1)),
    day=st.integers(min_value=-1000, max_value=1000),
)
def test_every_day_lies_between_the_start_of_its_month_and_that_of_the_next(start, day):
    calendar = Calendar(start=start.isoformat(), first_day=-1000, last_day=1000)
    month = calendar.month_of(day)
    assert calendar.month_start(month) <= day < calendar.month_start(month + 1)


@given(start=st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1)))
def test_the_month_of_its_start_is_the_month(start):
    calendar = Calendar(start=start.isoformat(), first_day=-800, last_day=800)
    assert [calendar.month_of(calendar.month_start(month)) for month in range(-24, 25)] == list(
        range(-24, 25)
    )


@pytest.mark.parametrize(
    ("month", "day_of_month", "due"),
    [(0, 5, "2025-01-05"), (1, 28, "2025-02-28"), (-1, 1, "2024-12-01"), (23, 15, "2026-12-15")],
)
def test_a_due_day_is_a_day_of_a_calendar_month(month, day_of_month, due):
    """The first lies before the start, in the start's own calendar month."""
    day = LAST_OF_JANUARY.due_day(month, day_of_month)
    assert LAST_OF_JANUARY.date_of(day) == date.fromisoformat(due)


def test_weekends_are_not_worked():
    """Friday is day 0."""
    assert [LAST_OF_JANUARY.is_working(day) for day in range(4)] == [True, False, False, True]


def test_a_weekend_may_be_any_days():
    calendar = Calendar(start="2025-01-31", first_day=0, last_day=10, weekend=[4])
    assert [calendar.is_working(day) for day in range(4)] == [False, True, True, True]


def test_the_next_working_day_passes_over_weekend_and_holidays():
    """Saturday 1 and Sunday 2 February, then a holiday on Monday 3 February."""
    calendar = Calendar(start="2025-01-31", first_day=0, last_day=10, holidays=["2025-02-03"])
    assert [calendar.next_working(day) for day in range(6)] == [0, 4, 4, 4, 4, 5]


def test_the_next_working_day_may_lie_beyond_the_range():
    """The range ends on Saturday, day 1."""
    calendar = Calendar(start="2025-01-31", first_day=0, last_day=1, holidays=["2025-02-03"])
    assert calendar.next_working(1) == 4


def test_holidays_before_the_range_are_ignored():
    calendar = Calendar(start="2025-01-31", first_day=-1, last_day=1, holidays=["2025-01-29"])
    assert calendar.is_working(-1)


@given(day=st.integers(min_value=-400, max_value=800))
def test_the_next_working_day_is_the_first_that_is_worked(day):
    following = day
    while LAST_OF_JANUARY.date_of(following).weekday() >= 5:
        following += 1
    assert LAST_OF_JANUARY.next_working(day) == following


@pytest.mark.parametrize("day", [-401, 801])
@pytest.mark.parametrize("question", ["month_of", "is_working", "next_working"])
def test_a_day_outside_the_range_is_refused_by_name(question, day):
    with pytest.raises(IndexError, match=f"day {day} is outside -400 to 800"):
        getattr(LAST_OF_JANUARY, question)(day)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": "31.01.2025"}, "'31.01.2025' is no date"),
        ({"start": "20250131"}, "'20250131' is no date"),
        ({"start": "2025-02-29"}, "'2025-02-29' is no date"),
        ({"start": 20250131}, "20250131 is no date"),
        ({"holidays": ["new year"]}, "calendar.holidays: 'new year' is no date"),
        ({"weekend": [7]}, r"weekend is \[7\]"),
        ({"weekend": range(7)}, "not all of them"),
        ({"first_day": 1}, "days 1 to 10"),
        ({"last_day": -1}, "days 0 to -1"),
    ],
)
def test_an_impossible_calendar_is_refused(change, message):
    with pytest.raises(ScenarioError, match=message):
        Calendar(**({"start": "2025-01-31", "first_day": 0, "last_day": 10} | change))


def test_a_calendar_survives_pickling():
    again = pickle.loads(pickle.dumps(LAST_OF_JANUARY))
    assert again == LAST_OF_JANUARY
    assert again.next_working(1) == 3


def test_a_calendar_of_a_decade_counts_every_day_once():
    calendar = Calendar(start="2020-02-29", first_day=-3650, last_day=3650)
    days = range(-3650, 3651)
    assert [calendar.date_of(day) - timedelta(days=day) for day in days] == [
        date(2020, 2, 29)
    ] * len(days)
    assert [calendar.day_of(calendar.date_of(day)) for day in days] == list(days)
