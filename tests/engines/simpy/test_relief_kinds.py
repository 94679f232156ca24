"""Kinds of relief, each worked by hand on the plain loan.

It misses its first instalment of 408.03 on day 15: 396.03 principal and 12.00 interest are in
arrears, 803.97 are still to come in two instalments. Paydays are days 9, 40, 68, 99, 129.
"""

import pytest

DESK = """
collection:
  charge_off_dpd: 150
  review_desk: {people: 1, handling_minutes: 1, specificity_share: %s}
  stages: [{name: overdue, from_dpd: 1, to_dpd: 140, offers: [help]}]
  relief: [{name: help, trigger: application, break_dpd: 300, %s}]
"""
UNASKED = """
collection:
  charge_off_dpd: 180
  hardship_fund: {budget_per_year: 600, paid_by: %s}
  relief:
    - {name: help, break_dpd: 300, verifies: nothing, %s}
    - {name: unused, trigger: automatic, from_dpd: 170, to_dpd: 170, grant: {}}
"""


def asked(terms: str, specificity: int = 0) -> str:
    return DESK % (specificity, terms)


def unasked(terms: str, payer: str = "third_party") -> str:
    return UNASKED % (payer, terms)


def plan_of(lived) -> list[int]:
    return lived.amounts("plan_due")


# Principal ----------------------------------------------------------------------------------------


def test_a_quarter_of_the_principal_is_forgiven_and_the_rest_rewritten(live):
    """300.00 go, 99.00 of them from the arrears: 602.97 over two months are 306.01 a month."""
    lived = live(asked("waive_principal_share: 0.25"), "unwilling", "applies")
    assert lived.told("waived") == [(15, "waived", 30_000)]
    assert lived.causes("waived") == ["principal"]
    assert plan_of(lived) == [30_601 + 14_852 + 600, 30_299 + 303 + 14_851 + 600]
    assert lived.account()["contract_dpd"] == 165, "300.00 do not cover 408.03"


def test_principal_forgiven_pays_the_oldest_instalments(live):
    """600.00 cover the one that was missed on day 15, and half of the next."""
    lived = live(asked("waive_principal_share: 0.5"), "unwilling", "applies")
    assert lived.account()["contract_dpd"] == 180 - 46
    assert sum(plan_of(lived)) + 60_000 == 120_000 + sum(lived.amounts("interest"))


# Freeze -------------------------------------------------------------------------------------------


def test_interest_stops_for_the_frozen_months_and_the_instalment_stays_the_same(live):
    """803.97 over four months, two of them free: / (2 + 0.990099 + 0.980296) = 202.49."""
    lived = live(asked("freeze_months: 2, extra_months: 2"), "unwilling", "applies")
    assert plan_of(lived) == [20_249 + 9901 + 300] * 3 + [20_249 + 9900 + 300]
    assert lived.amounts("interest") == [1200, 399, 200]


def test_a_balance_is_spread_over_as_many_months_as_said(live):
    """803.97 over ten months at one percent are 84.88 each; a tenth of 408.03 is on top."""
    text = asked("spread_months: 10").replace("150", "900")
    lived = live(text, "unwilling", "applies", "horizon_months=14")
    assert plan_of(lived)[:3] == [8488 + 3960 + 120] * 3
    assert len(plan_of(lived)) == 10


def test_frozen_months_bear_no_fee_and_no_penalty(live):
    """Missed on day 46, which is frozen: a thousandth a day runs from day 75 on."""
    terms, months = "freeze_months: 2, extra_months: 2", "horizon_months=4"
    fee = "portfolio.products.loan.monthly_fee=9"
    lived = live(asked(terms), "unwilling", "applies", "penalty", fee, months)
    assert lived.days("fee") == [15, 105]
    assert [day for day in lived.days("late_fee") if 15 < day <= 75] == []
    # 304.50 + 304.50 of the plan's instalments, 30 days from day 75 to day 105.
    until = [amount for day, _, amount in lived.told("late_fee") if 75 < day <= 105]
    assert sum(until) == 1827


# Settlement ---------------------------------------------------------------------------------------

SETTLES = "trigger: automatic, from_dpd: 10, settlement: {paid_share: %s, within_days: 30}"


def test_a_part_paid_in_time_settles_the_claim(live):
    """Of 1,212.00, 545.40 settle. At hand are 403.00; day 40 brings 200.00.

    408.03 are put into arrears that day and count, 137.37 are missing, 666.60 are forgiven.
    """
    lived = live(unasked(SETTLES % 0.45), "overburdened")
    assert lived.told("offered", "relief_start") == [(25, "offered", 0), (25, "relief_start", 0)]
    assert lived.told("paid", "settled") == [(40, "paid", 40_803), (40, "settled", 13_737)]
    assert lived.told("waived") == [(40, "waived", 66_660)]
    assert lived.causes("relief_end") == ["settled"]
    account = lived.account()
    assert account["status"] == "settled"
    assert account[["paid", "waived", "outstanding"]].tolist() == [54_540, 66_660, 0]
    assert lived.amounts("due") == [40_803, 80_397], "the rest falls due with it"


def test_who_has_not_the_money_declines(live):
    """0.60 of 1,212.00 are 727.20; 603.00 are all there can be by day 55."""
    lived = live(unasked(SETTLES % 0.6), "overburdened")
    assert lived.causes("offered") == ["declined"]
    assert lived.days("relief_start") == []


def test_a_settlement_that_is_not_paid_in_time_leaves_the_old_schedule(live):
    """Half of the income of February goes: what was expected for day 40 does not come."""
    bad = "macro: {path: step, from_month: 1, months: 6, income_factor: 0.5}\n"
    lived = live(bad + unasked(SETTLES % 0.45), "overburdened")
    assert lived.told("relief_end") == [(55, "relief_end", 0)]
    assert lived.causes("relief_end") == ["lapsed"]
    assert lived.told("waived", "plan_due", "accelerated") == []
    assert lived.amounts("due") == [40_803, 40_803, 40_802]
    assert lived.account()["contract_dpd"] == 165


def test_what_was_charged_off_can_be_settled(live):
    """1,224.08 are charged off on day 75. A quarter is 306.02; 403.00 are at hand on day 76."""
    terms = "trigger: automatic, from_dpd: 61, settlement: {paid_share: 0.25, within_days: 9}"
    lived = live(unasked(terms).replace("180", "60"), "poor")
    assert lived.told("charged_off", "settled", "waived") == [
        (75, "charged_off", 122_408), (76, "settled", 30_602), (76, "waived", 91_806),
    ]  # fmt: skip
    assert lived.causes("settled", "waived") == ["charged_off", "charged_off"]
    account = lived.account()
    assert account["status"] == "settled"
    assert account[["paid", "recovered_after_charge_off"]].tolist() == [30_602, 30_602]


# Income -------------------------------------------------------------------------------------------

INCOME = "extra_months: 6, income_based: {income_share: 0.5, months: 3, least: 20, looks: %s}"


def test_instalments_by_income_come_first_and_the_rest_is_level(live):
    """Half of 200.00 above necessities; 525.32 are left for five months, 108.24 each."""
    lived = live(asked(INCOME % "at_signing"), "overburdened", "applies", "horizon_months=9")
    assert plan_of(lived) == [10_000] * 3 + [10_824 + 7921 + 240] * 4 + [10_824 + 7919 + 240 - 3]
    assert lived.amounts("interest")[:4] == [1200, 804, 712, 619]


@pytest.mark.parametrize(
    ("looks", "instalments"),
    [("at_signing", [10_000, 10_000, 10_000]), ("monthly", [10_000, 2000, 2000])],
)
def test_income_is_asked_once_or_again_before_each_due_day(live, looks, instalments):
    """From March on, day 59, incomes are a hundredth lower: 3,168.00 would bear 84.00.

    They are 4.6875 percent lower: 3,050.00 would bear 25.00.
    """
    bad = "macro: {path: step, from_month: 2, months: 6, income_factor: 0.95}\n"
    lived = live(bad + asked(INCOME % looks), "overburdened", "applies")
    assert plan_of(lived)[:3] == instalments


def test_who_conceals_the_income_pays_the_least_unless_it_is_verified(live):
    for verified, instalment in (("nothing", 2000), ("income_loss", 350_000)):
        terms = INCOME % "monthly" + f", verifies: {verified}"
        lived = live(asked(terms), "unwilling", "applies")
        assert lived.causes("application") == ["concealed"]
        assert plan_of(lived)[0] == min(instalment, 120_000 + 1200 + 804)


# Grants -------------------------------------------------------------------------------------------

GRANT = "trigger: automatic, from_dpd: 5, times_max: 3, grant: {instalments: 1, most: 500}"


def test_a_grant_enters_the_household_which_pays_with_it(live):
    """It would be 816.06, but no more than 500.00; with 203.00 at hand 408.03 are paid at once."""
    lived = live(unasked(GRANT), "poor")
    assert lived.told("grant", "paid")[:2] == [(20, "grant", 50_000), (20, "paid", 40_803)]
    assert lived.causes("grant") == ["third_party"]
    assert lived.told("relief_start", "relief_end")[:2] == [
        (20, "relief_start", 0), (20, "relief_end", 0),
    ]  # fmt: skip


def test_an_empty_fund_refuses(live):
    """100.00 are left of 600.00 when the next instalment is five days late."""
    lived = live(unasked(GRANT), "poor")
    assert lived.told("grant_refused")[:1] == [(51, "grant_refused", 50_000)]
    assert lived.causes("grant_refused") == ["fund_empty"]
    assert len(lived.days("grant")) == 1


def test_the_fund_has_its_money_again_next_year(live):
    long = "portfolio.products.loan.term_months=[24]"
    text = unasked(GRANT.replace("3, grant", "90, grant").replace("500", "350"))
    lived = live(text, "unwilling", long, "horizon_months=26", "collection.charge_off_dpd=900")
    assert lived.days("grant")[:1] == [20]
    by_year = [sum(day // 365 == year for day in lived.days("grant")) for year in (0, 1)]
    spent = [
        sum(amount for day, _, amount in lived.told("grant") if day // 365 == year)
        for year in (0, 1)
    ]
    assert by_year[1] > 0
    assert all(25_000 < each <= 60_000 for each in spent)


@pytest.mark.parametrize("payer", ["lender", "third_party", "state"])
def test_a_grant_costs_the_lender_only_if_the_fund_is_its_own(live, payer):
    lived = live(unasked(GRANT, payer), "poor")
    cost = [(20, "cost", 50_000)] if payer == "lender" else []
    assert lived.told("cost", cause="grant") == cost


# Due day ------------------------------------------------------------------------------------------

MOVES = "trigger: automatic, due_day_after_payday: 2, arrears: %s"


@pytest.mark.parametrize(
    ("arrears", "instalments"),
    [("lump", [81_606, 40_802]), ("spread", [40_803 + 20_402, 40_802 + 20_401])],
)
def test_due_days_move_behind_the_payday(live, arrears, instalments):
    """Due on the 5th, days 35, 63 and 94, paid on the 10th: the 12th is days 70 and 101."""
    lived = live(unasked(MOVES % arrears), "overburdened", "portfolio.due_day=5")
    assert lived.days("due") == [35, 63, 94]
    assert lived.days("missed")[:1] == [35]
    assert lived.days("plan_due") == [70, 101]
    assert plan_of(lived) == instalments


def test_who_is_paid_before_the_due_day_keeps_it(live):
    lived = live(unasked(MOVES % "lump"), "overburdened")
    assert lived.days("relief_start") == []


# Triggers -----------------------------------------------------------------------------------------


def test_what_is_mandated_begins_on_the_first_of_a_month_for_everybody(live):
    terms = "trigger: mandated, from_month: 2, for_months: 1, skip_months: 2"
    lived = live(unasked(terms), borrowers=3)
    assert lived.days("relief_start") == [59, 59, 59]
    assert set(lived.causes("relief_start")) == {"mandated"}
    assert set(lived.rows("relief_start")["phase"]) == {"macro"}
    assert sorted(set(lived.days("plan_due"))) == [74, 105, 135]


def test_what_is_automatic_begins_in_the_evening_of_its_day(live):
    lived = live(unasked("trigger: automatic, from_dpd: 7, skip_months: 1"), "unwilling")
    assert lived.days("relief_start")[0] == 15 + 7
    assert lived.causes("relief_start")[0] == "automatic"
    assert lived.rows("relief_start")["phase"].tolist()[0] == "stage"


def test_a_range_of_days_past_due_ends(live):
    lived = live(
        unasked("trigger: mandated, from_dpd: 30, to_dpd: 60, skip_months: 1"), "unwilling"
    )
    assert lived.days("relief_start") == [59], "44 days late; 16 on day 31, 75 on day 90"


def test_each_case_costs(live):
    lived = live(
        unasked("trigger: automatic, from_dpd: 7, skip_months: 1, cost_per_case: 12.5"), "unwilling"
    )
    assert lived.told("cost", cause="relief_case") == [(22, "cost", 1250)]


# What is verified ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verified", "decision"),
    [("hardship", "approved"), ("income_loss", "refused"), ("nothing", "approved")],
)
def test_papers_show_a_loss_of_income_and_not_a_narrow_budget(live, verified, decision):
    terms = f"extra_months: 10, verifies: {verified}"
    lived = live(asked(terms, specificity=1), "overburdened", "applies")
    assert lived.causes("application")[0] == "honest"
    assert lived.causes("decision")[0] == decision


SHOCK = """
shocks:
  kinds:
    - {name: job_loss, monthly_share: 1, duration_days: 400, income_factor: 0.5, retraining: true}
"""


def test_relief_at_a_shock_helps_those_it_strikes_on_that_day(live):
    terms = "trigger: automatic, shocks: [job_loss], skip_months: 2, to_dpd: 0"
    lived = live(SHOCK + unasked(terms))
    first = lived.days("shock_start")[0]
    assert lived.days("relief_start")[0] == first
    assert lived.rows("relief_start")["phase"].tolist()[0] == "shock"


def test_a_programme_ends_loss_of_work_early(live):
    terms = "trigger: automatic, shocks: [job_loss], retraining: {monthly_share: 1, months: 2}"
    lived = live(SHOCK + unasked(terms), "behaviour.budget.retrain_monthly_share=0")
    ends = lived.rows("shock_end")
    assert ends["day"].tolist()[0] == 31
    assert ends["root"].tolist()[0] == "help"
    assert lived.told("relief_end")[:1] == [(59, "relief_end", 0)]


def test_pods_share_the_fund(live):
    """Of 600.00, 200.00 are each pod's: a grant of 190.00 is paid once in each, 300.00 never."""
    for most, granted in ((190, 3), (300, 0)):
        text = unasked(GRANT.replace("500", str(most)).replace("times_max: 3", "times_max: 1"))
        lived = live(text, "unwilling", "pods=3", "portfolio.borrowers=6")
        assert len(lived.days("grant")) == granted
        assert len(lived.days("grant_refused")) > 0


def test_first_come_is_first_served(live):
    """All are five days late on day 20; 600.00 are enough for the first three of 190.00."""
    text = unasked(GRANT.replace("500", "190").replace("times_max: 3", "times_max: 1"))
    lived = live(text, "unwilling", "portfolio.borrowers=5")
    assert lived.rows("grant")["account"].tolist() == [0, 1, 2]
    assert sorted(set(lived.rows("grant_refused")["account"])) == [3, 4]


def test_a_refused_application_says_that_the_fund_is_empty(live):
    text = """
collection:
  hardship_fund: {budget_per_year: 0}
  review_desk: {people: 1, handling_minutes: 1}
  stages: [{name: overdue, from_dpd: 1, to_dpd: 140, offers: [help]}]
  relief: [{name: help, trigger: application, verifies: nothing, grant: {}}]
"""
    lived = live(text, "unwilling", "applies")
    decision = lived.rows("decision")
    assert decision["cause"].tolist()[0] == "refused"
    assert decision["root"].tolist()[0] == "fund_empty"
    assert lived.told("grant_refused")[0] == (15, "grant_refused", 40_803 + 40_803)


def test_a_collector_offers_a_settlement_to_who_would_refuse(live):
    """408.03 would take all of the 403.00 at hand; 121.20, a tenth of the balance, are worth it."""
    text = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 140
      actions: [{name: call, every_days: 5, channel: call, team: callers}]
      offers: [part]
  relief: [{name: part, trigger: offer, settlement: {paid_share: 0.1, within_days: 9}}]
"""
    burden = "behaviour.willingness.burden_weight=40"
    lived = live(
        text, "answers", "overburdened", burden, "portfolio.segments.everybody.willingness=20"
    )
    assert lived.causes("offered")[0] == "accepted"
    assert lived.amounts("settled")[0] == 12_120
    assert lived.rows("settled")["phase"].tolist()[0] == "contact"


@pytest.mark.parametrize(("verified", "granted"), [("income_loss", 0), ("hardship", 1)])
def test_the_lender_looks_at_papers_before_it_helps_by_itself(live, verified, granted):
    """A budget that does not carry the instalments is a hardship, and no loss of income."""
    terms = "trigger: automatic, from_dpd: 7, skip_months: 1"
    text = unasked(terms).replace("verifies: nothing", f"verifies: {verified}")
    assert len(live(text, "poor").days("relief_start")) == granted
