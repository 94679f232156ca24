"""Who pays whom: every flow leaves one party and reaches another, to the cent."""

from collections import Counter

import pandas as pd
import pytest

from arrears.errors import LedgerError
from arrears.log import events_frame
from arrears.results.cash_rules import NOT_CASH
from arrears.results.who_pays import NET, beside_cash, cash_flows, party_flows
from arrears.terms import Cause, Event

PAYERS = {
    "originated": ("lender", "borrower", "disbursement"),
    "paid": ("borrower", "lender", "instalments"),
    "part_paid": ("borrower", "lender", "instalments"),
    "prepaid": ("borrower", "lender", "prepayments"),
    "recovered": ("borrower", "lender", "recoveries"),
    "wages": ("lender", "staff_and_suppliers", "team_wages"),
    "message": ("lender", "staff_and_suppliers", "messages"),
    "complaint_cost": ("lender", "staff_and_suppliers", "complaint_handling"),
    "agency_fee": ("lender", "agency", "agency_fees"),
}


def flows(story):
    """Return the table of a story as a mapping."""
    story.log.close()
    table = cash_flows(story.log, story.measures)
    return {(row.flow, row.party): row.amount for row in table.itertuples()}


def recomputed(events, *, origination_is_cash):
    """Return the flows from the event table, row by row, sharing nothing with the package."""
    found = Counter()
    for row in events[events["day"] >= 0].itertuples():
        name = row.cause if row.event == "cost" else row.event
        if name not in PAYERS or (
            row.event == "originated" and not origination_is_cash and row.day == 0
        ):
            continue
        source, target, flow = PAYERS[name]
        parts = {flow: row.amount}
        if source == "borrower":
            parts = {flow: row.amount - row.to_fees, "fees_and_penalties": row.to_fees}
        if name == "wages" and row.actor == "review_desk":
            parts = {"review_desk": row.amount}
        if name == "wages" and row.actor == "complaint_desk":
            parts = {"complaint_handling": row.amount}
        for each, amount in parts.items():
            found[each, source] -= amount
            found[each, target] += amount
    return {key: amount for key, amount in found.items() if amount}


def test_a_payment_is_the_borrowers_loss_and_the_lenders_gain_fees_apart(story):
    told = story()
    told.lend(1000)
    told.tell(40, Event.PAID, 300, Cause.OWN_HAND, to_fees=20)
    assert flows(told) == {
        ("disbursement", "borrower"): 1000,
        ("disbursement", "lender"): -1000,
        ("instalments", "borrower"): -280,
        ("instalments", "lender"): 280,
        ("fees_and_penalties", "borrower"): -20,
        ("fees_and_penalties", "lender"): 20,
    }


def test_an_agency_keeps_its_fee_of_what_it_recovers(story):
    told = story()
    told.lend(1000, day=-300)
    told.tell(200, Event.RECOVERED, 100, Cause.ON_CONTACT)
    told.tell(200, Event.COST, 40, Cause.AGENCY_FEE)
    assert flows(told) == {
        ("recoveries", "borrower"): -100,
        ("recoveries", "lender"): 100,
        ("agency_fees", "lender"): -40,
        ("agency_fees", "agency"): 40,
    }


def test_hours_of_teams_and_of_desks_are_rows_of_their_own(story):
    told = story()
    told.lend(10, day=-300)
    for actor in ("service", "review_desk", "complaint_desk"):
        code = told.log.vocabulary.code(actor)
        told.tell(1, Event.COST, 50, Cause.WAGES, account=-1, actor=code)
    assert {flow for flow, _ in flows(told)} == {"team_wages", "review_desk", "complaint_handling"}


def test_what_moves_before_day_0_does_not_count(story):
    told = story()
    told.lend(1000, day=-300)
    told.tell(-1, Event.PAID, 300)
    assert flows(told) == {}


def test_principal_taken_over_on_day_0_is_paid_to_nobody(story, measures):
    told = story(measures(origination_is_cash=False))
    told.lend(1000)
    told.lend(700, day=1)
    assert flows(told) == {("disbursement", "borrower"): 700, ("disbursement", "lender"): -700}


def test_claims_given_up_are_not_cash(story):
    told = story()
    told.lend(1000, day=-300)
    told.tell(10, Event.WAIVED, 100, Cause.PENALTY)
    told.tell(20, Event.CHARGED_OFF, 800)
    assert flows(told) == {}


def test_a_cost_that_nobody_was_named_for_is_refused(story):
    told = story()
    told.lend(1000)
    told.tell(3, Event.COST, 5, Cause.LEGAL)
    with pytest.raises(LedgerError, match=r"event 'cost' has cause 'legal', for which no parties"):
        flows(told)


def test_a_cost_for_a_name_of_the_scenario_is_refused_too(story):
    told = story()
    told.lend(1000)
    told.tell(3, Event.COST, 5, told.log.vocabulary.code("bribes"))
    with pytest.raises(LedgerError, match="event 'cost' has cause 'bribes'"):
        flows(told)


def test_an_event_with_amounts_that_nobody_spoke_of_is_refused(story, monkeypatch):
    known = NOT_CASH - {Event.ESSENTIALS_CUT}
    monkeypatch.setattr("arrears.results.who_pays.NOT_CASH", known)
    told = story()
    told.lend(1000)
    told.tell(3, Event.ESSENTIALS_CUT, 5, account=-1)
    with pytest.raises(LedgerError, match="'essentials_cut' has amounts and nobody says whether"):
        flows(told)


@pytest.mark.parametrize("seed", range(20))
def test_every_flow_sums_to_zero_and_equals_a_recomputation_from_the_events(random_stories, seed):
    told = random_stories(seed)
    told.tally()
    table = cash_flows(told.log, told.measures)
    assert table["amount"].dtype == "int64"
    assert (table.groupby("flow")["amount"].sum() == 0).all()
    found = {(row.flow, row.party): row.amount for row in table.itertuples()}
    events = events_frame(told.log, "status_quo", "none", 0)
    assert found == recomputed(events, origination_is_cash=told.measures.origination_is_cash)
    assert len(found) > 4


def two_arms():
    rows = [
        ("a", "none", 0, "borrower", "instalments", -30),
        ("a", "none", 0, "lender", "instalments", 30),
        ("b", "none", 0, "lender", "messages", -2),
        ("b", "none", 0, "staff_and_suppliers", "messages", 2),
    ]
    columns = ["policy", "regime", "replication", "party", "flow", "amount"]
    return pd.DataFrame(rows, columns=columns)


def test_a_flow_that_one_arm_lacks_is_0_there():
    table = party_flows(two_arms()).set_index(["policy", "flow", "party"])["amount"]
    assert table["a", "messages", "lender"] == 0
    assert table["b", "messages", "lender"] == -2
    assert len(table) == 2 * 3 * 3


def test_the_net_of_the_parties_sums_to_0_in_every_arm():
    table = party_flows(two_arms())
    net = table[table["flow"] == NET]
    assert net.set_index(["policy", "party"])["amount"].to_dict() == {
        ("a", "borrower"): -30, ("a", "lender"): 30, ("a", "staff_and_suppliers"): 0,
        ("b", "borrower"): 0, ("b", "lender"): -2, ("b", "staff_and_suppliers"): 2,
    }  # fmt: skip


def test_only_parties_and_flows_that_somebody_has_are_shown_in_their_order():
    table = party_flows(two_arms())
    assert table["party"].unique().tolist() == ["borrower", "lender", "staff_and_suppliers"]
    assert table["flow"].unique().tolist() == ["instalments", "messages", NET]


def test_a_run_in_which_no_cash_moved_has_no_table():
    assert party_flows(two_arms().iloc[:0]).empty


def test_beside_cash_stand_days_and_claims_that_nobody_added_up(story):
    told = story()
    told.lend(1000, segment="student")
    told.tell(5, Event.ESSENTIALS_CUT, 7, account=-1)
    told.tell(10, Event.SCREEN_START, account=0)
    told.tell(14, Event.SCREEN_END, account=0)
    told.tell(20, Event.APPLICATION, 0, Cause.HONEST)
    told.tell(26, Event.DECISION, 6, Cause.APPROVED)
    told.tell(30, Event.WAIVED, 25, Cause.PENALTY)
    tallies = told.tally()
    names = {"policy": "a", "regime": "none", "replication": 0}
    monthly, durations = (
        table[table["segment"] == "all"].assign(**names)
        for table in (tallies.monthly, tallies.durations)
    )
    table = beside_cash(monthly, durations).set_index("measure")
    assert table["amount"].to_dict() == {
        "days_screening_positive": 4,
        "days_in_arrears": 0,
        "days_contact_paused": 0,
        "days_waiting_for_an_answer": 6,
        "necessities_cut": 7,
        "claims_waived": 25,
        "claims_charged_off": 0,
        "still_owed_at_the_horizon": 975,
    }
    assert table["borrowers"].tolist() == [1] * 8
