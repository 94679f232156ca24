"""Claims that leave the lender: sold on their day or in bulk, or paid by a guarantor."""

import pytest

from arrears.results import cash_flows
from arrears.runs.measuring import measures_of

SALE = """
collection:
  sale: {from_dpd: 20, asking: {channel: call, first_after_days: 10, every_days: 10, cost: 3%s}}
"""
GUARANTEE = """
collection:
  guarantee: {compensation_dpd: 20, fee_monthly_share: 0.01, asking: {first_after_days: 10}}
"""


def test_a_claim_is_sold_on_its_day_at_the_price_for_its_age(live):
    """20 days past due on day 35: 1200 and 12 of interest; 12.6 % of 1212.00 is 152.71."""
    lived = live(SALE % "", "unwilling")
    assert lived.told("sold") == [(35, "sold", 121_200)]
    row = lived.rows("sold").iloc[0]
    assert (row["to_fees"], row["actor"], row["cause"]) == (15_271, "buyer", "")
    account = lived.account()
    assert (account["sold"], account["sale_proceeds"], account["outstanding"]) == (
        121_200,
        15_271,
        0,
    )
    assert account["status"] == "sold"


def test_the_price_falls_with_age(live):
    """No younger than the first bound, no older than the last: 21 dpd costs the second share."""
    prices = ", prices: [[19, 0.5], [400, 0.1]]"
    text = SALE.replace("from_dpd: 20", "from_dpd: 20" + prices) % ""
    assert live(text, "unwilling").rows("sold")["to_fees"].tolist() == [12_120]


def test_the_buyer_asks_at_his_own_cadence_and_cost(live):
    """Sold on day 35: ten days later, then every ten; nothing of it is the lender's cost."""
    lived = live(SALE % ", for_days: 41", "unwilling", "answers")
    assert lived.days("attempt") == [45, 55, 65, 75]
    assert set(lived.rows("attempt")["actor"]) == {"buyer"}
    assert lived.told("outlay") == [(day, "outlay", 300) for day in (45, 55, 65, 75)]
    assert lived.days("cost") == []


def test_what_the_borrower_pays_then_is_the_buyers(live):
    lived = live(SALE % "", "late payer", "answers")
    assert lived.told("claim_paid") == [(45, "claim_paid", 121_200)]
    assert lived.days("closed") == [45]
    account = lived.account()
    assert (account["paid"], account["sold"], account["status"]) == (0, 121_200, "sold")


def test_sold_after_charge_off_it_leaves_what_was_charged_off(live):
    lived = live(SALE % "", "unwilling", "collection.charge_off_dpd=10")
    assert lived.days("charged_off") == [25]
    assert lived.causes("sold") == ["charged_off"]
    assert lived.account()["charged_off"] == 0


def test_in_bulk_claims_are_sold_on_the_first_of_every_second_month(live):
    """Months begin on days 31, 59, 90; the second from day 0 is the first of March."""
    lived = live(SALE.replace("from_dpd: 20", "from_dpd: 20, every_months: 2") % "", "unwilling")
    assert lived.days("sold") == [59]


def test_a_filter_keeps_a_claim_from_sale(live):
    text = SALE.replace("from_dpd: 20", "from_dpd: 20, who: {balance_min: 1213}") % ""
    assert live(text, "unwilling").days("sold") == [46], "two instalments' interest later"


def test_the_guarantor_pays_the_whole_balance_and_asks_from_then_on(live):
    lived = live(GUARANTEE, "late payer", "answers")
    assert lived.told("compensated") == [(35, "compensated", 121_200)]
    assert lived.told("claim_paid") == [(45, "claim_paid", 121_200)]
    assert lived.causes("claim_paid") == ["guarantor"]
    account = lived.account()
    assert (account["sale_proceeds"], account["charged_off"]) == (121_200, 0)


def test_the_fee_is_taken_on_the_first_of_the_month_on_what_is_on_the_book(live):
    """1212.00 on day 31; on day 59 the claim has left."""
    lived = live(GUARANTEE, "unwilling")
    assert lived.told("cost", cause="guarantee_fee") == [(31, "cost", 1212)]


@pytest.mark.parametrize("text", [SALE % "", GUARANTEE], ids=["sale", "guarantee"])
def test_every_flow_sums_to_zero_with_parties_beside_the_lender(text, tmp_path):
    from arrears.api import load_scenario
    from arrears.engines.simpy import simulate

    path = tmp_path / "case.yaml"
    head = "schema_version: 1\nscenario: case\nextends: three_stage_escalation\n"
    path.write_text(head + text, encoding="utf-8")
    scenario = load_scenario(
        str(path), borrowers=100, sets=("horizon_months=6", "burn_in_months=0")
    )
    lived = simulate(scenario.base, scenario.policies["status_quo"], replication=0, seed=1)
    table = cash_flows(lived.log, measures_of(scenario.base))
    assert (table.groupby("flow")["amount"].sum() == 0).all()
    flows = {"sale_proceeds", "guarantee_payments"} & set(table["flow"])
    received = table[table["flow"].isin(flows) & (table["party"] == "lender")]["amount"].sum()
    assert received == lived.accounts["sale_proceeds"].sum() > 0
