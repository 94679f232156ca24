"""A run that stops when it is precise enough: replications looked at in order, one by one.

Whichever replications are finished first, they are looked at as 1, 2, 3, ...; later ones that are
finished too are discarded. So the number at which a run stops depends on scenario and seed alone.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from arrears.errors import ScenarioError
from arrears.runs.arms import Arm
from arrears.runs.storage import read_table
from arrears.scenario.scenario import Scenario
from arrears.statistics import differences
from arrears.statistics.distributions import t_quantile

__all__ = ["LEAST_REPLICATIONS", "Precision", "Watch", "precision_sentence", "wanted_precision"]

LEAST_REPLICATIONS = 10
_DEGREES_MAX = 1_000  # beyond, Student's t is normal to a thousandth
_REPLICATIONS_MAX = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How precise a run is to be.

    Attributes
    ----------
    half_width : float
        Half the width that no paired interval of the outcome may exceed, in the outcome's unit.
    outcome : str
        Of everybody, segment ``all``.
    baseline, baseline_regime : str
        The arm that all others are compared with.
    seed : int
        The run's, for the bootstrap.
    """

    half_width: float
    outcome: str
    baseline: str
    baseline_regime: str
    seed: int


def wanted_precision(scenario: Scenario, half_width: float | None) -> Precision | None:
    """Return what is wanted of a run's first compared outcome; None if nothing is.

    Raises
    ------
    ScenarioError
        If the half-width is no positive number, or the run cannot be looked at like this.
    """
    if half_width is None:
        return None
    if not (math.isfinite(half_width) and half_width > 0):
        raise ScenarioError(f"--precision is {half_width:g}; a number above 0 is needed")
    most = scenario.base.replications
    if most < LEAST_REPLICATIONS:
        raise ScenarioError(
            f"--precision looks at {LEAST_REPLICATIONS} replications or more, and there are at "
            f"most {most}; allow more with --replications"
        )
    if len(scenario.policies) * len(scenario.regimes) == 1:
        raise ScenarioError("--precision is about differences, and there is a single policy")
    return Precision(
        half_width=half_width,
        outcome=scenario.compare.outcomes[0],
        baseline=scenario.compare.baseline,
        baseline_regime=scenario.regimes[0],
        seed=scenario.base.seed,
    )


class Watch:
    """What is known of a run's precision while its arms are finished in any order.

    Parameters
    ----------
    precision : Precision
        What is wanted.
    arms : sequence of Arm
        All that the run may need; those whose tables are there already are looked at at once.
    parts : Path
        Where the folders of finished arms are.
    """

    def __init__(self, precision: Precision, arms: Sequence[Arm], parts: Path) -> None:
        self.precision = precision
        self.looked_at = 0
        self.stopped_at: int | None = None
        self._parts = parts
        self._arms: dict[int, list[Arm]] = {}
        for arm in arms:
            self._arms.setdefault(arm.replication, []).append(arm)
        self._missing = {arm for arm in arms if not (parts / arm.folder).exists()}
        self._values: list[pd.DataFrame] = []
        self._look_on()

    def note(self, arm: Arm) -> bool:
        """Take note that an arm is finished or has failed; return whether the run may stop."""
        self._missing.discard(arm)
        self._look_on()
        return self.stopped_at is not None

    def keeps(self, arm: Arm) -> bool:
        """Whether an arm is part of the run; those of later replications are discarded."""
        return self.stopped_at is None or arm.replication < self.stopped_at

    def _look_on(self) -> None:
        """Look at the next replications for as long as all arms of the next one are there."""
        while self.stopped_at is None and self.looked_at in self._arms:
            arms = self._arms[self.looked_at]
            if not self._missing.isdisjoint(arms):
                return
            self._values += [self._value(arm) for arm in arms if self._folder(arm).exists()]
            self.looked_at += 1
            if self.looked_at >= LEAST_REPLICATIONS and self._is_precise():
                self.stopped_at = self.looked_at

    def _folder(self, arm: Arm) -> Path:
        return self._parts / arm.folder

    def _value(self, arm: Arm) -> pd.DataFrame:
        table = read_table(self._folder(arm) / "outcomes.csv")
        is_wanted = (table["outcome"] == self.precision.outcome) & (table["segment"] == "all")
        return table.loc[is_wanted]

    def _is_precise(self) -> bool:
        found = self._half_widths()
        return all(width <= self.precision.half_width for width, _ in found.values())

    def _half_widths(self) -> dict[str, tuple[float, int]]:
        """Return half the width of every arm's paired interval, and how many pairs it rests on.

        NaN, which is never narrow enough, where there are too few pairs, and where the outcome was
        always the same under both: an event that did not happen yet says nothing.
        """
        wanted = self.precision
        arms = [f"{arm.policy}.{arm.regime}" for arm in self._arms[0]]
        reference = f"{wanted.baseline}.{wanted.baseline_regime}"
        found = {arm: (math.nan, 0) for arm in arms if arm != reference}
        if not self._values:
            return found
        table = pd.concat(self._values)
        arm = table["policy"].astype("str") + "." + table["regime"].astype("str")
        values = table.groupby(arm)["value"]
        varies = values.max() > values.min()
        compared = differences(
            table, wanted.baseline, wanted.baseline_regime, seed=wanted.seed
        )  # fmt: skip
        for row in compared.to_dict("records"):
            name, pairs = f"{row['policy']}.{row['regime']}", int(row["replications"])
            says_something = varies.get(name, False) or varies.get(reference, False)
            if pairs >= LEAST_REPLICATIONS and says_something:
                found[name] = ((row["high"] - row["low"]) / 2, pairs)
        return found

    def record(self) -> dict[str, object]:
        """Return what came of it, for the manifest.

        ``still_needed`` estimates how many more replications would do; it is empty when the run
        was stopped, and when nothing can be said.
        """
        found = self._half_widths()
        return {
            "outcome": self.precision.outcome,
            "half_width": self.precision.half_width,
            "stopped_at": self.stopped_at,
            "half_widths": {
                name: None if math.isnan(width) else width for name, (width, _) in found.items()
            },
            "still_needed": None if self.stopped_at is not None else self._still_needed(found),
        }

    def _still_needed(self, found: Mapping[str, tuple[float, int]]) -> int | None:
        """Estimate how many more replications the widest interval needs."""
        if any(math.isnan(width) for width, _ in found.values()):
            return None
        needed = 0
        for width, pairs in found.values():
            enough = _pairs_needed(width, pairs, self.precision.half_width)
            needed = max(needed, math.ceil(enough * self.looked_at / pairs))
        return max(needed - self.looked_at, 1)


def _pairs_needed(width: float, pairs: int, half_width: float) -> int:
    """Return the least number of pairs whose interval is narrow enough, if they spread as these."""
    spread = width / _reach(pairs)
    low, high = 1, pairs
    while spread * _reach(high) > half_width and high < _REPLICATIONS_MAX:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if spread * _reach(middle) > half_width:
            low = middle
        else:
            high = middle
    return high


def _reach(pairs: int) -> float:
    """Return half the width of a t interval in standard deviations."""
    return t_quantile(min(pairs - 1, _DEGREES_MAX)) / math.sqrt(pairs)


def precision_sentence(record: Mapping[str, object], replications: int) -> str:
    """Say what came of ``--precision``.

    Parameters
    ----------
    record : mapping
        What `Watch.record` returned.
    replications : int
        The most that were allowed.
    """
    outcome, wanted = record["outcome"], f"{record['half_width']:g}"
    if record["stopped_at"] is not None:
        return (
            f"every difference of {outcome} is known to within {wanted}: stopped at "
            f"{record['stopped_at']} of at most {replications} replications"
        )
    told = f"{outcome} is not known to within {wanted} after {replications} replications"
    widths = record["half_widths"]
    known = dict(widths) if isinstance(widths, dict) else {}
    silent = [name for name, width in known.items() if width is None]
    if silent:
        return f"{told}: nothing can be said yet of {', '.join(silent)}"
    widest = max(known, key=lambda name: known[name])
    return (
        f"{told}, but to within {known[widest]:.2g} ({widest}); about {record['still_needed']} "
        "more are needed"
    )
