"""What every limit must say for itself."""

import pytest

from arrears.regulation.limit import Limit


@pytest.mark.parametrize("unsaid", ["concerns", "lawful_from"])
def test_a_limit_that_leaves_a_question_open_cannot_be_made(unsaid):
    """It is refused when a rulebook is made, not when somebody first asks."""
    said = {"concerns": lambda self, act: True, "lawful_from": lambda self, act, past, time: time}
    del said[unsaid]
    incomplete = type("Incomplete", (Limit,), said)
    with pytest.raises(TypeError, match=f"abstract method '?{unsaid}"):
        incomplete(None, None, "CNY")
