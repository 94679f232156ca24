"""A rule of a user's own: when a kind of shock strikes whom, and for how long."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from arrears.draws import decision_id, draw
from arrears.errors import ExtensionError
from arrears.terms import Entity

__all__ = ["Everybody", "Luck", "ShockExtension", "Strike", "struck_by"]

Luck = Callable[[int, int, str], float]
"""From borrower, month and a word of one's own to a draw in (0, 1)."""


class Strike(NamedTuple):
    """One shock: whom it strikes, on which day, for how many days (0: over at once)."""

    borrower: int
    day: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Everybody:
    """What a rule may know: nothing of it depends on a policy.

    Parameters
    ----------
    segments : tuple of str
        By borrower.
    arrives : int array, days
        By borrower.
    monthly_share : float array
        By borrower, the kind's hazard in normal times.
    hazard_factor : float array
        By month, by how much the economy multiplies it.
    month_starts : int array, days
        First day of each month of the run, and the day after the last.
    first_month : int
        Number of the first of these months; day 0 is in month 0.
    mean_days : int, days
        ``duration_days`` of the kind.
    """

    segments: tuple[str, ...]
    arrives: NDArray[np.int64]
    monthly_share: NDArray[np.float64]
    hazard_factor: NDArray[np.float64]
    month_starts: NDArray[np.int64]
    first_month: int
    mean_days: int


class ShockExtension(Protocol):
    """Says when a kind of shock strikes; what it does to people stays data."""

    @property
    def name(self) -> str:
        """By which scenarios know it: ``shocks: {kinds: [{name: ..., own: {kind: NAME}}]}``."""

    def strikes(
        self, everybody: Everybody, luck: Luck, numbers: Mapping[str, float]
    ) -> Iterable[Strike]:
        """Return every strike of the run, in any order.

        Parameters
        ----------
        everybody : Everybody
            All borrowers and months.
        luck : callable
            ``luck(borrower, month, what)``: the same whenever it is asked for.
        numbers : mapping
            ``own.numbers`` of the scenario.
        """


def struck_by(
    rule: ShockExtension, kind: str, everybody: Everybody, numbers: Mapping[str, float],
    seed: int, replication: int,
) -> Iterator[tuple[int, int, int, int]]:  # fmt: skip
    """Yield borrower, day, length and 0 of every strike of a rule, after a look at it.

    Raises
    ------
    ExtensionError
        If a strike cannot be one; says which and why.
    """

    def luck(borrower: int, month: int, what: str) -> float:
        decision = decision_id("own_shock", kind, what)
        return draw(seed, replication, int(Entity.BORROWER), borrower, decision, month)

    for strike in rule.strikes(everybody, luck, numbers):
        _check(strike, rule.name, everybody)
        yield int(strike[0]), int(strike[1]), int(strike[2]), 0


def _check(strike: object, name: str, everybody: Everybody) -> None:
    """Refuse what is no strike on somebody who is there."""
    is_whole = isinstance(strike, tuple) and len(strike) == 3 and all(map(_is_whole, strike))
    if not isinstance(strike, tuple) or not is_whole:
        raise ExtensionError(f"{name}: found {strike!r}; a strike is three whole numbers")
    borrower, day, days = strike
    if not 0 <= borrower < len(everybody.arrives):
        last = len(everybody.arrives) - 1
        raise ExtensionError(f"{name}: {strike}: there are borrowers 0 to {last}")
    first, end = int(everybody.arrives[borrower]), int(everybody.month_starts[-1])
    if not first <= day < end:
        raise ExtensionError(f"{name}: {strike}: the borrower is there from day {first} to {end}")
    if days < 0:
        raise ExtensionError(f"{name}: {strike}: a shock lasts 0 days or more")


def _is_whole(number: object) -> bool:
    return isinstance(number, int | np.integer) and not isinstance(number, bool)
