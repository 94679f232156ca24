"""What a study will take, said beforehand."""

import pytest

from arrears.api import load_scenario
from arrears.errors import ScenarioError
from arrears.experiments import Assumptions, plan

EVERYBODY = "portfolio.segments.everybody"
LOAN = "portfolio.products.loan"


def edited(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_the_budget_counts_sets_and_ends(scenario):
    """5 sets and 3 assumptions at 2 ends, 2 policies of 4 replications each."""
    found = plan(scenario, Assumptions(sets=5))
    assert (found.points, found.arms) == (5 + 3 * 2, 11 * 2 * 4)
    [said] = found.budget()
    assert said == (
        "assumptions: 3 vary; 5 parameter sets, then 3 alone at both ends of their range: 11 "
        "points of 8 simulated replications, 88 together; each flip found takes at most 7 points "
        "more, all other changes of sign of an assumption 14"
    )


def test_what_is_not_tried_is_said(scenario):
    found = plan(scenario, Assumptions(sets=5, ends=1))
    assert (found.tried, found.points) == (1, 7)
    assert "2 assumptions are not tried alone" in found.budget()


def test_every_range_is_stratified_over_the_sets(scenario):
    found = plan(scenario, Assumptions(sets=8))
    for each in found.varied:
        if not each.step:
            width = (each.high - each.low) / 8
            parts = [int((drawn[each.key] - each.low) / width) for drawn in found.sets]
            assert sorted(parts) == list(range(8))


def test_what_keeps_its_value_is_said_with_the_reason(response):
    path = edited(response, "willingness: {assumed: [1, 5]}", "willingness: {assumed: [4, 5]}")
    edited(path, "payday: {assumed: [1, 28]}", "payday: {assumed: [1, 40]}")
    found = plan(load_scenario(path), Assumptions(sets=2))
    assert [each.key for each in found.varied] == [
        f"{EVERYBODY}.payday", f"{EVERYBODY}.buffer_sigma",
    ]  # fmt: skip
    assert found.varied[0].high == 28  # what the key accepts
    assert found.budget()[1] == (
        f"1 keep their value, which lies outside their own range: {EVERYBODY}.willingness"
    )


def with_principals(response, least, median):
    """Assume the least and the median principal; the first is at most the second."""
    origins = f"""    products.loan.principal_min: {{assumed: {least}}}
    products.loan.principal.median: {{assumed: {median}}}
    segments.everybody.willingness"""
    path = edited(response, "    segments.everybody.willingness", origins)
    edited(path, "principal_min: 1000", "principal_min: 600")
    edited(path, "principal_max: 1000", "principal_max: 1200")
    return load_scenario(path)


def test_an_end_that_is_refused_is_said_with_the_reason(response):
    found = plan(with_principals(response, [500, 1100], [800, 1050]), Assumptions(sets=2))
    [held] = found.held
    assert held.key == f"{LOAN}.principal_min"
    assert "1100, an end of its range, is refused: portfolio.products.loan" in held.reason
    assert found.budget()[1] == (
        f"1 keep their value, as an end of their range is refused: {held.key}; "
        f"{held.key}: {held.reason}"
    )


def test_a_lever_of_the_policy_is_no_assumption(response):
    """What somebody chooses is not varied, and no error is asked about its ends."""
    lever = 'payday: {assumed: [1, 28], note: "a lever of the policies"}'
    found = plan(
        load_scenario(edited(response, "payday: {assumed: [1, 28]}", lever)), Assumptions(sets=3)
    )
    assert f"{EVERYBODY}.payday" not in {each.key for each in found.varied}
    assert all(f"{EVERYBODY}.payday" not in drawn for drawn in found.sets)
    assert f"1 keep their value, as levers: {EVERYBODY}.payday" in found.budget()


def test_many_refusals_are_said_in_one_line(response):
    """Half a dozen levers of three segments once filled a screen."""
    scenario = with_principals(response, [500, 1100], [500, 1050])
    found = plan(scenario, Assumptions(sets=3))
    refused = [each for each in found.held if "is refused" in each.reason]
    assert len(refused) == 2
    (said,) = [line for line in found.budget() if "refused" in line]
    assert said.startswith("2 keep their value")
    assert all(each.key in said for each in refused)


def test_assumptions_that_are_named_are_tried_alone_whatever_the_number(scenario):
    found = plan(scenario, Assumptions(sets=5, ends=0, alone=("*.payday",)))
    assert (found.tried, found.named) == (1, {f"{EVERYBODY}.payday"})
    words = r"--assumption-alone '\*\.paydy' names no assumed parameter"
    with pytest.raises(ScenarioError, match=words):
        plan(scenario, Assumptions(sets=5, alone=("*.paydy",)))


def test_a_lever_cannot_be_tried_alone_unless_it_is_varied(response):
    """It is assumed, so that another name near it would be no help."""
    lever = 'payday: {assumed: [1, 28], note: "a lever of the policies"}'
    scenario = load_scenario(edited(response, "payday: {assumed: [1, 28]}", lever))
    with pytest.raises(ScenarioError, match=r"payday' is a lever; name it with --assumption too$"):
        plan(scenario, Assumptions(sets=3, alone=(f"{EVERYBODY}.payday",)))
    both = Assumptions(sets=3, only=("*.payday",), alone=("*.payday",))
    assert plan(scenario, both).named == {f"{EVERYBODY}.payday"}


def test_what_is_left_out_cannot_be_tried_alone(scenario):
    with pytest.raises(ScenarioError, match=r"is left out by --assumption; name it there too$"):
        plan(scenario, Assumptions(sets=3, only=("!*.payday",), alone=("*.payday",)))


def test_of_several_regimes_the_first_is_said(response):
    found = plan(load_scenario(response, sets=['regimes=["none", "kr"]']), Assumptions(sets=2))
    assert "of 2 regimes, assumptions are varied under none only" in found.budget()


def test_values_that_are_refused_together_keep_those_of_the_scenario(response):
    """Both ends of both ranges are accepted, but not 850 at least with a median of 810."""
    scenario = with_principals(response, [500, 900], [800, 1100])
    found = plan(scenario, Assumptions(sets=30, only=("*principal*", "*willingness")))
    assert not found.held
    low, high = f"{LOAN}.principal_min", f"{LOAN}.principal.median"
    assert 0 < found.kept[high] < 30
    for drawn in found.sets:
        assert drawn.get(low, 600) <= drawn.get(high, 1000)
        assert f"{EVERYBODY}.willingness" in drawn
    assert any("keep their value in some sets" in line for line in found.budget())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sets": 1}, "2 parameter sets are the least"),
        ({"sets": 2, "replications": 1}, "an interval needs 2"),
        ({"sets": 2, "ends": -1}, "0 or more"),
    ],
)
def test_numbers_that_are_too_small_are_refused(options, message):
    with pytest.raises(ScenarioError, match=message):
        Assumptions(**options)


def test_more_replications_than_the_run_has_are_refused(scenario):
    with pytest.raises(ScenarioError, match="is 5, but the run has 4"):
        plan(scenario, Assumptions(sets=2, replications=5))


def test_replications_are_those_of_the_run_but_at_most_ten(response):
    assert plan(load_scenario(response, replications=3), Assumptions(sets=2)).replications == 3
    assert plan(load_scenario(response, replications=30), Assumptions(sets=2)).replications == 10


def test_one_replication_or_one_policy_is_too_little(response):
    with pytest.raises(ScenarioError, match="no intervals"):
        plan(load_scenario(response, replications=1), Assumptions(sets=2))
    with pytest.raises(ScenarioError, match="runs only one"):
        plan(load_scenario(response, policies=["grace"]), Assumptions(sets=2))


def test_a_study_in_which_nothing_varies_is_refused(response):
    path = edited(response, "willingness: {assumed: [1, 5]}", "willingness: {assumed: [4, 5]}")
    with pytest.raises(ScenarioError, match=r"none of 1 assumed parameters .* outside"):
        plan(load_scenario(path), Assumptions(sets=2, only=("*.willingness",)))
