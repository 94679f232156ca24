"""The kernel of a team's day against queueing theory: a desk that is always open.

Arrivals are Poisson, handling and patience exponential, and jobs are served in their order. The
closed forms are computed here from the equations and compared with published figures first.

The kernel counts in whole units of time. Here a unit is a millisecond, so that rounding moves no
probability or mean by more than some millionths, far below the standard errors (about a
thousandth); in whole seconds the two jobs that meet in one second would already be seen.

A run is cut into batches of 1,000 arrivals (5 and 50 hours, against the minutes in which these
queues forget), and the standard error is that of the mean of their means. A correct kernel is more
than five of them off in less than one of a million runs; the seed is fixed besides.
"""

import numba
import numpy as np
import pytest

from arrears.policies.workday import NEVER, NOBODY, assign

HOUR = 3_600_000
"""Milliseconds, the unit of time of this file."""

# Without compilation the same statement is tested on a shorter run.
BATCHES = 400 if numba.config.DISABLE_JIT else 2_000
BATCH = 1_000
WARM_UP = 1_000

FOR_EVER = -1


def erlang_c(positions, arrivals_per_hour, handling_hours):
    """Return P(wait), occupancy and mean wait in hours of an M/M/c queue.

    References
    ----------
    A. K. Erlang (1917); Erlang B by its recursion, then C = B / (1 - occupancy (1 - B)).
    """
    load = arrivals_per_hour * handling_hours
    blocked = 1.0
    for servers in range(1, positions + 1):
        blocked = load * blocked / (servers + load * blocked)
    occupancy = load / positions
    wait = blocked / (1 - occupancy * (1 - blocked))
    return {
        "wait_share": wait,
        "utilisation": occupancy,
        "mean_wait_hours": wait * handling_hours / (positions - load),
    }


def erlang_a(positions, arrivals_per_hour, handling_hours, patience_hours):
    """Return P(wait), P(abandon), mean queue and utilisation of an M/M/c+M queue.

    References
    ----------
    C. Palm (1957): a birth-death chain that dies at c/handling + (n - c)/patience beyond c.
    """
    weight = [1.0]
    for jobs in range(1, positions + 500):
        leave = min(jobs, positions) / handling_hours + max(0, jobs - positions) / patience_hours
        weight.append(weight[-1] * arrivals_per_hour / leave)
    share = np.array(weight) / sum(weight)
    jobs = np.arange(len(share))
    queue = float(share @ np.maximum(jobs - positions, 0))
    return {
        "wait_share": float(share[positions:].sum()),
        "abandon_share": queue / patience_hours / arrivals_per_hour,
        "mean_queue": queue,
        "utilisation": float(share @ np.minimum(jobs, positions)) / positions,
    }


@numba.njit
def serve(arrivals, handling, patience, positions):
    """Return wait, whether served, and the server's idle time before it, one entry per job."""
    free_at = np.zeros(positions, dtype=np.int64)
    closes = np.full(positions, NEVER, dtype=np.int64)
    waits = np.zeros(len(arrivals), dtype=np.int64)
    served = np.zeros(len(arrivals), dtype=np.int64)
    idle = np.zeros(len(arrivals), dtype=np.int64)
    for job in range(len(arrivals)):
        server, start = assign(free_at, closes, arrivals[job], patience[job])
        if server == NOBODY:
            waits[job] = patience[job]
        else:
            waits[job] = start - arrivals[job]
            idle[job] = start - free_at[server]
            served[job] = 1
            free_at[server] = start + handling[job]
    return waits, served, idle


def simulate(positions, arrivals_per_hour, handling_hours, patience_hours, seed):
    """Return observations per job of each quantity, after a warm-up."""
    random = np.random.default_rng(seed)
    jobs = WARM_UP + BATCHES * BATCH

    def exponential(mean_hours):
        return np.rint(random.exponential(mean_hours * HOUR, jobs)).astype(np.int64)

    arrivals = np.cumsum(exponential(1 / arrivals_per_hour))
    handling = exponential(handling_hours)
    patience = np.full(jobs, FOR_EVER)
    if patience_hours is not None:
        patience = exponential(patience_hours)
    waits, served, idle = serve(arrivals, handling, patience, positions)
    # Little's law turns means per job into means over time: of jobs waiting and servers idle.
    return {
        "wait_share": (waits > 0) | (served == 0),
        "abandon_share": served == 0,
        "mean_wait_hours": waits / HOUR,
        "mean_queue": arrivals_per_hour * waits / HOUR,
        "utilisation": 1 - arrivals_per_hour * idle / HOUR / positions,
    }


def standard_errors_off(observations, exact):
    """Return how many standard errors of batch means lie between a run and a closed form."""
    means = observations[WARM_UP:].reshape(BATCHES, BATCH).mean(axis=1)
    return abs(means.mean() - exact) / (means.std(ddof=1) / np.sqrt(BATCHES))


C_DESK = {"positions": 14, "arrivals_per_hour": 200, "handling_hours": 0.05}
A_DESK = {
    "positions": 4,
    "arrivals_per_hour": 20,
    "handling_hours": 0.25,
    "patience_hours": 0.5,
}


@pytest.fixture(scope="module")
def patient_desk():
    """One long run of 14 positions, 100 calls per 30 minutes of 3 minutes each."""
    return simulate(**C_DESK, patience_hours=None, seed=19_170_101)


@pytest.fixture(scope="module")
def impatient_desk():
    """One long run of 4 collectors, 20 calls an hour of 15 minutes, patience 30 minutes."""
    return simulate(**A_DESK, seed=19_570_101)


def test_erlang_c_is_as_published():
    exact = erlang_c(**C_DESK)
    assert exact["wait_share"] == pytest.approx(0.174132, abs=5e-7)
    assert exact["utilisation"] == pytest.approx(0.714286, abs=5e-7)
    assert exact["mean_wait_hours"] * 60 == pytest.approx(0.130599, abs=5e-7)


def test_erlang_a_is_as_published():
    assert erlang_a(**A_DESK) == pytest.approx(
        {
            "wait_share": 0.820951,
            "abandon_share": 0.259026,
            "mean_queue": 2.590255,
            "utilisation": 0.926218,
        },
        abs=5e-7,
    )


@pytest.mark.parametrize("quantity", ["wait_share", "utilisation", "mean_wait_hours"])
def test_a_desk_of_patient_callers_is_erlang_c(patient_desk, quantity):
    """Fails by luck with a chance below 1e-6."""
    assert standard_errors_off(patient_desk[quantity], erlang_c(**C_DESK)[quantity]) < 5


@pytest.mark.parametrize("quantity", ["wait_share", "abandon_share", "mean_queue", "utilisation"])
def test_a_desk_of_impatient_callers_is_erlang_a(impatient_desk, quantity):
    """Fails by luck with a chance below 1e-6."""
    assert standard_errors_off(impatient_desk[quantity], erlang_a(**A_DESK)[quantity]) < 5


def test_nobody_gives_up_who_has_all_the_time(patient_desk):
    assert not patient_desk["abandon_share"].any()
