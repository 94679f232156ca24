"""What every figure must do, whatever it shows."""

import itertools
import re

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from arrears.plots.registry import FIGURES
from arrears.plots.style import WIDTH_INCHES, drawing, policy_styles, svg_text
from arrears.results.codebook import lookup
from arrears.words import ENGLISH, Words

OURS = (
    "differences", "recovery", "roll_rates", "roll_rate_changes", "over_time", "distress_sources",
    "trade_off", "pauses", "pause_curves", "segments", "contrasts", "who_pays", "contact_effects",
    "life", "counterfactuals", "distress_rankings", "supply",
)  # fmt: skip
COMPARING = ("differences", "roll_rate_changes", "trade_off", "life", "distress_rankings", "supply")
each_of_ours = pytest.mark.parametrize("name", OURS)


def _drawn(name, table, words=ENGLISH):
    with drawing():
        return FIGURES[name].draw(table, styles=policy_styles(table["policy"]), words=words)


@pytest.fixture(scope="session")
def canvas_of(make_table):
    """Return a function that draws a figure on a canvas, once."""
    drawn = {}

    def draw(name, policies, language="en"):
        key = name, policies, language
        if key not in drawn:
            ax = _drawn(name, make_table(name, policies=policies), Words(language))
            drawn[key] = FigureCanvasAgg(ax.figure)
            drawn[key].draw()
        return drawn[key]

    return draw


def test_the_figures_stand_in_the_registry_by_their_names():
    assert all(name == kind.name for name, kind in FIGURES.items())
    assert set(OURS) <= set(FIGURES)


@each_of_ours
def test_the_outcomes_beside_a_figure_are_in_the_codebook(name):
    assert [lookup(outcome).name for outcome in FIGURES[name].outcomes] == list(
        FIGURES[name].outcomes
    )


@each_of_ours
def test_without_data_there_is_no_figure(name, make_tables):
    """Whether tables are missing, or are there without a row."""
    full = make_tables()
    for held in ({}, {key: table.iloc[:0] for key, table in full.held.items()}):
        assert FIGURES[name].tabulate(type(full)(policies=full.policies, held=held)).empty


@each_of_ours
def test_with_one_policy_only_levels_are_left(name, make_table):
    table = make_table(name, policies=1)
    assert table.empty == (name in COMPARING)
    if not table.empty:
        _drawn(name, table)


@each_of_ours
def test_a_single_replication_is_drawn_without_an_interval(name, make_table):
    table = make_table(name, replications=1)
    bounds = table[[column for column in table.columns if re.search("(^|_)(low|high)$", column)]]
    is_baseline = table["policy"] == table.get("baseline", "")
    assert bounds[~is_baseline].isna().all(axis=None)
    _drawn(name, table)
    assert FIGURES[name].alt(table, ENGLISH)


@each_of_ours
def test_eight_policies_and_two_hundred_replications_are_drawn(name, make_table):
    table = make_table(name, policies=8, replications=200)
    ax = _drawn(name, table)
    assert ax.figure.get_size_inches()[0] == WIDTH_INCHES
    assert len(FIGURES[name].alt(table, ENGLISH)) < 1600


@each_of_ours
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("policies", [3, 8])
def test_nothing_is_drawn_outside_the_figure(name, language, policies, canvas_of):
    """Every text lies within the canvas, in both languages (a missing word is an error here)."""
    canvas = canvas_of(name, policies, language)
    figure = canvas.figure
    inside = figure.get_tightbbox(canvas.get_renderer()).transformed(figure.dpi_scale_trans)
    width, height = canvas.get_width_height()
    assert inside.x0 >= -0.5
    assert inside.y0 >= -0.5
    assert inside.x1 <= width + 0.5
    assert inside.y1 <= height + 0.5


@each_of_ours
@pytest.mark.parametrize("policies", [3, 8])
def test_a_legend_covers_no_data(name, policies, canvas_of):
    canvas = canvas_of(name, policies)
    renderer = canvas.get_renderer()
    axes = canvas.figure.axes
    for legend in canvas.figure.legends:
        box = legend.get_window_extent(renderer)
        assert not any(box.overlaps(ax.get_tightbbox(renderer)) for ax in axes)
    assert not any(ax.get_legend() for ax in axes)


@each_of_ours
@pytest.mark.parametrize("policies", [3, 8])
def test_labels_of_ticks_do_not_touch(name, policies, canvas_of):
    canvas = canvas_of(name, policies)
    renderer = canvas.get_renderer()
    for axis in (axis for ax in canvas.figure.axes for axis in (ax.xaxis, ax.yaxis)):
        texts = [text for text in axis.get_ticklabels() if text.get_text()]
        boxes = [text.get_window_extent(renderer) for text in texts]
        for one, other in itertools.pairwise(boxes):
            assert not one.overlaps(other), [text.get_text() for text in texts]


@each_of_ours
def test_the_same_table_gives_the_same_bytes(name, make_table):
    def drawn():
        figure = _drawn(name, make_table(name)).figure
        return svg_text(figure, name=name, alt=FIGURES[name].alt(make_table(name), ENGLISH))

    assert drawn() == drawn()


@each_of_ours
def test_a_table_read_back_from_its_csv_draws_the_same(name, make_table, tmp_path):
    table = make_table(name)
    table.to_csv(tmp_path / "table.csv", index=False)
    again = pd.read_csv(
        tmp_path / "table.csv",
        dtype={"from_bucket": "str", "to_bucket": "str"},
        keep_default_na=False,
        na_values={column: [""] for column in table.select_dtypes("number").columns},
    )
    first, second = (
        svg_text(_drawn(name, rows).figure, name=name, alt="") for rows in (table, again)
    )
    assert first == second


@each_of_ours
def test_every_axis_says_what_it_shows(name, make_table):
    """With a label beside it, or above its panel."""
    figure = _drawn(name, make_table(name)).figure
    assert figure.axes[-1].get_xlabel()
    for ax in figure.axes:
        is_named = all(text.get_text() for text in ax.get_yticklabels())
        assert ax.get_ylabel() or ax.get_title(loc="left") or is_named


@each_of_ours
@pytest.mark.parametrize("policies", [3, 8])
def test_words_are_in_the_readers_language(name, policies, make_table):
    """The alternative text and the definition have Chinese; a text without one is an error."""
    said = FIGURES[name].alt(make_table(name, policies=policies), Words("zh"))
    assert re.search(r"[\u4e00-\u9fff]", said)
    assert Words("zh")(FIGURES[name].definition) != FIGURES[name].definition
    assert Words("zh")(FIGURES[name].question) != FIGURES[name].question


@pytest.mark.parametrize("name", [name for name in OURS if FIGURES[name].panel])
def test_somebody_elses_axes_hold_one_panel(name, make_table):
    from arrears.errors import ScenarioError
    from arrears.plots.style import new_axes

    table = make_table(name)
    column = FIGURES[name].panel
    with pytest.raises(ScenarioError, match="one pair of axes for"):
        FIGURES[name].draw(table, ax=new_axes())
    ax = new_axes()
    one = table.loc[table[column] == table[column].iloc[0]]
    assert FIGURES[name].draw(one, ax=ax) is ax
