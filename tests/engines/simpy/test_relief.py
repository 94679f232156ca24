"""Relief: the second schedule of one account by hand, what it waives, how it ends, two clocks.

The plain loan misses its first instalment on day 15, applies and is helped the same day. Of its
1,200.00 then 396.03 principal and 12.00 interest are in arrears and 803.97 are still to come, in
two instalments. Annuities at one percent a month: of 803.97 over two months 408.02 (0.5075124 of
it), over three 273.37 (0.3400221), over twelve 71.43 (0.0888488).
"""

import pytest

DESK = """
collection:
  charge_off_dpd: 150
  review_desk: {people: 1, handling_minutes: 1, specificity_share: 0%s}
  stages: [{name: overdue, from_dpd: 1, to_dpd: 140, offers: [help]}]
  relief: [{name: help, trigger: application, %s}]
"""


def help_with(terms: str, desk: str = "") -> str:
    return DESK % (desk and f", {desk}", terms)


PLANS = {
    # 273.37 a month, a third of 396.03 = 132.01 and of 12.00 = 4.00 on top.
    "extra_months: 1": ([40938, 40938, 40938], [804, 539, 271]),
    "extra_months: 1, arrears: lump": ([27337 + 40803, 27337, 27337], [804, 539, 271]),
    "extra_months: 1, arrears: end": ([27337, 27337, 27337 + 40803], [804, 539, 271]),
    # Nothing, then 408.02 and 408.03; the skipped 8.04 in two halves; half of the arrears each.
    "skip_months: 1": ([0, 40802 + 402 + 20402, 40803 + 402 + 20401], [804 + 402, 404 + 402]),
    # Half of 408.02 pays 8.04 interest and 195.97; the rest, 608.00 and 6.08, falls due last.
    "reduction_share: 0.5, reduced_months: 1": ([20401 + 20402, 61408 + 20401], [804, 608]),
    # 803.97 in two parts, 401.98 by rounding half-even and 401.99.
    "interest_free: true": ([40198 + 20402, 40199 + 20401], []),
    # Half of the 12.00 is forgiven; the other 6.00 come with the arrears.
    "waive_interest_share: 0.5": ([40802 + 20102, 40803 + 20101], [804, 404]),
}


@pytest.mark.parametrize("terms", PLANS)
def test_the_second_schedule_is_what_a_hand_would_write(live, terms):
    instalments, interest = PLANS[terms]
    lived = live(help_with(f"{terms}, break_dpd: 300"), "unwilling", "applies")
    days = [46, 74, 105, 135][: len(instalments)]
    assert lived.told("plan_due") == [
        (day, "plan_due", amount) for day, amount in zip(days, instalments, strict=True)
    ]
    assert lived.amounts("interest") == [1200, *interest]
    waived = sum(lived.amounts("waived"))
    assert sum(instalments) + waived == 120_000 + 1200 + sum(interest), "nothing is lost or made"


@pytest.mark.parametrize("terms", PLANS)
def test_the_signed_schedule_never_changes(live, terms):
    lived = live(help_with(f"{terms}, break_dpd: 300"), "unwilling", "applies")
    assert lived.told("due") == [(15, "due", 40803), (46, "due", 40803), (74, "due", 40802)]
    assert lived.account()["contract_dpd"] == 180 - 15


def test_relief_starts_with_the_decision_and_names_what_it_is(live):
    lived = live(help_with("skip_months: 1"), "unwilling", "applies")
    told = lived.rows("application", "decision", "relief_start")
    assert told["day"].tolist() == [15, 15, 15]
    assert told["action"].tolist() == ["help", "help", "help"]
    assert told["cause"].tolist() == ["concealed", "approved", ""]


def test_fees_and_penalties_are_waived_as_they_stand_when_relief_starts(live):
    """Five days at a thousandth of 408.03 and one late fee; the desk decides on day 20."""
    lived = live(
        help_with("waive_fees: true", "least_days: 5"),
        "unwilling",
        "applies",
        "penalty",
        "late fee",
    )
    assert lived.told("late_fee")[:2] == [(16, "late_fee", 2000), (20, "late_fee", 204)]
    waived = lived.rows("waived")
    assert list(zip(waived["day"], waived["amount"], waived["cause"], strict=True)) == [
        (20, 2000, "fees"), (20, 204, "penalty"),
    ]  # fmt: skip


def test_waived_interest_counts_for_the_contract_but_is_not_received(live):
    lived = live(help_with("waive_interest_share: 1, break_dpd: 300"), "unwilling", "applies")
    account = lived.account()
    assert lived.told("waived") == [(15, "waived", 1200)]
    assert account[["waived", "received", "paid"]].tolist() == [1200, 0, 0]
    assert account["contract_dpd"] == 165, "39603 of 40803 are still unpaid"


def test_waiving_all_that_is_in_arrears_cures(live):
    """A bullet owes 12.00 of interest; it is forgiven on day 20, five days after it fell due."""
    lived = live(
        help_with("waive_interest_share: 1", "least_days: 5"), "unwilling", "applies",
        "portfolio.products.loan.kind=bullet",
    )  # fmt: skip
    assert lived.told("cured")[:1] == [(20, "cured", 5)]
    assert lived.rows("cured")["phase"].tolist()[0] == "desk"


# Two clocks ---------------------------------------------------------------------------------------

LONG = help_with("extra_months: 10, break_dpd: 60")


def test_a_kept_plan_is_current_while_the_contract_grows_older(live):
    """105.43 a month are affordable: five are paid by day 166, more than one signed instalment."""
    lived = live(LONG, "overburdened", "applies")
    assert lived.told("plan_due") == [(d, "plan_due", 10543) for d in (46, 74, 105, 135, 166)]
    assert lived.told("paid") == [(d, "paid", 10543) for d in (46, 74, 105, 135, 166)]
    account = lived.account()
    assert account["reported_dpd"] == 0
    assert account["contract_dpd"] == 180 - 46, "4 x 105.43 pay the instalment of day 15"
    assert account["max_dpd"] == 134, "119 before the fourth payment, and more on the last day"


def test_what_relief_lets_wait_is_missed_by_agreement(live):
    lived = live(LONG, "overburdened", "applies")
    assert lived.causes("missed") == ["unable", *["agreed"] * 5]
    assert lived.causes("application") == ["honest"]


def test_what_a_plan_asks_for_and_does_not_get_is_missed_for_its_own_reason(live):
    lived = live(help_with("extra_months: 1"), "unwilling", "applies")
    assert lived.told("missed")[1] == (46, "missed", 40938)
    assert lived.causes("missed")[1] == "unwilling"


@pytest.mark.parametrize(("reage", "before"), [("true", 0), ("false", 5)])
def test_reported_dpd_returns_to_nothing_or_stands_still(live, reage, before):
    """Helped on day 20, five days past due; the plan's first due day, 46, is missed."""
    lived = live(
        help_with(f"extra_months: 1, reage: {reage}, break_dpd: 300", "least_days: 5"),
        "unwilling", "applies",
    )  # fmt: skip
    assert lived.told("reaged") == ([] if before else [(20, "reaged", 5)])
    assert lived.account()["reported_dpd"] == before + 180 - 46


# The end ------------------------------------------------------------------------------------------


def test_a_skip_is_completed_when_its_last_month_is_over(live):
    lived = live(help_with("skip_months: 1, break_dpd: 300"), "unwilling", "applies")
    assert lived.told("relief_end") == [(46, "relief_end", 0)]
    assert lived.causes("relief_end") == ["completed"]


def test_a_broken_plan_brings_the_whole_balance_due(live):
    lived = live(help_with("extra_months: 1, break_dpd: 20"), "unwilling", "applies")
    end = lived.rows("relief_end", "accelerated")
    assert end["event"].tolist() == ["relief_end", "accelerated"]
    assert lived.causes("relief_end") == ["broken"]
    # 123614 = 1200 + 804 + 539 + 271 + 120000 is what would be paid; 539 and 271 never come.
    paid_by_plan, billed = 120_000 + 1200 + 804, 40938
    assert end["amount"].tolist() == [0, paid_by_plan - billed]
    assert lived.told("plan_due") == [(46, "plan_due", 40938)], "no plan after it is broken"


@pytest.mark.parametrize("dpd", [10, 20, 25])
def test_a_plan_breaks_on_the_day_it_is_so_late(live, dpd):
    """The plan's first instalment falls due on day 46."""
    lived = live(help_with(f"extra_months: 1, break_dpd: {dpd}"), "unwilling", "applies")
    assert lived.days("relief_end") == [46 + dpd]


def test_relief_of_which_nothing_was_paid_is_not_completed(live):
    """One reduced month, whose instalment is missed on day 46: thirty days later it is broken."""
    terms = "reduction_share: 0.5, reduced_months: 1, break_dpd: 28"
    lived = live(help_with(terms), "unwilling", "applies")
    assert lived.causes("relief_end") == ["broken"]


def test_relief_is_completed_for_an_account_that_is_out_of_arrears(live):
    """The bullet's 12.00 are forgiven on day 20, which cures; its free month is over on day 46."""
    lived = live(
        help_with("waive_interest_share: 1, skip_months: 1, break_dpd: 300", "least_days: 5"),
        "unwilling", "applies", "portfolio.products.loan.kind=bullet",
    )  # fmt: skip
    assert lived.told("cured")[:1] == [(20, "cured", 5)]
    assert lived.days("relief_end") == [46]


def test_charge_off_ends_relief(live):
    text = help_with("extra_months: 4, reage: false, break_dpd: 300").replace("150", "60")
    lived = live(text, "unwilling", "applies")
    assert lived.causes("relief_end") == ["charged_off"]
    assert lived.days("relief_end") == lived.days("charged_off")


def test_relief_is_given_as_often_as_it_may_be(live):
    """A free month from day 15, over on day 46; the next miss, on Sunday 74, brings another."""
    for times, starts in ((1, [15]), (2, [15, 75])):
        terms = f"skip_months: 1, break_dpd: 300, times_max: {times}"
        lived = live(help_with(terms), "unwilling", "applies")
        assert lived.days("relief_start") == starts


def test_a_second_plan_charges_no_interest_on_the_interest_of_the_first(live):
    """Helped on days 15 and 75. 602.00 principal and 6.00 old interest are not yet due then.

    The second plan skips a month and then asks for all: 6.02 for the skipped month and 6.02 for
    the other.
    """
    terms = "skip_months: 1, break_dpd: 300, times_max: 2"
    lived = live(help_with(terms), "unwilling", "applies")
    assert lived.amounts("interest") == [1200, 1206, 1204]


def test_penalty_runs_on_a_plan_that_is_late_and_not_on_one_that_is_kept(live):
    """409.38 are missed on day 46; a thousandth a day until 74 is 11.46, rounded at each charge."""
    late = live(help_with("extra_months: 1, break_dpd: 300"), "unwilling", "applies", "penalty")
    charged = [amount for day, _, amount in late.told("late_fee") if day <= 74]
    assert abs(sum(charged) - 1146) <= 1
    kept = live(LONG, "overburdened", "applies", "penalty")
    assert kept.told("late_fee") == []


def test_a_plan_that_costs_less_than_the_contract_pays_the_account_off(live):
    """Interest-free from day 20 on; fear of the five days that stand makes the payer pay it all.

    The contract's interest of 8.04 and 4.04 is never charged, so it is never missed either.
    """
    terms = "interest_free: true, reage: false"
    lived = live(
        help_with(terms, "least_days: 5"), "unwilling", "applies",
        "behaviour.willingness.consequence_per_30_days=100",
        "behaviour.willingness.consequence_cap_days=300", "horizon_months=8",
    )  # fmt: skip
    account = lived.account()
    assert account["status"] == "closed"
    assert account["paid"] == 121_200
    last = lived.rows(account=0).reset_index(drop=True)
    closed = last.index[last["event"] == "closed"][0]
    assert not set(last.loc[closed:, "event"]) & {"missed", "due", "plan_due", "relief_start"}
