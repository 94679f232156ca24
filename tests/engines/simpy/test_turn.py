"""Who is next: the day, the phase, the rank, the order; never who asked first."""

import importlib
import itertools

import pytest
import simpy

from arrears.api import load_scenario
from arrears.engines.simpy.turn import Turn
from arrears.terms import Phase


def order_of(turns) -> list[tuple]:
    """Return the turns in the order in which their turn comes, asked for as they stand."""
    env, came = simpy.Environment(initial_time=-5), []

    def wait(turn):
        yield Turn(env, *turn)
        came.append(turn)

    for turn in turns:
        env.process(wait(turn))
    env.run()
    return came


SEVEN = [
    (-2, Phase.CLOSE, 9, 7),
    (3, Phase.MACRO, 8, 0),
    (3, Phase.DUE, 0, 0),
    (3, Phase.DUE, 0, 1),
    (3, Phase.DUE, 1, 0),
    (3, Phase.BORROWER, 0, 0),
    (4, Phase.MACRO, 0, 0),
]


def test_day_phase_rank_and_order_decide_whoever_asks_first():
    """In whatever order seven turns are asked for, they come in the same one."""
    for asked in itertools.permutations(SEVEN):
        assert order_of(asked) == SEVEN


def test_phases_run_in_the_order_of_the_day():
    """The order of the specification: MACRO, SHOCK, INCOME, DUE, BORROWER, DESK, CONTACT, ..."""
    names = ["MACRO", "SHOCK", "INCOME", "DUE", "BORROWER", "DESK", "CONTACT", "STAGE", "CLOSE"]
    backwards = [(1, Phase[name], 0, 0) for name in reversed(names)]
    assert [turn[1].name for turn in order_of(backwards)] == names


def test_the_largest_rank_does_not_reach_into_the_next_phase():
    """Five million borrowers with seven processes each."""
    last, first = (1, Phase.DUE, 5_000_000, 7), (1, Phase.BORROWER, 0, 0)
    assert order_of([first, last]) == [last, first]


def test_a_turn_on_a_past_day_is_refused():
    env = simpy.Environment(initial_time=10)
    with pytest.raises(ValueError, match=r"day 9 \(DUE\) was asked for on day 10"):
        Turn(env, 9, Phase.DUE, 0)


def test_a_turn_in_a_phase_that_has_run_today_is_refused():
    env, came = simpy.Environment(initial_time=0), []

    def call():
        yield Turn(env, 3, Phase.CONTACT, 0)
        with pytest.raises(ValueError, match="CONTACT"):
            yield Turn(env, 3, Phase.DUE, 0)
        came.append("refused")

    env.process(call())
    try:
        env.run()
    except BaseException as error:  # noqa: BLE001 - pytest's own failure is no AssertionError
        raise AssertionError(error) from None
    assert came == ["refused"]


def test_in_a_whole_run_no_turn_comes_after_a_later_one(monkeypatch):
    """Every turn of a busy month is noted as it comes: days, phases and ranks never go back."""
    came = []

    class Noted(Turn):
        def __init__(self, env, day, phase, rank, order=0):
            super().__init__(env, day, phase, rank, order)
            self.callbacks.append(lambda _: came.append((day, int(phase), rank, order)))

    monkeypatch.setattr(importlib.import_module("arrears.engines.simpy.world"), "Turn", Noted)
    sets = ("horizon_months=4", "burn_in_months=2")
    scenario = load_scenario("three_stage_escalation", sets=sets, borrowers=60)
    simulate = importlib.import_module("arrears.engines.simpy.simulate").simulate
    simulate(scenario.base, scenario.policies["no_grace"], replication=0, seed=1)
    assert len(came) > 1000
    assert came == sorted(came)
