"""The working day of a team: servers, arrivals, patience and closing time, in whole seconds.

A server is one person's working day. A team of p people is ceil(p) servers, of which the last
works the fraction of the hours. The rules:

- jobs are offered in their order; each goes to the server who has been free longest;
- a job starts if any time is left, and is never interrupted;
- a started job ends today with today's outcome, and the time by which it passes closing is taken
  from the same server's next working day, or days;
- a job that cannot start is not served: it waits for tomorrow, or gives up.

The functions hold no state. The caller keeps ``free_at``, the second at which each server is next
free, and writes ``free_at[server] = start + handling`` once it knows how long the job takes.
Any unit of time will do in place of seconds, as long as it is the same everywhere.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from arrears.arithmetic import times_share
from arrears.compiled import compiled

__all__ = [
    "NEVER",
    "NOBODY",
    "assign",
    "close_day",
    "closing_times",
    "next_server",
    "open_day",
    "servers",
    "start_time",
]

NOBODY: Final = -1
NEVER: Final = 2**62
"""A closing time that no clock reaches: the desk that is always open."""

_ONE_PPM = 1_000_000


@compiled
def servers(people_ppm: int) -> tuple[int, int]:
    """Return the number of servers in a team, and the share of the day the last one works.

    Parameters
    ----------
    people_ppm : int, millionths of a person
        Size of the team, such as 2,500,000 for two and a half people.

    Returns
    -------
    count : int
        Servers: people rounded up, 0 for nobody.
    last_share_ppm : int, parts per million
        Share of the hours the last server works; 1,000,000 when people are whole.
    """
    count = (people_ppm + _ONE_PPM - 1) // _ONE_PPM
    if count == 0:
        return 0, 0
    return count, people_ppm - (count - 1) * _ONE_PPM


@compiled
def closing_times(
    count: int, last_share_ppm: int, opens: int, closes: int
) -> npt.NDArray[np.int64]:
    """Return the second at which each server goes home; the last may do so early.

    Parameters
    ----------
    count : int
        Number of servers.
    last_share_ppm : int, parts per million
        Share of the hours the last server works.
    opens, closes : int, seconds
        Opening and closing of the team.

    Returns
    -------
    int64 array, one entry per server, seconds
    """
    times = np.full(count, closes, dtype=np.int64)
    if count > 0:
        times[count - 1] = opens + times_share(closes - opens, last_share_ppm)
    return times


@compiled
def open_day(overrun: npt.NDArray[np.int64], opens: int) -> npt.NDArray[np.int64]:
    """Return when each server is free this morning, after what was left over from before.

    Parameters
    ----------
    overrun : int64 array, one entry per server, seconds
        Time already spent of this and later days, from `close_day`; may exceed a whole day.
    opens : int, seconds
        Opening of the team.

    Returns
    -------
    int64 array, one entry per server, seconds
    """
    return overrun + opens


@compiled
def close_day(
    free_at: npt.NDArray[np.int64], closes: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return the time by which each server's work passed closing.

    Parameters
    ----------
    free_at : int64 array, one entry per server, seconds
        When each server is done with the jobs of the day.
    closes : int64 array, one entry per server, seconds
        When each server goes home, from `closing_times`.

    Returns
    -------
    int64 array, one entry per server, seconds
        0 for a server who was done in time.
    """
    over: npt.NDArray[np.int64] = np.maximum(free_at - closes, 0)
    return over


@compiled
def start_time(free_at: npt.NDArray[np.int64], server: int, arrival: int) -> int:
    """Return when a server can start a job: once both have arrived."""
    return max(int(free_at[server]), arrival)


@compiled
def next_server(free_at: npt.NDArray[np.int64], closes: npt.NDArray[np.int64], arrival: int) -> int:
    """Return the server, free earliest, who can still start a job before going home.

    Parameters
    ----------
    free_at, closes : int64 array, one entry per server, seconds
        When each server is next free, and when each goes home.
    arrival : int, seconds
        When the job arrives.

    Returns
    -------
    int
        Index of the server, the lowest on ties; ``NOBODY`` when none can start it today.
    """
    best = NOBODY
    for server in range(len(free_at)):
        if start_time(free_at, server, arrival) < closes[server] and (
            best == NOBODY or free_at[server] < free_at[best]
        ):
            best = server
    return best


@compiled
def assign(
    free_at: npt.NDArray[np.int64],
    closes: npt.NDArray[np.int64],
    arrival: int,
    patience: int,
) -> tuple[int, int]:
    """Return who serves a job and when, or that nobody does.

    Parameters
    ----------
    free_at, closes : int64 array, one entry per server, seconds
        When each server is next free, and when each goes home.
    arrival : int, seconds
        When the job arrives; jobs are offered in the order in which they are to be served.
    patience : int, seconds
        Longest wait; negative for a job that waits for ever.

    Returns
    -------
    server : int
        Index of the server; ``NOBODY`` when none can start before going home, or when the wait
        would exceed the patience.
    start : int, seconds
        When the job starts; ``NOBODY`` when it does not.
    """
    server = next_server(free_at, closes, arrival)
    if server == NOBODY:
        return NOBODY, NOBODY
    start = start_time(free_at, server, arrival)
    if 0 <= patience < start - arrival:
        return NOBODY, NOBODY
    return server, start
