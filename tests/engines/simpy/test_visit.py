"""Visits: the announcement, the way, who is met, what is found, and whether anybody comes again."""

from itertools import pairwise

import pytest

from arrears.behaviour.visiting import Visiting
from arrears.engines.simpy.announcement import Credibility
from arrears.errors import ScenarioError

VISITS = """
collection:
  field_teams:
    - {name: visitors, people: 2, hours_per_day: 3, travel_minutes: 30, cost_per_hour: 50,
       cost_per_visit: 15%s}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [help],
       actions: [{name: doorstep, every_days: 30, channel: visit, team: visitors, visit: {%s}}]}
  relief: [{name: help, trigger: offer, extra_months: 10}]
"""
VISIT = "behaviour.answering.contacts.visit."
AT_HOME = (f"{VISIT}answer_share=1", f"{VISIT}right_party_share=1", f"{VISIT}seconds_spoken=0")
CALM = ("behaviour.visits.conflict_share=0", "behaviour.visits.grievance_share=0")
READS = "behaviour.answering.contacts.sms.answer_share=1"
PANIC = ("behaviour.answering.contacts.sms.effect=0", "behaviour.visits.announcement_pressure=0")


def unannounced(more: str = "") -> str:
    return VISITS % ("", f"announced_days: 0{more}")


def test_a_visit_day_worked_by_hand(live):
    """One crew of two, 09:00 to 12:00; 10 minutes of preparation and 30 of way; nobody talks long.

    It sets out at 09:00, 09:40, 10:20, 11:00 and 11:40, the last before it goes home, and is at the
    fifth door at 12:20. Those 20 minutes are missing on Friday: the sixth door at 10:00.
    """
    lived = live(
        unannounced(", preparation_minutes: 10"), "unwilling", "portfolio.borrowers=6",
        *AT_HOME, *CALM,
    )  # fmt: skip
    visits = lived.rows("visit")
    moments = sorted(zip(visits["day"], visits["minute"], strict=True))[:6]
    assert moments == [(16, 580), (16, 620), (16, 660), (16, 700), (16, 740), (19, 600)]
    assert set(visits["amount"]) == {2}
    assert set(visits["actor"]) == {"visitors"}
    assert set(visits["person"]) == {0}
    shifts = lived.rows("shift", day=16)
    assert (shifts["amount"].tolist(), shifts["to_fees"].tolist()) == ([24000], [21600])
    assert lived.amounts("cost", cause="wages", day=16) == [2 * 3 * 5000]
    assert lived.amounts("cost", cause="visit") == [1500] * len(visits)


def test_day_16_is_a_friday_so_that_the_sixth_waits_for_monday(live):
    lived = live(unannounced(), "unwilling", *AT_HOME, *CALM)
    assert lived.days("visit")[0] == 16
    assert lived.days("shift")[12:14] == [16, 19]


def test_nobody_visits_alone(live):
    with pytest.raises(ScenarioError, match="visitors"):
        live(VISITS % (", visitors: 1", "announced_days: 0"), "unwilling")


def test_two_people_cannot_go_in_crews_of_four_all_day(live):
    """Half a crew works half the day: from 09:00 to 10:30."""
    lived = live(VISITS % (", visitors: 4", "announced_days: 0"), "unwilling", *AT_HOME, *CALM)
    assert set(lived.amounts("visit")) == {4}
    assert set(lived.rows("shift")["to_fees"]) == {4 * 5400}


def test_a_visit_comes_on_the_working_day_that_was_announced(live):
    """Announced on Friday the 16th, three days ahead: on Monday the 19th."""
    lived = live(VISITS % ("", "announced_days: 3"), "unwilling", *AT_HOME, *CALM)
    assert lived.told("visit_announced", "visit")[:2] == [
        (16, "visit_announced", 3), (19, "visit", 2),
    ]  # fmt: skip
    assert lived.rows("visit_announced")["channel"].iloc[0] == "sms"
    assert lived.rows("attempt")["channel"].tolist()[:2] == ["sms", "visit"]


def test_a_bluff_is_announced_and_never_comes(live):
    bluff = VISITS % ("", "announced_days: 3, follow_through_share: 0")
    lived = live(bluff, "unwilling", *AT_HOME, *CALM)
    assert len(lived.days("visit_announced")) > 3
    assert lived.days("visit") == []


def panic(lived) -> list[int]:
    """Return the distress that each announcement added."""
    announced = lived.days("visit_announced")
    rows = lived.rows("distress", cause="collection")
    return rows[rows["day"].isin(announced)]["amount"].tolist()


def test_an_announcement_that_is_read_frightens_less_after_every_bluff(live):
    """4 points at first. Half is lost on day 19; 2 ** (-30 / 180) of that is lost on day 49."""
    bluff = VISITS % ("", "announced_days: 3, follow_through_share: 0")
    lived = live(bluff, "unwilling", READS, *PANIC, *AT_HOME, *CALM)
    points = panic(lived)
    assert points[0] == 4_000_000
    assert lived.days("visit_announced")[:2] == [16, 49]
    assert points[1] == pytest.approx(4_000_000 * (1 - 0.5 * 2 ** (-30 / 180)), abs=10)
    assert all(later < earlier for earlier, later in pairwise(points[:4]))


def test_who_is_visited_as_announced_believes_the_next_announcement(live):
    kept = VISITS % ("", "announced_days: 3")
    lived = live(kept, "unwilling", READS, *PANIC, *AT_HOME, *CALM)
    assert len(panic(lived)) > 2
    assert set(panic(lived)) == {4_000_000}


def test_an_announcement_that_nobody_reads_frightens_nobody(live):
    lived = live(VISITS % ("", "announced_days: 3"), "unwilling", *PANIC, *AT_HOME, *CALM)
    assert panic(lived) == []


def test_visits_that_were_announced_wait_for_a_crew(live):
    """Nobody goes on day 19, as nobody is there to go."""
    late = (VISITS % ("", "announced_days: 3")).replace("people: 2", "people: 0")
    lived = live(late, "unwilling", READS, *PANIC, "horizon_months=8", *AT_HOME, *CALM)
    assert lived.days("visit") == []
    assert set(lived.causes("queued")) == {"capacity"}


def test_belief_is_lost_by_halves_and_won_back_by_half_lives():
    terms = Visiting.model_construct(bluff_lost_share=0.5, credibility_half_life_days=100)
    belief = Credibility(terms)
    assert belief.of(7, 0) == 1
    belief.lose(7, 0)
    assert belief.of(7, 0) == 0.5
    assert belief.of(7, 100) == 0.75
    belief.lose(7, 100)
    assert belief.of(7, 100) == 0.375
    assert belief.of(8, 100) == 1
    belief.restore(7)
    assert belief.of(7, 100) == 1


def test_hardship_that_is_seen_at_home_is_met_with_relief(live):
    lived = live(unannounced(", sensitivity_share: 1"), "overburdened", *AT_HOME, *CALM)
    assert lived.causes("visit")[0] == "hardship"
    assert lived.days("offered") == lived.days("visit")[:1]


def test_hardship_that_is_not_seen_is_met_with_none(live):
    lived = live(unannounced(", sensitivity_share: 0"), "overburdened", *AT_HOME, *CALM)
    assert set(lived.causes("visit")) == {"able"}
    assert lived.days("offered") == []


def test_who_could_pay_may_pass_for_poor(live):
    assert set(live(unannounced(), "unwilling", *AT_HOME, *CALM).causes("visit")) <= {
        "able", "hardship",
    }  # fmt: skip
    blind = live(unannounced(", specificity_share: 0"), "unwilling", *AT_HOME, *CALM)
    assert set(blind.causes("visit")) == {"hardship"}
    sharp = live(unannounced(", specificity_share: 1"), "unwilling", *AT_HOME, *CALM)
    assert set(sharp.causes("visit")) == {"able"}


def test_a_reminded_forgetter_pays_at_the_door(live):
    slow = "behaviour.attention.remember_daily_share=0.001"
    lived = live(unannounced(), "forgetful", slow, *AT_HOME, *CALM)
    assert lived.told("visit", "paid")[:2] == [(16, "visit", 2), (16, "paid", 40803)]
    assert lived.causes("paid")[0] == "on_contact"


def test_nobody_is_met_where_nobody_is_at_home(live):
    lived = live(unannounced(), "unwilling", f"{VISIT}answer_share=0")
    assert set(lived.causes("visit")) == {"nobody_home"}
    assert lived.days("contact", "right_party") == []


def test_somebody_else_at_the_door_hears_nothing(live):
    others = (f"{VISIT}answer_share=1", f"{VISIT}right_party_share=0")
    lived = live(unannounced(), "unwilling", *others)
    assert set(lived.causes("visit")) == set(lived.causes("contact")) == {"wrong_person"}
    assert lived.days("right_party", "refused") == []


def test_a_second_visit_follows_the_first_and_then_the_usual_rest(live):
    """Friday the 16th, 7 days on; the rest of 30 days counts from the second: 53 is a Saturday."""
    lived = live(unannounced(", follow_up_days: 7"), "unwilling", *AT_HOME, *CALM)
    assert lived.days("visit")[:4] == [16, 23, 54, 61]


def test_a_second_visit_is_not_announced(live):
    lived = live(
        VISITS % ("", "announced_days: 3, follow_up_days: 7"), "unwilling", *AT_HOME, *CALM
    )
    assert lived.told("visit_announced", "visit")[:3] == [
        (16, "visit_announced", 3), (19, "visit", 2), (26, "visit", 2),
    ]  # fmt: skip


def test_preparation_spares_who_owes_nothing_and_who_has_just_paid(live):
    wrong = "behaviour.grievances.wrong_debt_share=1"
    found = unannounced(", wrong_debt_found_share: 1")
    assert live(unannounced(), "unwilling", wrong, *AT_HOME).days("visit")
    assert live(found, "unwilling", wrong, *AT_HOME).days("visit") == []
    pays_parts = ("overburdened", "behaviour.budget.least_part_share=0")
    spared = live(unannounced(", spare_paid_days: 300"), *pays_parts, *AT_HOME, *CALM)
    assert live(unannounced(), *pays_parts, *AT_HOME, *CALM).days("visit")
    assert spared.days("part_paid")
    assert all(day < spared.days("part_paid")[0] for day in spared.days("visit"))


def test_where_consent_is_asked_for_only_who_agrees_is_visited(live):
    asks, agrees = unannounced(", asks_consent: true"), "behaviour.visits.consent_share="
    assert live(asks, "unwilling", f"{agrees}0", *AT_HOME, *CALM).days("visit", "attempt") == []
    visited = live(asks, "unwilling", f"{agrees}1", *AT_HOME, *CALM)
    assert visited.told() == live(unannounced(), "unwilling", *AT_HOME, *CALM).told()


def test_threats_hurt_and_are_resented(live):
    resented = ("behaviour.visits.threat_grievance_share=1", *CALM)
    lived = live(unannounced(", conduct: improper"), "unwilling", *AT_HOME, *resented)
    assert set(lived.causes("grievance")) == {"threat"}
    assert lived.amounts("distress", cause="collection")[0] == 8_000_000
    assert live(unannounced(), "unwilling", *AT_HOME, *CALM).causes("grievance") == []


def test_a_quarrel_ends_a_visit(live):
    quarrel = ("behaviour.visits.conflict_share=1", "behaviour.visits.grievance_share=0")
    lived = live(unannounced(), "unwilling", *AT_HOME, *quarrel)
    assert set(lived.causes("refused")) == {"conflict"}
    assert lived.days("grievance") == lived.days("visit")


def test_a_visit_finds_a_number_that_works(live):
    calls = """
collection:
  teams: [{name: callers, people: 1}]
  field_teams: [{name: visitors, people: 2}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, actions: [
       {name: call, every_days: 7, channel: call, team: callers},
       {name: doorstep, every_days: 30, channel: visit, team: visitors,
        visit: {announced_days: 7}}]}
"""
    dead = "behaviour.answering.number_death_monthly_share=1"
    lived = live(calls, "unwilling", dead, "behaviour.answering.number_death_arrears_factor=90",
                 *AT_HOME, *CALM)  # fmt: skip
    lost, found = lived.days("unreachable")[0], lived.days("reached")[0]
    assert found == lived.days("visit")[0] > lost
    assert not [day for day in lived.days("attempt", channel="call") if lost < day <= found]
    assert [day for day in lived.days("attempt", channel="call") if day > found]
