"""What is asked of the assumptions, and what that takes: ranges, parameter sets, budget."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from arrears.errors import ScenarioError
from arrears.experiments.hypercube import hypercube
from arrears.experiments.ranges import (
    LEVER,
    Assumption,
    Held,
    Number,
    chosen,
    levers,
    named,
    ranges,
    require_named,
)
from arrears.experiments.variations import variations
from arrears.scenario.scenario import Scenario

__all__ = ["TOLERANCE", "Assumptions", "Plan", "plan"]

TOLERANCE = 0.01
"""How exactly a flip is located, as a fraction of the parameter's range."""

_MOST_REPLICATIONS = 10
_COARSE_POINTS = 14  # three halvings of the way to each end, shared by all differences
_LISTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What to find out about the assumptions of a scenario.

    Parameters
    ----------
    sets : int
        Parameter sets that are drawn from the ranges of what is assumed, 2 or more.
    only : sequence of str
        Patterns of parameters, such as ``behaviour.*``; ``!collection.*`` leaves out. All by
        default.
    replications : int, optional
        Replications of every policy in each set, 2 or more; those of the run, but at most 10, by
        default.
    ends : int, optional
        How many assumptions are tried alone at both ends of their range, those first that go
        with the differences most closely over the sets; all by default. 0 tries none.
    alone : sequence of str
        Patterns of parameters that are tried alone before all others, however many ``ends`` says.

    Raises
    ------
    ScenarioError
        If a number is too small.
    """

    sets: int
    only: Sequence[str] = ()
    replications: int | None = None
    ends: int | None = None
    alone: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.sets < 2:
            raise ScenarioError(f"--assumptions is {self.sets}; 2 parameter sets are the least")
        if self.replications is not None and self.replications < 2:
            raise ScenarioError(
                f"--assumption-replications is {self.replications}; an interval needs 2"
            )
        if self.ends is not None and self.ends < 0:
            raise ScenarioError(f"--assumption-ends is {self.ends}; accepted: 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What will be simulated.

    Parameters
    ----------
    options : Assumptions
        What was asked for.
    scenario : Scenario
        The scenario, with its run's replications.
    varied : tuple of Assumption
        What is varied, in the scenario's order.
    held : tuple of Held
        What keeps its value, and why.
    sets : tuple of dict of number by key
        The parameter sets.
    kept : dict of int by key
        In how many sets a parameter keeps its value, because with the others' it is refused.
    replications : int
        Replications of every policy at each point.
    """

    options: Assumptions
    scenario: Scenario
    varied: tuple[Assumption, ...]
    held: tuple[Held, ...]
    sets: tuple[dict[str, Number], ...]
    kept: dict[str, int]
    replications: int

    @property
    def tried(self) -> int:
        """How many assumptions are tried alone."""
        wanted = self.options.ends
        if wanted is None:
            return len(self.varied)
        return max(len(self.named), min(wanted, len(self.varied)))

    @property
    def named(self) -> frozenset[str]:
        """Keys of the assumptions that are tried alone before all others."""
        return frozenset(each.key for each in self.varied if named(each.key, self.options.alone))

    @property
    def points(self) -> int:
        """Parameter sets and ends of ranges; what locates flips comes on top."""
        return len(self.sets) + 2 * self.tried

    @property
    def arms(self) -> int:
        """Single replications of a policy that the points take."""
        return self.points * self.replications * len(self.scenario.policies)

    @property
    def identity(self) -> dict[str, object]:
        """What decides every byte of the tables, beside the run's own."""
        return {
            "sets": self.options.sets,
            "only": list(self.options.only),
            "replications": self.replications,
            "ends": self.options.ends,
            "alone": list(self.options.alone),
            "tolerance": TOLERANCE,
        }

    def budget(self) -> list[str]:
        """Return in words what will be done, and what will not."""
        rounds = math.ceil(-math.log2(TOLERANCE))
        arms = self.replications * len(self.scenario.policies)
        whole = (
            f"assumptions: {len(self.varied)} vary; {len(self.sets)} parameter sets, then "
            f"{self.tried} alone at both ends of their range: {self.points} points of {arms} "
            f"simulated replications, {self.arms} together; each flip found takes at most "
            f"{rounds} points more, all other changes of sign of an assumption {_COARSE_POINTS}"
        )
        lines = [whole]
        if self.tried < len(self.varied):
            lines.append(f"{len(self.varied) - self.tried} assumptions are not tried alone")
        if len(self.scenario.regimes) > 1:
            lines.append(
                f"of {len(self.scenario.regimes)} regimes, assumptions are varied under "
                f"{self.scenario.regimes[0]} only"
            )
        return [*lines, *self._kept_values()]

    def _kept_values(self) -> Iterator[str]:
        """Yield one line for each reason why parameters keep their value."""
        levers = [each.key for each in self.held if each.reason == LEVER]
        outside = [each.key for each in self.held if "outside" in each.reason]
        refused = [each for each in self.held if "is refused" in each.reason]
        if levers:
            yield f"{len(levers)} keep their value, as levers: {_listed(levers)}"
        if outside:
            yield (
                f"{len(outside)} keep their value, which lies outside their own range: "
                f"{_listed(outside)}"
            )
        if refused:
            yield (
                f"{len(refused)} keep their value, as an end of their range is refused: "
                f"{_listed(each.key for each in refused)}; {refused[0].key}: {refused[0].reason}"
            )
        if self.kept:
            counted = [f"{key} in {count}" for key, count in self.kept.items()]
            yield (
                f"{len(self.kept)} keep their value in some sets, because with the others it is "
                f"refused: {_listed(counted)}"
            )


def plan(scenario: Scenario, options: Assumptions) -> Plan:
    """Return what is varied and the sets that are drawn; nothing is simulated yet.

    Raises
    ------
    ScenarioError
        If nothing can be varied, or the scenario has too few replications or policies.
    """
    if len(scenario.policies) < 2:
        raise ScenarioError("--assumptions compares policies; the scenario runs only one")
    replications = _replications(scenario, options)
    rows = chosen(scenario, options.only)
    require_named(rows, options.alone, option="--assumption-alone", known=scenario.origins)
    varied, held = ranges(scenario, rows)
    held = (*held, *_held_levers(scenario, options))
    sets: list[dict[str, Number]] = []
    kept: Counter[str] = Counter()
    with variations(scenario) as possible:
        refused = {each.key: each for each in possible.refused(varied)}
        varied = tuple(each for each in varied if each.key not in refused)
        if not varied:
            raise ScenarioError(
                f"--assumptions: none of {len(held) + len(refused)} assumed parameters can be "
                f"varied; the first: {(*held, *refused.values())[0].reason}"
            )
        positions = hypercube(
            [each.key for each in varied], sets=options.sets, seed=scenario.base.seed
        )
        for place in positions:
            drawn = {each.key: each.at(place[each.key]) for each in varied}
            accepted, _ = possible.nearest(drawn)
            kept.update(key for key in drawn if key not in accepted)
            sets.append(possible.completed(accepted))
    return Plan(
        options=options,
        scenario=scenario,
        varied=varied,
        held=(*held, *refused.values()),
        sets=tuple(sets),
        kept=dict(kept),
        replications=replications,
    )


def _held_levers(scenario: Scenario, options: Assumptions) -> Iterator[Held]:
    """Yield the levers of policies, which keep their value unless they are named."""
    for row in levers(scenario, options.only):
        if not isinstance(row.value, str) and row.low is not None and row.high is not None:
            yield Held(key=row.key, value=row.value, low=row.low, high=row.high, reason=LEVER)


def _replications(scenario: Scenario, options: Assumptions) -> int:
    there = scenario.base.replications
    wanted = options.replications or min(there, _MOST_REPLICATIONS)
    if wanted > there:
        raise ScenarioError(
            f"--assumption-replications is {wanted}, but the run has {there}; the assumptions are "
            "compared with the run itself, under the same luck"
        )
    if wanted < 2:
        raise ScenarioError(
            "--assumptions needs 2 replications or more, or there are no intervals; found 1"
        )
    return wanted


def _listed(names: Iterable[str]) -> str:
    """Return names one after the other, the first few of many."""
    known = list(names)
    more = len(known) - _LISTED
    said = ", ".join(known[:_LISTED])
    return f"{said} and {more} more" if more > 0 else said
