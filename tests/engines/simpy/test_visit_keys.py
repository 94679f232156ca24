"""Every key of visits, third persons, dialling and traces moves some row of a busy book."""

import functools
from pathlib import Path

import pandas as pd
import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import events_frame

VISITS = str(Path(__file__).parent / "visits.yaml")
DOORSTEP = "collection.stages.middle.actions.doorstep.visit."
KNOCK = "collection.stages.early.actions.knock.visit."
VISITORS = "collection.field_teams.visitors."
ROBOT = "collection.stages.early.actions.robot."
WHERE = "collection.stages.early.actions.where."
BORNE = "behaviour."

CHANGES = {
    f"{VISITORS}people": 3, f"{VISITORS}hours_per_day": 3, f"{VISITORS}opens": '"12:00"',
    f"{VISITORS}cost_per_hour": 1, f"{VISITORS}cost_per_visit": 1,
    f"{VISITORS}travel_minutes": 150, f"{VISITORS}visitors": 5,
    f"{DOORSTEP}announced_days": 9, f"{DOORSTEP}announce_by": "letter",
    f"{DOORSTEP}follow_through_share": 0, f"{DOORSTEP}asks_consent": "true",
    f"{DOORSTEP}preparation_minutes": 100, f"{DOORSTEP}wrong_debt_found_share": 1,
    f"{DOORSTEP}spare_paid_days": 200, f"{KNOCK}sensitivity_share": 0,
    f"{KNOCK}specificity_share": 0, f"{DOORSTEP}follow_up_days": 1, f"{KNOCK}conduct": "proper",
    f"{ROBOT}dials_per_day": 2, f"{ROBOT}abandoned_share": 0.9, f"{WHERE}purpose": "collect",
    "collection.tracing.cost": 1, "collection.tracing.success_share": 0,
    "collection.tracing.delay_days": 9, "collection.tracing.times_max": 1,
    f"{BORNE}visits.announcement_pressure": 30, f"{BORNE}visits.announcement_distress_points": 9,
    f"{BORNE}visits.announcement_grievance_share": 1,
 f"{BORNE}visits.conflict_share": 0,
    f"{BORNE}visits.conflict_distress_points": 1, f"{BORNE}visits.threat_pressure": 30,
    f"{BORNE}visits.threat_distress_points": 1, f"{BORNE}visits.threat_grievance_share": 0,
    f"{BORNE}visits.threat_conflict_factor": 0,
    f"{BORNE}third_parties.known_persons_mean": 0, f"{BORNE}third_parties.refuse_share": 1,
    f"{BORNE}third_parties.tell_share": 0, f"{BORNE}third_parties.pressure": 30,
    f"{BORNE}third_parties.repetition_factor": 0, f"{BORNE}third_parties.goodwill": -9,
    f"{BORNE}third_parties.distress_points": 1, f"{BORNE}third_parties.grievance_share": 1,
    f"{BORNE}third_parties.locate_share": 1, f"{BORNE}third_parties.locate_factor": 1,
    f"{BORNE}dialling.ring_load": 0, f"{BORNE}dialling.abandoned_load": 1,
    f"{BORNE}dialling.abandoned_grievance_share": 1,
}  # fmt: skip
BLUFF = (
    "collection.stages.middle.actions.doorstep={every_days: 5, visit: {follow_through_share: 0}}"
)
TOGETHER = {  # keys that only matter beside another
    f"{BORNE}visits.consent_share": (f"{DOORSTEP}asks_consent=true", 1),
    f"{BORNE}visits.grievance_share": (f"{KNOCK}conduct=proper", 1),
    f"{BORNE}visits.bluff_lost_share": (BLUFF, 0),
    f"{BORNE}visits.credibility_half_life_days": (BLUFF, 1),
}


@functools.cache
def told(*sets: str) -> pd.DataFrame:
    scenario = load_scenario(VISITS, borrowers=150, sets=sets)
    policy = scenario.policies["status_quo"]
    lived = simulate(scenario.base, policy, replication=0, seed=scenario.base.seed)
    return events_frame(lived.log, "status_quo", "none", 0)


@pytest.mark.slow
@pytest.mark.parametrize("key", CHANGES)
def test_no_key_is_dead(key):
    assert not told().equals(told(f"{key}={CHANGES[key]}"))


@pytest.mark.slow
@pytest.mark.parametrize("key", TOGETHER)
def test_no_key_is_dead_beside_another(key):
    beside, value = TOGETHER[key]
    assert not told(beside).equals(told(beside, f"{key}={value}"))
