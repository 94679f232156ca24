"""A finished run can be drawn on axes of the caller's."""

from pathlib import Path

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from arrears.errors import ScenarioError
from arrears.plots.registry import FIGURES
from arrears.runs.figures import Figures


@pytest.fixture
def ax() -> Axes:
    """Make axes that belong to no window."""
    return Figure().add_subplot()


def test_every_figure_of_the_registry_is_there(one_run: Path):
    figures = Figures(one_run)
    assert set(FIGURES) <= set(dir(figures))
    assert repr(figures.recovery) == "RunFigure('recovery')"


def test_a_figure_is_drawn_where_it_is_asked_for(one_run: Path, ax: Axes):
    assert Figures(one_run).recovery(ax=ax) is ax


def test_a_figure_has_its_table_and_its_words(one_run: Path):
    figure = Figures(one_run).recovery
    assert figure.table().columns[:2].tolist() == ["policy", "days"]
    assert figure.alt().startswith("Share of overdue amounts paid")
    assert "Kaplan-Meier" in figure.definition()


def test_a_figure_that_is_not_there_is_refused_with_the_nearest_name(one_run: Path):
    with pytest.raises(AttributeError, match="no figure 'recovry'; the nearest name is 'recovery'"):
        _ = Figures(one_run).recovry


def test_a_panel_of_a_figure_with_one_is_refused(one_run: Path):
    with pytest.raises(ScenarioError, match="recovery: 'late' chosen, but it has one panel only"):
        Figures(one_run).recovery("late")
