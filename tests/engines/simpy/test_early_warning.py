"""Early warning: whom it names, how often rightly, and what is done with those it names."""

import pytest

from arrears.arithmetic import normal_quantile
from arrears.policies.credit import Underwriting
from arrears.policies.score import is_below, separation

# Due on the 16th: days 15, 46 and 74. As good as perfect: who will miss is named, few others are.
SHARP = "early_warning: {days_before: 5, auc_share: 0.99999, false_alarm_share: 0.01"
WARNED = "collection:\n  %s}\n"
REMINDED = (
    WARNED + "  before_due: [{name: text, days_before: 3, channel: sms, who: {warned: %s}}]\n"
)
CALLED = """
collection:
  teams: [{name: callers, people: 1}]
  relief: [{name: skip, trigger: offer, skip_months: 2}]
  early_warning:
    {days_before: 5, auc_share: 0.99999, false_alarm_share: 0.01, call: {team: callers%s}}
"""


def test_who_will_miss_is_named_five_days_before_and_rightly(live):
    lived = live(WARNED % SHARP, "unwilling")
    assert lived.told("warned") == [(10, "warned", 5)]  # then there is a spell of arrears
    assert lived.causes("warned") == ["true_alarm"]
    assert lived.days("missed")[0] == 15


def test_who_will_be_short_is_named_though_willing(live):
    assert live(WARNED % SHARP, "poor").causes("warned")[:1] == ["true_alarm"]


def test_who_pays_is_named_by_false_alarms_only(live):
    lived = live(WARNED % "early_warning: {false_alarm_share: 0.3, auc_share: 0.8", borrowers=300)
    assert set(lived.causes("warned")) == {"false_alarm"}
    assert not lived.days("missed")
    # 900 scores of people who pay, each named with 0.3: 270, z = 5 standard deviations of 13.7.
    assert abs(len(lived.days("warned")) - 270) < 69


def test_those_who_will_miss_are_named_as_often_as_the_auc_says(live):
    """Of the bad, a share of Phi(quantile(0.1) + separation); AUC 0.8: Phi(-1.28 + 1.19) = 0.46."""
    text = WARNED % "early_warning: {false_alarm_share: 0.1, auc_share: 0.8"
    named = len(live(text, "unwilling", borrowers=400).days("warned"))
    assert separation(0.8) == pytest.approx(1.190, abs=0.001)
    expected = sum(
        is_below((place + 0.5) / 10_000, 0.8, 0.1, is_bad=True) for place in range(10_000)
    )
    assert expected / 10_000 == pytest.approx(0.464, abs=0.001)
    assert abs(named - 400 * 0.464) < 5 * (400 * 0.464 * 0.536) ** 0.5


def test_lending_is_decided_by_the_same_score():
    terms = Underwriting(auc_share=0.7, refused_good_share=0.05)
    assert terms.separation == separation(0.7)
    edge = normal_quantile(0.05)
    assert terms.refuses(0.0499, is_bad=False)
    assert not terms.refuses(0.0501, is_bad=False)
    assert edge < 0


def test_a_reminder_may_go_to_the_named_alone(live):
    named = live(REMINDED % (SHARP, '"yes"'), "unwilling", "reads")
    assert named.days("attempt")[0] == 12
    others = live(REMINDED % (SHARP, '"no"'), "unwilling", "reads")
    assert others.days("attempt") == []


def test_each_score_costs(live):
    lived = live(WARNED % (SHARP + ", cost: 0.5"))
    assert lived.told("cost") == [(10, "cost", 50), (41, "cost", 50), (69, "cost", 50)]
    assert set(lived.causes("cost")) == {"scoring"}


def test_the_named_are_called_until_somebody_answers_and_never_from_the_due_day_on(live):
    lived = live(CALLED % ", every_days: 2", "unwilling")
    # Days 10 to 14 are Saturday to Wednesday: calls on Monday 12 and Wednesday 14.
    assert lived.days("attempt", action="early_call") == [12, 14]
    spoken = live(CALLED % ", every_days: 2", "unwilling", "answers")
    assert spoken.days("right_party", action="early_call") == [12]


def test_a_call_reminds_who_would_have_forgotten(live):
    assert live("", "forgetful").days("missed") == [15, 46, 74]
    ways = ("forgetful", "answers", "behaviour.attention.reminder_factor=0")
    assert live(CALLED % "", *ways).days("missed") == []


def test_who_tells_of_a_hardship_before_the_due_day_is_offered_relief(live):
    ways = ("poor", "answers", "behaviour.application.accept_share=1",
            "behaviour.answering.tones.gentle.disclosure_share=1")  # fmt: skip
    lived = live(CALLED % ", offer: skip", *ways)
    assert lived.days("relief_start")[0] == 12
    assert lived.causes("missed")[0] == "agreed"
    assert live(CALLED % "", *ways).days("relief_start") == []
