"""Where pydantic's locations lead in the file."""

from pathlib import Path

from arrears.scenario.messages import label_of, locate, written_keys
from arrears.scenario.problems import Problems, Source
from arrears.scenario.text import Node, parse


def tree() -> Node:
    text = "a:\n  - {name: one, b: 1}\n  - {channel: sms, b: 2}\n  - 3\n"
    node = parse(text, Source(name="a.yaml", folder=Path()), Problems())
    assert node is not None
    return node


def test_items_are_labelled_by_name_or_channel_or_number():
    assert locate(tree(), ("a", 0, "b"))[1] == "a.one.b"
    assert label_of(tree(), ("a", 1, "b")) == ("a", "sms", "b")
    assert label_of(tree(), ("a", 2)) == ("a", 2)


def test_a_path_beyond_what_is_written_stands_where_it_ends():
    position, label = locate(tree(), ("a", 0, "c"))
    assert (str(position), label) == ("a.yaml:2:5", "a.one.c")


def test_words_for_alternatives_are_not_keys():
    loc = ("a", "list[int]", 0, "household", "b")
    assert written_keys(loc, tree(), missing=False) == ("a", 0, "b")


def test_a_missing_key_is_part_of_the_path():
    assert written_keys(("a", 0, "c"), tree(), missing=True) == ("a", 0, "c")
