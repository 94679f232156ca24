"""What people do beyond paying under settings drawn at random: books and cash add up."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrears.api import load_scenario
from arrears.engines.simpy import informal, simulate
from arrears.log import events_frame
from arrears.results import cash_flows
from arrears.runs.measuring import measures_of

SHARES = st.sampled_from([0, 0.3, 1])
FACTORS = st.sampled_from([0, 0.5, 5])


def perhaps(**keys):
    return st.one_of(st.none(), st.fixed_dictionaries(keys))


INFORMAL = perhaps(
    share=SHARES, months=st.sampled_from([1, 3, 12]), monthly_rate=st.sampled_from([0, 0.03, 0.5]),
    loans_max=st.sampled_from([1, 4]), service_income_share=SHARES,
)  # fmt: skip
AGENTS = perhaps(
    monthly_share=SHARES, load_weight=FACTORS, peers_weight=FACTORS, months=st.sampled_from([1, 4]),
    fee=st.sampled_from([0, 50, 2000]), fee_monthly=st.sampled_from([0, 30]), answers_share=SHARES,
    complaint_monthly_share=SHARES, application_monthly_share=SHARES, concealed_share=SHARES,
    sensitivity_factor=FACTORS, willingness_lost=FACTORS,
)  # fmt: skip
PEOPLE = st.fixed_dictionaries({
    "informal": INFORMAL, "agents": AGENTS, "peers": perhaps(weight=FACTORS, usual_share=SHARES),
    "leniency": perhaps(weight=FACTORS, own_share=SHARES, peers_share=SHARES),
    "stock_taking": perhaps(
        share=SHARES, least_part_share=SHARES, organisation_gain_share=SHARES,
        contact_share=SHARES, income_gain_share=FACTORS, income_gain_months=st.sampled_from([0, 2]),
    ),
    "budget_talk": perhaps(habit_gain_share=SHARES, reminds_days=st.sampled_from([0, 60])),
})  # fmt: skip
LEVERS = st.fixed_dictionaries({
    "education": perhaps(monthly_share=SHARES, cost=FACTORS, organisation_gain_share=SHARES),
    "information": perhaps(reach_share=SHARES, stop_factor=FACTORS, complaint_factor=FACTORS),
    "advisers": perhaps(reach_share=SHARES, apply_share=SHARES, fee=st.sampled_from([0, 20])),
    "rewards": perhaps(after_instalments=st.sampled_from([1, 3]), value=FACTORS),
    "exposure": perhaps(from_dpd=st.sampled_from([1, 40]), monthly_share=SHARES, fear=FACTORS),
    "announced_leniency_share": st.sampled_from([None, 0.5]),
})  # fmt: skip


def small(people, collection, pods):
    sets = (
        "horizon_months=9", "burn_in_months=2", f"pods={pods}", "portfolio.borrowers=40",
        "portfolio.segments.salaried.buffer_months=0.1",
        *(f"behaviour.{key}={json.dumps(value)}" for key, value in people.items()),
        *(f"collection.{key}={json.dumps(value)}" for key, value in collection.items()),
    )  # fmt: skip
    return load_scenario("three_stage_escalation", sets=sets)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(people=PEOPLE, collection=LEVERS, seed=st.integers(0, 999), pods=st.sampled_from([1, 3]))
def test_books_cash_and_informal_debts_add_up(people, collection, seed, pods):
    scenario = small(people, collection, pods)
    loans, prices = [], []
    lend, pay = informal.InformalLenders.lend, informal.InformalLoan.pay

    def watched(lenders, borrower, short, day):
        before = borrower.purse.loans
        lend(lenders, borrower, short, day)
        loans.extend((loan.principal, loan) for loan in borrower.purse.loans[len(before) :])

    def paid(loan, amount):
        assert 0 <= amount <= loan.service
        prices.append(round(loan.principal * loan.rate))
        pay(loan, amount)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(informal.InformalLenders, "lend", watched)
        patch.setattr(informal.InformalLoan, "pay", paid)
        lived = simulate(scenario.base, scenario.policies["status_quo"], replication=0, seed=seed)
    events = events_frame(lived.log, "a", "none", 0)
    sums = events.groupby("event", observed=True)["amount"].sum()
    lent, left = sum(principal for principal, _ in loans), sum(loan.principal for _, loan in loans)
    assert sums.get("informal_loan", 0) == lent
    assert lent + sum(prices) == sums.get("informal_paid", 0) + left
    books = lived.accounts
    came = books["disbursed"] + books["interest"] + books["fees"]
    columns = ["paid", "outstanding", "waived", "charged_off", "sold"]
    assert (came == books[columns].sum(axis=1)).all()
    table = cash_flows(lived.log, measures_of(scenario.base))
    assert table.groupby("flow")["amount"].sum().eq(0).all()


@settings(max_examples=4, deadline=None, derandomize=True)
@given(people=PEOPLE, collection=LEVERS, seed=st.integers(0, 999))
def test_the_same_settings_give_the_same_rows(people, collection, seed):
    tables = []
    for _ in range(2):
        scenario = small(people, collection, 2)
        lived = simulate(scenario.base, scenario.policies["status_quo"], replication=0, seed=seed)
        tables.append(events_frame(lived.log, "a", "none", 0))
    assert tables[0].equals(tables[1])
