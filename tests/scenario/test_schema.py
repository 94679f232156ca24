"""Days of the calendar."""

import pytest
from pydantic import TypeAdapter, ValidationError

from arrears.scenario.schema import IsoDate

DAYS = TypeAdapter(IsoDate)


def test_a_day_is_written_in_one_way():
    assert DAYS.validate_python("2024-02-29") == "2024-02-29"


@pytest.mark.parametrize("text", ["2025-02-29", "20250101", "2025-W01-1", "2025-1-1", "", "today"])
def test_other_ways_are_refused(text):
    with pytest.raises(ValidationError, match="a date is written YYYY-MM-DD"):
        DAYS.validate_python(text)
