"""Latin hypercubes: every part of every range once, the same on every machine."""

from hypothesis import given
from hypothesis import strategies as st

from arrears.experiments.hypercube import hypercube

KEYS = st.lists(st.text("abc.", min_size=1), min_size=1, max_size=4, unique=True)


@given(KEYS, st.integers(1, 40), st.integers(0, 2**63 - 1))
def test_every_part_of_a_range_holds_one_set(keys, sets, seed):
    points = hypercube(keys, sets=sets, seed=seed)
    for key in keys:
        assert sorted(int(point[key] * sets) for point in points) == list(range(sets))
        assert all(0 < point[key] < 1 for point in points)


def test_one_more_parameter_moves_no_other():
    before = hypercube(["a", "b"], sets=9, seed=3)
    after = hypercube(["b", "c", "a"], sets=9, seed=3)
    assert [{key: point[key] for key in "ab"} for point in after] == before


def test_parameters_and_seeds_have_orders_of_their_own():
    """Chance that two of 20! orders agree: below 1e-18."""
    [one, other] = zip(*[p.values() for p in hypercube("ab", sets=20, seed=3)], strict=True)
    [again] = zip(*[p.values() for p in hypercube("a", sets=20, seed=4)], strict=True)
    orders = {tuple(int(value * 20) for value in line) for line in (one, other, again)}
    assert len(orders) == 3


def test_the_draws_are_pinned():
    """They must be the same on every machine and in every version."""
    points = hypercube(["willingness"], sets=3, seed=7)
    assert [point["willingness"] for point in points] == PINNED


PINNED = [0.1619685967047969, 0.7116184604065858, 0.40595731940129615]
