"""The money of one account, worked by hand: schedules, penalties, acceleration, charge-off.

The plain loan: 1,200.00 at 12 % a year in three instalments on days 15, 46 and 74. The level
instalment is 120000 x 0.01 / (1 - 1.01^-3) = 40802.65, so 408.03; interest is 12.00, then one
percent of 803.97, then of 403.98.
"""

from fractions import Fraction

import pytest

DUES = [40803, 40803, 40802]

SCHEDULES = {
    # 1200, then round(803.97) = 804 and round(403.98) = 404; the last row takes the remainder.
    "equal_instalments": (DUES, [1200, 804, 404]),
    # A third of the principal each, and one percent of 1200, 800 and 400.
    "equal_principal": ([41200, 40800, 40400], [1200, 800, 400]),
    "interest_free": ([40000, 40000, 40000], []),
    "bullet": ([1200, 1200, 121200], [1200, 1200, 1200]),
}


@pytest.mark.parametrize("kind", SCHEDULES)
def test_every_instalment_is_billed_and_charged_as_signed(live, kind):
    dues, interest = SCHEDULES[kind]
    lived = live("", f"portfolio.products.loan.kind={kind}")
    assert lived.told("due") == list(zip([15, 46, 74], ["due"] * 3, dues, strict=True))
    assert lived.amounts("interest") == interest
    assert lived.told("paid") == list(zip([15, 46, 74], ["paid"] * 3, dues, strict=True))
    assert lived.told("closed") == [(74, "closed", 0)]


@pytest.mark.parametrize("kind", SCHEDULES)
def test_a_loan_paid_on_time_costs_its_interest_and_nothing_else(live, kind):
    dues, interest = SCHEDULES[kind]
    account = live("", f"portfolio.products.loan.kind={kind}").account()
    assert account["paid"] == sum(dues) == 120_000 + sum(interest)
    assert account[["outstanding", "fees", "waived", "charged_off", "max_dpd"]].tolist() == [0] * 5
    assert account["status"] == "closed"


def test_an_amount_that_does_not_divide_leaves_the_remainder_to_the_last_instalment(live):
    """1,000.00 in three parts: 333.33, 333.33, 333.34."""
    loan = "{name: loan, kind: interest_free, principal: {median: 1000}, principal_min: 1000, "
    text = f"portfolio:\n  products: [{loan}principal_max: 1000}}]\n"
    assert live(text).amounts("due") == [33333, 33333, 33334]


def test_a_monthly_fee_is_charged_on_each_due_day_and_paid_before_the_rest(live):
    lived = live("", "portfolio.products.loan.monthly_fee=5")
    assert lived.told("fee") == [(15, "fee", 500), (46, "fee", 500), (74, "fee", 500)]
    assert set(lived.rows("fee")["action"]) == {"monthly_fee"}
    assert lived.amounts("paid") == [due + 500 for due in DUES]
    assert lived.rows("paid")["to_fees"].tolist() == [500, 500, 500]


def test_a_bullet_without_interest_is_due_at_its_end(live):
    loan = "portfolio.products.loan."
    lived = live("", f"{loan}kind=bullet", f"{loan}rate=0")
    assert lived.told("paid") == [(74, "paid", 120_000)]


# Late ---------------------------------------------------------------------------------------------

ROTTEN = "collection: {grace_days: 3, charge_off_dpd: 100}"


def assert_penalties(lived, since: int, arrears: dict[int, int], last: int) -> None:
    """Check each charge: a thousandth a day of what was in arrears, since the charge before.

    ``arrears`` says from which day on how much is. Charges may come on any day between, as a payer
    who asks is told what is owed; each is rounded half-even by itself.
    """
    for day, _, amount in lived.told("late_fee", cause="penalty"):
        owed = arrears[max(start for start in arrears if start < day)]
        assert amount == round(Fraction(owed * (day - since), 1000)), day
        since = day
    assert since == last


def test_penalty_interest_runs_from_the_end_of_grace_to_charge_off(live):
    """Three days of grace; 408.03 from day 18, 816.06 from day 46, 1,224.08 from day 74 to 115."""
    lived = live(ROTTEN, "unwilling", "penalty")
    assert_penalties(lived, 18, {15: 40803, 46: 81606, 74: 122_408}, last=115)
    penalties = sum(lived.amounts("late_fee"))
    assert abs(penalties - (1142 + 2285 + 5019)) <= 3, "28, 28 and 41 days, each charge rounded"
    owed = 120_000 + 1200 + 804 + 404 + penalties
    assert lived.told("charged_off") == [(115, "charged_off", owed)]


def test_the_late_fee_comes_once_for_each_instalment_when_its_grace_is_over(live):
    """Due on days 15, 46 and 74; three days are free, on the fourth the fee is charged."""
    lived = live(ROTTEN, "unwilling", "late fee")
    assert lived.told("late_fee") == [
        (19, "late_fee", 2000), (50, "late_fee", 2000), (78, "late_fee", 2000),
    ]  # fmt: skip
    assert set(lived.rows("late_fee")["phase"]) == {"stage"}


def test_without_grace_the_late_fee_comes_on_the_first_day_past_due(live):
    lived = live("collection: {charge_off_dpd: 100}", "unwilling", "late fee")
    assert lived.days("late_fee") == [16, 47, 75]


def test_who_pays_within_grace_is_charged_nothing_then_or_later(live):
    """Forgets, and remembers on the day after each due day."""
    lived = live("collection: {grace_days: 3}", "forgetful", "late fee", "penalty")
    assert lived.days("missed") == [15, 46, 74]
    assert lived.told("cured") == [(16, "cured", 1), (47, "cured", 1), (75, "cured", 1)]
    assert lived.told("late_fee") == []
    assert lived.account()["paid"] == sum(DUES)


def test_a_spell_lasts_from_its_due_day_to_the_payment(live):
    """Fear is large enough on the paydays 40, 68 and 99: 25, 22 and 25 days past due."""
    lived = live("", "late payer")
    assert lived.told("cured") == [(40, "cured", 25), (68, "cured", 22), (99, "cured", 25)]
    assert lived.told("paid") == [(40, "paid", 40803), (68, "paid", 40803), (99, "paid", 40802)]
    assert lived.account()["max_dpd"] == 24, "read at the end of the day before each payment"


def test_who_pays_all_that_is_owed_owes_nothing_after(live):
    """On day 16 408.03 and one day's penalty, 0.41, are owed; the household has plenty."""
    lived = live("", "forgetful", "penalty")
    assert lived.told("paid", "part_paid")[0] == (16, "paid", 40803 + 41)
    assert lived.told("cured")[0] == (16, "cured", 1)


def test_a_payment_settles_fees_and_penalties_first_unless_agreed_otherwise(live):
    """On payday 40 20.00 of late fee are owed beside 408.03."""
    text = "collection: {grace_days: 3}"
    order = "portfolio.products.loan.allocation=[interest, principal, penalty, fees]"
    for change in ((), (order,)):
        lived = live(text, "late payer", "late fee", *change)
        first = lived.rows("paid", "part_paid").iloc[0]
        assert (first["day"], first["amount"], first["to_fees"]) == (40, 42803, 2000)


# Acceleration -------------------------------------------------------------------------------------

FAST = "collection: {accelerate_dpd: 30, charge_off_dpd: 100}"


def test_acceleration_brings_the_whole_principal_due_and_ends_contract_interest(live):
    """30 days past due on day 45: 803.97 are not yet due; no interest is charged from there on."""
    lived = live(FAST, "unwilling")
    assert lived.told("accelerated") == [(45, "accelerated", 80397)]
    assert lived.amounts("interest") == [1200]
    assert lived.told("charged_off") == [(115, "charged_off", 121_200)]


def test_the_signed_schedule_goes_on_beside_an_acceleration(live):
    """The contract's own due rows are told to the horizon: they measure, they charge nothing."""
    lived = live(FAST, "unwilling")
    assert lived.told("due") == [(15, "due", 40803), (46, "due", 40803), (74, "due", 40802)]
    assert lived.causes("due") == ["", "", ""]
    assert lived.amounts("missed") == [40803, 121_200, 121_200]


def test_penalty_runs_on_everything_that_acceleration_brought_due(live):
    """On 408.03 from day 15, on 1,212.00 from day 45 to charge-off on day 115."""
    lived = live(FAST, "unwilling", "penalty")
    assert_penalties(lived, 15, {15: 40803, 45: 121_200}, last=115)


def test_after_acceleration_only_payoff_cures(live):
    """Accelerated on day 35; fear wins on payday 40, 25 days past due: everything is paid."""
    lived = live("collection: {accelerate_dpd: 20}", "late payer")
    assert lived.told("accelerated", "paid", "cured", "closed") == [
        (35, "accelerated", 80397), (40, "paid", 121_200), (40, "cured", 25), (40, "closed", 0),
    ]  # fmt: skip
    assert lived.days("due") == [15], "nothing falls due after payoff"


def test_an_accelerated_account_is_late_until_it_is_paid_off(live):
    """Accelerated on day 25; 453.00 come on payday 40, of 1,212.00 that are due.

    That pays the only instalment that was signed for by then, but 759.00 stay overdue.
    """
    text = """
collection:
  accelerate_dpd: 10
  stages: [{name: overdue, from_dpd: 1, to_dpd: 170}]
"""
    own = "portfolio.segments.everybody."
    rich = (f"{own}income.median=3150", f"{own}essentials_share.mean=0.95238095238")
    lived = live(text, "overburdened", *rich)
    assert lived.told("part_paid")[0] == (40, "part_paid", 45300)
    assert not [day for day in lived.days("stage_left") if day < 74]


# Prepayment ---------------------------------------------------------------------------------------


def test_prepayment_pays_the_rest_with_the_first_instalment(live):
    """803.97 are left on day 15, and a period that has not begun costs nothing."""
    lived = live("", "behaviour.willingness.early_payoff_monthly_share=1")
    assert lived.told("due", "interest", "paid", "prepaid", "closed") == [
        (15, "due", 40803), (15, "interest", 1200), (15, "paid", 40803),
        (15, "due", 80397), (15, "prepaid", 80397), (15, "closed", 0),
    ]  # fmt: skip
    assert lived.causes("due") == ["", "prepaid"]
    assert lived.account()[["signed_due", "received"]].tolist() == [121_200, 121_200]


def test_nobody_prepays_without_the_money(live):
    """450 are kept beside what is due: on day 15 803.97 are left to pay, on day 46 403.98."""
    own = "portfolio.segments.everybody."
    poor = (f"{own}income.median=3500", f"{own}essentials_share.mean=0.8571428571")
    lived = live(
        "",
        "behaviour.willingness.early_payoff_monthly_share=1",
        *poor,
        f"{own}buffer_months=0.15",
    )
    assert lived.days("paid") == [15, 46]
    assert lived.told("prepaid") == [(46, "prepaid", 40398)]


# Charge-off and after -----------------------------------------------------------------------------


@pytest.mark.parametrize("dpd", [1, 30, 31, 90, 120])
def test_charge_off_comes_exactly_at_its_days_past_due(live, dpd):
    lived = live(f"collection: {{charge_off_dpd: {dpd}}}", "unwilling")
    assert lived.days("charged_off") == [15 + dpd]
    assert lived.account()["status"] == "charged_off"


def test_after_charge_off_the_contract_is_measured_but_charges_nothing(live):
    lived = live("collection: {charge_off_dpd: 30}", "unwilling", "penalty", "late fee")
    assert lived.causes("due") == ["", "charged_off", "charged_off"]
    later = lived.rows("interest", "fee", "late_fee", "missed")
    assert (later["day"] <= 45).all()
    account = lived.account()
    assert account["outstanding"] == 0
    assert account["charged_off"] == 121_200 + 2000 + 1224
    assert account["contract_dpd"] == 180 - 15, "nothing resets the contract's clock"


AGENCY = """
collection:
  charge_off_dpd: 30
  stages:
    - {name: late, from_dpd: 20, to_dpd: 500, agency: {name: outside, fee_share: 0.4},
       actions: [{name: notice, every_days: 50, channel: sms}]}
"""


def test_what_comes_in_after_charge_off_is_recovered_and_reduces_the_loss(live):
    """Written off on day 45 with 1,212.00; the next notice, on day 85, is read and all is paid."""
    lived = live(AGENCY, "late payer", "reads", "portfolio.segments.everybody.payday=20",
                 "behaviour.willingness.consequence_per_30_days=17")  # fmt: skip
    assert lived.days("charged_off") == [45]
    recovered = lived.rows("recovered")
    assert recovered["day"].tolist() == [85]
    assert recovered["amount"].tolist() == [121_200]
    assert lived.told("cost", cause="agency_fee") == [(85, "cost", 48480)], "0.4 of it"
    account = lived.account()
    assert account[["paid", "charged_off", "recovered_after_charge_off"]].tolist() == [
        121_200, 0, 121_200,
    ]  # fmt: skip
    assert account["status"] == "closed"


def test_nobody_works_an_account_that_was_paid_after_charge_off(live):
    """It leaves stage and agency the same day, and no action follows."""
    lived = live(AGENCY, "late payer", "reads", "portfolio.segments.everybody.payday=20",
                 "behaviour.willingness.consequence_per_30_days=17")  # fmt: skip
    assert lived.days("stage_left")[-1] == lived.days("closed")[0] == 85
    assert lived.days("attempt")[-1] == 85
