"""What the parts of a scenario are made of: strict records and the units in which files speak.

Amounts are written in currency units and held as whole minor units; shares, rates and factors
are written as fractions. Keys say their unit (``_days``, ``_share``, ``_rate``).
"""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from re import fullmatch
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)

from arrears.errors import ExtensionError

__all__ = [
    "Amount",
    "ClockTime",
    "Count",
    "Days",
    "Dpd",
    "Factor",
    "IsoDate",
    "Name",
    "Origin",
    "Own",
    "OwnNumbers",
    "Part",
    "Points",
    "Positive",
    "Rate",
    "Share",
    "as_clock",
    "in_units",
]

MINOR_UNITS = 100
LARGEST_AMOUNT = 10**11  # minor units: times 3 (instalment factor) times 10^7 ppm stays below 2^62


def _to_minor(value: object) -> object:
    """Read currency units as minor units; leave what is no number to the validator."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) > LARGEST_AMOUNT:
        message = f"an amount is at most {LARGEST_AMOUNT // MINOR_UNITS:,}".replace(",", " ")
        raise ValueError(message)
    minor = number * MINOR_UNITS
    if minor != minor.to_integral_value():
        message = "an amount has at most two decimals"
        raise ValueError(message)
    return int(minor)


def in_units(value: int) -> int | float:
    """Write minor units as currency units again."""
    units, cents = divmod(value, MINOR_UNITS)
    return units if cents == 0 else value / MINOR_UNITS


def _to_seconds(value: object) -> object:
    """Read ``"09:30"`` as seconds after midnight."""
    if not isinstance(value, str) or not fullmatch("[0-9]{2}:[0-9]{2}", value):
        message = 'a time of day is written "HH:MM"'
        raise ValueError(message)
    parts = value.split(":")
    hours, minutes = int(parts[0]), int(parts[1])
    if hours > 24 or minutes > 59 or hours * 60 + minutes > 24 * 60:
        message = 'a time of day lies between "00:00" and "24:00"'
        raise ValueError(message)
    return hours * 3600 + minutes * 60


def _is_a_date(value: str) -> str:
    """Accept ``2025-01-31`` and no other way to write a day."""
    try:
        is_one = fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) and date.fromisoformat(value)
    except ValueError:
        is_one = None
    if not is_one:
        message = "a date is written YYYY-MM-DD and is a day of the calendar"
        raise ValueError(message)
    return value


def as_clock(value: int) -> str:
    """Write seconds after midnight as ``"09:30"`` again."""
    return f"{value // 3600:02d}:{value % 3600 // 60:02d}"


# The schema of a scenario file, for editors and messages, carries the unit where it is not obvious.
Share = Annotated[
    float, Field(ge=0, le=1, allow_inf_nan=False, json_schema_extra={"x-unit": "share"})
]
Rate = Annotated[
    float, Field(ge=0, le=10, allow_inf_nan=False, json_schema_extra={"x-unit": "rate"})
]
Factor = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
Points = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=10_000_000, strict=True)]
Days = Annotated[int, Field(ge=0, le=36_500, strict=True)]
Dpd = Annotated[int, Field(ge=0, le=36_500, strict=True)]
Name = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z][A-Za-z0-9_]*$",
        max_length=60,
        json_schema_extra={"x-words": "a name of letters, digits and _"},
    ),
]
IsoDate = Annotated[str, AfterValidator(_is_a_date), Field(json_schema_extra={"format": "date"})]
Amount = Annotated[
    int,
    BeforeValidator(_to_minor),
    PlainSerializer(in_units, return_type=int | float),
    Field(ge=0, le=LARGEST_AMOUNT),
    WithJsonSchema(
        {
            "type": "number",
            "minimum": 0,
            "maximum": LARGEST_AMOUNT // MINOR_UNITS,
            "x-unit": "amount",
            "x-words": "an amount in currency units",
        }
    ),
]
ClockTime = Annotated[
    int,
    BeforeValidator(_to_seconds),
    PlainSerializer(as_clock, return_type=str),
    Field(ge=0, le=86_400),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$",
            "x-words": 'a time "HH:MM"',
        }
    ),
]


class Origin(BaseModel):
    """Where a parameter comes from: one of the three, or nothing where that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    assumed: Annotated[tuple[float, float], Field(strict=False)] | None = Field(
        default=None, description="range in which the true value is thought to lie"
    )
    literature: str | None = Field(default=None, description="id of a published effect")
    measured: str | None = Field(default=None, description="citation of the data")
    note: str = ""

    @model_validator(mode="after")
    def _is_one(self) -> "Origin":
        if sum(item is not None for item in (self.assumed, self.literature, self.measured)) > 1:
            message = "an origin is one of assumed, literature and measured"
            raise ValueError(message)
        if self.assumed is not None and not self.assumed[0] <= self.assumed[1]:
            message = f"a range goes from low to high; found {list(self.assumed)}"
            raise ValueError(message)
        return self


class Part(BaseModel):
    """A strict, frozen record of a scenario file; keys it does not know are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, ser_json_inf_nan="strings")


class Own(Part):
    """Something of one's own that decides here; one of the scenario's extensions offers it."""

    kind: Name = Field(description="its name, as an extension registers it")
    numbers: dict[Name, Annotated[float, Field(allow_inf_nan=False)]] = Field(
        default_factory=dict, description="handed to it as they stand"
    )


class OwnNumbers(dict[str, float]):
    """Numbers of a user's own thing; asking for one that is not there says so in words."""

    def __init__(self, own: Own) -> None:
        super().__init__(own.numbers)
        self._kind = own.kind

    def __missing__(self, key: str) -> float:
        asker = sys._getframe(1)  # noqa: SLF001 - the user's own line
        place = f"{Path(asker.f_code.co_filename).name}:{asker.f_lineno}"
        there = ", ".join(self) or "nothing"
        message = (
            f"{place}: asks for the number {key!r}, and the scenario sets no own.numbers.{key} "
            f"where it says own.kind: {self._kind}; it sets {there}"
        )
        raise ExtensionError(message)


class SourcedPart(Part):
    """A part whose parameters say where they come from."""

    origins: dict[str, Origin] = Field(
        default_factory=dict, description="key path within this part -> where its value comes from"
    )
