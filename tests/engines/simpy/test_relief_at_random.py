"""Relief drawn at random over all its terms: nothing is lost, and no look is left out."""

import functools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from arrears.api import load_scenario
from arrears.engines.simpy import platform, simulate
from arrears.engines.simpy.stages import Stages
from arrears.log import events_frame
from arrears.results.who_pays import cash_flows
from arrears.runs.measuring import measures_of
from arrears.scenario.schema import Settings

BUSY = str(Path(__file__).parent / "busy.yaml")
PARTS = ["paid", "outstanding", "waived", "charged_off", "sold"]
PLANS: dict[str, st.SearchStrategy[Any]] = {
    "skip_months": st.sampled_from([0, 2]),
    "extra_months": st.sampled_from([0, 5]),
    "freeze_months": st.sampled_from([0, 1, 24]),
    "interest_free": st.booleans(),
    "waive_fees": st.booleans(),
    "waive_interest_share": st.sampled_from([0, 1]),
    "waive_principal_share": st.sampled_from([0, 0.3, 1]),
    "due_day_after_payday": st.sampled_from([None, 0, 9]),
}
BY_INCOME = st.fixed_dictionaries(
    {"extra_months": st.sampled_from([0, 5]),
     "interest_free": st.booleans(),
     "waive_principal_share": st.sampled_from([0, 0.5]),
     "due_day_after_payday": st.sampled_from([None, 3]),
     "income_based": st.fixed_dictionaries(
         {"income_share": st.sampled_from([0, 0.2, 1]), "months": st.integers(1, 4),
          "least": st.sampled_from([0, 30]), "looks": st.sampled_from(["monthly", "at_signing"])}
     )}
)  # fmt: skip
SPREAD = st.fixed_dictionaries(
    {"spread_months": st.sampled_from([1, 7, 60]), "freeze_months": st.sampled_from([0, 3])}
)
SETTLEMENT = st.fixed_dictionaries(
    {"settlement": st.fixed_dictionaries(
        {"paid_share": st.sampled_from([0.1, 0.5, 0.9]), "within_days": st.sampled_from([1, 40])}
    )}
)  # fmt: skip
GIFTS = st.fixed_dictionaries(
    {"grant": st.fixed_dictionaries({"instalments": st.integers(0, 3)}),
     "retraining": st.fixed_dictionaries(
         {"monthly_share": st.sampled_from([0, 0.5]), "months": st.integers(1, 4)}
     )}
)  # fmt: skip
KINDS = st.one_of(
    st.fixed_dictionaries(PLANS).filter(lambda plan: any(plan.values())),
    BY_INCOME, SPREAD, SETTLEMENT, GIFTS,
)  # fmt: skip
TERMS = st.fixed_dictionaries(
    {"trigger": st.sampled_from(["application", "offer", "automatic", "mandated"]),
     "arrears": st.sampled_from(["spread", "lump", "end"]),
     "reage": st.booleans(),
     "times_max": st.integers(1, 3),
     "break_dpd": st.sampled_from([5, 40]),
     "from_dpd": st.sampled_from([0, 1, 12, 31]),
     "verifies": st.sampled_from(["hardship", "income_loss", "nothing"]),
     "from_month": st.sampled_from([0, 2]),
     "cost_per_case": st.sampled_from([0, 7])}
)  # fmt: skip
FUNDS = st.fixed_dictionaries(
    {"budget_per_year": st.sampled_from([0, 5000, 100_000]),
     "paid_by": st.sampled_from(["lender", "third_party", "state"])}
)  # fmt: skip


class DailyLooks(Stages):
    """Looks at every account in arrears every evening, whether anything can have changed or not."""

    def take_up(self, policy):
        super().take_up(policy)
        self.has_moving_filters = True


@functools.cache
def busy():
    sets = ("horizon_months=8", "portfolio.auto_debit.debit_days=3")
    return load_scenario(BUSY, sets=sets, borrowers=30)


def lived(reliefs: list[dict], fund: dict, seed: int, pods: int, charge_off_dpd: int):
    """Return the life of a small book under drawn relief, all of it offered in all stages."""
    base = json.loads(busy().base.model_dump_json())
    collection = base["collection"]
    collection["relief"] = [{"name": f"help_{n}", **each} for n, each in enumerate(reliefs)]
    collection["hardship_fund"], collection["charge_off_dpd"] = fund, charge_off_dpd
    for stage in collection["stages"]:
        stage["offers"] = [each["name"] for each in collection["relief"]]
    base["pods"] = pods
    drawn = Settings.model_validate_json(json.dumps(base))
    life = simulate(drawn, drawn, replication=0, seed=seed)
    return drawn, life


CASES = {
    "reliefs": st.lists(st.tuples(KINDS, TERMS).map(lambda pair: pair[0] | pair[1]), min_size=1,
                        max_size=3),
    "fund": FUNDS, "seed": st.integers(0, 10**6), "pods": st.sampled_from([1, 3]),
    "charge_off_dpd": st.sampled_from([35, 95]),
}  # fmt: skip
SLOWLY = settings(
    max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@SLOWLY
@given(**CASES)
def test_no_money_is_lost_and_whoever_owes_nothing_is_left_alone(**case):
    drawn, life = lived(**case)
    accounts = life.accounts
    came = accounts[["disbursed", "interest", "fees"]].sum(axis=1)
    assert (came == accounts[PARTS].sum(axis=1)).all()
    assert (accounts[PARTS] >= 0).all(axis=None)
    cash = cash_flows(life.log, measures_of(drawn))
    assert (cash.groupby("flow")["amount"].sum() == 0).all()
    owes_nothing = accounts[["outstanding", "charged_off"]].sum(axis=1) == 0
    assert (owes_nothing == accounts["status"].isin(["closed", "settled"])).all()
    rows = events_frame(life.log, "one", "none", 0).reset_index()
    closed = rows[rows["event"] == "closed"].set_index("account")["index"]
    for event in ("attempt", "interest", "late_fee", "missed", "charged_off", "plan_due", "grant"):
        later = rows[rows["event"] == event]
        assert not (later["index"] > later["account"].map(closed)).any(), event
    granted = rows[(rows["event"] == "grant") & (rows["day"] >= 0)]["amount"].sum()
    assert granted <= case["fund"]["budget_per_year"] * 100


@SLOWLY
@given(**CASES)
def test_looking_when_something_can_have_changed_is_looking_every_day(**case):
    _, some_days = lived(**case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(platform, "Stages", DailyLooks)
        _, every_day = lived(**case)
    first = events_frame(some_days.log, "one", "none", 0)
    assert events_frame(every_day.log, "one", "none", 0).equals(first)
