"""The late stage under settings drawn at random: books add up, nobody is taken below the line."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrears.api import load_scenario
from arrears.engines.simpy import enforcement, simulate
from arrears.log import events_frame
from arrears.results import cash_flows
from arrears.runs.measuring import measures_of

SHARES = st.sampled_from([0, 0.3, 1])
STEPS = st.lists(
    st.fixed_dictionaries({
        "kind": st.sampled_from(
            ["letter", "mediation", "payment_order", "small_claims", "online_arbitration"]
        ),
        "after_days": st.sampled_from([0, 5]), "days": st.sampled_from([0, 10, 40]),
        "agree_share": SHARES, "discount_share": st.sampled_from([0, 0.25]),
        "object_share": SHARES, "appear_share": SHARES, "dismissed_share": SHARES,
        "cost": st.sampled_from([0, 7]), "lawyer_fee": st.sampled_from([0, 30]),
        "pressure": st.sampled_from([0, 1]), "relief": st.sampled_from([None, "fresh_start"]),
    }),
    min_size=1, max_size=3,
)  # fmt: skip
LEGAL = st.fixed_dictionaries({
    "from_dpd": st.sampled_from([10, 45, 100]), "steps": STEPS,
    "quota_per_month": st.sampled_from([None, 0.5, 2]),
    "enforcement": st.fixed_dictionaries({
        "exempt_income": st.sampled_from([0, 3000, 8000]), "garnished_share": SHARES,
        "ended_after_months": st.sampled_from([1, 3]),
        "resumed_after_months": st.sampled_from([None, 2]),
    }),
    "insolvency": st.one_of(
        st.none(),
        st.fixed_dictionaries({
            "share": SHARES, "days": st.sampled_from([0, 30]), "discharged_share": SHARES,
        }),
    ),
})  # fmt: skip
SALE = st.one_of(
    st.none(),
    st.fixed_dictionaries({
        "from_dpd": st.sampled_from([30, 95, 200]), "every_months": st.sampled_from([None, 2]),
        "asking": st.just({"first_after_days": 5, "every_days": 10, "cost": 1}),
    }),
)  # fmt: skip
GUARANTEE = st.one_of(
    st.none(),
    st.fixed_dictionaries({
        "compensation_dpd": st.sampled_from([20, 80]),
        "fee_monthly_share": st.sampled_from([0, 0.01]),
    }),
)  # fmt: skip
POLICIES = st.fixed_dictionaries({
    "charge_off_dpd": st.sampled_from([40, 90]), "accelerate_dpd": st.sampled_from([None, 30]),
    "legal": LEGAL, "sale": SALE, "guarantee": GUARANTEE,
})  # fmt: skip


@settings(max_examples=15, deadline=None, derandomize=True)
@given(collection=POLICIES, seed=st.integers(0, 999), pods=st.sampled_from([1, 2]))
def test_books_add_up_and_bounds_hold(collection, seed, pods):
    for number, step in enumerate(collection["legal"]["steps"]):
        step["name"] = f"step_{number}"
    sets = (
        "horizon_months=10", "burn_in_months=2", f"pods={pods}", "portfolio.borrowers=40",
        *(f"collection.{key}={json.dumps(value)}" for key, value in collection.items()),
    )  # fmt: skip
    scenario = load_scenario("three_stage_escalation", sets=sets)
    withheld = []
    take = enforcement.Order.withhold

    def watched(order, income, taken):
        amount = take(order, income, taken)
        withheld.append((income, taken + amount, order.terms.exempt_income))
        return amount

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(enforcement.Order, "withhold", watched)
        lived = simulate(scenario.base, scenario.policies["status_quo"], replication=0, seed=seed)
    books = lived.accounts
    came = books["disbursed"] + books["interest"] + books["fees"]
    columns = ["paid", "outstanding", "waived", "charged_off", "sold"]
    assert (came == books[columns].sum(axis=1)).all()
    assert (books[columns] >= 0).all(axis=None)
    flows = cash_flows(lived.log, measures_of(scenario.base))
    assert (flows.groupby("flow")["amount"].sum() == 0).all()
    assert all(taken <= max(0, income - exempt) for income, taken, exempt in withheld)
    events = events_frame(lived.log, "status_quo", "none", 0)
    garnished = events.loc[events["event"] == "garnished", "amount"]
    assert (garnished > 0).all()
    quota = scenario.base.collection.legal.quota_per_month
    filed = events.loc[events["event"] == "suit_filed", "day"]
    if quota is not None:
        months = np.searchsorted(measures_of(scenario.base).month_starts, filed, side="right")
        assert np.bincount(months).max(initial=0) <= max(1, quota)
