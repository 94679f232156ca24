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


def test_an_item_with_an_unknown_key_is_not_blamed_for_what_it_lacks(errors):
    """Without the misspelt key it would change nothing, but that is not what is wrong."""
    old = "extra_months: 6, reduction_share: 0.3,\n       reduced_months: 6"
    (line,) = errors((old, "settlment: {principal_share: 0.5}"))
    assert line.endswith(
        "collection.relief.instalment_plan.settlment: unknown key; did you mean settlement?"
    )


def test_a_key_that_belongs_below_is_said_with_its_section(errors):
    assert errors(("scenario: tiny\n", "scenario: tiny\ngrace_days: 3\n")) == [
        "tiny.yaml:3:1: grace_days: unknown key; did you mean collection.grace_days?"
    ]


def test_a_decimal_comma_is_recognised(errors):
    (line,) = errors(("  grace_days: 3\n", "  grace_days: 3\n  prices: {sms: 0,05}\n"))
    assert line.endswith("prices.05: unknown key; a decimal is written with a point, as in 0.05")


def test_a_new_item_that_lacks_something_may_be_an_old_one_misspelt(errors):
    (line,) = errors(("policies:\n", "policies:\n  b: {collection: {teams: [{name: servic}]}}\n"))
    assert "servic.people: is missing" in line
    assert line.endswith("; or did you mean the item service?")
