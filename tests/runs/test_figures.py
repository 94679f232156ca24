"""A finished run can be drawn on axes of the caller's."""

from pathlib import Path

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from arrears.errors import ScenarioError
from arrears.runs.figures import Figures


@pytest.fixture
def ax() -> Axes:
    """Make axes that belong to no window."""
    return Figure().add_subplot()


@pytest.mark.parametrize("name", ["recovery", "distress", "complaints"])
def test_curves_and_levels_are_drawn_where_they_are_asked_for(one_run: Path, ax: Axes, name: str):
    assert getattr(Figures(one_run), name)(ax=ax) is ax


def test_differences_and_trade_offs_are_drawn_of_outcomes(one_run: Path, ax: Axes):
    figures = Figures(one_run)
    assert figures.differences("recovery_rate", ax=ax) is ax
    assert figures.trade_off("loss_rate", "recovery_rate", ax=ax) is ax


def test_an_outcome_that_is_not_there_is_refused(one_run: Path):
    with pytest.raises(ScenarioError, match="nothing to draw of outcome 'joy'"):
        Figures(one_run).differences("joy")
