"""One text laid over another."""

from pathlib import Path

from arrears.scenario.merge import check_names, finish, merge
from arrears.scenario.problems import Problems, Source
from arrears.scenario.text import parse, plain, positions


def node(text, name="a.yaml"):
    return parse(text, Source(name=name, folder=Path()), Problems())


def merged(*texts):
    problems = Problems()
    tree = None
    for number, text in enumerate(texts):
        tree = merge(tree, node(text, f"{number}.yaml"))
    return plain(finish(tree, problems)), [str(problem) for problem in problems.errors]


def test_mappings_merge():
    assert merged("{a: {b: 1, c: 2}, d: 3}", "{a: {c: 4, e: 5}}") == (
        {"a": {"b": 1, "c": 4, "e": 5}, "d": 3},
        [],
    )


def test_lists_of_named_items_merge_by_name_in_place_and_new_names_append():
    base = "x: [{name: one, a: 1, b: 1}, {name: two, a: 2}]"
    over = "x: [{name: three, a: 3}, {name: one, a: 9}]"
    assert merged(base, over)[0]["x"] == [
        {"name": "one", "a": 9, "b": 1},
        {"name": "two", "a": 2},
        {"name": "three", "a": 3},
    ]


def test_named_lists_merge_within_named_lists():
    base = "x: [{name: s, y: [{name: t, tone: gentle, n: 3}]}]"
    over = "x: [{name: s, y: [{name: t, tone: firm}]}]"
    assert merged(base, over)[0] == {
        "x": [{"name": "s", "y": [{"name": "t", "tone": "firm", "n": 3}]}]
    }


def test_an_item_is_removed_by_name():
    base = "x: [{name: one}, {name: two}]"
    assert merged(base, "x: [{name: one, remove: true}]") == ({"x": [{"name": "two"}]}, [])


def test_a_removed_item_may_be_added_anew_at_the_end():
    base = "x: [{name: one, a: 1, b: 1}, {name: two}]"
    over = "x: [{name: one, remove: true}, {name: one, a: 2}]"
    assert merged(base, over)[0]["x"] == [{"name": "two"}, {"name": "one", "a": 2}]


def test_a_removal_waits_for_what_is_laid_under_at_last():
    scenario = merge(node("x: [{name: gig, share: 1}]"), node("x: [{name: student, remove: true}]"))
    part = node("x: [{name: student, share: 0.5}, {name: gig, share: 0.5}]")
    problems = Problems()
    assert plain(finish(merge(part, scenario), problems)) == {"x": [{"name": "gig", "share": 1}]}
    assert problems.errors == []


def test_removing_what_is_not_there_is_an_error():
    _, problems = merged("x: [{name: gig}]", "x: [{name: gyg, remove: true}]")
    assert problems == ["1.yaml:1:5: x.gyg: there is none to remove; did you mean gig?"]


def test_other_lists_scalars_and_null_replace():
    base = "{a: [1, 2], b: {c: 1}, d: [{name: x}], e: 1}"
    over = "{a: [3], b: null, d: [], e: {f: 2}}"
    assert merged(base, over)[0] == {"a": [3], "b": None, "d": [], "e": {"f": 2}}


def test_a_list_in_which_one_item_has_no_name_replaces():
    assert merged("x: [{name: one}]", "x: [{name: one, a: 1}, {a: 2}]")[0] == {
        "x": [{"name": "one", "a": 1}, {"a": 2}]
    }


def test_positions_follow_the_value_that_wins():
    tree = merge(node("{a: 1, b: 2}", "base.yaml"), node("b: 3", "over.yaml"))
    places = {path: str(at) for path, at in positions(tree).items()}
    assert places["a",] == "base.yaml:1:5"
    assert places["b",] == "over.yaml:1:4"


def test_two_items_of_one_name_are_an_error():
    problems = Problems()
    check_names(node("x:\n  - {name: one}\n  - {name: one}\n"), problems)
    assert [str(problem) for problem in problems.errors] == [
        "a.yaml:3:5: x.one: two items have this name; the first is at line 2"
    ]


def test_a_removal_says_nothing_else():
    problems = Problems()
    check_names(node("x: [{name: one, remove: true, a: 1}]"), problems)
    assert "and nothing else" in str(problems.errors[0])
