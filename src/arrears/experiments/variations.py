"""A scenario with some parameters changed, checked like any other.

Changes are laid over the resolved scenario before any policy's changes, as ``--set`` does: what a
policy sets itself stays as the policy sets it.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from arrears.errors import ScenarioError
from arrears.experiments.ranges import Assumption, Held, Number
from arrears.scenario.load import load_scenario
from arrears.scenario.scenario import Scenario

__all__ = ["Changes", "Variations", "variations"]

Changes = Mapping[str, Number]

# Lists whose items' shares sum to 1: one share cannot change alone.
_COMPOSED = re.compile(r"(portfolio\.segments|portfolio\.products)\.[^.]+\.share")
_SET = re.compile(r"^--set ([^=]+)=")


@contextmanager
def variations(scenario: Scenario) -> Iterator["Variations"]:
    """Open a scenario to changes."""
    with tempfile.TemporaryDirectory(prefix="arrears-assumptions-") as folder:
        path = Path(folder, "scenario.yaml")
        path.write_text(scenario.text, encoding="utf-8", newline="\n")
        yield Variations(scenario=scenario, path=path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variations:
    """A resolved scenario, and the file that holds it.

    Parameters
    ----------
    scenario : Scenario
        What is varied.
    path : Path
        Its text; that of a run directory will do.
    """

    scenario: Scenario
    path: Path

    def at(self, changes: Changes) -> Scenario:
        """Return the scenario with changes.

        Where an assumed share of a list that sums to 1 changes, the list's other assumed shares
        are scaled so that it still does.

        Raises
        ------
        ScenarioError
            If the scenario is invalid with them.
        """
        sets = [f"{key}={value!r}" for key, value in self.completed(changes).items()]
        try:
            return load_scenario(self.path, sets=sets)
        except ScenarioError as error:
            raise ScenarioError(str(error).replace(str(self.path), "scenario.yaml")) from error

    def completed(self, changes: Changes) -> dict[str, Number]:
        """Return changes with those of the shares that must follow."""
        full = dict(changes)
        groups: dict[str, dict[str, float]] = {}
        for row in self.scenario.origins:
            found = _COMPOSED.fullmatch(row.key)
            if found and row.kind == "assumed" and not isinstance(row.value, str):
                groups.setdefault(found.group(1), {})[row.key] = row.value
        for shares in groups.values():
            if len(shares) > 1 and shares.keys() & changes.keys():
                full |= _scaled(shares, changes)
        return full

    def refused(self, assumptions: Sequence[Assumption]) -> list[Held]:
        """Return those that must keep their value because an end of their range is refused.

        All are moved to one end together first: only what an error then speaks of is tried alone.
        """
        suspects: set[str] = set()
        for ends in (
            {each.key: each.low for each in assumptions},
            {each.key: each.high for each in assumptions},
        ):
            accepted, _ = self.nearest(ends)
            suspects |= ends.keys() - accepted.keys()
        alone = [self._refused(each) for each in assumptions if each.key in suspects]
        return [each for each in alone if each is not None]

    def _refused(self, assumption: Assumption) -> Held | None:
        for end in (assumption.low, assumption.high):
            try:
                self.at({assumption.key: end})
            except ScenarioError as error:
                line = str(error).splitlines()[0].partition(": ")[2]
                return Held(
                    key=assumption.key, value=assumption.value,
                    low=assumption.low, high=assumption.high,
                    reason=f"{end:g}, an end of its range, is refused: {line}",
                )  # fmt: skip
        return None

    def nearest(self, changes: Changes) -> tuple[dict[str, Number], Scenario]:
        """Return changes without those that are refused together, and the scenario with the rest.

        What an error speaks of keeps its value; what it does not stays changed.
        """
        left = dict(changes)
        while True:
            try:
                return left, self.at(left)
            except ScenarioError as error:
                blamed = _blamed(str(error), list(left))
                left = {key: value for key, value in left.items() if key not in blamed}


def _scaled(shares: Mapping[str, float], changes: Changes) -> dict[str, Number]:
    """Return the shares of one list with the same sum as before.

    A single changed share stays as it is changed; of several, all are scaled.
    """
    total = sum(shares.values())
    changed = {key: changes[key] for key in shares if key in changes}
    if len(changed) < len(shares):
        rest = {key: share for key, share in shares.items() if key not in changed}
        factor = (total - sum(changed.values())) / (sum(rest.values()) or 1.0)
        return changed | {key: share * factor for key, share in rest.items()}
    factor = total / (sum(changed.values()) or 1.0)
    return {key: share * factor for key, share in changed.items()}


def _blamed(message: str, keys: Sequence[str]) -> set[str]:
    """Return the changed keys that an error speaks of; all of them if that cannot be told."""
    blamed: set[str] = set()
    for line in message.splitlines():
        found = _SET.match(line)
        place = line.partition(": ")[2].partition(": ")[0]
        for key in keys:
            if (found and found.group(1) == key) or _is_above(place, key):
                blamed.add(key)
    return blamed or set(keys)


def _is_above(place: str, key: str) -> bool:
    """Say whether a place of a message holds a key, or is below it."""
    return bool(place) and (f"{key}.".startswith(f"{place}.") or place.startswith(f"{key}."))
