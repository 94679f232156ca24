"""Each kind of relief over the first steps: it happens, no money is lost, keys move rows."""

import functools
from pathlib import Path

import pandas as pd
import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.results.who_pays import cash_flows
from arrears.runs.measuring import measures_of

PIECES = Path(__file__).parent / "pieces"
RELIEF = "collection.relief."
PROVES = {
    "settlement": [("settled", ""), ("relief_end", "lapsed"), ("relief_start", "automatic")],
    "principal": [("waived", "principal")],
    "income": [("plan_due", "")],
    "freeze": [("plan_due", "")],
    "fund": [("grant", "platform"), ("grant_refused", "fund_empty"), ("cost", "grant")],
    "due_day": [("relief_start", "automatic"), ("missed", "agreed")],
    "mandated": [("relief_start", "mandated")],
    "programme": [("shock_end", "")],
}
KEYS = {
    "settlement": [
        f"{RELIEF}pay_part.settlement.paid_share=0.5",
        f"{RELIEF}pay_part.settlement.within_days=20",
        f"{RELIEF}pay_part.from_dpd=30",
        f"{RELIEF}pay_part.cost_per_case=30",
        f"{RELIEF}pay_part.verifies=hardship",
        f"{RELIEF}pay_part.times_max=1",
    ],
    "principal": [f"{RELIEF}less_principal.waive_principal_share=0.3"],
    "income": [
        f"{RELIEF}by_income.income_based.income_share=0.2",
        f"{RELIEF}by_income.income_based.months=2",
        f"{RELIEF}by_income.income_based.least=80",
        f"{RELIEF}by_income.income_based.subsistence=1500",
        f"{RELIEF}by_income.income_based.looks=at_signing",
        f"{RELIEF}by_income.verifies=income_loss",
    ],
    "freeze": [
        f"{RELIEF}frozen.freeze_months=2",
        f"{RELIEF}frozen.spread_months=24",
        f"{RELIEF}frozen.to_dpd=10",
    ],
    "fund": [
        "collection.hardship_fund.budget_per_year=3000",
        "collection.hardship_fund.paid_by=state",
        f"{RELIEF}bridge.grant.instalments=0",
        f"{RELIEF}bridge.grant.most=400",
        f"{RELIEF}bridge.shocks=[illness]",
    ],
    "due_day": [
        f"{RELIEF}after_payday.due_day_after_payday=4",
        f"{RELIEF}after_payday.arrears=end",
    ],
    "mandated": [
        f"{RELIEF}holiday.from_month=2",
        f"{RELIEF}holiday.for_months=1",
        f"{RELIEF}holiday.trigger=automatic",
    ],
    "programme": [
        f"{RELIEF}back_to_work.retraining.monthly_share=0.1",
        f"{RELIEF}back_to_work.retraining.months=1",
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("pieces")


@pytest.fixture(scope="module")
def lived(folder):
    """Return the function that lives through a piece, with changes: events, accounts and cash."""

    @functools.cache
    def live(name: str, *sets: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        path = folder / f"{name}.yaml"
        head = f"schema_version: 1\nscenario: {name}\nextends: first_steps\n"
        piece = (PIECES / f"relief_{name}.yaml").read_text(encoding="utf-8")
        path.write_text(head + piece, encoding="utf-8")
        scenario = load_scenario(str(path), sets=sets)
        base = scenario.base
        life = simulate(base, scenario.policies["status_quo"], replication=0, seed=base.seed)
        cash = cash_flows(life.log, measures_of(base))
        return events_frame(life.log, "status_quo", "none", 0), life.accounts, cash

    return live


@pytest.mark.parametrize("name", PROVES)
def test_it_happens(lived, name):
    events, _, _ = lived(name)
    for event, cause in PROVES[name]:
        rows = events[events["event"] == event]
        assert len(rows[rows["cause"] == cause] if cause else rows) > 0, (event, cause)


@pytest.mark.parametrize("name", PROVES)
def test_no_money_is_lost_or_made(lived, name):
    _, accounts, cash = lived(name)
    came = accounts[["disbursed", "interest", "fees"]].sum(axis=1)
    parts = ["paid", "outstanding", "waived", "charged_off", "sold"]
    assert (came == accounts[parts].sum(axis=1)).all()
    assert (accounts[parts] >= 0).all(axis=None)
    assert (cash.groupby("flow")["amount"].sum() == 0).all()


@pytest.mark.parametrize(("name", "change"), [(n, key) for n, keys in KEYS.items() for key in keys])
def test_every_key_moves_some_row(lived, name, change):
    before, after = lived(name)[0], lived(name, change)[0]
    columns = ["day", "phase", "account", "event", "amount", "cause", "root"]
    assert not before[columns].astype(str).equals(after[columns].astype(str))


def test_a_programme_ends_shocks_in_its_name(lived):
    events, _, _ = lived("programme")
    ends = events[events["event"] == "shock_end"]
    assert (ends["root"] == "back_to_work").any()


def test_a_fund_never_spends_more_than_its_money(lived):
    events, _, _ = lived("fund")
    assert 300_000 < events.loc[events["event"] == "grant", "amount"].sum() <= 600_000
