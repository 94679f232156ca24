"""Units of scenario files: amounts, times, strictness, origins."""

import math
import re

import pytest
from pydantic import TypeAdapter, ValidationError

from arrears.errors import ExtensionError
from arrears.part import (
    LARGEST_AMOUNT,
    Amount,
    ClockTime,
    Count,
    Days,
    Dpd,
    Factor,
    Name,
    Origin,
    Own,
    OwnNumbers,
    Part,
    Points,
    Positive,
    Rate,
    Share,
    SourcedPart,
)

AMOUNT = TypeAdapter(Amount)
CLOCK = TypeAdapter(ClockTime)


class Priced(Part):
    price: Amount


@pytest.mark.parametrize(
    ("written", "minor"), [(12, 1200), (0.29, 29), (1.1, 110), (0, 0), (1e9, 10**11)]
)
def test_an_amount_is_held_in_minor_units(written, minor):
    assert AMOUNT.validate_python(written) == minor


@pytest.mark.parametrize(
    "written", [0.005, -1, 1e9 + 1, math.inf, math.nan, 10**30, 1e300, "12", True, None]
)
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(ValidationError):
        Priced.model_validate({"price": written})


@pytest.mark.parametrize("minor", [0, 1, 29, 100, 110, LARGEST_AMOUNT, LARGEST_AMOUNT - 1])
def test_an_amount_reads_back_as_it_was_written(minor):
    assert AMOUNT.validate_python(AMOUNT.dump_python(minor)) == minor


def test_amount_times_factor_times_rate_stays_in_64_bits():
    """Largest principal, largest instalment factor (3), largest rate (10 a year in millionths)."""
    assert LARGEST_AMOUNT * 3 * 10_000_000 < 2**62


@pytest.mark.parametrize(("written", "seconds"), [("00:00", 0), ("09:30", 34200), ("24:00", 86400)])
def test_a_time_of_day_is_held_in_seconds(written, seconds):
    assert CLOCK.validate_python(written) == seconds
    assert CLOCK.dump_python(seconds) == written


@pytest.mark.parametrize("written", ["9:00", "24:01", "12:60", "²²:00", "noon", 9, 32400, None])
def test_what_is_no_time_of_day_is_refused(written):
    with pytest.raises(ValidationError, match="a time of day"):
        CLOCK.validate_python(written)


class Sample(Part):
    share: Share
    flag: bool = False


@pytest.mark.parametrize(
    "values",
    [{"share": "0.5"}, {"share": True}, {"share": 0.5, "flag": "NO"}, {"share": 0.5, "x": 1}],
)
def test_a_part_takes_no_other_type_and_no_other_key(values):
    with pytest.raises(ValidationError):
        Sample.model_validate(values)


def test_an_origin_is_one_of_three_or_nothing():
    assert Origin().assumed is None
    assert Origin.model_validate({"assumed": [1, 2]}).assumed == (1, 2)
    with pytest.raises(ValidationError, match="one of assumed, literature and measured"):
        Origin(measured="a", literature="b")


def test_an_origins_range_goes_from_low_to_high():
    assert Origin.model_validate({"assumed": [2, 2]}).assumed == (2, 2)
    with pytest.raises(ValidationError, match=r"from low to high; found \[2\.0, 1\.0\]"):
        Origin.model_validate({"assumed": [2, 1]})


def test_an_origin_knows_no_other_word_and_no_half_a_range():
    for written in (
        {"guessed": [1, 2]},
        {"assumed": [1]},
        {"assumed": [1, 2, 3]},
        {"literature": 5},
    ):
        with pytest.raises(ValidationError):
            Origin.model_validate(written)


class Everything(Part):
    """One field of each unit."""

    share: Share = 0
    rate: Rate = 0
    factor: Factor = 0
    positive: Positive = 1
    points: Points = 0
    count: Count = 0
    days: Days = 0
    dpd: Dpd = 0
    name: Name = "a"


BOUNDS = {
    "share": ([0, 0.5, 1], [-0.01, 1.01]),
    "rate": ([0, 0.24, 10], [-0.01, 24]),
    "factor": ([0, 100], [-1, 101]),
    "positive": ([1e-9, 1e9], [0, -1, 1.1e9]),
    "points": ([-100, 100], [-101, 101]),
    "count": ([0, 10_000_000], [-1, 10_000_001, 1.0, 1.5]),
    "days": ([0, 36_500], [-1, 36_501, 2.0]),
    "dpd": ([0, 36_500], [-1, 36_501, 2.0]),
    "name": (["a", "B_2", "x" * 60], ["", "2a", "a-b", "a b", "\u00e9", "x" * 61]),
}


@pytest.mark.parametrize("unit", BOUNDS)
def test_every_unit_has_its_bounds_and_both_ends_belong(unit):
    good, bad = BOUNDS[unit]
    for value in good:
        assert getattr(Everything.model_validate({unit: value}), unit) == value
    for value in bad:
        with pytest.raises(ValidationError):
            Everything.model_validate({unit: value})


@pytest.mark.parametrize("unit", ["share", "rate", "factor", "positive", "points"])
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, True, "1", None])
def test_a_number_is_finite_and_no_other_type(unit, value):
    with pytest.raises(ValidationError):
        Everything.model_validate({unit: value})


def test_a_part_is_frozen():
    with pytest.raises(ValidationError):
        Everything().share = 0.5


def test_a_sourced_part_says_where_its_parameters_come_from():
    part = SourcedPart.model_validate({"origins": {"a.b": {"literature": "CAL01", "note": "n"}}})
    assert part.origins["a.b"] == Origin(literature="CAL01", note="n")
    assert SourcedPart().origins == {}


def test_the_schema_of_amounts_and_times_is_in_the_units_of_files():
    """What editors see: currency units, and a pattern that refuses 24:01."""
    amount, clock = AMOUNT.json_schema(), CLOCK.json_schema()
    assert (amount["minimum"], amount["maximum"]) == (0, LARGEST_AMOUNT // 100)
    pattern = re.compile(clock["pattern"])
    assert all(pattern.match(text) for text in ("00:00", "09:30", "23:59", "24:00"))
    assert not any(pattern.match(text) for text in ("24:01", "9:30", "12:60", "25:00"))


def test_a_number_that_is_not_there_is_named_with_the_line_that_asks():
    numbers = OwnNumbers(Own(kind="coins", numbers={"current": 0.9}))
    assert numbers["current"] == 0.9
    assert numbers.get("overdue", 0.5) == 0.5
    with pytest.raises(ExtensionError) as refused:
        numbers["overdue"]
    said = str(refused.value)
    assert re.match(r"test_part\.py:\d+: asks for the number 'overdue'", said)
    assert "no own.numbers.overdue where it says own.kind: coins; it sets current" in said
