"""One scenario with every mechanism on keeps all promises, and in it everything happens."""

from functools import cache
from pathlib import Path

import pytest
from promises import assert_promises, breaches_of
from turning import Lived

from arrears.api import Scenario, load_scenario
from arrears.terms import Event

EVERYTHING = Path(__file__).parent / "everything.yaml"
CAP = (3, 7)  # of its regime
TWINS = {"status_quo": "twin", "half_law": "half_law_twin"}
TWIN = "policies.half_law_twin={collection: {compliance_share: 0.5}}"


@cache
def scenario() -> Scenario:
    return load_scenario(EVERYTHING, sets=(TWIN,))


@cache
def life(policy: str) -> Lived:
    policies = (policy, TWINS[policy])
    return assert_promises(scenario(), "everything", policies=policies, cap=CAP)


@pytest.mark.parametrize("policy", TWINS)
def test_with_everything_on_every_promise_is_kept(policy):
    assert len(life(policy).events) > 5000


def test_every_event_happens():
    happened = set().union(*(life(policy).events["event"] for policy in TWINS))
    assert {event.name.lower() for event in Event} - happened == set()


def test_who_half_obeys_breaks_rules_on_contact_steps_and_charges():
    kinds = {breach.event for breach in breaches_of(life("half_law"), scenario(), "everything")}
    assert {"attempt", "late"} < kinds
    assert kinds - {"attempt", "late"}
