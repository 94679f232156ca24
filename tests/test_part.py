"""Units of scenario files: amounts, times, strictness, origins."""

import math

import pytest
from pydantic import TypeAdapter, ValidationError

from arrears.part import LARGEST_AMOUNT, Amount, ClockTime, Origin, Part, Share

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
