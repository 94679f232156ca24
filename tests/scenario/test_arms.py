"""Policies as changes, and changes found again from their effect."""

import copy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.scenario.arms import changes_between
from arrears.scenario.load import load_scenario
from arrears.scenario.merge import finish, merge
from arrears.scenario.problems import Problems, Source
from arrears.scenario.text import parse, plain, write


def test_only_what_differs_is_a_change():
    base = {"a": 1, "b": {"c": 2, "d": 3}, "e": [1]}
    assert changes_between(base, {"a": 1, "b": {"c": 2, "d": 4}, "e": [1]}) == {"b": {"d": 4}}


def test_items_of_named_lists_change_by_name():
    base = [{"name": "x", "a": 1}, {"name": "y", "a": 1}, {"name": "z", "a": 1}]
    arm = [{"name": "x", "a": 2}, {"name": "z", "a": 1}, {"name": "w", "a": 3}]
    assert changes_between(base, arm) == [
        {"name": "x", "a": 2},
        {"name": "y", "remove": True},
        {"name": "w", "a": 3},
    ]


ITEMS = st.lists(st.sampled_from("abcde"), unique=True, max_size=5).flatmap(
    lambda names: st.tuples(
        *(
            st.fixed_dictionaries({"name": st.just(n), "v": st.integers(0, 2) | st.none()})
            for n in names
        )
    ).map(list)
)
ARMS = st.fixed_dictionaries({"s": ITEMS, "n": st.integers(0, 2), "l": st.lists(st.integers(0, 1))})


def tree(value):
    return parse(write(value), Source(name="a", folder=Path()), Problems())


@given(ARMS, ARMS)
def test_changes_laid_over_the_base_give_the_arm(base, arm):
    problems = Problems()
    changes = changes_between(copy.deepcopy(base), copy.deepcopy(arm))
    assert plain(finish(merge(tree(base), tree(changes)), problems)) == arm
    assert problems.errors == []


def test_a_policy_may_be_dropped_from_what_is_extended(tiny):
    Path("mine.yaml").write_text(
        "extends: tiny.yaml\nscenario: mine\npolicies: {no_grace: {remove: true}}\n"
    )
    assert list(load_scenario("mine.yaml").policies) == ["status_quo", "firm_calls"]


@pytest.mark.parametrize(
    ("policies", "message"),
    [
        ("[a]", "policies: found a list; accepted: a mapping of names to changes"),
        ("{a b: {}}", "policies.a b: a policy's name has letters, digits and _ only"),
        ("{a: 3}", "policies.a: found 3; accepted: a mapping of changes, or {}"),
        ("{a: {notes: 3}}", "policies.a.notes: found 3; accepted: text"),
        (
            "{a: {grace_days: 3}}",
            "policies.a.grace_days: unknown key; did you mean collection.grace_days?",
        ),
        (
            "{a: {auto_debit: {}}}",
            "policies.a.auto_debit: unknown key; did you mean portfolio.auto_debit?",
        ),
        ("{a: {bundle: 3}}", "policies.a.bundle: found 3; accepted: true or false"),
    ],
)
def test_policies_that_are_none_are_refused(tiny, policies, message):
    text = tiny.read_text()
    start, end = text.index("policies:"), text.index("compare:")
    tiny.write_text(f"{text[:start]}policies: {policies}\n{text[end:]}")
    with pytest.raises(Exception, match="policies") as refusal:
        load_scenario(tiny)
    assert message in [line.partition(": ")[2] for line in str(refusal.value).split("\n")]
