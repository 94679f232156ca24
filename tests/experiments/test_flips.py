"""When a ranking has flipped, and how its place is found."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.experiments.flips import COARSE, Crossing, End, crossings, verdict
from arrears.experiments.plan import TOLERANCE
from arrears.experiments.ranges import Assumption
from arrears.statistics import MeanInterval

CONTRAST = ("grace", "loss_rate")


def interval(low, high):
    return MeanInterval((low + high) / 2, low, high, 5, "t")


NONE = MeanInterval(math.nan, math.nan, math.nan, 0, "none")


@pytest.mark.parametrize(
    ("base", "end", "expected"),
    [
        (interval(1, 2), interval(-2, -1), "flips"),
        (interval(-2, -1), interval(1, 2), "flips"),
        (interval(1, 2), interval(3, 4), "holds"),
        (interval(1, 2), interval(-2, 0.1), "turns"),
        (interval(-0.1, 2), interval(-2, -1), "turns"),
        (interval(1, 2), interval(-2, 0), "turns"),
        (interval(-0.1, 2), interval(1, 2), "unclear"),
        (interval(1, 2), interval(0, 0), "unclear"),
        (interval(0, 0), interval(1, 2), "unclear"),
        (interval(1, 2), NONE, "unclear"),
    ],
)
def test_a_ranking_flips_if_both_intervals_are_off_zero_on_different_sides(base, end, expected):
    assert verdict(base, end) == expected


def located(function, assumption, end):
    """Search for the change of sign of a function between value and end."""
    far = End(assumption=assumption, name=end, luck={CONTRAST: [0.0, 0.0]})
    search = Crossing(
        end=far, contrast=CONTRAST, sign=function(assumption.value) > 0,
        near=assumption.value, far=far.value,
    )  # fmt: skip
    steps = 0
    while (value := search.next()) is not None:
        search.learn(value, {CONTRAST: [function(value)] * 2})
        steps += 1
    return search, steps


@given(st.floats(1.01, 4.99))
def test_bisection_finds_the_place_within_the_tolerance(place):
    assumption = Assumption(key="x", value=5.0, low=1.0, high=5.0)
    search, steps = located(lambda value: value - place, assumption, "low")
    assert abs(search.at - place) <= search.within * (1 + 1e-9)
    assert 2 * search.within <= TOLERANCE * 4
    assert steps <= 7


@given(st.integers(2, 28))
def test_whole_numbers_are_told_apart(first):
    """The first day on which the sign has changed is half a day above the place."""
    assumption = Assumption(key="x", value=1, low=1, high=28, step=1.0)
    search, _ = located(lambda day: -1 if day >= first else 1, assumption, "high")
    assert (search.at, search.within) == (first - 0.5, 0.5)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_difference_of_zero_has_lost_its_sign(sign):
    assumption = Assumption(key="x", value=1, low=1, high=28, step=1.0)
    search, _ = located(lambda day: sign * max(0, 10 - day), assumption, "high")
    assert search.at == 9.5


def test_a_search_that_cannot_measure_gives_up():
    assumption = Assumption(key="x", value=5.0, low=1.0, high=5.0)
    search = Crossing(
        end=End(assumption=assumption, name="low", luck=None), contrast=CONTRAST, sign=True,
        near=5.0, far=1.0,
    )  # fmt: skip
    search.learn(3.0, None)
    assert search.failed
    assert search.next() is None


@given(st.floats(1.01, 4.99))
def test_a_turn_that_luck_could_explain_is_located_within_an_eighth(place):
    """Three values at most on the way to an end, and the place lies between the last two."""
    assumption = Assumption(key="x", value=5.0, low=1.0, high=5.0)
    base = {CONTRAST: [5 - place - 9, 5 - place + 9]}
    low = {CONTRAST: [1 - place - 9, 1 - place + 9]}
    [search] = crossings([End(assumption=assumption, name="low", luck=low)], base).values()
    tried = []
    while (value := search.next()) is not None:
        search.learn(value, {CONTRAST: [value - place] * 2})
        tried.append(value)
    assert len(tried) == 3
    assert 2 * search.within == COARSE * 4
    assert abs(search.at - place) <= search.within


def test_every_end_that_flips_is_searched_and_no_other():
    assumption = Assumption(key="x", value=3.0, low=1.0, high=5.0)
    base = {CONTRAST: [1.0, 1.1], ("grace", "other"): [-1.0, -1.1]}
    low = {CONTRAST: [-1.0, -1.1], ("grace", "other"): [-1.0, -1.2]}
    ends = [
        End(assumption=assumption, name="low", luck=low),
        End(assumption=assumption, name="high", luck=base),
    ]
    found = crossings(ends, base)
    assert list(found) == [("x", "low", CONTRAST)]
    assert (found["x", "low", CONTRAST].near, found["x", "low", CONTRAST].far) == (3.0, 1.0)
