"""When, how, by whom and whom to call: each lever of ``friendly_calls`` moves what it must.

The grid: the scenario itself with 300 borrowers, three replications and a downturn from the first
month on, so that many are in arrears. Numerators and denominators of the replications are added.
Luck: over five other seeds the mean of each difference that is tested lies at least 5 standard
deviations from 0, unless the test says otherwise; what follows from the code alone is exact.
"""

import pytest

from arrears.scenario.load import load_scenario

BAD_TIMES = "{path: step, from_month: 0, months: 60, hazard_factor: 2.5, income_factor: 0.93}"


@pytest.fixture(scope="module")
def calls(run_policies):
    """Run every policy of the scenario."""
    sets = [f"macro={BAD_TIMES}"]
    scenario = load_scenario("friendly_calls", borrowers=300, seed=1, sets=sets)
    return run_policies(scenario, 3, keep_events=True)


def test_the_earlier_the_first_call_the_more_borrowers_are_spoken_to(calls):
    order = ("first_call_day_31", "status_quo", "first_call_day_2")
    late, usual, early = (calls[policy].total("right_parties") for policy in order)
    assert late < usual < early


def test_nobody_is_called_before_the_first_day_of_calls(calls):
    """Exact: days since the spell of arrears began, of the first call in it."""
    for policy, first in (("first_call_day_2", 2), ("status_quo", 8), ("first_call_day_31", 31)):
        entered = calls[policy].events[0]
        stages = entered[(entered["event"] == "stage_entered") & (entered["stage"] == "calls")]
        assert stages["amount"].min() == first


def test_who_is_called_first_after_a_month_pays_less_within_the_month(calls):
    """What a prompt call brings forward (z = 5.0)."""
    late, usual = calls["first_call_day_31"], calls["status_quo"]
    assert late["back_30d_share"] < usual["back_30d_share"]


def test_every_harsher_tone_adds_distress(calls):
    tones = ("gentle_calls", "status_quo", "firm_calls", "harsh_calls")
    added = [calls[policy].total("distress_added_collection") for policy in tones]
    assert added == sorted(added)
    assert calls["status_quo"]["distress_share"] < calls["firm_calls"]["distress_share"]
    assert calls["firm_calls"]["distress_share"] < calls["harsh_calls"]["distress_share"]


def test_firm_and_harsh_calls_are_resented(calls):
    usual, firm, harsh = (
        calls[policy]["grievances_per_1000"]
        for policy in ("status_quo", "firm_calls", "harsh_calls")
    )
    assert usual < firm < harsh


def test_machines_and_texts_cost_less_and_hurt_less_than_people(calls):
    """Distress by texts differs less from that by people (z = 3.1) than that by machines."""
    for policy in ("bot_calls", "texts_only"):
        assert calls[policy]["cost_to_collect"] < calls["status_quo"]["cost_to_collect"] / 2
        added = calls[policy].total("distress_added_collection")
        assert added < calls["status_quo"].total("distress_added_collection")


def test_where_only_texts_are_sent_nobody_is_spoken_to(calls):
    assert calls["texts_only"].count("right_party") == 0
    assert calls["texts_only"].count("attempt", channel="call") == 0
    assert calls["bot_calls"].count("attempt", channel="call") == 0
    assert calls["bot_calls"].count("attempt", channel="bot_call") > 0


def test_aimed_calls_are_fewer_and_add_less_distress(calls):
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
    """Early, gentle and not for ever."""
    friendly, usual = calls["friendly"], calls["status_quo"]
    added = friendly.total("distress_added_collection")
    assert added < usual.total("distress_added_collection")
