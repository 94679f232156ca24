"""Remarks look up their place."""

from pathlib import Path

from arrears.scenario.problems import Problems, Source
from arrears.scenario.remarks import Remarks
from arrears.scenario.text import parse


def remarks():
    problems = Problems()
    node = parse("a:\n  b: [{name: x}]\n", Source(name="f.yaml", folder=Path()), problems)
    return Remarks(tree=node, problems=problems)


def test_errors_and_warnings_stand_at_their_key():
    here = remarks()
    here.error(("a", "b", 0), "wrong")
    here.warn(("a", "c"), "odd")
    here.unknown(("a", "b"), "thing", "y", ["x", "yy"])
    assert [str(problem) for problem in here.problems.errors] == [
        "f.yaml:2:7: a.b.x: wrong",
        "f.yaml:2:6: a.b: there is no thing 'y'; did you mean yy?",
    ]
    assert [str(problem) for problem in here.problems.warnings] == ["f.yaml:2:3: a.c: odd"]


def test_what_is_written_is_known():
    here = remarks()
    assert here.says(("a", "b", 0, "name"))
    assert not here.says(("a", "c"))
    assert not here.says(("a", "b", 1))
    assert str(here.position(("a", "b"))) == "f.yaml:2:6"
