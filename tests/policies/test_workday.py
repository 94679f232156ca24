"""The rules of a team's day, one by one; the desk is open from 100 to 200 unless said otherwise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.policies.workday import (
    NEVER,
    NOBODY,
    assign,
    close_day,
    closing_times,
    next_server,
    open_day,
    servers,
    start_time,
)

NO_LIMIT = -1


def array(*numbers):
    return np.array(numbers, dtype=np.int64)


@pytest.mark.parametrize(
    ("people_ppm", "team"),
    [
        (0, (0, 0)),
        (300_000, (1, 300_000)),
        (1_000_000, (1, 1_000_000)),
        (2_500_000, (3, 500_000)),
        (6_000_000, (6, 1_000_000)),
    ],
)
def test_people_are_rounded_up_to_servers(people_ppm, team):
    assert servers(people_ppm) == team


def test_the_last_server_works_the_fraction_of_the_hours():
    assert closing_times(3, 250_000, 100, 200).tolist() == [200, 200, 125]


def test_an_empty_team_serves_nobody():
    closes = closing_times(0, 0, 100, 200)
    assert closes.tolist() == []
    assert assign(open_day(array(), 100), closes, 100, NO_LIMIT) == (NOBODY, NOBODY)


def test_the_server_free_earliest_is_next():
    assert next_server(array(150, 120, 130), array(200, 200, 200), 110) == 1


def test_the_lowest_number_is_next_on_ties():
    assert next_server(array(130, 120, 120), array(200, 200, 200), 110) == 1


def test_a_server_who_went_home_is_passed_over():
    assert next_server(array(130, 100), array(200, 125), 125) == 0


@pytest.mark.parametrize(("arrival", "start"), [(110, 120), (120, 120), (140, 140)])
def test_a_job_starts_when_both_have_arrived(arrival, start):
    assert start_time(array(120), 0, arrival) == start


@pytest.mark.parametrize(("arrival", "server"), [(198, 0), (199, 0), (200, NOBODY)])
def test_a_job_starts_if_any_time_is_left(arrival, server):
    assert assign(array(100), array(200), arrival, NO_LIMIT)[0] == server


@pytest.mark.parametrize(("free_at", "server"), [(199, 0), (200, NOBODY), (260, NOBODY)])
def test_a_job_is_not_served_by_a_server_busy_until_closing(free_at, server):
    assert assign(array(free_at), array(200), 150, NO_LIMIT)[0] == server


@pytest.mark.parametrize(
    ("patience", "outcome"),
    [(29, (NOBODY, NOBODY)), (30, (0, 150)), (0, (NOBODY, NOBODY)), (NO_LIMIT, (0, 150))],
)
def test_a_job_waits_as_long_as_its_patience(patience, outcome):
    """The server is free 30 seconds after the job arrives."""
    assert assign(array(150), array(200), 120, patience) == outcome


def test_a_job_without_patience_is_served_at_once_or_not():
    assert assign(array(120), array(200), 120, 0) == (0, 120)


def test_a_desk_that_never_closes_serves_any_arrival():
    assert assign(array(0), array(NEVER), 10**15, NO_LIMIT) == (0, 10**15)


def test_an_overrun_is_taken_from_the_same_server_the_next_day():
    closes = array(200, 200)
    overrun = close_day(array(230, 180), closes)
    assert overrun.tolist() == [30, 0]
    assert open_day(overrun, 100).tolist() == [130, 100]


def test_an_overrun_of_more_than_a_day_takes_whole_days():
    """150 seconds over: the next day of 100 is gone, and 50 of the day after."""
    closes = array(200)
    first = open_day(array(150), 100)
    assert assign(first, closes, 100, NO_LIMIT) == (NOBODY, NOBODY)
    second = open_day(close_day(first, closes), 100)
    assert second.tolist() == [150]


def test_a_part_time_server_pays_back_an_overrun_in_short_days():
    """60 seconds over at 25 a day: 35 are left after one day."""
    closes = closing_times(1, 250_000, 100, 200)
    assert close_day(open_day(array(60), 100), closes).tolist() == [35]


def serve(arrivals, handling, opens, closes):
    """Return the absolute start of each job, served in order at a desk open every day.

    Jobs that cannot start are offered again the next day, before those that arrive on it.
    """
    starts = {}
    waiting = list(range(len(arrivals)))
    overrun = np.zeros(len(closes), dtype=np.int64)
    day = 0
    while waiting:
        free_at = open_day(overrun, opens)
        midnight = day * 86_400
        for job in list(waiting):
            server, start = assign(free_at, closes, arrivals[job] - midnight, NO_LIMIT)
            if server != NOBODY:
                free_at[server] = start + handling[job]
                starts[job] = midnight + start
                waiting.remove(job)
        overrun = close_day(free_at, closes)
        day += 1
    return [starts[job] for job in range(len(arrivals))]


jobs = st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 200_000)), max_size=25)


@given(jobs, st.integers(1, 4))
def test_a_desk_open_round_the_clock_does_not_notice_midnight(gaps_and_handling, count):
    """Days joined by their overruns give the starts of one clock that never stops."""
    gaps, handling = np.array(gaps_and_handling, dtype=np.int64).reshape(-1, 2).T.tolist()
    arrivals = np.cumsum(gaps, dtype=np.int64).tolist()
    round_the_clock = closing_times(count, 1_000_000, 0, 86_400)
    never = np.full(count, NEVER)
    free_at = np.zeros(count, dtype=np.int64)
    expected = []
    for arrival, time in zip(arrivals, handling, strict=True):
        server, start = assign(free_at, never, arrival, NO_LIMIT)
        free_at[server] = start + time
        expected.append(start)
    assert serve(arrivals, handling, 0, round_the_clock) == expected


@given(jobs, st.integers(100_000, 4_000_000))
def test_jobs_start_within_the_hours_of_a_server_and_every_job_is_served(
    gaps_and_handling, people_ppm
):
    """From 9 to 17 o'clock; what is not served today waits for a later day."""
    gaps, handling = np.array(gaps_and_handling, dtype=np.int64).reshape(-1, 2).T.tolist()
    arrivals = np.cumsum(gaps, dtype=np.int64).tolist()
    closes = closing_times(*servers(people_ppm), 32_400, 61_200)
    starts = serve(arrivals, handling, 32_400, closes)
    assert all(start >= arrival for start, arrival in zip(starts, arrivals, strict=True))
    assert all(32_400 <= start % 86_400 < 61_200 for start in starts)
