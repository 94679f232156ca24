"""What is assumed, within what its key accepts."""

from dataclasses import replace
from fractions import Fraction

import pytest

from arrears.api import load_scenario
from arrears.errors import ScenarioError
from arrears.experiments.ranges import Assumption, chosen, ranges
from arrears.scenario.origins import OriginRow

EVERYBODY = "portfolio.segments.everybody"


def row(key, value, low, high):
    return OriginRow(key=key, value=value, kind="assumed", low=low, high=high)


def only(scenario, *rows):
    varied, held = ranges(scenario, rows)
    return varied[0] if varied else held[0]


def test_only_what_is_assumed_with_a_range_is_chosen(scenario):
    keys = [each.key for each in chosen(scenario, ())]
    assert keys == [f"{EVERYBODY}.{name}" for name in ("payday", "buffer_sigma", "willingness")]


@pytest.mark.parametrize(
    ("patterns", "names"),
    [
        (("*.willingness",), ["willingness"]),
        (("!*.willingness",), ["payday", "buffer_sigma"]),
        (("*.everybody.*", "!*.payday"), ["buffer_sigma", "willingness"]),
    ],
)
def test_patterns_choose_and_leave_out(scenario, patterns, names):
    keys = [each.key for each in chosen(scenario, patterns)]
    assert keys == [f"{EVERYBODY}.{name}" for name in names]


def test_what_a_policy_chooses_is_varied_only_where_it_is_named(scenario):
    """The rest of what it brings along is a statement about the world, like all others."""
    lever = replace(row("policies.a.collection.x", 1, 0, 2), detail="a lever of the policy")
    world = row("policies.a.collection.y", 1, 0, 2)
    whole = replace(scenario, origins=(lever, world))
    assert chosen(whole, ()) == [world]
    assert chosen(whole, ("*.x",)) == [lever]
    assert chosen(whole, ("!*.y",)) == []


def test_a_pattern_that_names_nothing_is_refused_with_the_nearest_name(scenario):
    with pytest.raises(ScenarioError, match=r"willingnes' names no.*everybody\.willingness"):
        chosen(scenario, (f"{EVERYBODY}.willingnes",))


def test_a_scenario_that_assumes_nothing_is_refused(scenario):
    with pytest.raises(ScenarioError, match="no assumed parameter"):
        chosen(replace(scenario, origins=()), ())


def test_whole_numbers_stay_whole_and_take_equal_parts(scenario):
    payday = only(scenario, row(f"{EVERYBODY}.payday", 10, 0.5, 4.9))
    assert only(scenario, row(f"{EVERYBODY}.payday", 3, 0.5, 4.9)).low == 1
    assert "outside" in payday.reason
    days = Assumption(key="days", value=2, low=1, high=4, step=1.0)
    drawn = [days.at((place + 0.5) / 400) for place in range(400)]
    assert {day: drawn.count(day) for day in set(drawn)} == {1: 100, 2: 100, 3: 100, 4: 100}
    assert all(isinstance(day, int) for day in drawn)


def test_a_share_stays_a_share(scenario):
    share = only(scenario, row(f"{EVERYBODY}.digital_share", 1.0, 0.5, 1.5))
    assert (share.low, share.high) == (0.5, 1)
    assert share.at(1 - 2**-53) <= 1


def test_amounts_have_two_decimals_at_most(scenario):
    fee = only(scenario, row("portfolio.products.loan.late_fee", 0, 0, 0.05))
    assert sorted({fee.at((place + 0.5) / 60) for place in range(60)}) == [
        0.0, 0.01, 0.02, 0.03, 0.04, 0.05,
    ]  # fmt: skip


@pytest.mark.parametrize("position", [2**-53, 0.3, 1 - 2**-53])
def test_values_lie_within_the_range(position):
    for step, low, high in ((0.0, 0.1, 0.7), (1.0, 3, 9), (0.01, 0.1, 0.7)):
        value = Assumption(key="x", value=low, low=low, high=high, step=step).at(position)
        assert low <= value <= high


def test_positions_map_evenly():
    assert Assumption(key="x", value=3, low=2.0, high=4.0).at(0.25) == 2.5


@pytest.mark.parametrize(
    ("value", "low", "high", "reason"),
    [(3.0, 4, 5, "its value 3 lies outside"), (3.0, 3, 3, "its range holds one value: 3 to 3")],
)
def test_what_cannot_be_varied_says_why(scenario, value, low, high, reason):
    held = only(scenario, row(f"{EVERYBODY}.willingness", value, low, high))
    assert held.reason.startswith(reason)


def test_the_middle_is_between_or_one_of_the_two():
    days = Assumption(key="days", value=2, low=1, high=9, step=1.0)
    assert (days.between(2, 9), days.between(9, 2), days.between(3, 4)) == (5, 5, 3)
    free = Assumption(key="x", value=2.0, low=1.0, high=9.0)
    assert Fraction(free.between(2.0, 9.0)) == Fraction(11, 2)


def test_items_of_lists_are_found_by_name():
    """The ranges of the shipped scenario are those of its keys: whole days, amounts, shares."""
    shipped = load_scenario("first_steps")
    varied = {each.key: each for each in ranges(shipped, chosen(shipped, ()))[0]}
    assert varied["portfolio.segments.student.payday"].step == 1
    assert varied["portfolio.segments.student.income.median"].step == 0.01
    assert varied["behaviour.answering.contacts.call.answer_share"].step == 0
    assert varied["behaviour.answering.tones.harsh.goodwill"].low == -0.6
    assert varied["shocks.kinds.job_loss.monthly_share.student"].high == 0.03
