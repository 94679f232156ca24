"""Answers to a downturn: each lever of ``downturn`` moves what it must, and only while it lasts.

The grid: the scenario with 250 borrowers, 3 months of burn-in, 14 months of which months 1 to 8
are bad, two replications added. Luck: over five other seeds, with 200 borrowers, the mean of each
difference that is tested lies at least 5 standard deviations from 0, unless the test says
otherwise; what follows from the code alone is exact.
"""

import pytest

from arrears.scenario.load import load_scenario

SETS = ["horizon_months=14", "burn_in_months=3", "macro.from_month=1", "macro.months=8"]


@pytest.fixture(scope="module")
def answers(run_policies):
    """Run every policy of the scenario."""
    scenario = load_scenario("downturn", borrowers=250, seed=1, sets=SETS)
    return run_policies(scenario, 2, keep_events=True)


def in_good_times(measured):
    """Return what was attempted before the downturn, from day 0 on."""
    rows = measured.events[0]
    return rows[(rows["event"] == "attempt") & rows["day"].between(0, 30)].drop(columns="policy")


def test_grace_saves_contacts_fees_and_distress(answers):
    for series in ("attempts", "late_fees_charged", "distress_added_collection"):
        assert answers["grace"].total(series) < answers["status_quo"].total(series)


def test_leniency_stops_contact_and_says_so(answers):
    """Pauses whose cause is leniency exist under no other policy (exact)."""
    for name, measured in answers.items():
        assert (measured.total("pause_days_from_leniency") > 0) == (name == "leniency")
    usual = answers["status_quo"]
    for series in ("attempts", "distress_added_collection"):
        assert answers["leniency"].total(series) < usual.total(series)


def test_nobody_is_contacted_in_the_downturn_under_leniency(answers):
    rows = answers["leniency"].events[0]
    days = rows.loc[rows["event"] == "attempt", "day"]
    assert not days.between(32, 272).any()
    assert days.between(275, 400).any()


def test_forbearance_is_taken_up_and_only_where_it_exists(answers):
    for name, measured in answers.items():
        assert (measured["relief_share"] > 0) == name.startswith("forbearance")


@pytest.mark.parametrize("policy", ["forbearance_offered", "forbearance_on_request"])
def test_forbearance_lowers_charge_off_and_loss(answers, policy):
    """On a smaller book z is 4.0 and 4.2 for the offer, 2.9 and 3.2 on request."""
    for outcome in ("charge_off_share", "loss_rate"):
        assert answers[policy][outcome] < answers["status_quo"][outcome]


def test_more_calls_are_more_calls_and_more_distress(answers):
    more, usual = answers["more_calls"], answers["status_quo"]
    for series in ("attempts", "distress_added_collection"):
        assert more.total(series) > usual.total(series)


def test_firm_calls_add_distress(answers):
    added = answers["firm_calls"].total("distress_added_collection")
    assert added > answers["status_quo"].total("distress_added_collection")


def test_tough_is_worse_for_borrowers_than_either_half_of_it(answers):
    added = {name: each.total("distress_added_collection") for name, each in answers.items()}
    assert added["tough"] > max(added["firm_calls"], added["more_calls"])
    assert answers["tough"]["grievances_per_1000"] > answers["status_quo"]["grievances_per_1000"]


@pytest.mark.parametrize("policy", ["leniency", "firm_calls", "more_calls", "tough"])
def test_before_the_downturn_all_do_the_same(answers, policy):
    """Exact: every attempt of the first month, to the minute."""
    usual = in_good_times(answers["status_quo"]).reset_index(drop=True)
    same = in_good_times(answers[policy]).reset_index(drop=True)
    assert len(usual) > 0
    assert usual.astype(str).equals(same.astype(str))
