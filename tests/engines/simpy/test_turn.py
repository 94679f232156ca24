"""Who is next: the day, the phase, the rank, the order; never who asked first."""

import importlib
import itertools

import pytest

from arrears.api import load_scenario
from arrears.engines.simpy.turn import Clock
from arrears.terms import Phase


def order_of(turns) -> list[tuple]:
    """Return the turns in the order in which their turn comes, asked for as they stand."""
    clock, came = Clock(-5), []

    def wait(turn):
        yield clock.turn(*turn)
        came.append(turn)

    for turn in turns:
        clock.live(wait(turn))
    clock.run_until(5)
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
    with pytest.raises(ValueError, match=r"day 9 \(DUE\) was asked for on day 10"):
        Clock(10).turn(9, Phase.DUE, 0)


def test_a_turn_in_a_phase_that_has_run_today_is_refused():
    clock, came = Clock(0), []

    def call():
        yield clock.turn(3, Phase.CONTACT, 0)
        with pytest.raises(ValueError, match="CONTACT"):
            clock.turn(3, Phase.DUE, 0)
        came.append("refused")

    clock.live(call())
    clock.run_until(4)
    assert came == ["refused"]


def test_what_goes_wrong_in_a_life_is_raised_as_it_is():
    clock = Clock(0)

    def fail():
        yield clock.turn(1, Phase.DUE, 0)
        raise KeyError("purse")

    clock.live(fail())
    with pytest.raises(KeyError, match="purse"):
        clock.run_until(2)


def test_no_turn_of_the_last_day_comes_before_its_day_is_asked_for():
    clock, came = Clock(0), []

    def wait(day):
        yield clock.turn(day, Phase.CLOSE, 0)
        came.append(day)

    for day in (4, 5):
        clock.live(wait(day))
    clock.run_until(5)
    assert came == [4]
    clock.run_until(6)
    assert came == [4, 5]


def test_in_a_whole_run_no_turn_comes_after_a_later_one(monkeypatch):
    """Every turn of a busy month is noted as it comes: days, phases and ranks never go back."""
    came = []

    def noted(self, day, phase, rank, order=0):
        turn = turn_of(self, day, phase, rank, order)
        turn.callbacks.append(lambda _: came.append((day, int(phase), rank, order)))
        return turn

    turn_of = Clock.turn
    monkeypatch.setattr(Clock, "turn", noted)
    sets = ("horizon_months=4", "burn_in_months=2")
    scenario = load_scenario("three_stage_escalation", sets=sets, borrowers=60)
    simulate = importlib.import_module("arrears.engines.simpy.simulate").simulate
    simulate(scenario.base, scenario.policies["no_grace"], replication=0, seed=1)
    assert len(came) > 1000
    assert came == sorted(came)
