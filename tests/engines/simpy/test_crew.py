"""Collectors: what they learn and lose, how the tone hardens, who slips and is found to."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from arrears.engines.simpy.crew import Crew
from arrears.terms import Tone

TEAM = """
collection:
  teams:
    - {name: callers, people: 1, cost_per_hour: 60, %s}
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      actions: [{name: call, every_days: 1, channel: call, team: callers, tone: neutral}]
"""
ALWAYS_LEAVE = "experience: {turnover_monthly_share: 1, hiring_cost: 300}"
SLIPS = "conduct: {slip_share: 1, %s}"


def tones(lived):
    attempts = lived.rows("attempt")
    return dict(zip(attempts["day"], attempts["tone"], strict=True))


def test_somebody_new_takes_the_seat_on_the_first_working_day_of_a_month(live):
    lived = live(TEAM % ALWAYS_LEAVE)
    # February begins on a Saturday: Monday 3 is day 33; March 3 is day 61; April 1 is day 90.
    assert lived.told("staff_left")[:3] == [
        (33, "staff_left", 33), (61, "staff_left", 28), (90, "staff_left", 29),
    ]  # fmt: skip
    assert lived.told("cost", cause="hiring")[0] == (33, "cost", 30_000)


def test_nobody_leaves_where_nothing_is_said_of_it(live):
    assert live(TEAM % "skill_spread: 0.1").days("staff_left") == []
    assert live(TEAM % "experience: {turnover_monthly_share: 0}").days("staff_left") == []


def test_skill_grows_evenly_from_that_of_a_beginner():
    class Terms:
        fresh_skill_share, months_to_full = 0.4, 4

    class Team:
        experience, skill_spread = Terms(), 0.0

    class World:
        key = (1, 0)

    crew = object.__new__(Crew)
    crew.team, crew.world, crew.since, crew.successors = Team(), World(), {2: 100}, {2: 1}
    crew._skill_later = 7
    assert crew.skill(1, 100, 1.1) == 1.1  # this one was always here
    assert crew.skill(2, 100, 1.1) == pytest.approx(0.4)
    assert crew.skill(2, 100 + 2 * 30.4375, 1.1) == pytest.approx(0.7)
    assert crew.skill(2, 100 + 9 * 30.4375, 1.1) == pytest.approx(1.0)


def test_a_hardened_errand_is_that_of_its_own_action_though_others_are_gone():
    """Errands of a policy that no longer holds are freed, and others may take their place."""

    @dataclass
    class Said:
        action: int
        tone: Tone = Tone.NEUTRAL
        words: str = ""
        says_consequences: bool = False

    crew = object.__new__(Crew)
    numbers = SimpleNamespace(tones={Tone.HARSH: "threats"})
    crew.world, crew._errands = (
        SimpleNamespace(numbers=numbers, household=SimpleNamespace(answering=None)),
        {},
    )
    for action in range(2000):
        errand = Said(action)
        assert crew._errand(errand, Tone.HARSH).action == action


def test_beginners_win_fewer_payments(live):
    """Those who come in February and later know nothing yet; in January there is no difference."""
    ways = (
        "answers", "hears", "behaviour.answering.tones.neutral.pressure=9",
        "portfolio.segments.everybody.willingness=-3",
        "portfolio.segments.everybody.willingness_sigma=1", "horizon_months=4",
    )  # fmt: skip
    fresh = "experience: {turnover_monthly_share: %s, fresh_skill_share: 0, months_to_full: 120}"
    stays, leaves = (live(TEAM % (fresh % share), *ways, borrowers=60) for share in (0, 1))
    paid = [len(each.days("paid", "part_paid", cause="on_contact")) for each in (stays, leaves)]
    assert paid[1] < 0.7 * paid[0]


def test_the_tone_hardens_in_the_last_days_of_a_month_only(live):
    lived = live(TEAM % "commission: {month_end_days: 3}", "unwilling")
    heard = tones(lived)
    # January has days 0 to 30: the 29th, 30th and 31st are days 28 to 30.
    assert {day: heard[day] for day in (27, 28, 29, 30, 33)} == {
        27: "neutral", 28: "firm", 29: "firm", 30: "firm", 33: "neutral",
    }  # fmt: skip


def test_nothing_is_harsher_than_harsh(live):
    hardest = "commission: {month_end_days: 3, month_end_steps: 3}"
    assert set(tones(live(TEAM % hardest, "unwilling")).values()) == {"neutral", "harsh"}


def test_commission_is_a_share_of_what_is_paid_in_calls(live):
    ways = ("late payer", "answers", "hears")
    lived = live(TEAM % "commission: {paid_share: 0.1, month_end_steps: 0}", *ways)
    paid = lived.rows("paid", "part_paid", "recovered", cause="on_contact")
    assert len(paid)
    costs = lived.rows("cost", cause="commission")
    assert costs["amount"].tolist() == [round(amount * 0.1) for amount in paid["amount"]]
    assert set(costs["actor"]) == {"callers"}


def test_who_slips_is_a_degree_harsher_than_told(live):
    assert set(tones(live(TEAM % (SLIPS % "trained_factor: 1"), "unwilling")).values()) == {"firm"}
    assert set(tones(live(TEAM % "conduct: {slip_share: 0}", "unwilling")).values()) == {"neutral"}


def test_training_takes_time_and_keeps_from_slipping(live):
    trained = SLIPS % "training_hours_monthly: 10, trained_factor: 0"
    lived = live(TEAM % trained, "unwilling")
    assert set(tones(lived).values()) == {"neutral"}
    # Ten hours from Monday, day 33, on: 7.5 that day, the rest on the next; calls wait.
    assert 33 not in tones(lived)
    minutes = lived.rows("attempt", day=34)["minute"].tolist()
    assert minutes == [9 * 60 + 150]


def test_who_is_found_to_slip_does_as_told_for_a_time(live):
    audits = "audit_share: 1, audit_cost: 4, audit_effect_days: 5"
    lived = live(TEAM % (SLIPS % audits), "unwilling", "answers")
    assert lived.causes("audited")[:2] == ["improper", "proper"]
    heard = tones(lived)
    first = lived.days("audited")[0]
    assert heard[first] == "firm"
    assert {tone for day, tone in heard.items() if first < day <= first + 5} == {"neutral"}
    assert heard[min(day for day in heard if day > first + 5)] == "firm"
    assert lived.told("cost", cause="audit")[0] == (first, "cost", 400)


def test_what_is_not_recorded_is_not_audited(live):
    unheard = SLIPS % "audit_share: 1, recorded_share: 0"
    assert live(TEAM % unheard, "unwilling", "answers").days("audited") == []
