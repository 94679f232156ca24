"""Visits, third persons, machines and traces drawn at random: what always holds holds."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.results.who_pays import cash_flows
from arrears.runs.measuring import measures_of

VISITS = str(Path(__file__).parent / "visits.yaml")
DOORSTEP = "collection.stages.middle.actions.doorstep."
VISITORS = "collection.field_teams.visitors."
ROBOT = "collection.stages.early.actions.robot."

TERMS = st.fixed_dictionaries({
    "seed": st.integers(0, 10**6),
    "pods": st.sampled_from([1, 2]),
    "horizon_months": st.sampled_from([4, 7]),
    "burn_in_months": st.sampled_from([0, 2]),
    f"{VISITORS}people": st.sampled_from([0, 0.3, 2, 7]),
    f"{VISITORS}visitors": st.sampled_from([2, 3, 5]),
    f"{VISITORS}hours_per_day": st.sampled_from([0.5, 4, 8]),
    f"{VISITORS}travel_minutes": st.sampled_from([0, 30, 240]),
    f"{DOORSTEP}every_days": st.sampled_from([1, 7, 40]),
    f"{DOORSTEP}visit.announced_days": st.sampled_from([0, 1, 10]),
    f"{DOORSTEP}visit.follow_through_share": st.sampled_from([0, 0.5, 1]),
    f"{DOORSTEP}visit.follow_up_days": st.sampled_from([0, 1, 12]),
    f"{DOORSTEP}visit.conduct": st.sampled_from(["proper", "improper"]),
    f"{ROBOT}dials_per_day": st.sampled_from([1, 3, 25]),
    f"{ROBOT}abandoned_share": st.sampled_from([0, 0.5, 1]),
    "collection.tracing.success_share": st.sampled_from([0, 0.5, 1]),
    "collection.honours_stop_requests": st.sampled_from(["true", "false"]),
})  # fmt: skip


@settings(max_examples=12)
@given(TERMS)
def test_ledger_capacity_and_visitors_hold_in_any_book(terms):
    """The ledger is checked by the engine to the cent; here, what is said of visits."""
    sets = [f"{key}={value}" for key, value in terms.items()]
    scenario = load_scenario(VISITS, borrowers=40, sets=sets)
    base = scenario.base
    lived = simulate(base, scenario.policies["status_quo"], replication=0, seed=base.seed)
    events = events_frame(lived.log, "status_quo", "none", 0)
    visits = events[events["event"] == "visit"]
    team = base.collection.field_teams[0]
    assert set(visits["amount"]) <= {team.visitors}
    assert (visits["minute"] < 20 * 60).all()
    crews = visits.groupby(["day", "person"]).size()
    most = team.hours_per_day * 60 / (team.travel_minutes + 5) + 1
    assert (crews <= most).all() if len(crews) else True
    if not team.people:
        assert visits.empty
    came = visits[["day", "account"]].itertuples(index=False)
    assert len(set(came)) <= len(visits)
    attempts = events[(events["event"] == "attempt") & (events["channel"] == "visit")]
    assert len(attempts) == len(visits)
    assert (events.loc[events["event"] == "traced", "amount"] == 5).all()
    flows = cash_flows(lived.log, measures_of(base))
    assert flows["amount"].sum() == 0


@pytest.mark.parametrize("pods", [1, 3])
def test_pods_share_the_field_team(pods):
    """Each pod has its share of the crews: as many hours are there to be worked."""
    scenario = load_scenario(VISITS, borrowers=150, sets=[f"pods={pods}", f"{VISITORS}people=3"])
    base = scenario.base
    lived = simulate(base, scenario.policies["status_quo"], replication=0, seed=1)
    events = events_frame(lived.log, "status_quo", "none", 0)
    shifts = events[(events["event"] == "shift") & (events["actor"] == "visitors")]
    hours = shifts.groupby("day")["to_fees"].sum()
    assert set(hours) == {3 * 27000}
