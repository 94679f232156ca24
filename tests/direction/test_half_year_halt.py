"""Halts of half a year: each lever of ``half_year_halt`` moves what it must, alone.

The grid: the scenario with 300 borrowers of whom all know that they may apply, the people of its
desks for 2000, 3 months of burn-in and 14 months, the downturn in months 3 to 8, two replications
added. The seed is fixed, so every test is deterministic: none can fail by luck.
"""

import pytest

from arrears.results.tally_pauses import PAUSE_CAUSES, PAUSE_ROOTS
from arrears.scenario.load import load_scenario

SETS = [
    "horizon_months=14", "burn_in_months=3", "macro.from_month=3", "macro.months=6",
    "behaviour.application.awareness_share=1", "behaviour.application.document_round_share=0.5",
]  # fmt: skip
SHORTER = ["automation", "more_staff", "fewer_departments", "fewer_documents", "nothing_lost"]


@pytest.fixture(scope="module")
def halts(run_policies):
    """Run every policy of the scenario."""
    scenario = load_scenario("half_year_halt", borrowers=300, sets=SETS)
    return run_policies(scenario, 2, keep_events=True)


@pytest.mark.parametrize("policy", SHORTER)
def test_each_repair_of_the_desk_shortens_the_wait(halts, policy):
    waits = [halts[name]["review_wait_days_mean"] for name in ("status_quo", policy)]
    assert waits[1] < waits[0]


@pytest.mark.parametrize("policy", ["automation", "more_staff", "streamlined"])
def test_faster_decisions_mean_fewer_days_of_silence_under_review(halts, policy):
    days = [halts[name].total("pause_days_from_review") for name in ("status_quo", policy)]
    assert days[1] < days[0]


@pytest.mark.parametrize("policy", ["automation", "more_staff", "streamlined"])
def test_faster_decisions_mean_no_more_long_halts_under_review(halts, policy):
    long = [halts[name].total("long_halts_from_review") for name in ("status_quo", policy)]
    assert long[1] < long[0]


def test_who_may_apply_earlier_does(halts):
    first = halts["earlier_applications"].total("applications")
    assert first > halts["status_quo"].total("applications")


def test_who_is_told_why_suffers_less_from_silence(halts):
    assert halts["told_why"].count("notice") > 0
    limbo = [halts[name].total("distress_added_limbo") for name in ("status_quo", "told_why")]
    assert limbo[1] < limbo[0]


def test_a_promised_answer_spares_limbo_until_it_is_broken(halts):
    promised, usual = halts["promised_answers"], halts["status_quo"]
    assert promised.total("distress_added_limbo") < usual.total("distress_added_limbo")
    assert promised.total("unanswered") > 0 == usual.total("unanswered")


def test_interest_that_stops_is_forgiven_or_never_charged(halts):
    stops, usual = halts["interest_stops"], halts["status_quo"]
    assert stops.total("waived_interest") > 0 == usual.total("waived_interest")
    assert stops.total("late_fees_charged") < usual.total("late_fees_charged")


def test_contact_goes_on_while_the_desk_reviews_where_a_policy_says_so(halts):
    days = [halts[n].total("pause_days_from_review") for n in ("status_quo", "contact_goes_on")]
    assert days[1] < days[0] / 4


def test_an_order_silences_everybody_for_its_half_year(halts):
    """Months 6 to 11: days 181 to 364. Who is in no arrears is still reminded; nobody else is."""
    rows = halts["long_halt"].events[0]
    attempts = rows[(rows["event"] == "attempt") & (rows["stage"].astype(str) != "")]
    assert not attempts["day"].between(181, 364).any()
    assert attempts["day"].between(365, 400).any()


def test_an_order_ends_the_pressure_and_adds_limbo(halts):
    """That both happen is what makes the net sign a question."""
    halt, usual = halts["long_halt"], halts["status_quo"]
    assert halt.total("distress_added_collection") < usual.total("distress_added_collection")
    assert halt.total("distress_added_limbo") > usual.total("distress_added_limbo")
    assert halt.total("long_halts_from_sanction") > 0 == usual.total("halts_from_sanction")


@pytest.fixture(scope="module")
def worn(run_policies):
    """Run the halt where silence weighs nothing and contact much, and the other way round."""
    policies = ["status_quo", "long_halt", "long_halt_without_interest", "long_halt_explained"]
    found = {}
    for heavy, points in {"contact": (0, 4), "silence": (1.5, 0.5)}.items():
        tones = "behaviour.answering.tones."
        sets = [
            *SETS, f"behaviour.distress.silence_weekly_points={points[0]}",
            f"{tones}gentle.distress_points={points[1]}",
            f"{tones}neutral.distress_points={points[1]}",
        ]  # fmt: skip
        scenario = load_scenario("half_year_halt", borrowers=300, sets=sets, policies=policies)
        found[heavy] = run_policies(scenario, 4)
    return found


def test_what_a_halt_does_to_distress_turns_on_what_weighs_more(worn):
    """Fewer days screening positive where contact wears down, more where silence does."""
    gap = {
        heavy: measured["long_halt"].total("screen_days")
        - measured["status_quo"].total("screen_days")
        for heavy, measured in worn.items()
    }
    assert gap["contact"] < 0 < gap["silence"]


def test_a_halt_that_is_explained_wears_down_less_than_one_that_is_not(worn):
    names = ("long_halt_explained", "long_halt")
    days = [worn["silence"][name].total("screen_days") for name in names]
    assert days[0] < days[1]


def test_a_halt_without_interest_costs_borrowers_less_and_the_lender_more(worn):
    for measured in worn.values():
        halt, free = measured["long_halt"], measured["long_halt_without_interest"]
        assert free["borrower_cost_rate"] < halt["borrower_cost_rate"]
        assert free["net_cash_rate"] < halt["net_cash_rate"]


def test_halts_of_half_a_year_arise_without_any_order(halts):
    assert halts["status_quo"].total("long_halts") > 0


@pytest.mark.parametrize("series", ["halts", "long_halts", "pause_days"])
def test_parts_by_cause_and_by_root_add_up_exactly_under_every_policy(halts, series):
    for measured in halts.values():
        whole = measured.total(series)
        for kinds in (PAUSE_CAUSES, PAUSE_ROOTS):
            assert sum(measured.total(f"{series}_from_{kind.label}") for kind in kinds) == whole


@pytest.mark.slow
def test_every_way_in_which_a_halt_arises_leads_to_halts_of_half_a_year(run_policies):
    """The shipped book, one replication: 2000 borrowers and 24 months."""
    scenario = load_scenario("half_year_halt", policies=["status_quo"])
    usual = run_policies(scenario, 1)["status_quo"]
    ways = ["review", "capacity", "handover", "out_of_reach", "dropped", "leniency", "complaint"]
    assert [way for way in ways if not usual.total(f"long_halts_from_{way}")] == []
