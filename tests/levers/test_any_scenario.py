"""Scenarios drawn at random over all mechanisms and rules keep the promises that every run makes.

Pieces are laid over one another, some keys turned to other values within their bounds, under a
regime, a cap on contact and a share of obedience that are drawn too; see `drawing`. Each is lived
three times: twice under equal policies, once with its pods side by side in the other order.
"""

import pytest
from drawing import ALONE, BOTTOM, CUTTING, OTHERS, Drawn, scenarios
from hypothesis import HealthCheck, given, reject, settings
from promises import assert_promises
from turning import pieces

from arrears.errors import ScenarioError

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def assert_kept(drawn: Drawn) -> None:
    """Hold a drawn scenario to every promise, unless no file can say it."""
    try:
        scenario = drawn.load()
    except ScenarioError:
        reject()
    assert_promises(scenario, drawn.regime, policies=("drawn", "twin"), cap=drawn.cap)


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=QUIET)
@given(drawn=scenarios())
def test_some_random_scenarios_keep_every_promise(drawn):
    assert_kept(drawn)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
@given(drawn=scenarios())
def test_random_scenarios_over_all_mechanisms_keep_every_promise(drawn):
    assert_kept(drawn)


def test_every_piece_is_drawn_from():
    assert {*CUTTING, *OTHERS, ALONE, BOTTOM} == set(pieces())


# In each of these a fault showed itself once.
FOUND = {
    "a visit that a rule forbids": Drawn(
        names=("law", "compared", "series", "visits"), shipped="cn_cost_cap_draft",
        is_always=True, share=0.5, drops=True, seed=0,
    ),
    "a ceiling on late fees, and a court's fee": Drawn(
        names=("cycles", "rules_of_steps", "rules_of_charges"), share=0.9, seed=0,
        sets=("regimes.own.rules.price={kind: price, of: late_fee, share: 0.02}",),
    ),
    "offers that are due, and a guarantor": Drawn(
        names=("guarantee", "rules_of_contact"), shipped="cn_with_dpd_triggers",
        cap=(3, 3), share=0.0, drops=True, pods=3, seed=1016,
    ),
    "an income of which nothing is withheld": Drawn(
        names=("relief_settlement", "rules_of_steps"), shipped="cn_with_au_package",
        is_always=True, currency="AUD", cap=(1, 3), share=0.5, drops=True, pods=3, seed=137,
    ),
    "one agency after another": Drawn(
        names=("cycles", "relief_programme", "rules_of_steps", "rules_of_charges"), shipped="ru",
        cap=(1, 7), share=0.9, seed=1248,
    ),
    "a second agency": Drawn(
        names=("rewards", "own", "rules_of_steps", "rules_of_charges"), shipped="us_nyc",
        currency="USD", share=0.9, drops=True, pods=2, seed=4,
        sets=("shocks.kinds.flood.own.numbers.hit_share=0.9",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("drawn", FOUND.values(), ids=FOUND)
def test_scenarios_in_which_a_fault_was_found_keep_every_promise(drawn):
    assert_promises(drawn.load(), drawn.regime, policies=("drawn", "twin"), cap=drawn.cap)
