"""Cash between the parties, found again in the accounts that the engine hands back."""

import gc

import pandas as pd
import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.results import cash_flows
from arrears.runs.measuring import measures_of

COHORT = ("portfolio.book=cohort", "burn_in_months=0", "horizon_months=12")


@pytest.fixture(scope="module", params=["status_quo", "firm_calls"])
def lived(request):
    """Return the table, the accounts and the log of a cohort that all signed on day 0."""
    scenario = load_scenario(
        "three_stage_escalation", sets=COHORT, borrowers=80, policies=[request.param]
    )
    gc.freeze()  # a run ends with a search for garbage: spare it what the suite has piled up
    found = simulate(
        scenario.base, scenario.policies[request.param], replication=0, seed=scenario.base.seed
    )
    return cash_flows(found.log, measures_of(scenario.base)), found.accounts


def amount(table: pd.DataFrame, party: str, *flows: str) -> int:
    chosen = (table["party"] == party) & (table["flow"].isin(flows) if flows else True)
    return int(table.loc[chosen, "amount"].sum())


def test_what_borrowers_paid_is_what_their_accounts_say(lived):
    table, accounts = lived
    flows = ("instalments", "prepayments", "recoveries", "fees_and_penalties")
    assert amount(table, "borrower", *flows) == -accounts["paid"].sum() < 0


def test_what_borrowers_were_lent_is_what_their_accounts_say(lived):
    table, accounts = lived
    assert amount(table, "borrower", "disbursement") == accounts["disbursed"].sum() > 0


def test_recoveries_are_what_the_accounts_say(lived):
    table, accounts = lived
    recovered = accounts["recovered_after_charge_off"].sum()
    assert amount(table, "lender", "recoveries") == recovered


def test_the_lenders_loss_is_everybody_elses_gain(lived):
    table, _ = lived
    others = sum(amount(table, party) for party in set(table["party"]) - {"lender"})
    assert amount(table, "lender") == -others
