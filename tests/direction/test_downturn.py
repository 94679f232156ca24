"""Answers to a downturn: each lever of ``downturn`` moves what it must, and only while it lasts.

The grid: the scenario with 250 borrowers, 3 months of burn-in, 14 months of which months 1 to 8
are bad, two replications added; 24 where a test is slow. Luck: the seed is fixed, so every test is
deterministic. What another seed could change follows from z, how many standard deviations from 0
the difference lies, found from 16 other replications: below 3e-7 for z of 5. Tests without a z are
exact: what they say follows from the code alone.
"""

import pytest

from arrears.scenario.load import load_scenario

SETS = ["horizon_months=14", "burn_in_months=3", "macro.from_month=1", "macro.months=8"]


@pytest.fixture(scope="module")
def answers(run_policies):
    """Run every policy of the scenario."""
    scenario = load_scenario("downturn", borrowers=250, seed=1, sets=SETS)
    return run_policies(scenario, 2, keep_events=True)


@pytest.fixture(scope="module")
def many_answers(run_policies):
    """Run often what differs little."""
    policies = ["status_quo", "forbearance_offered", "forbearance_on_request", "tough"]
    scenario = load_scenario("downturn", borrowers=250, seed=1, sets=SETS, policies=policies)
    return run_policies(scenario, 24)


def in_good_times(measured):
    """Return what was attempted before the downturn, from day 0 on."""
    rows = measured.events[0]
    return rows[(rows["event"] == "attempt") & rows["day"].between(0, 30)].drop(columns="policy")


def test_grace_saves_contacts_fees_and_distress(answers):
    """Far from 0: z = 16.8, 10.1 and 14.8."""
    for series in ("attempts", "late_fees_charged", "distress_added_collection"):
        assert answers["grace"].total(series) < answers["status_quo"].total(series)


def test_leniency_stops_contact_and_says_so(answers):
    """Pauses whose cause is leniency exist under no other policy (exact); z = 7.8 and 7.9."""
    for name, measured in answers.items():
        assert (measured.total("pause_days_from_leniency") > 0) == (name == "leniency")
    usual = answers["status_quo"]
    for series in ("attempts", "distress_added_collection"):
        assert answers["leniency"].total(series) < usual.total(series)


def test_nobody_is_contacted_in_the_downturn_under_leniency(answers):
    """Exact; afterwards there are 692 attempts, so that some come with any seed."""
    rows = answers["leniency"].events[0]
    days = rows.loc[rows["event"] == "attempt", "day"]
    assert not days.between(32, 272).any()
    assert days.between(275, 400).any()


def test_forbearance_is_taken_up_and_only_where_it_exists(answers):
    """Nowhere else (exact); elsewhere more than 2 % of accounts take it up."""
    for name, measured in answers.items():
        assert (measured["relief_share"] > 0) == name.startswith("forbearance")


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["forbearance_offered", "forbearance_on_request"])
def test_forbearance_lowers_charge_off_and_loss(many_answers, policy):
    """Far from 0: z = 13.4 and 8.3 for the offer, 9.7 and 7.7 on request."""
    for outcome in ("charge_off_share", "loss_rate"):
        assert many_answers[policy][outcome] < many_answers["status_quo"][outcome]


def test_more_calls_are_more_calls_and_more_distress(answers):
    """Far from 0: z = 5.8 and 6.1."""
    more, usual = answers["more_calls"], answers["status_quo"]
    for series in ("attempts", "distress_added_collection"):
        assert more.total(series) > usual.total(series)


def test_firm_calls_add_distress(answers):
    """Far from 0: z = 7.2."""
    added = answers["firm_calls"].total("distress_added_collection")
    assert added > answers["status_quo"].total("distress_added_collection")


def test_tough_is_worse_for_borrowers_than_either_half_of_it(answers):
    """Far from 0: z = 6.2 against firm calls, 7.1 against more calls."""
    added = {name: each.total("distress_added_collection") for name, each in answers.items()}
    assert added["tough"] > max(added["firm_calls"], added["more_calls"])


@pytest.mark.slow
def test_tough_calls_are_resented(many_answers):
    """Far from 0: z = 15.3."""
    tough, usual = (many_answers[name]["grievances_per_1000"] for name in ("tough", "status_quo"))
    assert tough > usual


@pytest.mark.parametrize("policy", ["leniency", "firm_calls", "more_calls", "tough"])
def test_before_the_downturn_all_do_the_same(answers, policy):
    """Exact: every attempt of the first month, to the minute."""
    usual = in_good_times(answers["status_quo"]).reset_index(drop=True)
    same = in_good_times(answers[policy]).reset_index(drop=True)
    assert len(usual) > 0
    assert usual.astype(str).equals(same.astype(str))
