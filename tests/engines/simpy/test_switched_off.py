"""Worlds without something: it is gone from the log, and nobody's luck is another."""

from pathlib import Path

import pandas as pd
import pytest

from arrears.engines.simpy import simulate
from arrears.log import events_frame
from arrears.results import outcomes, tally
from arrears.runs.measuring import measures_of
from arrears.scenario.load import load_scenario
from arrears.scenario.worlds import in_world
from arrears.statistics.rankings import rankings

OUTBOUND = ("attempt", "contact", "right_party", "read", "visit", "visit_announced")
HEARS = ("behaviour.distress.arrears_first_points=0", "behaviour.distress.service_points=0")


@pytest.fixture(scope="module")
def worlds(busy):
    """Return the crowd's log in a world, each once."""
    found = {"": busy.events}
    settings = busy.scenario.policies["status_quo"]

    def live(world):
        if world not in found:
            base = in_world(busy.scenario.base, world)
            lived = simulate(
                base, in_world(settings, world), replication=0, seed=busy.scenario.base.seed
            )
            found[world] = events_frame(lived.log, "status_quo", "none", 0)
        return found[world]

    return live


def of(events, *names):
    rows = events[events["event"].isin(names)]
    return rows[["day", "borrower", "event", "amount", "cause"]].to_numpy().tolist()


def test_without_contact_nobody_is_addressed_and_every_shock_is_the_same(worlds):
    silent = worlds("no_contact")
    assert of(silent, *OUTBOUND) == []
    assert len(of(worlds(""), *OUTBOUND)) > 1000
    assert of(silent, "shock_start", "shock_end") == of(worlds(""), "shock_start", "shock_end")
    assert of(silent, "application"), "relief can still be applied for"


def test_without_shocks_none_happens_and_the_same_people_sign_the_same(worlds):
    calm = worlds("shocks_off")
    assert of(calm, "shock_start", "shock_end", "essentials_cut") == []
    assert of(calm, "originated") == of(worlds(""), "originated")
    assert len(of(calm, "missed")) < len(of(worlds(""), "missed"))


@pytest.mark.parametrize("source", ["shock", "arrears", "collection", "limbo"])
def test_a_source_that_is_off_adds_nothing_and_the_others_do(worlds, source):
    rows = worlds(f"no_{source}").query("event == 'distress'")
    assert set(rows["cause"]) == {"shock", "arrears", "collection", "limbo"} - {source}
    luck = ("shock_start", "originated")
    assert of(worlds(f"no_{source}"), *luck) == of(worlds(""), *luck)


def test_two_things_are_off_at_once(worlds):
    rows = worlds("no_contact+no_limbo")
    assert of(rows, *OUTBOUND) == []
    assert "limbo" not in set(rows.query("event == 'distress'")["cause"])


def test_a_source_that_is_off_lifts_no_baseline_either(live):
    """Arrears lift the baseline by 40 points, and a miss adds none: without them nobody crosses."""
    high = (*HEARS[1:], "behaviour.distress.arrears_first_points=40",
            "behaviour.distress.miss_points=0", "behaviour.distress.silence_weekly_points=0",
            "portfolio.borrowers=60", "horizon_months=2")  # fmt: skip
    lifted = live("", "unwilling", *high).rows("screen_start")
    assert (lifted["day"] > 0).sum() > 10
    flat = live("", "unwilling", *high, "switched_off=[no_arrears]").rows("screen_start")
    assert set(flat["day"]) <= {0}


def test_the_sale_is_followed_by_no_calls(live):
    text = """
collection:
  sale: {from_dpd: 60, asking: {channel: sms, first_after_days: 5, every_days: 5}}
"""
    assert live(text, "unwilling").rows("sold", "attempt")["event"].nunique() == 2
    assert set(live(text, "unwilling", "switched_off=[no_contact]").rows("sold", "attempt")[
        "event"]) == {"sold"}  # fmt: skip


RANKED = """
collection:
  teams: [{name: callers, people: 5}]
  stages:
    - name: early
      from_dpd: 1
      to_dpd: 170
      actions: [{name: call, channel: call, every_days: 200, tone: harsh, team: callers}]
policies:
  status_quo: {}
  often:
    collection: {stages: [{name: early, actions: [{name: call, every_days: 7, tone: neutral}]}]}
"""


def test_a_ranking_flips_when_distress_weighs_double(live):
    """One harsh call adds 40 points, a neutral one every week 6; they halve in 3 days.

    Thresholds lie 9 to 13 points above a baseline of 0. As it is, the harsh call keeps everybody
    above for about six days, and weekly calls, whose peaks are at most 6 / (1 - 2 ** (-7 / 3)) =
    7.5, never do: calling often distresses less. With double weight the harsh call keeps them
    above for nine days, the weekly ones for one or two days of every week: it distresses more.
    """
    sets = (
        "unwilling", "portfolio.borrowers=20",
        "behaviour.answering.contacts.call.answer_share=1",
        "behaviour.answering.contacts.call.right_party_share=1",
        "behaviour.answering.contacts.call.seconds_spoken=0",
        "behaviour.answering.contacts.call.effect=1",
        "behaviour.answering.load_comfortable=1000",
        "behaviour.answering.tones.harsh.distress_points=40",
        "behaviour.answering.tones.neutral.distress_points=6",
        "behaviour.distress.half_life_days=3", "behaviour.distress.baseline_points=0",
        "behaviour.distress.spread_points=0.4", "behaviour.distress.healthy_share=1e-12",
        "behaviour.distress.miss_points=0", "behaviour.distress.silence_weekly_points=0", *HEARS,
    )  # fmt: skip
    scenario = live(RANKED, *sets).scenario
    own, double = (_distress(scenario, world) for world in ("", "weights_double"))
    found = rankings(own, double.assign(world="weights_double"), baseline="status_quo",
                     compared=(), checks=("weights_double",))  # fmt: skip
    share = found[found["outcome"] == "distress_share"].set_index(["check", "policy"])
    assert share["rank"].to_dict() == {
        ("as_is", "status_quo"): 2, ("as_is", "often"): 1,
        ("weights_double", "status_quo"): 1, ("weights_double", "often"): 2,
    }  # fmt: skip
    assert share.loc[("as_is", "often"), "mean"] == 0
    assert share.loc[("weights_double", "often"), "order"] == "changed"


def _distress(scenario, world):
    """Return the outcomes of both policies in a world."""
    measures, parts = measures_of(scenario.base), []
    for policy, settings in scenario.policies.items():
        lived = simulate(
            in_world(scenario.base, world), in_world(settings, world), replication=0, seed=1
        )
        found = outcomes(tally(lived.log, lived.accounts, measures), lived.accounts, measures)
        parts.append(found.assign(policy=policy, regime="none", replication=0))
    return pd.concat(parts)


def test_early_warnings_are_calls_too(tmp_path):
    """The team that would make them is gone, and so are they."""
    piece = Path(__file__).parents[2] / "levers" / "pieces" / "early_warning.yaml"
    head = "schema_version: 1\nscenario: warned\nextends: first_steps\n"
    path = tmp_path / "warned.yaml"
    path.write_text(head + piece.read_text(encoding="utf-8"), encoding="utf-8")
    scenario = load_scenario(path, policies=("status_quo",))
    for world, told in (("", True), ("no_contact", False)):
        base = in_world(scenario.base, world)
        policy = in_world(scenario.policies["status_quo"], world)
        lived = simulate(base, policy, replication=0, seed=1)
        events = events_frame(lived.log, "status_quo", "none", 0)
        assert bool(of(events, "attempt")) is told
