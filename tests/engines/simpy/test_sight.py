"""What a platform finds out of people in arrears, and whom it then treats how."""

# The account falls due on Thursday, day 15; calls from day 16 on.
CALLS = """
collection:
  %s
  teams: [{name: callers, people: 1}]
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      actions:
        - {name: call, every_days: 1, channel: call, team: callers, who: {%s}}
"""
SCORED = "ability_score: {auc_share: 0.99999, unlikely_able_share: 0.01}"
SHORT = "behaviour.answering.tones.neutral.disclosure_share=1"
ASSESSED = """
collection:
  assessment: {statement_share: %s, error_income_share: 0, minutes: 30}
  teams: [{name: callers, people: 1, cost_per_hour: 60}]
  relief:
    - {name: longer, trigger: offer, extra_months: 9, who: {assessed_min: 0.2, assessed_max: 0.9}}
    - {name: rest, trigger: offer, skip_months: 3, who: {assessed_max: 0.1}}
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      offers: [longer, rest]
      actions: [{name: call, every_days: 7, channel: call, team: callers}]
"""


def test_the_able_are_told_from_those_who_are_not(live):
    able = CALLS % (SCORED, "ability: likely")
    assert live(able, "unwilling").days("attempt")[0] == 16
    assert live(able, "poor").days("attempt") == []
    unable = CALLS % (SCORED, "ability: unlikely")
    assert live(unable, "unwilling").days("attempt") == []
    assert live(unable, "poor").days("attempt")[0] == 16


def test_a_score_that_knows_nothing_takes_as_many_of_both_for_unable(live):
    text = CALLS % ("ability_score: {auc_share: 0.5, unlikely_able_share: 0.5}", "ability: likely")
    called = set(live(text, "poor", "horizon_months=1", borrowers=200).rows("attempt")["account"])
    # 200 draws with 0.5: 100, z = 5 standard deviations of 7.1.
    assert abs(len(called) - 100) < 36


def test_calls_may_wait_for_the_days_after_payday(live):
    """Paydays on the 10th: days 9, 40, 68, ...; two days later it is over."""
    lived = live(CALLS % ("grace_days: 0", "days_since_payday_max: 2"), "unwilling")
    assert lived.days("attempt")[:4] == [40, 41, 42, 68]


def test_who_has_not_answered_is_told_from_who_has(live):
    silent = CALLS % ("grace_days: 0", "engagement: silent")
    assert live(silent, "unwilling", "answers").days("attempt") == [16]
    assert live(silent, "unwilling").days("attempt")[:3] == [16, 19, 20]
    answered = CALLS % ("grace_days: 0", "engagement: answered")
    assert live(answered, "unwilling", "answers").days("attempt") == []


def test_a_plan_is_shown_by_telling_and_lost_by_a_broken_promise(live):
    text = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - {name: kind, from_dpd: 1, to_dpd: 170, who: {engagement: planned}, actions: [
       {name: text, every_days: 30, channel: sms}]}
    - {name: usual, from_dpd: 1, to_dpd: 170, actions: [
       {name: call, every_days: 1, channel: call, team: callers}]}
"""
    told = live(text, "poor", "answers", SHORT)
    assert told.rows("stage_entered")["stage"].tolist()[:2] == ["usual", "kind"]
    assert told.days("stage_entered")[1] == told.days("disclosed")[0] == 16
    broken = live(
        text, "overburdened", "answers", "promises",
        "behaviour.answering.promise_memory_share=0",
    )  # fmt: skip
    assert 68 in broken.days("promise_broken")
    assert broken.rows("stage_entered", day=68)["stage"].tolist() == ["usual"]


def test_offers_go_by_what_is_assessed(live):
    """Who earns 3,100 and lives on 3,000 can bear 100 of an instalment of 408.03: 0.245."""
    ways = ("poor", "answers", SHORT, "behaviour.application.accept_share=1")
    lived = live(ASSESSED % 1, *ways)
    assert lived.amounts("assessed") == [10_000]
    assert lived.rows("relief_start")["action"].tolist() == ["longer"]
    refused = live(ASSESSED % 0, *ways)
    assert refused.days("assessed", "relief_start") == []


def test_an_assessment_takes_the_collectors_time(live):
    """An unanswered call takes as long as a talk here: 60 seconds, and 30 minutes more."""
    lived = live(ASSESSED % 1, "poor", "answers", SHORT)
    assert lived.amounts("shift", day=lived.days("assessed")[0]) == [60 + 1800]
