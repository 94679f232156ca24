"""The economy's path: by how much hazards and incomes differ from normal, month by month."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from arrears.decisions import DECISIONS
from arrears.draws import draw
from arrears.errors import ScenarioError
from arrears.portfolio.settings import Macro
from arrears.terms import Entity

__all__ = ["Economy", "economy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Economy:
    """The path of one replication; index 0 of each array is month ``first_month``.

    ``hazard_factor`` and ``income_factor`` multiply what is normal; ``is_downturn`` says where
    either is worse than normal.
    """

    first_month: int
    hazard_factor: NDArray[np.float64]
    income_factor: NDArray[np.float64]

    @property
    def is_downturn(self) -> NDArray[np.bool_]:
        """Months in which hazards are higher or incomes lower than normal."""
        return (self.hazard_factor > 1.0) | (self.income_factor < 1.0)


def economy(macro: Macro, months: range, seed: int, replication: int) -> Economy:
    """Return the path over the given months (negative ones are burn-in).

    Raises
    ------
    ScenarioError
        If a series cannot be read or does not cover a month.
    """
    if macro.path == "series":
        hazards, incomes = _series(macro.series_path, months)
    else:
        bad = np.array([_is_bad(macro, month) for month in months], dtype=np.bool_)
        if macro.path == "regimes":
            bad = _regimes(macro, months, seed, replication)
        hazards = np.where(bad, macro.hazard_factor, 1.0)
        incomes = np.where(bad, macro.income_factor, 1.0)
    return Economy(first_month=months.start, hazard_factor=hazards, income_factor=incomes)


def _is_bad(macro: Macro, month: int) -> bool:
    return macro.path == "step" and macro.from_month <= month < macro.from_month + macro.months


def _regimes(macro: Macro, months: range, seed: int, replication: int) -> NDArray[np.bool_]:
    """Return the downturn months of a two-state chain that starts in normal times."""
    decision = DECISIONS["economy"].id
    bad, path = False, []
    for month in months:
        chance = draw(seed, replication, int(Entity.WORLD), 0, decision, month)
        bad = chance >= macro.leave_monthly_share if bad else chance < macro.enter_monthly_share
        path.append(bad)
    return np.array(path, dtype=np.bool_)


def _series(path: str, months: range) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Read ``month, hazard_factor, income_factor``; a month not named keeps the last values."""
    factors: dict[int, tuple[float, float]] = {}
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                factors[int(row["month"])] = _factors(row, f"{path}:{line}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"macro.series_path: {path} cannot be read ({error}); a CSV file is needed"
        raise ScenarioError(message) from error
    except (KeyError, TypeError, ValueError) as error:
        message = f"{path}: {error}; columns month, hazard_factor, income_factor hold numbers"
        raise ScenarioError(message) from error
    known = sorted(factors)
    if not known or known[0] > months.start:
        first = known[0] if known else "none"
        message = f"{path}: first month is {first}, but the run starts in month {months.start}"
        raise ScenarioError(message)
    values = [factors[max(m for m in known if m <= month)] for month in months]
    return np.array([v[0] for v in values]), np.array([v[1] for v in values])


def _factors(row: dict[str, str], place: str) -> tuple[float, float]:
    hazard, income = float(row["hazard_factor"]), float(row["income_factor"])
    if not (0 < hazard <= 100 and 0 < income <= 10):
        message = f"{place}: factors are {hazard} and {income}; in (0, 100] and (0, 10]"
        raise ValueError(message)
    return hazard, income
