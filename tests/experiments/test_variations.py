"""A scenario with changes: checked, policies' own changes on top, shares that sum to 1."""

from pathlib import Path

import pytest

from arrears.api import load_scenario
from arrears.errors import ScenarioError
from arrears.experiments.ranges import Assumption, chosen, ranges
from arrears.experiments.variations import variations

EVERYBODY = "portfolio.segments.everybody"
FEE = "portfolio.products.loan.late_fee"


def edited(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_a_change_reaches_every_policy_but_the_one_that_sets_it_itself(response):
    own = "{collection: {grace_days: 9}, portfolio: {products: [{name: loan, late_fee: 7}]}}"
    path = edited(response, "{collection: {grace_days: 9}}", own)
    with variations(load_scenario(path)) as possible:
        changed = possible.at({FEE: 20, f"{EVERYBODY}.willingness": 4.5})
    fees = {name: arm.portfolio.products[0].late_fee for name, arm in changed.policies.items()}
    assert fees == {"status_quo": 2000, "grace": 700}
    assert changed.base.portfolio.products[0].late_fee == 2000
    assert {arm.portfolio.segments[0].willingness for arm in changed.policies.values()} == {4.5}


def test_nothing_changed_is_the_same_scenario(scenario):
    with variations(scenario) as possible:
        assert possible.at({}).hash == scenario.hash


def test_what_is_refused_says_so_without_a_path_of_this_machine(scenario):
    with variations(scenario) as possible:
        with pytest.raises(ScenarioError, match=r"payday=99: .*payday") as refused:
            possible.at({f"{EVERYBODY}.payday": 99})
        assert str(possible.path.parent) not in str(refused.value)


def test_only_what_an_error_speaks_of_keeps_its_value(scenario):
    with variations(scenario) as possible:
        changes = {f"{EVERYBODY}.payday": 99, f"{EVERYBODY}.willingness": 4.5}
        accepted, changed = possible.nearest(changes)
    assert accepted == {f"{EVERYBODY}.willingness": 4.5}
    assert changed.base.portfolio.segments[0].payday == 10


def test_an_end_that_is_refused_holds_the_parameter_and_says_why(scenario):
    good = Assumption(key=f"{EVERYBODY}.willingness", value=3, low=1.0, high=5.0)
    bad = Assumption(key=f"{EVERYBODY}.payday", value=10, low=1, high=40, step=1.0)
    with variations(scenario) as possible:
        [held] = possible.refused([good, bad])
    assert held.key == bad.key
    assert held.reason.startswith("40, an end of its range, is refused: portfolio.segments")


@pytest.fixture(scope="module")
def shares():
    """Vary the mixture of the shipped scenario: salaried 0.5, gig 0.3, student and low 0.1."""
    with variations(load_scenario("first_steps")) as possible:
        yield possible


def test_the_other_shares_follow_one_that_changes(shares):
    changed = shares.at({"portfolio.segments.gig_worker.share": 0.58})
    found = [segment.share for segment in changed.base.portfolio.segments]
    assert found == pytest.approx([0.3, 0.58, 0.06, 0.06])


def test_shares_drawn_together_are_scaled_to_their_sum(shares):
    names = ("salaried", "gig_worker", "student", "low_income")
    changes = {f"portfolio.segments.{name}.share": 0.5 for name in names}
    changed = shares.at(changes)
    assert [segment.share for segment in changed.base.portfolio.segments] == [0.25] * 4


def test_the_shipped_scenarios_can_be_varied_to_all_ends_at_once(shares):
    varied, held = ranges(shares.scenario, chosen(shares.scenario, ()))
    assert len(varied) > 200
    assert not shares.refused(varied)
    assert all("outside" in each.reason or "one value" in each.reason for each in held)
