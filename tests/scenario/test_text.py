"""The strict subset of YAML, and the places of its values."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.scenario.problems import Problems, Source
from arrears.scenario.text import Node, parse, plain, positions, resolve_plain, write

SOURCE = Source(name="a.yaml", folder=Path())


def read(text: str) -> tuple[Node | None, list[str]]:
    problems = Problems()
    node = parse(text, SOURCE, problems)
    return node, [str(problem) for problem in problems.errors]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("1e5", 100000.0),
        ("1E-3", 0.001),
        (".5", 0.5),
        ("2.", 2.0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("NO", "NO"),
        ("yes", "yes"),
        ("True", "True"),
        ("2025-01-01", "2025-01-01"),
        ("09:00", "09:00"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("007", "007"),
        (".inf", ".inf"),
        ("nan", "nan"),
    ],
)
def test_a_plain_scalar_is_a_number_a_truth_value_null_or_text(text, value):
    resolved = resolve_plain(text)
    assert (resolved, type(resolved)) == (value, type(value))


@pytest.mark.parametrize("text", ["1e999", "9" * 41])
def test_a_number_beyond_all_use_is_refused(text):
    with pytest.raises(ValueError, match="number"):
        resolve_plain(text)


def test_quoted_scalars_are_text():
    node, problems = read("{a: '1', b: \"true\", c: 'null'}")
    assert (plain(node), problems) == ({"a": "1", "b": "true", "c": "null"}, [])


def test_every_value_knows_its_line_and_column():
    node, _ = read("a: 1\nb:\n  - x\n  - {c: 2}\n")
    found = {path: (at.line, at.column) for path, at in positions(node).items()}
    assert found == {
        (): (1, 1),
        ("a",): (1, 4),
        ("b",): (3, 3),
        ("b", 0): (3, 5),
        ("b", 1): (4, 5),
        ("b", 1, "c"): (4, 9),
    }


def test_keys_know_their_place_too():
    node, _ = read("a:\n  b: 1\n")
    assert str(node.value["a"].value["b"].key_at) == "a.yaml:2:3"


def test_columns_count_characters_not_bytes():
    node, _ = read("{代扣: 1}")
    assert node.value["代扣"].at.column == 6


def test_anchors_aliases_and_tags_are_refused_together():
    _, problems = read("a: &x 1\nb: *x\nc: !!int 3\n")
    assert problems == [
        "a.yaml:1:4: a: anchors are not allowed (&x); write the value out",
        "a.yaml:2:4: b: aliases are not allowed (*x); write the value out",
        (
            "a.yaml:3:4: c: tags are not allowed (tag:yaml.org,2002:int); "
            "quote text and leave numbers plain"
        ),
    ]


def test_a_key_that_stands_twice_is_refused_and_the_first_is_kept():
    node, problems = read("a: 1\nb: {c: 2, c: 3}\na: 4\n")
    assert problems == [
        "a.yaml:2:11: b.c: key stands twice; first at line 2",
        "a.yaml:3:1: a: key stands twice; first at line 1",
    ]
    assert plain(node) == {"a": 1, "b": {"c": 2}}


@pytest.mark.parametrize("key", ["1", "true", "null", "1.5"])
def test_a_key_is_text(key):
    _, problems = read(f"{key}: x")
    assert problems == [
        f"a.yaml:1:1: a key is text; found {key.replace('null', 'nothing')}: quote it"
    ]


def test_a_key_that_is_a_list_is_refused():
    node, problems = read("? [a, b]\n: 1\n")
    assert node is None
    assert problems == ["a.yaml:1:3: a key is text; found a list, mapping or alias"]


def test_a_second_document_is_refused():
    _, problems = read("a: 1\n---\nb: 2\n")
    assert problems == ["a.yaml:2:1: a scenario is one document; found a second"]


def test_text_that_is_not_yaml_says_where():
    node, problems = read("a: 1\nb: [1, 2\nc: 3\n")
    assert node is None
    assert problems[0].startswith("a.yaml:3:2: not readable as YAML: ")


def test_tabs_are_explained():
    _, problems = read("a:\n\tb: 1\n")
    assert problems[0].endswith("(indent with spaces)")


def test_deep_nesting_is_refused_without_recursion():
    node, problems = read("[" * 5000)
    assert node is None
    assert "nested too deeply" in problems[0]


def test_control_characters_are_refused():
    node, problems = read("a: \x07")
    assert node is None
    assert problems[0].startswith("a.yaml:1:1: not readable as YAML")


def test_an_empty_text_has_no_tree():
    assert read("# only a comment\n") == (None, [])


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
    | st.sampled_from(
        ["NO", "1e5", "09:00", "2025-01-01", "007", "null", "", "~", "1_0", "=", "<<"]
    )
)
KEYS = st.from_regex("[a-z]{1,5}", fullmatch=True)
TREES = st.recursive(
    SCALARS, lambda t: st.lists(t, max_size=3) | st.dictionaries(KEYS, t, max_size=3), max_leaves=8
)


@given(TREES)
def test_what_is_written_reads_back_as_the_same(tree):
    node, problems = read(write({"root": tree}))
    assert problems == []
    assert plain(node) == {"root": tree}
