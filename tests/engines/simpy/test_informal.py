"""Informal loans by hand: due days 15, 46, 74; paydays 9, 40, 68; instalments of 408.03.

The overburdened have 403.00 on day 15: 5.03 are short. Over two months at 10 % that costs 2.52 and
0.50 on payday 40, then 2.51 and 0.25 on payday 68.
"""

from types import SimpleNamespace

import pytest

from arrears.behaviour.informal import InformalLoans
from arrears.engines.simpy.informal import InformalLoan
from arrears.engines.simpy.purse import Purse
from arrears.results import cash_flows
from arrears.runs.measuring import measures_of

LENT = "behaviour: {informal: {share: 1, months: 2, monthly_rate: 0.1%s}}\n"
ONCE = LENT % ", loans_max: 1"


def test_a_loan_pays_what_an_instalment_is_short_of(live):
    lived = live(ONCE, "overburdened")
    assert lived.told("informal_loan")[0] == (15, "informal_loan", 503)
    assert lived.told("paid")[0] == (15, "paid", 40_803)
    assert lived.days("missed")[0] == 46, "the second loan is refused"


def test_without_informal_lenders_that_instalment_is_missed(live):
    assert live("", "overburdened").days("missed")[0] == 15


def test_paydays_bring_principal_and_price(live):
    lived = live(ONCE, "overburdened")
    assert lived.told("informal_paid") == [(40, "informal_paid", 302), (68, "informal_paid", 276)]


def test_the_loan_leaves_less_for_the_next_instalment(live):
    """200.00 come on payday 40; 3.02 go to the informal lender, and 196.98 are left."""
    assert live(LENT % "", "overburdened").told("informal_loan")[1] == (
        46, "informal_loan", 40_803 - 19_698,
    )  # fmt: skip


def test_auto_debits_are_helped_too(live):
    lived = live(ONCE, "overburdened", "portfolio.segments.everybody.auto_debit_share=1")
    assert lived.told("informal_loan")[0] == (15, "informal_loan", 503)
    assert lived.rows("paid", day=15)["cause"].tolist() == ["auto_debit"]


@pytest.mark.parametrize("limit", ["share: 0", "service_income_share: 0"])
def test_some_are_refused_or_refuse(live, limit):
    text = f"behaviour: {{informal: {{{limit}}}}}\n"
    assert live(text, "overburdened").days("informal_loan") == []


def test_who_is_unwilling_or_able_borrows_nothing(live):
    assert live(ONCE).days("informal_loan") == []
    assert live(ONCE, "overburdened", "unwilling").days("informal_loan") == []


def test_what_a_payday_does_not_cover_is_added_to_the_principal():
    """Nothing is paid on 100.00 at 10 %: 110.00 are owed, and 50.00 and 11.00 fall due."""
    loan = InformalLoan(10_000, InformalLoans(months=2, monthly_rate=0.1))
    loan.pay(0)
    assert (loan.principal, loan.service) == (11_000, 5_000 + 1_100)


@pytest.mark.parametrize("months", [1, 3, 7])
def test_principal_and_price_are_paid_to_the_cent(months):
    """What is paid is the principal and the sum of the months' prices, whatever is rounded."""
    loan = InformalLoan(10_001, InformalLoans(months=months, monthly_rate=0.07))
    paid = price = payments = 0
    while loan.principal:
        price += round(loan.principal * 0.07)
        paid += loan.service
        loan.pay(loan.service)
        payments += 1
    assert (paid, payments) == (10_001 + price, months)


def test_the_household_has_what_came_in_less_what_went_out(live):
    """Of 3.00 and four times 200.00 above essentials nothing is left on day 74, and none made."""
    lived = live(LENT % "", "overburdened")
    came = 300 + 20_000 * 4 + sum(lived.amounts("informal_loan"))  # to day 74
    went = sum(lived.amounts("paid", "part_paid"))
    went += sum(row[2] for row in lived.told("informal_paid") if row[0] <= 74)
    assert lived.days("closed") == [74]
    assert came - went == 0, "each loan brings exactly what is short"


def test_what_a_month_leaves_is_less_the_service():
    """200.00 a month are left, less 3.02 while the loan of day 15 is open."""
    purse = SimpleNamespace(
        borrower=SimpleNamespace(income_factor=1.0), income=320_000.0, essentials=300_000,
        other_debt=0, loans=[InformalLoan(503, InformalLoans(months=2, monthly_rate=0.1))],
    )  # fmt: skip
    assert Purse.surplus(purse) == 20_000 - 302
    purse.loans = []
    assert Purse.surplus(purse) == 20_000


def test_who_pays_knows_the_informal_lender(simulated):
    scenario, lived = simulated("behaviour.informal={share: 1, months: 2}")
    table = cash_flows(lived.log, measures_of(scenario.base))
    flows = table[table["party"] == "informal_lender"].set_index("flow")["amount"]
    assert flows["informal_loans"] < 0 < flows["informal_repayments"]
    assert table["amount"].sum() == 0


# 284.32 a month for twelve months, of 200.00 that are left above essentials.
LASTING = (
    "overburdened", "horizon_months=12", "collection.charge_off_dpd=400",
    "portfolio.products.loan.term_months=[12]", "portfolio.products.loan.principal={median: 3200}",
    "portfolio.products.loan.principal_max=3200", "portfolio.products.loan.principal_min=1",
    "behaviour.budget.least_part_share=0",
)  # fmt: skip
TRAP = "behaviour: {informal: {share: 1, months: 2, monthly_rate: %s, loans_max: 3}}\n"


def test_relief_is_short_and_the_debt_is_dearer(live):
    """At 30 % a month the first miss comes half a year later, and in the end less is paid here."""
    alone, trapped = live("", *LASTING), live(TRAP % 0.3, *LASTING)
    first = [lived.days("missed")[0] for lived in (alone, trapped)]
    assert first == [46, 227]
    paid = [sum(lived.amounts("paid", "part_paid")) for lived in (alone, trapped)]
    assert paid == [248_732, 199_024]
    assert trapped.account()["contract_dpd"] > alone.account()["contract_dpd"]
    assert sum(trapped.amounts("informal_paid")) > sum(trapped.amounts("informal_loan"))


def test_a_loan_for_nothing_is_no_trap(live):
    alone, helped = live("", *LASTING), live(TRAP % 0, *LASTING)
    paid = [sum(lived.amounts("paid", "part_paid")) for lived in (alone, helped)]
    assert paid[0] < paid[1]
