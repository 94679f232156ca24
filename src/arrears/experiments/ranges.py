"""What a scenario assumes: each assumed parameter with its range, as something to be varied."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from arrears.errors import ScenarioError
from arrears.scenario.origins import OriginRow
from arrears.scenario.problems import nearest
from arrears.scenario.scenario import Scenario
from arrears.scenario.shape import ITEM_KEYS, schema_at

__all__ = [
    "LEVER",
    "Assumption",
    "Held",
    "Number",
    "chosen",
    "levers",
    "named",
    "ranges",
    "require_named",
    "schemas_of",
]

Number = int | float
LEVER = "a lever: it is chosen, not assumed"
_LEVER_NOTE = "a lever"  # how the note of its origin begins
_MINOR_UNITS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One assumed parameter that can be varied.

    Parameters
    ----------
    key : str
        Key path in the scenario.
    value : int or float
        What the scenario says.
    low, high : int or float
        Its range, within what the key accepts; whole where the key is.
    step : float
        Least distance of two values: 1 for whole numbers, 0.01 for amounts, 0 for others.
    """

    key: str
    value: Number
    low: Number
    high: Number
    step: float = 0.0

    def at(self, position: float) -> Number:
        """Return the value at a position of the range, above 0 and below 1.

        Every value of a range in steps takes an equal part of the positions.
        """
        if not self.step:
            return min(self.high, self.low + position * (self.high - self.low))
        first, last = self._steps(self.low), self._steps(self.high)
        return self._from_steps(min(last, first + math.floor(position * (last - first + 1))))

    def between(self, near: Number, far: Number) -> Number:
        """Return a value in the middle; one of the two when there is none between."""
        if not self.step:
            return near + (far - near) / 2
        return self._from_steps((self._steps(near) + self._steps(far)) // 2)

    def _steps(self, value: Number) -> int:
        return round(value) if self.step == 1 else round(value * _MINOR_UNITS)

    def _from_steps(self, steps: int) -> Number:
        return steps if self.step == 1 else steps / _MINOR_UNITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An assumed parameter that keeps its value, and why."""

    key: str
    value: Number
    low: float
    high: float
    reason: str


def chosen(scenario: Scenario, patterns: Sequence[str]) -> list[OriginRow]:
    """Return the assumed parameters that patterns name, in the scenario's order.

    Parameters
    ----------
    patterns : sequence of str
        Such as ``behaviour.*``; ``!collection.*`` leaves out. Without a pattern that names
        something, all are meant but for the levers of policies.

    Raises
    ------
    ScenarioError
        If nothing is assumed, or a pattern names no assumption.
    """
    rows = [row for row in scenario.origins if row.kind == "assumed" and row.low is not None]
    if not rows:
        raise ScenarioError(
            "--assumptions: the scenario has no assumed parameter with a range; state one under "
            "origins, as in origins: {willingness.burden_weight: {assumed: [0.3, 2]}}"
        )
    require_named(rows, patterns)
    wanted = [pattern for pattern in patterns if not pattern.startswith("!")]
    unwanted = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    return [row for row in rows if _is_meant(row, wanted) and not named(row.key, unwanted)]


def levers(scenario: Scenario, patterns: Sequence[str]) -> list[OriginRow]:
    """Return the levers of policies that patterns would name, were they assumptions."""
    wanted = [pattern for pattern in patterns if not pattern.startswith("!")]
    unwanted = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    return [
        row
        for row in scenario.origins
        if _is_lever(row)
        and row.low is not None
        and (not wanted or named(row.key, wanted))
        and not named(row.key, unwanted)
        and not _is_meant(row, wanted)
    ]


def _is_meant(row: OriginRow, wanted: Sequence[str]) -> bool:
    """Say whether patterns mean a parameter: a lever only if one ends in its name."""
    if _is_lever(row):
        return named(row.key, [each for each in wanted if not each.endswith("*")])
    return not wanted or named(row.key, wanted)


def _is_lever(row: OriginRow) -> bool:
    """Say whether a number is what a policy chooses, and no statement about the world."""
    return row.kind == "assumed" and row.detail.startswith(_LEVER_NOTE)


def require_named(
    rows: Iterable[OriginRow],
    patterns: Iterable[str],
    *,
    option: str = "--assumption",
    known: Iterable[OriginRow] = (),
) -> None:
    """Refuse patterns that name none of the parameters.

    Parameters
    ----------
    rows : iterable of OriginRow
        Those that can be named.
    patterns : iterable of str
        As given to the option.
    option : str
        As messages name it.
    known : iterable of OriginRow
        Others, of which it is said why they cannot be named.

    Raises
    ------
    ScenarioError
        Names the option, the pattern and what is near.
    """
    keys = [row.key for row in rows]
    for pattern in patterns:
        bare = pattern.removeprefix("!")
        if any(fnmatchcase(key, bare) for key in keys):
            continue
        left_out = [row for row in known if row.kind == "assumed" and fnmatchcase(row.key, bare)]
        if any(_is_lever(row) for row in left_out):
            reason = "is a lever; name it with --assumption too"
        elif left_out:
            reason = "is left out by --assumption; name it there too"
        else:
            reason = f"names no assumed parameter{nearest(bare, keys)}"
        raise ScenarioError(f"{option} {pattern!r} {reason}")


def named(key: str, patterns: Iterable[str]) -> bool:
    """Say whether a pattern names a parameter."""
    return any(fnmatchcase(key, pattern) for pattern in patterns)


def ranges(
    scenario: Scenario, rows: Iterable[OriginRow]
) -> tuple[tuple[Assumption, ...], tuple[Held, ...]]:
    """Return what can be varied and what cannot, each in the scenario's order.

    Bounds of a key cut a range: a share stays within 0 and 1. A parameter keeps its value when
    its range is a point, when its value lies outside its own range, or when it is no number.

    Parameters
    ----------
    rows : iterable of OriginRow
        Assumed parameters.
    """
    varied: list[Assumption] = []
    held: list[Held] = []
    for row in rows:
        found = _range(scenario, row)
        if isinstance(found, Assumption):
            varied.append(found)
        elif found is not None:
            held.append(found)
    return tuple(varied), tuple(held)


def _range(scenario: Scenario, row: OriginRow) -> Assumption | Held | None:
    value = row.value
    if isinstance(value, str) or row.low is None or row.high is None:
        return None
    low, high, step = _within(schemas_of(scenario, row.key), row.low, row.high)
    reason = ""
    if low >= high:
        reason = f"its range holds one value: {row.low:g} to {row.high:g}"
    elif not low <= value <= high:
        reason = f"its value {value:g} lies outside its own range: {row.low:g} to {row.high:g}"
    if reason:
        return Held(key=row.key, value=value, low=row.low, high=row.high, reason=reason)
    return Assumption(key=row.key, value=value, low=low, high=high, step=step)


def _within(
    schemas: list[dict[str, object]], low: float, high: float
) -> tuple[Number, Number, float]:
    """Return the part of a range that a key accepts, and the key's step."""
    kinds = {schema.get("type") for schema in schemas}
    for schema in schemas:
        least, most = schema.get("minimum"), schema.get("maximum")
        if isinstance(least, int | float):
            low = max(low, least)
        if isinstance(most, int | float):
            high = min(high, most)
    if "integer" in kinds and "number" not in kinds:
        return math.ceil(low), math.floor(high), 1.0
    if any(schema.get("x-unit") == "amount" for schema in schemas):
        return (
            math.ceil(round(low * _MINOR_UNITS, 6)) / _MINOR_UNITS,
            math.floor(round(high * _MINOR_UNITS, 6)) / _MINOR_UNITS,
            1 / _MINOR_UNITS,
        )
    return low, high, 0.0


def schemas_of(scenario: Scenario, key: str) -> list[dict[str, object]]:
    """Return the schemas of a key path whose items of lists are named."""
    path: list[str | int] = []
    value: object = scenario.source
    parts = key.split(".")
    if parts[0] == "policies":  # laid over the scenario, so the same schema holds
        value = (scenario.source.get("policies") or {}).get(parts[1])
        parts = parts[2:]
    for part in parts:
        if isinstance(value, dict):
            path.append(part)
            value = value.get(part)
        elif isinstance(value, list):
            place = next((i for i, item in enumerate(value) if _label(item, i) == part), 0)
            path.append(place)
            value = value[place]
    return [dict(schema) for schema in schema_at(tuple(path)) if schema.get("type") != "null"]


def _label(item: object, place: int) -> str:
    names = [item[key] for key in ITEM_KEYS if key in item] if isinstance(item, dict) else []
    return str(names[0]) if names else str(place)
