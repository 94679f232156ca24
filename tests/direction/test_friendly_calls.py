"""When, how, by whom and whom to call: each lever of ``friendly_calls`` moves what it must.

The grid: the scenario itself with 300 borrowers, three replications and a downturn from the first
month on, so that many are in arrears; 12 or 64 replications where a test is slow. Numerators and
denominators of the replications are added. Luck: the seed is fixed, so every test is deterministic.
What another seed could change follows from z, how many standard deviations from 0 the difference
lies, found from 16 other replications: below 3e-7 for z of 5. Tests without a z are exact: what
they say follows from the code alone.
"""

import pytest

from arrears.scenario.load import load_scenario

BAD_TIMES = "{path: step, from_month: 0, months: 60, hazard_factor: 2.5, income_factor: 0.93}"


def grid(policies=None):
    sets = [f"macro={BAD_TIMES}"]
    return load_scenario("friendly_calls", borrowers=300, seed=1, sets=sets, policies=policies)


@pytest.fixture(scope="module")
def calls(run_policies):
    """Run every policy of the scenario."""
    return run_policies(grid(), 3, keep_events=True)


@pytest.fixture(scope="module")
def more_runs(run_policies):
    """Run more often what differs less."""
    return run_policies(grid(["status_quo", "first_call_day_2", "firm_calls", "harsh_calls"]), 12)


@pytest.fixture(scope="module")
def many_runs(run_policies):
    """Run often what differs little."""
    return run_policies(grid(["status_quo", "first_call_day_31", "texts_only"]), 64)


def test_the_earlier_the_first_call_the_more_borrowers_are_spoken_to(calls):
    """Far from 0: z = 7.6 and 11.3."""
    order = ("first_call_day_31", "status_quo", "first_call_day_2")
    late, usual, early = (calls[policy].total("right_parties") for policy in order)
    assert late < usual
    assert late < early


@pytest.mark.slow
def test_a_first_call_on_day_2_speaks_to_more_borrowers_than_one_on_day_8(more_runs):
    """Far from 0: z = 8.6."""
    usual, early = (
        more_runs[policy].total("right_parties") for policy in ("status_quo", "first_call_day_2")
    )
    assert usual < early


def test_nobody_is_called_before_the_first_day_of_calls(calls):
    """Exact: days since the spell of arrears began, of the first call in it."""
    for policy, first in (("first_call_day_2", 2), ("status_quo", 8), ("first_call_day_31", 31)):
        entered = calls[policy].events[0]
        stages = entered[(entered["event"] == "stage_entered") & (entered["stage"] == "calls")]
        assert stages["amount"].min() == first


@pytest.mark.slow
def test_who_is_called_first_after_a_month_pays_less_within_the_month(many_runs):
    """What a prompt call brings forward; z = 7.6."""
    late, usual = many_runs["first_call_day_31"], many_runs["status_quo"]
    assert late["back_30d_share"] < usual["back_30d_share"]


def test_every_harsher_tone_adds_distress(calls):
    """Far from 0: z = 10.6, 9.9 and 10.0; 5.3 for the share screening positive."""
    tones = ("gentle_calls", "status_quo", "firm_calls", "harsh_calls")
    added = [calls[policy].total("distress_added_collection") for policy in tones]
    assert added == sorted(set(added))
    assert calls["status_quo"]["distress_share"] < calls["harsh_calls"]["distress_share"]


@pytest.mark.slow
def test_more_borrowers_screen_positive_with_every_harsher_tone(more_runs):
    """Far from 0: z = 8.0 and 9.9."""
    usual, firm, harsh = (
        more_runs[policy]["distress_share"]
        for policy in ("status_quo", "firm_calls", "harsh_calls")
    )
    assert usual < firm < harsh


def test_harsh_calls_are_resented(calls):
    """Far from 0: z = 8.4 and 8.7."""
    usual, firm, harsh = (
        calls[policy]["grievances_per_1000"]
        for policy in ("status_quo", "firm_calls", "harsh_calls")
    )
    assert usual < harsh
    assert firm < harsh


@pytest.mark.slow
def test_firm_calls_are_resented(more_runs):
    """Far from 0: z = 7.9."""
    usual, firm = (
        more_runs[policy]["grievances_per_1000"] for policy in ("status_quo", "firm_calls")
    )
    assert usual < firm


def test_machines_and_texts_cost_less_than_people(calls):
    """Less than half; z = 20.3 for either."""
    for policy in ("bot_calls", "texts_only"):
        assert calls[policy]["cost_to_collect"] < calls["status_quo"]["cost_to_collect"] / 2


def test_machines_hurt_less_than_people_and_than_texts_in_their_place(calls):
    """Far from 0: z = 9.8 and 10.3."""
    added = {name: each.total("distress_added_collection") for name, each in calls.items()}
    assert added["bot_calls"] < min(added["status_quo"], added["texts_only"])


@pytest.mark.slow
def test_texts_in_the_place_of_calls_hurt_less(many_runs):
    """By little, for there are more of them than of calls that are answered; z = 7.0."""
    added = {name: each.total("distress_added_collection") for name, each in many_runs.items()}
    assert added["texts_only"] < added["status_quo"]


def test_where_only_texts_are_sent_nobody_is_spoken_to(calls):
    """Exact; that machines call at all is as good as certain."""
    assert calls["texts_only"].count("right_party") == 0
    assert calls["texts_only"].count("attempt", channel="call") == 0
    assert calls["bot_calls"].count("attempt", channel="call") == 0
    assert calls["bot_calls"].count("attempt", channel="bot_call") > 0


def test_aimed_calls_are_fewer_and_add_less_distress(calls):
    """Far from 0: z = 8.5, 10.5 and 7.9 for the calls, 8.5, 10.2 and 7.7 for the distress."""
    for policy in ("call_the_salaried", "call_large_debts", "call_to_day_60"):
        assert calls[policy].total("right_parties") < calls["status_quo"].total("right_parties")
        added = calls[policy].total("distress_added_collection")
        assert added < calls["status_quo"].total("distress_added_collection")


def test_aimed_calls_reach_those_they_aim_at_and_nobody_else(calls):
    """Exact: by segment of the borrower, by days past due."""
    salaried = calls["call_the_salaried"].monthly[0].astype({"segment": "str", "series": "str"})
    spoken_to = salaried[salaried["series"] == "right_parties"]
    assert set(spoken_to["segment"]) == {"all", "salaried"}
    old = calls["call_to_day_60"]
    assert old.count("attempt", stage="old_debts", channel="sms") > 0
    assert old.count("attempt", stage="old_debts", channel="call") == 0


def test_friendly_calls_hurt_less_than_the_usual_ones(calls):
    """Early, gentle and not for ever; z = 9.4."""
    friendly, usual = calls["friendly"], calls["status_quo"]
    added = friendly.total("distress_added_collection")
    assert added < usual.total("distress_added_collection")
