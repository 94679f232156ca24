"""A borrower's decisions: why an instalment is missed, what is paid instead, and when."""

import pytest

from arrears.engines.simpy.feelings import Feelings

EVERYBODY = "portfolio.segments.everybody."
PAYMENTS = ("paid", "part_paid", "prepaid", "recovered")

# Strikes once a month, for so long that one is always in force; two percent of income are left.
LASTING = """
shocks:
  kinds:
    - {name: blow, monthly_share: %s, macro_sensitivity: 3, duration_days: 3000,
       income_factor: 0.02}
"""
DOWNTURN = "macro: {path: step, from_month: 0, months: 6, hazard_factor: 100}\n"


# Reasons and roots --------------------------------------------------------------------------------

MISSES = {
    "unwilling": (("", "unwilling"), "unwilling", "strategic"),
    "forgetful": (("", "forgetful"), "forgot", "process"),
    "never pays": (("", f"{EVERYBODY}never_payer_share=1"), "disputed", "process"),
    "overburdened": (("", "overburdened"), "unable", "shortfall"),
    "struck": ((LASTING % "1",), "unable", "shock"),
    "struck by the downturn": ((DOWNTURN + LASTING % "0.000001",), "unable", "macro"),
}


@pytest.mark.parametrize("who", MISSES)
def test_the_first_miss_of_a_spell_says_why_and_from_what_root(live, who):
    changes, reason, root = MISSES[who]
    missed = live(*changes).rows("missed").iloc[0]
    assert (missed["cause"], missed["root"]) == (reason, root)


def test_only_the_miss_that_opens_a_spell_names_its_root(live):
    """Three instalments in one spell."""
    missed = live("", "unwilling").rows("missed")
    assert missed["day"].tolist() == [15, 46, 74]
    assert missed["amount"].tolist() == [40803, 81606, 122_408]
    assert missed["root"].tolist() == ["strategic", "", ""]


@pytest.mark.parametrize(("who", "able"), [("unwilling", 1), ("forgetful", 1), ("overburdened", 0)])
def test_a_miss_says_whether_the_budget_covered_what_was_due(live, who, able):
    assert live("", who).rows("missed")["to_fees"].iloc[0] == able


def test_agreement_is_the_root_where_relief_comes_before_the_miss(live):
    """A bullet's 12.00 are forgiven on day 20; day 46 is free by agreement, and opens a spell."""
    text = """
collection:
  review_desk: {people: 1, handling_minutes: 1, specificity_share: 0, least_days: 5}
  stages: [{name: overdue, from_dpd: 1, to_dpd: 140, offers: [help]}]
  relief:
    - {name: help, trigger: application, waive_interest_share: 1, skip_months: 1, break_dpd: 300}
"""
    missed = live(text, "unwilling", "applies", "portfolio.products.loan.kind=bullet").rows(
        "missed"
    )
    assert missed["day"].tolist()[:2] == [15, 46]
    assert missed["cause"].tolist()[:2] == ["unwilling", "agreed"]
    assert missed["root"].tolist()[:2] == ["strategic", "rule"]


# What is paid -------------------------------------------------------------------------------------


def test_a_part_is_paid_where_the_whole_cannot_be(live):
    """403.00 of 408.03, if 98 percent are worth the while."""
    lived = live("", "overburdened", "behaviour.budget.least_part_share=0.98")
    assert lived.told("part_paid", "missed")[:2] == [(15, "part_paid", 40300), (15, "missed", 503)]


def test_nothing_is_paid_where_the_part_is_not_worth_the_while(live):
    lived = live("", "overburdened", "behaviour.budget.least_part_share=0.99")
    assert lived.told("part_paid", "missed")[:1] == [(15, "missed", 40803)]


def test_arrears_are_caught_up_on_the_payday_that_affords_them(live):
    """603.00 on payday 40; 594.97 on payday 99, of 816.05; then 400.00 by payday 160.

    A part is worth the while when it exceeds an instalment, as on day 99.
    """
    lived = live("", "overburdened")
    assert lived.told("part_paid", "paid") == [
        (40, "paid", 40803), (99, "part_paid", 59497), (160, "paid", 22108),
    ]  # fmt: skip
    assert set(lived.causes("part_paid", "paid")) == {"catch_up"}
    assert lived.days("missed") == [15, 46, 74]


def test_forgotten_instalments_are_paid_when_one_remembers(live):
    lived = live("", "forgetful")
    assert lived.told("paid") == [(16, "paid", 40803), (47, "paid", 40803), (75, "paid", 40802)]
    assert lived.causes("paid") == ["catch_up"] * 3


REMINDER = "collection: {before_due: [{name: note, days_before: 3, channel: sms}]}"


def test_a_reminder_that_is_read_is_not_forgotten(live):
    never = "behaviour.attention.reminder_factor=0"
    lived = live(REMINDER, "forgetful", "reads", never)
    assert lived.days("attempt") == lived.days("read") == [12, 43, 71]
    assert lived.days("missed") == []


def test_a_reminder_that_is_not_read_helps_nobody(live):
    lived = live(REMINDER, "forgetful", "behaviour.attention.reminder_factor=0")
    assert lived.days("attempt") == [12, 43, 71]
    assert lived.days("read") == []
    assert lived.days("missed") == [15, 46, 74]


@pytest.mark.parametrize("who", ["unwilling", "overburdened"])
def test_a_reminder_helps_nobody_who_will_not_or_cannot_pay(live, who):
    """Not even a read one: every payment and miss is the same with and without."""
    money = (*PAYMENTS, "missed")
    assert live(REMINDER, who, "reads").told(*money) == live("", who, "reads").told(*money)


# 300.00 a month are left over: 603.00 on day 15, enough for one instalment of two.
ONE_OF_TWO = (
    f"{EVERYBODY}second_account_share=1",
    "overburdened",
    f"{EVERYBODY}income.median=3300",
    f"{EVERYBODY}essentials_share.mean=0.9090909091",
)


def test_of_two_equal_debts_the_lower_number_is_served_first(live):
    lived = live("", *ONE_OF_TWO)
    assert lived.told("paid", day=15) == [(15, "paid", 40803)]
    assert lived.rows("paid", day=15)["account"].tolist() == [0]
    assert lived.rows("missed", day=15)["account"].tolist() == [1]


def test_the_dearer_debt_is_served_first(live):
    """Half of the accounts are 1,300.00 at a penalty; their first instalment is 442.03."""
    text = """
portfolio:
  products:
    - {name: loan, share: 0.5}
    - {name: dear, share: 0.5, kind: equal_instalments, principal: {median: 1300},
       principal_min: 1300, principal_max: 1300, rate: 0.12, term_months: [3], penalty_rate: 0.3,
       late_fee: 0}
"""
    lived = live(text, *ONE_OF_TWO, "portfolio.borrowers=40")
    due = lived.rows("due", day=15)
    for borrower, owed in due.groupby("borrower")["amount"]:
        paid = lived.rows("paid", day=15, borrower=borrower)["amount"].tolist()
        assert paid == [max(owed)], borrower
    assert due.groupby("borrower")["amount"].nunique().eq(2).sum() > 5


# Auto-debit ---------------------------------------------------------------------------------------

BOUND = f"{EVERYBODY}auto_debit_share=1"


def debit(days: int, part: str = "true") -> str:
    return f"portfolio.auto_debit={{debit_days: {days}, part_debits: {part}}}"


def test_a_debit_is_blind_to_what_a_household_keeps_for_living(live):
    """36 days of essentials are 3,600.00; 3,408.03 are in the account."""
    keeps = "behaviour.budget.reserve_days=36"
    assert live("", keeps).told("missed")[:1] == [(15, "missed", 40803)]
    debited = live("", keeps, BOUND)
    assert debited.told("paid")[:1] == [(15, "paid", 40803)]
    assert debited.causes("paid")[0] == "auto_debit"


LATE_PAYDAY = f"{EVERYBODY}payday=17"  # day 16, the second day of debits


@pytest.mark.parametrize(
    ("days", "part", "debited"),
    [
        (1, "true", [(15, 20300)]),
        (2, "true", [(15, 20300), (16, 20000)]),
        (3, "true", [(15, 20300), (16, 20000)]),
        (3, "false", []),
    ],
)
def test_debits_are_tried_once_a_day_for_so_many_days(live, days, part, debited):
    """203.00 on day 15 and 200.00 more on payday 16, of 408.03."""
    lived = live("", "overburdened", BOUND, LATE_PAYDAY, debit(days, part), "horizon_months=1")
    rows = lived.rows("part_paid", "paid")
    assert list(zip(rows["day"], rows["amount"], strict=True)) == debited
    assert set(rows["cause"]) <= {"auto_debit"}
    assert set(rows["phase"]) <= {"due"}


def test_a_whole_debit_waits_for_the_day_that_covers_it(live):
    """399.00 on day 15, 795.00 on payday 16: without part debits all comes on the second day."""
    rich = [f"{EVERYBODY}income.median=3396", f"{EVERYBODY}essentials_share.mean=0.88339222615"]
    lived = live("", "overburdened", *rich, BOUND, LATE_PAYDAY, debit(3, "false"))
    assert lived.told("paid", "missed")[:2] == [(15, "missed", 40803), (16, "paid", 40803)]
    assert lived.told("cured")[0] == (16, "cured", 1)


def test_who_will_not_pay_has_moved_the_money_before_the_debit(live):
    lived = live("", "unwilling", BOUND, debit(5))
    assert lived.told(*PAYMENTS) == []
    assert set(lived.causes("missed")) == {"unwilling"}


# Who never pays -----------------------------------------------------------------------------------

PRESSED = """
collection:
  charge_off_dpd: 60
  teams: [{name: callers, people: 1}]
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 500
      actions:
        - {name: call, every_days: 1, channel: call, tone: harsh, team: callers}
        - {name: text, every_days: 1, channel: sms}
"""


@pytest.mark.parametrize("bound", [(), (BOUND,)], ids=["by hand", "auto-debit"])
def test_no_action_moves_a_never_payer(live, bound):
    """Called and texted daily, always reached, rich, and rid of the debt only by charge-off."""
    never = f"{EVERYBODY}never_payer_share=1"
    lived = live(PRESSED, never, "answers", "reads", "promises", *bound)
    assert lived.told(*PAYMENTS, "promise") == []
    assert len(lived.days("right_party")) > 50
    assert set(lived.causes("refused")) == {"disputed"}


def test_never_payers_of_a_busy_book_never_pay(busy):
    never = set(busy.rows("missed", cause="disputed")["borrower"])
    assert len(never) > 3
    payers = set(busy.rows(*PAYMENTS)["borrower"])
    assert not never & payers


# Promises -----------------------------------------------------------------------------------------

CALLS = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: call, every_days: 7, channel: call, tone: neutral, team: callers}]}
"""
# 203.00 are there on day 16, 303.00 on payday 40, of 408.03.
UNABLE_BUT_WILLING = ("poor", "answers", "promises", "horizon_months=2")


def test_a_promise_is_what_the_budget_will_bear_by_the_next_payday(live):
    lived = live(CALLS, *UNABLE_BUT_WILLING)
    assert lived.told("promise")[0] == (16, "promise", 30300)
    assert lived.told("promise_kept")[0] == (40, "promise_kept", 30300)
    assert lived.told("part_paid") == [(40, "part_paid", 30300)]
    assert lived.causes("part_paid") == ["promise"]


def test_an_open_promise_suspends_contact_until_the_day_after(live):
    lived = live(CALLS, *UNABLE_BUT_WILLING)
    assert lived.days("attempt")[:2] == [16, 41]


def test_a_promise_above_the_budget_is_broken_by_the_budget(live):
    """Half as much again would be 454.50, so all 408.03 are promised, and 303.00 are there."""
    tones = [
        f"{{tone: {tone}, pressure: 0, goodwill: 0, reactance: 0, distress_points: 0, "
        "disclosure_share: 0, promise_above_budget: 0.5}"
        for tone in ("gentle", "neutral", "firm", "harsh")
    ]
    bold = f"behaviour.answering.tones=[{', '.join(tones)}]"
    lived = live(CALLS, *UNABLE_BUT_WILLING, bold)
    assert lived.told("promise")[0] == (16, "promise", 40803)
    assert lived.told("part_paid") == [(40, "part_paid", 30300)], "what is there is paid"
    assert lived.told("promise_broken")[0] == (40, "promise_broken", 40803)


def test_a_promise_is_broken_by_a_bad_memory(live):
    forgets = "behaviour.answering.promise_memory_share=0"
    lived = live(CALLS, *UNABLE_BUT_WILLING, forgets)
    assert lived.told("promise_broken")[0] == (40, "promise_broken", 30300)
    assert lived.told("part_paid", "paid", "promise_kept") == []


def test_the_unwilling_promise_nothing(live):
    lived = live(CALLS, "unwilling", "answers", "promises", "horizon_months=2")
    assert lived.days("promise") == []
    assert set(lived.causes("refused")) == {"unwilling"}


def test_a_promise_about_a_charged_off_balance_is_kept_or_broken_too(live):
    """Called on day 16 and charged off that evening; 303.00 are there on payday 40."""
    text = CALLS.replace("teams:", "charge_off_dpd: 1\n  teams:")
    lived = live(text, *UNABLE_BUT_WILLING)
    assert lived.told("promise")[0] == (16, "promise", 30300)
    assert lived.days("charged_off") == [16]
    assert lived.told("promise_kept", "recovered") == [
        (40, "recovered", 30300), (40, "promise_kept", 30300),
    ]  # fmt: skip


def test_a_month_without_a_payment_forms_no_habit_of_paying(monkeypatch, live):
    """Days 46 and 74 are free by agreement; a habit rises with payments only."""
    text = """
collection:
  review_desk: {people: 1, handling_minutes: 1, specificity_share: 0}
  stages: [{name: overdue, from_dpd: 1, to_dpd: 140, offers: [help]}]
  relief: [{name: help, trigger: application, skip_months: 2, break_dpd: 300}]
"""
    remembered, remember = [], Feelings.remember_payment

    def noted(feelings, *, has_paid):
        remembered.append((feelings.borrower.world.today, has_paid))
        remember(feelings, has_paid=has_paid)

    monkeypatch.setattr(Feelings, "remember_payment", noted)
    lived = live(text, "unwilling", "applies", "seed=4711")
    assert lived.days(*PAYMENTS) == []
    assert remembered[0] == (15, False)
    assert not [day for day, has_paid in remembered if has_paid]


# Shocks -------------------------------------------------------------------------------------------


def test_a_shock_that_is_over_at_once_starts_and_ends_on_its_day(live):
    text = "shocks: {kinds: [{name: bill, monthly_share: 1, expense_share: 0.1}]}"
    lived = live(text)
    starts, ends = lived.rows("shock_start"), lived.rows("shock_end")
    assert starts["day"].tolist() == ends["day"].tolist()
    assert len(starts) == 6, "one in every month"
    assert set(starts["amount"]) == {0}
    assert set(starts["cause"]) == {"bill"}


def test_a_shock_lasts_as_many_days_as_were_drawn(live):
    text = "shocks: {kinds: [{name: flu, monthly_share: 1, duration_days: 3}]}"
    lived = live(text, "horizon_months=12")
    starts = lived.rows("shock_start")
    ends = sorted(zip(starts["day"] + starts["amount"], starts["amount"], strict=True))
    told = lived.rows("shock_end")
    assert [end for end in ends if end[0] < lived.horizon] == sorted(
        zip(told["day"], told["amount"], strict=True)
    )
    assert starts["amount"].nunique() > 3


def test_retraining_ends_a_shock_early_and_is_named(live):
    """Certain to succeed, so over on the first of the next month."""
    text = """
shocks:
  kinds:
    - {name: loss, monthly_share: 1, duration_days: 3000, income_factor: 0.5, retraining: true}
"""
    lived = live(text, "behaviour.budget.retrain_monthly_share=1")
    firsts = [31, 59, 90, 120, 151]
    assert lived.days("shock_end") == firsts
    assert set(lived.rows("shock_end")["root"]) == {"retraining"}
