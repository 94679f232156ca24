"""Frequency, third persons and visits: each lever of two scenarios moves what it must.

The grid: ``staircase_dunning`` and ``home_visit`` with 250 borrowers in a downturn from the first
month on, so that many are in arrears, four replications. Luck: the seed is fixed, so every test is
deterministic. Tests of what follows from the code alone hold for every seed; what another seed
could change is said by z, how many standard deviations from 0 the difference lies.
"""

import pytest

from arrears.scenario.load import load_scenario

BAD_TIMES = "macro={path: step, from_month: 0, months: 60, hazard_factor: 2.5, income_factor: 0.93}"
SMALL = (BAD_TIMES, "horizon_months=12")
BOOK = "behaviour.third_parties."


def run(run_policies, name, *sets, policies=None, replications=4):
    scenario = load_scenario(name, borrowers=250, seed=1, sets=(*SMALL, *sets), policies=policies)
    return run_policies(scenario, replications, keep_events=True)


@pytest.fixture(scope="module")
def staircase(run_policies):
    policies = ["status_quo", "calls_every_day", "calls_twice_a_day", "address_book",
                "bulk_dialling", "plans_offered"]  # fmt: skip
    return run(run_policies, "staircase_dunning", policies=policies)


@pytest.fixture(scope="module")
def visits(run_policies):
    policies = ["status_quo", "half_kept", "bluff", "unannounced", "with_threats",
                "visit_the_unreached", "letters_instead", "second_visit"]  # fmt: skip
    return run(run_policies, "home_visit", policies=policies)


def test_more_calls_are_more_attempts_and_more_grievances(staircase):
    rate = "attempts_per_delinquent_month"
    ladder = [staircase[name] for name in ("status_quo", "calls_every_day", "calls_twice_a_day")]
    assert ladder[0][rate] < ladder[1][rate] < ladder[2][rate]
    grievances = [each["grievances_per_1000"] for each in ladder]
    assert grievances[0] < grievances[1] < grievances[2]


def test_relatives_are_called_in_the_benchmark_only(staircase):
    assert staircase["status_quo"].total("third_party_attempts") == 0
    assert staircase["address_book"].total("third_party_attempts") > 100


def test_calling_relatives_costs_grievances_and_distress(staircase):
    usual, book = staircase["status_quo"], staircase["address_book"]
    assert book["grievances_per_1000"] > 2 * usual["grievances_per_1000"]
    assert book["distress_days_per_year"] > usual["distress_days_per_year"]


def test_bulk_dialling_is_resented_more_than_it_collects(staircase):
    usual, bulk = staircase["status_quo"], staircase["bulk_dialling"]
    assert bulk["grievances_per_1000"] > 10 * usual["grievances_per_1000"]
    assert bulk.count("contact", cause="abandoned") > 50


def test_plans_reach_those_who_tell_of_hardship(staircase):
    assert staircase["status_quo"]["relief_share"] == 0
    assert staircase["plans_offered"]["relief_share"] > 0.01


def relatives(run_policies, repetition):
    """Lives in which shame alone can move people, and no call reaches them."""
    sets = (
        f"{BOOK}repetition_factor={repetition}", f"{BOOK}pressure=20", f"{BOOK}goodwill=0",
        f"{BOOK}refuse_share=0", f"{BOOK}grievance_share=0", f"{BOOK}distress_points=0",
        "behaviour.willingness.pressure_half_life_days=5",
    )  # fmt: skip
    return run(run_policies, "staircase_dunning", *sets, policies=["address_book"])["address_book"]


def test_what_relatives_bring_is_early_and_fades(staircase, run_policies):
    """Pressure of 20 that halves in 5 days, at every telling or at the first alone.

    With the first telling alone less is paid on contact; with any, more than without relatives.
    """
    lasting, fading = relatives(run_policies, 1), relatives(run_policies, 0)
    paid = [each.count("paid", cause="on_contact") + each.count("part_paid", cause="on_contact")
            for each in (lasting, fading)]  # fmt: skip
    assert paid[0] > paid[1]
    assert lasting["back_30d_share"] > staircase["status_quo"]["back_30d_share"]


INDEBTED = tuple(
    f"portfolio.segments.{name}.willingness=0"
    for name in ("salaried", "gig_worker", "student", "low_income")
)


def test_frequency_has_an_optimum_inside_where_contact_is_resented(run_policies):
    """Nobody is very willing, and calls breed resentment (0.5) and avoidance (0.4).

    Of what was unpaid, more is back by day 30 with a call every few days than with one every
    fourteen, and than with two a day: 0.61, 0.64 at most, 0.62 in books of 400.
    """
    sets = (
        *INDEBTED, "behaviour.answering.avoid_share_per_load=0.4",
        "behaviour.answering.tones.neutral.reactance=0.5",
    )  # fmt: skip
    inside = ("calls_every_3_days", "calls_every_day")
    policies = ["calls_every_14_days", *inside, "calls_twice_a_day"]
    ladder = run(run_policies, "staircase_dunning", *sets, policies=policies)
    best = max(ladder[name]["back_30d_share"] for name in inside)
    assert best > ladder["calls_every_14_days"]["back_30d_share"]
    assert best > ladder["calls_twice_a_day"]["back_30d_share"]


def test_visits_reach_some_whom_no_call_reaches(visits):
    assert visits["status_quo"]["reached_by_visit_only_share"] > 0.03
    assert visits["letters_instead"].total("visits") == 0


def test_follow_through_decides_how_many_announced_visits_come(visits):
    kept, half, bluff = (visits[name] for name in ("status_quo", "half_kept", "bluff"))
    assert bluff.total("visits") == 0 < half.total("visits") < kept.total("visits")
    assert bluff.total("announcements") > 0
    assert visits["unannounced"].total("announcements") == 0


def test_who_was_not_reached_is_fewer_than_everybody(visits):
    assert visits["visit_the_unreached"].total("visits") < visits["status_quo"].total("visits")


def test_second_visits_are_more_visits(visits):
    assert visits["second_visit"].total("visits") > visits["status_quo"].total("visits")


def test_threats_are_resented_and_hurt(visits):
    proper, improper = visits["status_quo"], visits["with_threats"]
    assert improper["grievances_per_1000"] > 1.5 * proper["grievances_per_1000"]
    assert improper["distress_days_per_year"] > proper["distress_days_per_year"]
    assert proper.count("grievance", cause="threat") == 0


def test_a_bluff_wears_off(run_policies):
    """Announcements that press hard and are read by all; the first bluff costs all belief.

    First announcements move as many, later ones fewer where nobody ever comes.
    """
    sets = (
        *INDEBTED, "behaviour.willingness.pressure_limit=10",
        "behaviour.answering.contacts.sms.answer_share=1",
        "behaviour.visits.announcement_pressure=20", "behaviour.visits.bluff_lost_share=1",
        "behaviour.visits.credibility_half_life_days=3650",
        "behaviour.answering.contacts.visit.answer_share=0",
    )  # fmt: skip
    found = run(run_policies, "home_visit", *sets, policies=["status_quo", "bluff"])
    kept, bluff = found["status_quo"], found["bluff"]
    later = "paid_after_announcement_later"
    assert bluff[later] < 0.9 * kept[later]
    first = "paid_after_announcement_first"
    assert bluff[first] == pytest.approx(kept[first], rel=0.03)
