"""Latin hypercubes by keyed draws: the same sets on every machine, whoever runs them."""

from collections.abc import Sequence

from arrears.draws import decision_id, draw
from arrears.terms import Entity

__all__ = ["hypercube"]

_ORDER, _PLACE = 0, 1


def hypercube(keys: Sequence[str], *, sets: int, seed: int) -> list[dict[str, float]]:
    """Return one position in (0, 1) for each parameter in each set.

    The range of every parameter is cut into as many parts of equal width as there are sets, and
    each part is used once. A parameter's draws belong to its key, so that no other parameter
    moves them.

    Parameters
    ----------
    keys : sequence of str
        Names of the parameters.
    sets : int
        How many sets.
    seed : int
        The run's seed.

    Returns
    -------
    list of dict of float by key
        One mapping for each set.

    References
    ----------
    McKay, Beckman and Conover (1979), Technometrics 21(2), section 2.1.
    """
    points: list[dict[str, float]] = [{} for _ in range(sets)]
    for key in keys:
        for number, position in enumerate(_positions(key, sets, seed)):
            points[number][key] = position
    return points


def _positions(key: str, sets: int, seed: int) -> list[float]:
    """Return a parameter's positions, set by set: its parts in random order, a place in each."""
    decision = decision_id("assumption", key)

    def chance(number: int, occasion: int) -> float:
        return draw(seed, 0, int(Entity.RESAMPLE), number, decision, occasion)

    # Two equal draws among 2**52 numbers would keep the order of their sets: no harm.
    order = sorted(range(sets), key=lambda number: chance(number, _ORDER))
    positions = [0.0] * sets
    for part, number in enumerate(order):
        positions[number] = (part + chance(number, _PLACE)) / sets
    return positions
