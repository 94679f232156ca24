"""Pauses: each cause in a life made for it, its root, its length, and what it does to people."""

import pytest

CAUSES = {
    # An application is under review from day 15 to 25, and the desk pauses contact.
    "review": (
        """
collection:
  review_desk: {people: 1, handling_minutes: 1, specificity_share: 1, least_days: 10}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [help],
       actions: [{name: text, every_days: 2, channel: sms}]}
  relief: [{name: help, trigger: application, skip_months: 1}]
""",
        ("unwilling", "applies", "seen through"),
        (16, 26),
    ),
    # Harshly called on day 16, answered on day 26; the next call would be due on day 19.
    "complaint": (
        """
behaviour: {grievances: {complaint_share: 1, tone_share_harsh: 1, repeat_factor: 0}}
collection:
  complaint_pauses: true
  teams: [{name: callers, people: 1}]
  complaint_desk: {people: 1, handling_minutes: 30, least_days: 10}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: call, every_days: 1, channel: call, tone: harsh, team: callers}]}
""",
        ("unwilling", "answers", "hears"),
        (19, 26),
    ),
    # Helped on day 15; the plan's first instalment, on day 46, is missed, and texted on day 47.
    "plan": (
        """
collection:
  review_desk: {people: 1, handling_minutes: 1, specificity_share: 0}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [help],
       actions: [{name: text, every_days: 2, channel: sms}]}
  relief: [{name: help, trigger: application, extra_months: 1, break_dpd: 300}]
""",
        ("unwilling", "applies"),
        (16, 47),
    ),
    # Two debtors and one call a day: account 0 or 1 waits from Friday to Monday.
    "capacity": (
        """
collection:
  teams: [{name: callers, people: 1, hours_per_day: 1}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: call, every_days: 100, channel: call, team: callers}]}
""",
        ("unwilling", "portfolio.borrowers=2",
         "behaviour.answering.contacts.call.seconds_unanswered=3600"),
        (16, 19),
    ),
    # The agency is handed the account for day 16 and starts three days later.
    "handover": (
        """
collection:
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       agency: {name: out, fee_share: 0.3, handover_days: 3},
       actions: [{name: text, every_days: 2, channel: sms}]}
""",
        ("unwilling",),
        (16, 19),
    ),
    # The first call, on day 16, finds the number dead; the second is due on day 19.
    "out_of_reach": (
        """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: call, every_days: 3, channel: call, team: callers}]}
""",
        ("unwilling", "behaviour.answering.number_death_monthly_share=1",
         "behaviour.answering.number_death_arrears_factor=100", "horizon_months=12"),
        None,
    ),
    # No stage between 11 and 30 days past due.
    "dropped": (
        """
collection:
  stages:
    - {name: first, from_dpd: 1, to_dpd: 10, actions: [{name: text, every_days: 2, channel: sms}]}
    - {name: then, from_dpd: 31, to_dpd: 90, actions: [{name: note, every_days: 2, channel: sms}]}
""",
        ("unwilling",),
        (26, 46),
    ),
    # Nobody is worked in the second month, a downturn from day 31 to 58: seen in the evening of its
    # first day, over in the evening of the first day after.
    "leniency": (
        """
macro: {path: step, from_month: 1, months: 1, income_factor: 0.9}
collection:
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, who: {macro: normal},
       actions: [{name: text, every_days: 2, channel: sms}]}
""",
        ("unwilling",),
        (32, 60),
    ),
}  # fmt: skip


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_of_a_pause_arises_in_a_life_made_for_it(live, cause):
    text, changes, _ = CAUSES[cause]
    lived = live(text, *changes)
    assert lived.causes("pause_start")[0] == cause
    assert lived.rows("pause_start")["root"].iloc[0] == "strategic"


@pytest.mark.parametrize("cause", [cause for cause in CAUSES if CAUSES[cause][2]])
def test_a_pause_lasts_from_the_first_day_without_an_attempt_to_the_next_attempt(live, cause):
    text, changes, (start, end) = CAUSES[cause]
    lived = live(text, *changes)
    assert lived.told("pause_start")[0] == (start, "pause_start", 0)
    assert lived.told("pause_end")[0] == (end, "pause_end", end - start)
    paused = lived.rows("pause_start")["account"].iloc[0]
    days = lived.days("attempt", account=paused)
    assert end in days
    assert not [day for day in days if start <= day < end]


def test_a_dead_number_is_noticed_once_and_called_no_more(live):
    """Until the borrower gets in touch, which this one never does."""
    text, changes, _ = CAUSES["out_of_reach"]
    lived = live(text, *changes)
    (noticed,) = lived.days("unreachable")
    assert lived.days("attempt")[-1] == noticed
    assert lived.days("pause_start")[0] > noticed


ROOTS = {
    "forgetful": "process",
    "unwilling": "strategic",
    "overburdened": "shortfall",
}


@pytest.mark.parametrize("who", ROOTS)
def test_the_root_of_a_pause_is_the_root_of_its_spell(live, who):
    """No stage at all: dropped from day 16 on."""
    slow = ("behaviour.attention.remember_daily_share=0.01",) if who == "forgetful" else ()
    lived = live("", who, *slow)
    start = lived.rows("pause_start").iloc[0]
    assert (start["day"], start["cause"], start["root"]) == (16, "dropped", ROOTS[who])


def test_roots_of_a_crowd_agree_with_the_misses_that_opened_the_spells(busy, stages):
    for lived in (busy, stages):
        for number, rows in lived.by_account:
            root = None
            for row in rows:
                if row.event == "missed" and row.root:
                    root = row.root
                if row.event == "pause_start":
                    assert row.root == root, number


def test_a_spell_that_begins_by_agreement_is_paused_by_rule(live):
    """A bullet's 12.00 are forgiven on day 20; what is free on day 46 opens a spell."""
    text = """
collection:
  review_desk: {people: 1, handling_minutes: 1, specificity_share: 0, least_days: 5}
  stages: [{name: overdue, from_dpd: 1, to_dpd: 140, offers: [help]}]
  relief:
    - {name: help, trigger: application, waive_interest_share: 1, skip_months: 1, break_dpd: 300}
"""
    lived = live(text, "unwilling", "applies", "portfolio.products.loan.kind=bullet")
    pauses = lived.rows("pause_start", root="rule")
    assert pauses["day"].tolist() == [47]
    assert pauses["cause"].tolist() == ["plan"]


def test_the_rest_days_of_a_cadence_are_no_pause(live):
    text = """
collection:
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: text, every_days: 30, channel: sms}]}
"""
    lived = live(text, "unwilling")
    assert lived.days("attempt") == [16, 46, 76, 106, 136, 166]
    assert lived.days("pause_start") == []


def test_a_weekend_is_no_pause_of_a_team(live):
    """Called on Friday 16, Monday 19, ...: every working day."""
    text = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: call, every_days: 1, channel: call, team: callers}]}
"""
    lived = live(text, "unwilling")
    assert lived.days("attempt")[:4] == [16, 19, 20, 21]
    assert lived.days("pause_start") == []


def test_an_open_promise_is_no_pause(live):
    text = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170,
       actions: [{name: call, every_days: 1, channel: call, team: callers}]}
"""
    lived = live(text, "overburdened", "answers", "promises", "horizon_months=2")
    assert lived.days("promise")[0] == 16
    assert not [day for day in lived.days("pause_start") if day <= 40]


def test_a_payment_that_cures_ends_the_pause(live):
    """Dropped from day 16 on, paid on payday 40."""
    lived = live("", "late payer")
    assert lived.told("pause_start", "pause_end")[:2] == [
        (16, "pause_start", 0),
        (40, "pause_end", 24),
    ]


def test_charge_off_ends_the_pause_and_none_begins_after(live):
    lived = live("collection: {charge_off_dpd: 30}", "unwilling")
    assert lived.told("pause_start", "pause_end") == [(16, "pause_start", 0), (45, "pause_end", 29)]


def test_one_pause_is_open_at_a_time_and_its_end_tells_its_days(busy, stages):
    for lived in (busy, stages):
        for _, rows in lived.by_account:
            since = None
            for row in rows:
                if row.event == "pause_start":
                    assert since is None
                    assert row.cause
                    assert row.root
                    since = row.day
                elif row.event == "pause_end":
                    assert row.amount == row.day - since > 0
                    since = None


def test_no_attempt_falls_within_a_pause(attempts, stood, busy, stages):
    """An attempt ends the pause that was open: both stand on one day."""
    ends = {
        (id(lived), row.account, row.day)
        for lived in (busy, stages)
        for row in lived.rows("pause_end").itertuples()
    }
    for lived in (busy, stages):
        for situation in stood(lived, "attempt"):
            if situation.paused and situation.row.stage:
                assert (id(lived), situation.row.account, situation.row.day) in ends


def test_silence_wears_down_every_week_and_may_be_resented(live):
    """Dropped from day 16 on: limbo on days 23, 30, ..., each time a grievance."""
    resent = "behaviour.grievances.silence_weekly_share=1"
    lived = live("", "unwilling", resent, "horizon_months=2")
    weeks = [23, 30, 37, 44, 51, 58]
    assert lived.days("distress", cause="limbo") == weeks
    assert lived.days("grievance", cause="silence") == weeks
    assert set(lived.amounts("distress", cause="limbo")) == {300_000}


@pytest.mark.parametrize("cause", ["review", "plan"])
def test_who_knows_why_it_is_quiet_is_not_worn_down_by_silence(live, cause):
    """Waiting for an answer does wear down, but not silence itself."""
    text, changes, (start, end) = CAUSES[cause]
    lived = live(text, *changes, "behaviour.grievances.silence_weekly_share=1")
    assert not [day for day in lived.days("grievance", cause="silence") if start <= day <= end]
