"""`check_figure` passes what is right and says in plain words what is wrong."""

import dataclasses
import itertools
from pathlib import Path

import pandas as pd
import pytest

from arrears.errors import ExtensionError
from arrears.extend import FigureKind, check_figure, register_figure
from arrears.plots.style import new_axes
from arrears.runs.run import execute
from arrears.scenario.load import load_scenario
from arrears.words import ENGLISH


def tabulate(source):
    rows = source.read("monthly", segment="all", series="attempts")
    if rows.empty:
        return pd.DataFrame(columns=["policy", "month", "attempts"])
    rows = rows.groupby(["policy", "month"], sort=False, observed=True)["value"].mean()
    return rows.rename("attempts").reset_index()


def draw(table, *, styles=None, words=ENGLISH, ax=None):
    ax = new_axes() if ax is None else ax
    for policy, rows in table.groupby("policy", sort=False):
        ax.plot(rows["month"], rows["attempts"], label=policy)
    return ax


RIGHT = FigureKind(
    name="attempts",
    question="How much work is there?",
    reads=("monthly",),
    tabulate=tabulate,
    draw=draw,
    alt=lambda table, words: f"Up to {table['attempts'].max():.0f} attempts a month.",
    definition="Attempts by month, mean over replications.",
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run 30 borrowers."""
    folder = tmp_path_factory.mktemp("figures") / "run"
    scenario = load_scenario("first_steps", borrowers=30, replications=2, policies=["status_quo"])
    execute(scenario, out=folder, jobs=1, report=False)
    return folder


@pytest.fixture
def refusal(run):
    """Return a function that says why a changed figure is refused."""

    def of(**changes):
        with pytest.raises(ExtensionError) as error:
            check_figure(dataclasses.replace(RIGHT, **changes), run=run)
        return str(error.value)

    return of


def test_a_figure_that_is_right_passes(run):
    assert check_figure(RIGHT, run=run).startswith("attempts: nothing wrong found in")


def test_a_table_that_is_not_named_is_refused(refusal):
    assert "tabulate reads monthly; list it in reads" in refusal(reads=("summary",))


def test_a_drawing_that_differs_from_time_to_time_is_refused(refusal):
    count = itertools.count()

    def restless(table, **options):
        ax = draw(table, **options)
        ax.set_title(str(next(count)))
        return ax

    assert "draws something else the second time" in refusal(draw=restless)


def test_a_table_that_differs_from_time_to_time_is_refused(refusal):
    count = itertools.count()
    restless = lambda source: tabulate(source).assign(n=next(count))  # noqa: E731
    assert "tabulate gives another table the second time" in refusal(tabulate=restless)


def test_a_changed_table_is_refused(refusal):
    def greedy(table, **options):
        table["attempts"] *= 2
        return draw(table, **options)

    assert "draw or alt changed the table" in refusal(draw=greedy)


def test_axes_of_its_own_are_refused_where_axes_are_given(refusal):
    own = lambda table, **options: draw(table)  # noqa: E731
    assert "draws elsewhere than on the axes it is given" in refusal(draw=own)


def test_something_that_is_no_axes_is_refused(refusal):
    assert "returns no axes of a figure" in refusal(draw=lambda table, **options: None)


def test_silence_and_nan_in_words_are_refused(refusal):
    assert "alt says nothing" in refusal(alt=lambda table, words: " ")
    assert "alt speaks of 'nan'" in refusal(alt=lambda table, words: "up to nan attempts")


def test_a_run_in_which_nothing_happened_must_not_stop_it(refusal):
    def careless(source):
        rows = source.read("monthly", segment="all")
        return pd.DataFrame({"policy": ["a"], "attempts": [rows["value"].tolist()[0]]})

    assert "tabulate of a run in which nothing happened raised IndexError" in refusal(
        tabulate=careless
    )


def test_a_figure_that_comes_with_arrears_is_not_replaced(refusal):
    assert "a figure of this name comes with arrears" in refusal(name="recovery")
    with pytest.raises(ExtensionError, match="comes with arrears"):
        register_figure(dataclasses.replace(RIGHT, name="recovery"))


def test_a_registered_figure_is_drawn_by_its_name(tmp_path):
    """From a file beside the scenario to run.plot; without the file it says what is missing."""
    import arrears

    own = tmp_path / "own.py"
    source = Path(__file__).read_text(encoding="utf-8")
    written = source[: source.index("\n\n@pytest.fixture")]
    own.write_text(f"{written}\nregister_figure(RIGHT)\n", encoding="utf-8")
    scenario = arrears.load_scenario(
        "first_steps", borrowers=30, replications=2, sets=[f"extensions=[{own}]"]
    )
    run = arrears.run(scenario, jobs=1)
    assert "attempts" in dir(run.plot)
    assert len(run.plot.attempts().lines) == len(run.policies)
    again = arrears.open_run(run.directory)
    own.unlink()
    with pytest.raises(ExtensionError, match=r"own\.py: cannot be read"):
        again.plot.attempts()
    assert again.plot.recovery() is not None


def test_a_registered_figure_is_in_the_report(tmp_path):
    import arrears

    own = tmp_path / "own.py"
    source = Path(__file__).read_text(encoding="utf-8")
    written = source[: source.index("\n\n@pytest.fixture")]
    own.write_text(f"{written}\nregister_figure(RIGHT)\n", encoding="utf-8")
    scenario = arrears.load_scenario(
        "first_steps", borrowers=20, replications=2, policies=["status_quo"],
        sets=[f"extensions=[{own}]"],
    )  # fmt: skip
    run = arrears.run(scenario, out=tmp_path / "run", jobs=1)
    page = (run.directory / "report.html").read_text(encoding="utf-8")
    assert "How much work is there?" in page
    assert "Attempts by month, mean over replications." in page
    assert (run.directory / "figures" / "attempts.csv").exists()
