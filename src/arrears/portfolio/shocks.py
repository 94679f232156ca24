"""When misfortune strikes: every onset of every borrower, known from the draws alone.

Onsets are drawn in every month from arrival to the horizon, whatever is in force, so nobody's
shocks depend on a policy.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from arrears.arithmetic import exponential, power
from arrears.compiled import compiled
from arrears.decisions import DECISIONS
from arrears.draws import decision_id, draw
from arrears.errors import ExtensionError
from arrears.part import Own, OwnNumbers
from arrears.portfolio.economy import Economy
from arrears.portfolio.own_onsets import Everybody, ShockExtension, struck_by
from arrears.portfolio.people import People
from arrears.portfolio.settings import Shock
from arrears.registry import Added

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Onset", "onsets"]


@dataclass(frozen=True, slots=True)
class Onset:
    """One shock of one borrower: first day, kind (place in the list) and length in days.

    ``by_downturn`` says whether only the downturn's extra hazard brought it.
    """

    day: int
    kind: int
    days: int
    by_downturn: bool


def onsets(
    kinds: list[Shock], people: People, economy: Economy, month_starts: NDArray[np.int64],
    seed: int, replication: int, added: Added | None = None,
) -> list[list[Onset]]:  # fmt: skip
    """Return each borrower's onsets in order of day, kind.

    Parameters
    ----------
    kinds : list of Shock
        The kinds of shock.
    people : People
        Everybody, with segment and day of arrival.
    economy : Economy
        Path over the months of the run.
    month_starts : int array, days
        First day of each month of the run, and the day after the last.
    seed, replication : int
        Key of the draws.
    added : Added, optional
        What the scenario's own modules offer.
    """
    found: list[list[Onset]] = [[] for _ in range(len(people))]
    for place, kind in enumerate(kinds):
        hazards = np.array([_hazard(kind, segment.name) for segment in people.segments])
        factors = np.array([power(f, kind.macro_sensitivity) for f in economy.hazard_factor])
        ids = np.array(
            [
                decision_id(DECISIONS[name].name, kind.name)
                for name in ("shock", "shock_day", "shock_length")
            ]
        )
        rows: Iterable[Sequence[int]]
        if kind.own is not None:
            everybody = Everybody(
                segments=tuple(people.segments[place].name for place in people.segment),
                arrives=people.arrives, monthly_share=hazards[people.segment],
                hazard_factor=factors, month_starts=month_starts,
                first_month=economy.first_month, mean_days=kind.duration_days,
            )  # fmt: skip
            rule = _own_rule(kind.own, added)
            rows = struck_by(rule, kind.name, everybody, OwnNumbers(kind.own), seed, replication)
        else:
            rows = _draw_onsets(
                hazards[people.segment], people.arrives, factors, month_starts,
                economy.first_month, kind.duration_days, ids, seed, replication,
            )  # fmt: skip
        for borrower, day, days, by_downturn in rows:
            found[borrower].append(Onset(int(day), place, int(days), bool(by_downturn)))
    for own in found:
        own.sort(key=lambda onset: (onset.day, onset.kind))
    return found


def _own_rule(own: Own, added: Added | None) -> ShockExtension:
    known = added.of("shock") if added is not None else {}
    if own.kind not in known:
        raise ExtensionError(f"own.kind: no extension offers the shock {own.kind!r}")
    return cast(ShockExtension, known[own.kind])


def _hazard(kind: Shock, segment: str) -> float:
    share = kind.monthly_share
    return share.get(segment, 0.0) if isinstance(share, dict) else share


@compiled
def _draw_onsets(  # noqa: PLR0913, PLR0917 - one pass over all borrowers and months
    hazards: NDArray[np.float64],
    arrives: NDArray[np.int64],
    factors: NDArray[np.float64],
    month_starts: NDArray[np.int64],
    first_month: int,
    mean_days: int,
    ids: NDArray[np.int64],
    seed: int,
    replication: int,
) -> NDArray[np.int64]:
    """Return one row per onset: borrower, day, length, 1 if only the downturn brought it."""
    rows = []
    for borrower in range(len(arrives)):
        for place in range(len(month_starts) - 1):
            start, end = month_starts[place], month_starts[place + 1]
            if end <= arrives[borrower]:
                continue
            month = first_month + place
            chance = draw(seed, replication, 1, borrower, ids[0], month)
            current = min(1.0, hazards[borrower] * factors[place])
            if chance >= current:
                continue
            within = draw(seed, replication, 1, borrower, ids[1], month)
            day = start + int(within * (end - start))
            if day < arrives[borrower]:
                continue
            length = 0
            if mean_days > 0:
                drawn = draw(seed, replication, 1, borrower, ids[2], month)
                length = 1 + int(exponential(drawn, float(mean_days)))
            rows.append((borrower, day, length, 1 if chance >= hazards[borrower] else 0))
    found = np.empty((len(rows), 4), dtype=np.int64)
    for place in range(len(rows)):
        for column in range(4):
            found[place, column] = rows[place][column]
    return found
