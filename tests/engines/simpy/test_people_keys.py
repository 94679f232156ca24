"""No key of what borrowers do beyond paying is dead: each moves a row of its piece."""

import functools
from pathlib import Path

import pandas as pd
import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import events_frame

PIECES = Path(__file__).parents[2] / "levers" / "pieces"

CHANGES = {
    "informal_loans": {
        "behaviour.informal": {
            "share": 0.2, "months": 12, "monthly_rate": 0.2, "loans_max": 1,
            "service_income_share": 0.01,
        },
    },
    "agents": {
        "behaviour.agents": {
            "monthly_share": 0.3, "load_weight": 9, "distress_weight": 9, "peers_weight": 30,
            "fee": 3000, "fee_monthly": 3000, "months": 1, "answers_share": 0,
            "complaint_monthly_share": 0, "regulator_share": 0, "application_monthly_share": 0,
            "concealed_share": 0, "sensitivity_factor": 0.1, "willingness_lost": 20,
        },
    },
    "peers": {
        "behaviour.peers": {"weight": 20, "usual_share": 0},
        "behaviour.leniency": {
            "weight": 20, "start_share": 1, "own_share": 0, "peers_share": 1, "announced_share": 1,
        },
        "collection.community": {"peers_factor": 9},
        "collection": {"announced_leniency_share": 0},
    },
    "stock_taking": {
        "behaviour.stock_taking": {
            "share": 0, "least_part_share": 0.9, "organisation_gain_share": 0, "contact_share": 0,
            "retrain_monthly_share": 1, "income_gain_share": 2, "income_gain_months": 5,
        },
        "behaviour.budget_talk": {"habit_gain_share": 0, "reminds_days": 0},
    },
    "education": {
        "collection.education": {
            "name": "webinar", "monthly_share": 1, "who": "in_arrears", "cost": 1,
            "forgetting_factor": 1, "organisation_gain_share": 0, "awareness_gain_share": 1,
        },
        "collection.information": {
            "reach_share": 0, "awareness_gain_share": 1, "stop_factor": 0, "complaint_factor": 0,
        },
        "collection.advisers": {
            "reach_share": 0, "apply_share": 0, "honesty_gain_share": 0, "relief": "plan",
            "fee": 3000,
        },
    },
    "rewards": {
        "collection.rewards": {"after_instalments": 1, "value": 1, "goodwill": 9},
        "collection.exposure": {
            "from_dpd": 60, "monthly_share": 0.1, "pressure": 90, "goodwill": -90,
            "distress_points": 1, "grievance_share": 0, "fear": 9,
        },
    },
}  # fmt: skip
TURNS = [
    (piece, f"{part}.{key}", value)
    for piece, parts in CHANGES.items()
    for part, keys in parts.items()
    for key, value in keys.items()
]


@functools.cache
def told(tmp: Path, piece: str, *sets: str) -> pd.DataFrame:
    path = tmp / f"{piece}.yaml"
    head = f"schema_version: 1\nscenario: {piece}\nextends: first_steps\nreplications: 1\n"
    body = (PIECES / f"{piece}.yaml").read_text(encoding="utf-8")
    path.write_text(head + body, encoding="utf-8")
    scenario = load_scenario(str(path), sets=sets)
    policy = scenario.policies["status_quo"]
    lived = simulate(scenario.base, policy, replication=0, seed=scenario.base.seed)
    return events_frame(lived.log, "status_quo", "none", 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pieces")


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "key", "value"), TURNS)
def test_no_key_is_dead(folder, piece, key, value):
    assert not told(folder, piece).equals(told(folder, piece, f"{key}={value}"))
