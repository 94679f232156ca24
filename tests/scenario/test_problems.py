"""Places, words and order of messages."""

from pathlib import Path

import pytest

from arrears.errors import ScenarioError
from arrears.scenario.problems import Position, Problems, Source, nearest, shown

FILE = Source(name="a.yaml", folder=Path())


def at(line, column, source=FILE):
    return Position(source=source, line=line, column=column)


def test_problems_are_raised_together_in_order_and_once():
    problems = Problems()
    problems.error(at(3, 1), "b", "late")
    problems.error(at(2, 9), "a", "early")
    problems.error(at(3, 1), "b", "late")
    with pytest.raises(ScenarioError) as refusal:
        problems.refuse()
    assert str(refusal.value) == "a.yaml:2:9: a: early\na.yaml:3:1: b: late"


def test_warnings_alone_are_kept_and_refuse_nothing():
    problems = Problems()
    problems.warn(at(1, 1), "a", "odd")
    problems.refuse()  # would raise
    assert (len(problems.warnings), problems.errors) == (1, [])


def test_an_option_has_no_line():
    option = Source(name="--seed 3", folder=Path(), layer=101)
    assert str(at(1, 1, option)) == "--seed 3"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (24, "24"),
        (0.5, "0.5"),
        (True, "true"),
        (None, "nothing"),
        ("x", "'x'"),
        ({}, "an empty mapping"),
        ([1], "a list"),
        ("y" * 99, "'" + "y" * 39 + "..."),
    ],
)
def test_values_are_quoted_as_written_and_never_long(value, text):
    assert shown(value) == text


def test_the_nearest_name_is_suggested_or_the_known_are_listed():
    assert nearest("grase_days", ["grace_days", "teams"]) == "; did you mean grace_days?"
    assert nearest("zzz", ["grace_days", "teams"]) == "; accepted: grace_days, teams"
    assert nearest("zzz", []) == ""
    assert nearest("zzz", [f"n{i}" for i in range(20)]).endswith("n11, ...")
