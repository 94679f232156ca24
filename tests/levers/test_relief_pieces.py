"""Each kind of relief over the first steps: it happens, and no money is lost."""

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


def test_a_programme_ends_shocks_in_its_name(lived):
    events, _, _ = lived("programme")
    ends = events[events["event"] == "shock_end"]
    assert (ends["root"] == "back_to_work").any()


def test_a_fund_never_spends_more_than_its_money(lived):
    events, _, _ = lived("fund")
    assert 300_000 < events.loc[events["event"] == "grant", "amount"].sum() <= 600_000
