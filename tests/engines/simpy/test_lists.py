"""What is due for whom, and what stands in the way: every attempt keeps every rule."""

import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import events_frame


def stage_of(policy, row):
    return next(stage for stage in policy.stages if stage.name == row.stage)


def action_of(policy, row):
    stage = stage_of(policy, row)
    return next(action for action in stage.actions if action.name == row.action)


def test_there_are_attempts_of_every_kind_to_look_at(attempts):
    """The rules below are idle without them."""
    assert len(attempts) > 3000
    seen = {(situation.row.stage, situation.row.action) for _, situation in attempts}
    assert {stage for stage, _ in seen} == {"early", "middle", "late"}
    assert len(seen) == 5


# Rules that no attempt may break ------------------------------------------------------------------


def test_nobody_is_worked_more_often_than_the_cadence_says(attempts):
    """``every_days`` counts from the last attempt, across spells and stages."""
    for policy, situation in attempts:
        if situation.tried_on is not None:
            rest = situation.row.day - situation.tried_on
            assert rest >= action_of(policy, situation.row).every_days, situation


def test_attempts_fall_within_the_hours_of_their_action_and_team(attempts):
    for policy, situation in attempts:
        row, action = situation.row, action_of(policy, situation.row)
        opens, closes = action.between
        team = next((team for team in policy.teams if team.name == row.actor), None)
        if team is not None:
            opens = max(opens, team.opens)
            closes = min(closes, team.opens + round(team.hours_per_day * 3600))
        assert opens // 60 <= row.minute < closes / 60, situation


def test_people_call_on_working_days_only(busy, stages):
    """2025-01-01 was a Wednesday, so days 3 and 4 are a weekend."""
    for lived in (busy, stages):
        people = lived.events[(lived.events["person"] >= 0) & (lived.events["actor"] != "")]
        assert len(people) > 200
        assert not ((people["day"] + 2) % 7 >= 5).any()


def test_messages_leave_on_any_day_at_the_start_of_their_window(attempts):
    weekdays = set()
    for policy, situation in attempts:
        if not situation.row.actor:
            weekdays.add((situation.row.day + 2) % 7)
            opens = action_of(policy, situation.row).between[0]
            assert situation.row.minute == opens // 60
    assert weekdays == set(range(7))


def test_an_open_promise_suspends_contact(attempts):
    assert not [s for _, s in attempts if s.has_promise and not s.is_charged_off]


def test_contact_stops_while_an_application_is_under_review(attempts):
    """Both crowds' desks pause contact."""
    assert not [situation for _, situation in attempts if situation.in_review]


def test_contact_stops_while_a_complaint_is_open_where_complaints_pause(attempts):
    pausing = [situation for policy, situation in attempts if policy.complaint_pauses]
    assert len(pausing) > 500
    assert not [situation for situation in pausing if situation.in_complaint]


def test_a_plan_that_is_kept_is_left_in_peace(attempts):
    kept = [s for _, s in attempts if s.in_relief and not s.has_arrears]
    assert kept == []


def test_nobody_is_contacted_between_placement_and_the_end_of_the_hand_over(attempts):
    """Placed in the evening: the agency's first day is the next, then its days of hand-over."""
    for policy, situation in attempts:
        agency = stage_of(policy, situation.row).agency
        if agency is not None:
            since = situation.row.day - situation.placed_on
            assert since > agency.handover_days, situation


def test_nobody_is_worked_about_a_debt_that_is_paid(attempts):
    assert not [situation for _, situation in attempts if situation.is_closed]


def test_every_attempt_falls_within_its_stages_days_past_due(attempts):
    """By the reported dpd of that morning, as stages change in the evening."""
    outside = [
        (situation.row.stage, situation.reported_dpd)
        for policy, situation in attempts
        if not stage_of(policy, situation.row).from_dpd
        <= situation.reported_dpd
        <= stage_of(policy, situation.row).to_dpd
    ]
    assert outside == []


def test_the_first_attempt_of_every_spell_falls_within_its_stages_days_past_due(attempts):
    """Where nothing has been paid since the spell began, there is nothing to forgive."""
    seen = set()
    for policy, situation in attempts:
        key = (id(policy), situation.row.account)
        if key not in seen and not situation.in_relief:
            stage = stage_of(policy, situation.row)
            assert stage.from_dpd <= situation.reported_dpd <= stage.to_dpd
        seen.add(key)


def test_nobody_is_worked_within_grace(attempts):
    within = [
        situation.reported_dpd
        for policy, situation in attempts
        if situation.reported_dpd <= policy.grace_days
    ]
    assert within == []


def test_no_message_at_all_goes_out_while_contact_is_stopped(busy, stages, stood):
    """By a promise, a review, or a complaint that pauses: reminders are contact too."""
    sent = [s for lived in (busy, stages) for s in stood(lived, "attempt")]
    assert not [s for s in sent if (s.has_promise and not s.is_charged_off) or s.in_review]


# By hand ------------------------------------------------------------------------------------------

TEXTS = """
collection:
  grace_days: %s
  stages:
    - {name: overdue, from_dpd: %s, to_dpd: %s,
       actions: [{name: text, every_days: %s, channel: sms, between: ["08:30", "20:00"]}]}
"""


@pytest.mark.parametrize(
    ("grace", "first", "last", "every", "days"),
    [
        (0, 1, 10, 3, [16, 19, 22, 25]),
        (0, 1, 9, 3, [16, 19, 22]),
        (0, 5, 12, 7, [20, 27]),
        (4, 1, 10, 3, [20, 23]),
        (10, 1, 10, 1, []),
        (0, 3, 3, 1, [18]),
    ],
)
def test_messages_come_on_these_days(live, grace, first, last, every, days):
    """Past due since day 16; both ends of a stage are included, grace comes first."""
    lived = live(TEXTS % (grace, first, last, every), "unwilling", "horizon_months=1")
    assert lived.days("attempt") == [day for day in days if day < 31]
    assert set(lived.rows("attempt")["minute"]) <= {510}


def test_the_cadence_goes_on_from_one_spell_to_the_next(live):
    """Cured on day 40 and late again on day 47: the text of day 36 is not due before day 56."""
    lived = live(TEXTS % (0, 1, 160, 20), "late payer", "horizon_months=3")
    assert lived.days("cured")[0] == 40
    assert lived.days("attempt") == [16, 36, 56, 76]


def test_a_text_costs_its_price(live):
    text = TEXTS % (0, 1, 10, 3) + "  prices: {sms: 0.05}\n"
    lived = live(text, "unwilling")
    assert lived.told("cost") == [(day, "cost", 5) for day in (16, 19, 22, 25)]
    assert set(lived.rows("cost")["channel"]) == {"sms"}


SHARED = """
collection:
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 160
      actions:
        - {name: second, every_days: 5, channel: sms, priority: 2}
        - {name: first, every_days: 5, channel: sms, priority: 1}
"""


def test_priority_one_goes_first(live):
    lived = live(SHARED, "unwilling", "horizon_months=1")
    assert lived.rows("attempt")["action"].tolist() == ["first", "second"] * 3


# Holdout ------------------------------------------------------------------------------------------

HALF = """
collection:
  stages:
    - name: overdue
      from_dpd: 5
      to_dpd: 160
      actions:
        - {name: text, every_days: 4, channel: sms, holdout_share: 0.5}
        - {name: note, every_days: 9, channel: sms}
"""


def test_an_action_is_withheld_for_a_whole_spell_or_not_at_all(live):
    """64 borrowers: the chance of fewer than 10 or more than 54 withheld is below 1e-8."""
    lived = live(HALF, "unwilling", "portfolio.borrowers=64")
    withheld = set(lived.rows("holdout")["account"])
    texted = set(lived.rows("attempt", action="text")["account"])
    assert 10 < len(withheld) < 54
    assert not withheld & texted
    assert withheld | texted == set(range(64))
    assert set(lived.rows("attempt", action="note")["account"]) == set(range(64))


def test_a_holdout_is_told_once_on_the_day_the_action_would_have_come(live):
    told = live(HALF, "unwilling", "portfolio.borrowers=64").rows("holdout")
    assert set(told["day"]) == {20}
    assert set(told["action"]) == {"text"}
    assert told["account"].is_unique


def test_a_new_spell_is_a_new_draw(live):
    """Each of 64 borrowers has three spells; all three alike for everybody: chance 4 ** -64."""
    lived = live(HALF, "late payer", "portfolio.borrowers=64")
    spells = lived.rows("holdout").groupby("account").size()
    assert spells.between(1, 2).any()
    assert spells.max() <= 3


def test_a_holdout_is_not_told_on_a_day_on_which_nothing_would_have_been_attempted(busy, stood):
    """Who has promised, is under review or complains is in neither group of the experiment."""
    told = stood(busy, "holdout")
    assert len(told) > 20
    stopped = [s for s in told if s.has_promise or s.in_review or s.in_complaint]
    assert stopped == []


def test_nobody_is_contacted_about_an_account_that_is_closed():
    """An account may be behind on its plan but current by contract; paying all ends contact."""
    scenario = load_scenario("three_stage_escalation", borrowers=250)
    lived = simulate(scenario.base, scenario.policies["no_grace"], replication=0, seed=4)
    events = events_frame(lived.log, "no_grace", "none", 0).reset_index()
    closed = events[events["event"] == "closed"].set_index("account")["index"]
    attempts = events[events["event"] == "attempt"]
    late = attempts["index"] > attempts["account"].map(closed)
    assert len(closed) > 100
    assert not late.any()
