"""The household's parameters as the compiled functions expect them."""

import numpy as np
import pytest

from arrears.behaviour.attitude import score
from arrears.behaviour.numbers import household_numbers
from arrears.behaviour.settings import Household
from arrears.scenario.load import load_scenario
from arrears.terms import Channel, Tone

MILLION = 1_000_000


@pytest.fixture(scope="module")
def household():
    """Return the shipped household."""
    behaviour = load_scenario("cn_base").base.behaviour
    assert isinstance(behaviour, Household)
    return behaviour


def test_weights_stand_in_the_order_in_which_the_score_reads_them(household):
    """The score of each part alone is its own weight."""
    will, weights = household.willingness, household_numbers(household).weights

    def alone(*, burden=0.0, late=0, habit=0.0, hope=False):
        return score(0.0, burden, late, habit, 0.0, hope, weights)

    assert alone(burden=1.0) == -will.burden_weight
    assert alone(late=30) == will.consequence_per_30_days
    assert alone(late=30) - alone(late=30, hope=True) == pytest.approx(will.leniency_per_30_days)
    assert alone(habit=1.0) == will.habit_weight
    cap = will.consequence_cap_days
    assert alone(late=cap - 1) < alone(late=cap) == alone(late=cap + 500)


@pytest.mark.parametrize(
    ("table", "half_life"),
    [
        ("goodwill", lambda h: h.willingness.goodwill_half_life_days),
        ("pressure", lambda h: h.willingness.pressure_half_life_days),
        ("reactance", lambda h: h.willingness.reactance_half_life_days),
        ("load", lambda h: h.answering.load_half_life_days),
        ("leak", lambda h: h.budget.leak_half_life_days),
        ("distress", lambda h: h.distress.half_life_days),
    ],
)
def test_each_table_halves_in_its_own_half_life_and_runs_until_a_millionth(
    household, table, half_life
):
    values, days = getattr(household_numbers(household), table), half_life(household)
    assert values[0] == MILLION
    assert values[days] == MILLION // 2
    assert values[-1] <= 1
    assert (np.diff(values) <= 0).all()


def test_every_channel_that_can_be_used_has_its_numbers(household):
    channels = household_numbers(household).channels
    assert set(channels) == {channel for channel in Channel if channel}
    call = next(each for each in household.answering.contacts if each.channel == "call")
    assert channels[Channel.CALL].answer == call.answer_share
    assert channels[Channel.CALL].right_party == call.right_party_share
    assert channels[Channel.CALL].effect == call.effect
    assert channels[Channel.CALL].seconds_spoken == call.seconds_spoken
    assert channels[Channel.CALL].seconds_unanswered == call.seconds_unanswered


def test_every_tone_that_can_be_used_has_its_effect(household):
    tones = household_numbers(household).tones
    assert set(tones) == {tone for tone in Tone if tone}
    for tone, effect in tones.items():
        assert effect.tone == tone.name.lower()


def test_from_gentle_to_harsh_a_tone_presses_and_hurts_more(household):
    tones = [household_numbers(household).tones[tone] for tone in Tone if tone]
    for name, sign in (
        ("pressure", 1), ("reactance", 1), ("distress_points", 1), ("promise_above_budget", 1),
        ("goodwill", -1), ("disclosure_share", -1),
    ):  # fmt: skip
        values = [sign * getattr(tone, name) for tone in tones]
        assert values == sorted(values), name


def test_a_visit_has_the_greatest_effect_of_all_channels_and_a_human_call_the_next(household):
    channels = household_numbers(household).channels
    ranked = sorted(channels, key=lambda channel: channels[channel].effect)
    assert ranked[-2:] == [Channel.CALL, Channel.VISIT]
