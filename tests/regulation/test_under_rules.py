"""A run under rules: acts are asked about, what is forbidden is put off, dropped or a violation."""

import functools
import json
from pathlib import Path

import pytest
import yaml
from asking import cap
from checker import Checker, differences_from_log
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_text import read, shipped

from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.regulation.regime import OwnRegime
from arrears.regulation.shipped import regime_names, resolved, shipped_regime
from arrears.scenario.load import load_scenario

WEEKLY = {"name": "weekly", "channels": ["call", "bot_call", "sms"]} | cap(1, 7)
AFTERNOON = {"name": "afternoon", "kind": "hours", "weekday": ["13:00", "18:00"],
             "saturday": "closed", "sunday": "closed"}  # fmt: skip


LOUD = ("behaviour.grievances.wrong_debt_share=0.3", "behaviour.grievances.complaint_share=1.0")


def lived(*rules, share=1.0, drop=False, borrowers=60, more=()):
    """Return the events of a policy under these rules, its accounts, and the scenario."""
    forbidden = "drop" if drop else "postpone"
    sets = [f"collection.compliance_share={share}", f"collection.when_forbidden={forbidden}"]
    scenario = load_scenario("three_stage_escalation", borrowers=borrowers, sets=[*sets, *more])
    own = OwnRegime.model_validate({"name": "own", "rules": list(rules)})
    policy = scenario.policies["firm_calls"]
    found = simulate(scenario.base, policy, replication=0, seed=1, rules=resolved(own))
    return events_frame(found.log, "firm_calls", "own", 0), found.accounts, scenario


def told(life, rules, folder: Path):
    """Return the breaches that the checker finds, and how they differ from the log."""
    events, accounts, scenario = life
    (folder / "scenario.yaml").write_text(scenario.text)
    (folder / "rules.yaml").write_text(json.dumps(rules))
    checker = Checker(read(folder / "scenario.yaml"), read(folder / "rules.yaml"))
    found = checker.check(events, accounts)
    return found, differences_from_log(found, events)


def rows(events, *names):
    return events[events["event"].isin(names) & (events["day"] >= 0)]


@pytest.mark.parametrize("drop", [False, True], ids=["postpone", "drop"])
@pytest.mark.parametrize("rule", [WEEKLY, AFTERNOON], ids=["cap", "hours"])
def test_nothing_forbidden_is_done_and_what_was_blocked_is_logged(rule, drop, tmp_path):
    life = lived(rule, drop=drop)
    found, _ = told(life, [rule], tmp_path)
    assert found == []
    assert len(rows(life[0], "violation")) == 0
    if rule is WEEKLY:
        assert set(rows(life[0], "blocked")["cause"]) == {"weekly"}


def test_a_call_waits_for_the_first_lawful_minute_of_its_day():
    free, held = lived()[0], lived(AFTERNOON)[0]
    calls = rows(held, "attempt")
    calls = calls[(calls["channel"] == "call") & (calls["stage"] != "")]
    assert calls["minute"].min() == 13 * 60
    before = rows(free, "attempt")
    assert len(calls) > 0.8 * len(before[before["channel"] == "call"])


def test_what_is_dropped_waits_for_its_next_turn_what_is_put_off_for_the_first_lawful_day():
    dropped, postponed = lived(WEEKLY, drop=True)[0], lived(WEEKLY)[0]
    assert len(rows(dropped, "attempt")) != len(rows(postponed, "attempt"))


def test_without_obedience_everything_is_done_and_every_breach_is_logged(tmp_path):
    life = lived(WEEKLY, share=0.0)
    found, (unlogged, unfounded) = told(life, [WEEKLY], tmp_path)
    assert len(found) > 50
    assert (unlogged, unfounded) == ([], [])
    assert len(rows(life[0], "blocked")) == 0
    assert len(rows(life[0], "attempt")) == len(rows(lived()[0], "attempt"))


def test_with_some_obedience_the_log_tells_the_breaches(tmp_path):
    life = lived(WEEKLY, AFTERNOON, share=0.6)
    found, (unlogged, unfounded) = told(life, [WEEKLY, AFTERNOON], tmp_path)
    assert (unlogged, unfounded) == ([], [])
    assert found
    assert len(rows(life[0], "blocked")) > 0


def test_a_day_on_which_a_rule_blocked_the_only_action_is_a_pause_by_rule():
    assert "forbidden" in set(rows(lived(WEEKLY)[0], "pause_start")["cause"])


# Duties, breathing space and charges --------------------------------------------------------


ANSWER = {"name": "answer", "kind": "governance", "complaint_days": 0}
DECIDE = {"name": "decide", "kind": "hardship", "basis": "right", "trigger": "request",
          "decide_days": 1}  # fmt: skip
OFFER = {"name": "offer", "kind": "hardship", "basis": "duty", "trigger": "dpd",
         "offer_by_dpd": 20}  # fmt: skip


@pytest.mark.parametrize("rule", [ANSWER, DECIDE, OFFER], ids=["answer", "decision", "offer"])
def test_what_comes_too_late_is_a_violation_on_its_first_late_day(rule, tmp_path):
    life = lived(rule, borrowers=120, more=LOUD)
    found, differing = told(life, [rule], tmp_path)
    assert len(found) > 3
    assert differing == ([], [])
    assert set(rows(life[0], "violation")["root"]) == {"late"}


REPORTED = {"name": "told_before", "kind": "reporting", "needs_notice": True, "delay_days": 20}
BUREAU = ("bureau={threshold_dpd: 10, delay_days: 2}",)


def test_nobody_is_reported_to_the_bureau_before_the_notice_has_run(tmp_path):
    life = lived(REPORTED, more=BUREAU)
    found, differing = told(life, [REPORTED], tmp_path)
    assert found == []
    assert differing == ([], [])
    assert len(rows(life[0], "bureau_report")) > 0
    notices = rows(life[0], "notice").groupby("account")["day"].min()
    reports = rows(life[0], "bureau_report")
    assert (reports["day"] >= reports["account"].map(notices) + 20).all()


def test_a_report_that_a_rule_forbids_is_a_violation_where_the_platform_does_not_obey(tmp_path):
    life = lived(REPORTED, share=0.0, more=BUREAU)
    found, differing = told(life, [REPORTED], tmp_path)
    assert len(found) == len(rows(life[0], "bureau_report")) > 0
    assert differing == ([], [])


REST = {"name": "rest", "kind": "moratorium", "trigger": "request", "days": 60, "extensions": 1,
        "stops": ["contact", "interest", "penalty", "fees", "accelerate"]}  # fmt: skip


def test_a_moratorium_stops_what_it_says(tmp_path):
    life = lived(REST, borrowers=150)
    events = life[0]
    found, differing = told(life, [REST], tmp_path)
    assert found == []
    assert differing == ([], [])
    starts, ends = rows(events, "moratorium_start"), rows(events, "moratorium_end")
    assert len(starts) > 5
    assert 0 < len(ends) <= len(starts)
    assert set(starts["amount"]) <= {60, 61}
    stopped = events[events["event"].isin(["attempt", "interest", "late_fee", "accelerated"])]
    cured = events[events["event"].isin(["cured", "closed"])]
    for start in starts.itertuples():
        own = cured[(cured["account"] == start.account) & (cured["day"] >= start.day)]
        end = min([start.day + start.amount, *own["day"]])
        within = stopped[(stopped["account"] == start.account) & (stopped["day"] > start.day)]
        assert (within["day"] < end).sum() == 0


def test_interest_that_a_rule_stops_does_not_fall_due():
    events = lived(REST, borrowers=150)[0]
    left_out = rows(events, "blocked")
    left_out = left_out[left_out["action"] == "interest"]
    assert (left_out["amount"] > 0).all()
    free = lived(borrowers=150)[0]
    assert rows(events, "due")["amount"].sum() < rows(free, "due")["amount"].sum()


NOTICE = {"name": "notice", "kind": "pre_notice", "before": "contact", "days": 5}


def test_a_notice_comes_so_many_days_before_the_first_contact(tmp_path):
    life = lived(NOTICE)
    found, differing = told(life, [NOTICE], tmp_path)
    assert (found, differing) == ([], ([], []))
    given = rows(life[0], "notice")
    assert set(given["action"]) == {"contact"}
    for notice in given.itertuples():
        own = life[0][(life[0]["account"] == notice.account) & (life[0]["day"] >= notice.day)]
        tried = own[(own["event"] == "attempt") & (own["stage"] != "")]
        assert len(tried) == 0 or tried["day"].min() >= notice.day + 5


EARLY = "collection.stages.early.actions."
PRESSING = (
    "behaviour.answering.stop_share_per_load=1", f"{EARLY}call.every_days=1",
    f"{EARLY}text.every_days=1", "collection.teams.service.people=2000",
)  # fmt: skip
STOP = {"name": "stop", "kind": "stop_right", "scope": "all"}


def test_a_refusal_of_contact_is_respected_from_the_next_action_on(tmp_path):
    life = lived(STOP, borrowers=150, more=PRESSING)
    assert told(life, [STOP], tmp_path) == ([], ([], []))
    assert len(rows(life[0], "stop_request")) > 0


# Every shipped regime -----------------------------------------------------------------------


@functools.cache
def busy(share, forbidden):
    """Return a busy scenario, small."""
    sets = [f"collection.compliance_share={share}", f"collection.when_forbidden={forbidden}"]
    return load_scenario("rulebook", borrowers=40, sets=[*sets, "horizon_months=12"])


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(regime_names()), st.sampled_from([1.0, 0.5]),
    st.sampled_from(["drop", "postpone"]), st.integers(0, 10**6),
)  # fmt: skip
def test_the_checker_finds_what_the_log_tells_and_nothing_but_late_answers_if_all_is_obeyed(
    name, share, forbidden, seed
):
    scenario = busy(share, forbidden)
    policy = scenario.policies["busy_staircase"]
    rules = shipped_regime(name)
    found = simulate(scenario.base, policy, replication=0, seed=seed, rules=rules)
    events = events_frame(found.log, "busy_staircase", name, 0)
    source = yaml.load(scenario.text, yaml.BaseLoader)
    breaches = Checker(source, shipped(name)).check(events, found.accounts)
    assert differences_from_log(breaches, events) == ([], [])
    if share == 1.0:
        assert {breach.event for breach in breaches} <= {"late"}


# Calls that are not wanted bring numbers to an end, and nobody tries a dead number.
ALIVE = ("horizon_months=12", "behaviour.answering.number_death_per_unwanted=0",
         "behaviour.answering.number_death_monthly_share=0")  # fmt: skip


@pytest.mark.parametrize("limits", [(4, 2), (2, 1)])
def test_with_ample_capacity_a_stricter_cap_never_means_more_attempts_on_never_payers(limits):
    def attempts(limit):
        scenario = load_scenario(
            "rulebook", borrowers=40,
            sets=[*ALIVE, "portfolio.segments.salaried.never_payer_share=1"],
        )  # fmt: skip
        own = OwnRegime.model_validate(
            {"name": "own", "rules": [WEEKLY | {"limit": limit, "sum_over": "all"}]}
        )
        policy = scenario.policies["busy_staircase"]
        lived = simulate(scenario.base, policy, replication=0, seed=1, rules=resolved(own))
        events = events_frame(lived.log, "busy_staircase", "own", 0)
        salaried = lived.accounts[lived.accounts["segment"] == "salaried"]["borrower"]
        tried = rows(events, "attempt")
        tried = tried[tried["borrower"].isin(salaried) & tried["channel"].isin(WEEKLY["channels"])]
        return tried.groupby("borrower").size()

    loose, strict = attempts(limits[0]), attempts(limits[1])
    assert len(loose) > 3
    more = strict - loose.reindex(strict.index, fill_value=0)
    assert more[more > 0].to_dict() == {}
    assert strict.sum() < loose.sum()
