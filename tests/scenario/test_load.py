"""From a file to a scenario: what is refused, in which words, and what comes out."""

import copy
import json
import pickle
import re
import time
from pathlib import Path

import pytest

from arrears.errors import ScenarioError
from arrears.scenario.load import load_scenario


def test_a_scenario_has_its_base_and_its_policies_in_the_order_of_the_file(tiny):
    scenario = load_scenario(tiny)
    assert list(scenario.policies) == ["status_quo", "no_grace", "firm_calls"]
    assert scenario.base.collection.grace_days == 3
    assert scenario.policies["no_grace"].collection.grace_days == 0
    assert scenario.policies["firm_calls"].collection.stages[0].actions[1].tone == "firm"
    assert scenario.policies["status_quo"] == scenario.base
    assert (scenario.name, scenario.title, scenario.regimes) == ("tiny", "A small book", ("none",))
    assert (scenario.warnings, scenario.notices) == ((), ())


def test_amounts_are_minor_units_and_times_are_seconds(tiny):
    base = load_scenario(tiny).base
    assert base.portfolio.segments[0].income.median == 600_000
    assert base.collection.stages[0].actions[1].between == (32_400, 59_400)


def test_a_scenario_loads_again_from_its_own_text_as_the_same(tiny):
    first = load_scenario(tiny)
    Path("scenario.yaml").write_text(first.text)
    again = load_scenario("scenario.yaml")
    assert again == first
    assert again.text == first.text
    assert "use:" not in first.text
    assert "extends:" not in first.text


def test_policies_that_reorder_or_remove_load_again_as_the_same(changed):
    path = changed(
        (
            "no_grace: {collection: {grace_days: 0}}",
            (
                "no_grace:\n"
                "    notes: a note\n"
                "    bundle: true\n"
                "    collection:\n"
                "      complaint_desk: {people: 1, handling_minutes: 20.5}\n"
                "      review_desk: null\n"
                "      before_due: []\n"
                "      relief: [{name: instalment_plan, trigger: offer}]\n"
                "      stages:\n"
                "        - {name: early, remove: true}\n"
                "        - {name: early, from_dpd: 1, to_dpd: 30, offers: [instalment_plan]}\n"
                "    portfolio: {products: [{name: cash_loan, instalment_factor: 0.9}]}"
            ),
        )
    )
    first = load_scenario(path)
    assert [s.name for s in first.policies["no_grace"].collection.stages] == ["late", "early"]
    Path("scenario.yaml").write_text(first.text)
    again = load_scenario("scenario.yaml")
    assert again == first
    assert again.policy_notes == {"no_grace": "a note"}
    assert again.bundles == ("no_grace",)


def test_a_scenario_travels_to_workers(tiny):
    scenario = load_scenario(tiny)
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    assert copy.deepcopy(scenario) == scenario


def test_the_hash_ignores_how_many_replications_but_nothing_else(tiny):
    hashes = {load_scenario(tiny).hash, load_scenario(tiny, replications=99).hash}
    assert len(hashes) == 1
    others = {
        load_scenario(tiny, seed=2).hash,
        load_scenario(tiny, borrowers=50).hash,
        load_scenario(tiny, sets=["collection.grace_days=2"]).hash,
        load_scenario(tiny, policies=["status_quo"]).hash,
    }
    assert len(others | hashes) == 5


def test_the_source_is_plain_data(tiny):
    source = load_scenario(tiny).source
    assert json.loads(json.dumps(source)) == source


def test_options_replace_what_the_file_says(tiny):
    base = load_scenario(tiny, seed=5, replications=7).base
    assert (base.seed, base.replications) == (5, 7)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"seed": -1}, "--seed -1: seed: found -1; accepted: a whole number from 0 to "),
        ({"replications": 0}, "--replications 0: replications: found 0; accepted: a whole number"),
        ({"borrowers": 0}, "--borrowers 0: portfolio.borrowers: accepted: a whole number from 1"),
        (
            {"policies": ["no_grase"]},
            "--policies no_grase: there is no policy 'no_grase'; did you mean no_grace?",
        ),
        ({"policies": []}, "--policies : names no policy; accepted: status_quo, no_grace"),
    ],
)
def test_a_bad_option_is_told_by_its_name(errors, options, message):
    (line,) = errors(**options)
    assert line.startswith(message)


def test_another_number_of_borrowers_scales_people_and_says_so(tiny):
    scenario = load_scenario(tiny, borrowers=25)
    assert scenario.base.portfolio.borrowers == 25
    for arm in (scenario.base, *scenario.policies.values()):
        assert arm.collection.teams[0].people == 1.5
        assert arm.collection.review_desk.people == 0.25
    assert scenario.notices == (
        "25 borrowers instead of 100; people pro rata: service 6 -> 1.5, review_desk 1 -> 0.25",
    )


def test_breaches_of_an_order_count_for_the_whole_book_and_are_scaled_with_it():
    scenario = load_scenario("supervised_market", borrowers=200)
    arms = (scenario.base, *scenario.policies.values())
    assert {arm.supervision.order.from_breaches for arm in arms} == {20}
    assert "; also pro rata: supervision.order.from_breaches 100 -> 20" in scenario.notices[0]
    least = load_scenario("supervised_market", borrowers=2)
    assert least.base.supervision.order.from_breaches == 1


QUOTA = "collection.legal={from_dpd: 61, quota_per_month: 4, steps: [{name: mail, kind: letter}]}"


def test_funds_and_quotas_are_told_too(tiny):
    sets = ["collection.hardship_fund={budget_per_year: 1000}", QUOTA]
    (notice,) = load_scenario(tiny, borrowers=25, sets=sets).notices
    assert notice.endswith(
        "; also pro rata: hardship_fund 1000 -> 250, legal.quota_per_month 4 -> 1"
    )


def test_chosen_policies_keep_the_order_of_the_file(tiny):
    scenario = load_scenario(tiny, policies=["firm_calls", "status_quo"])
    assert list(scenario.policies) == ["status_quo", "firm_calls"]
    assert scenario.notices == ()


def test_without_its_baseline_a_scenario_takes_the_first_policy_that_runs(tiny):
    scenario = load_scenario(tiny, policies=["firm_calls", "no_grace"])
    assert scenario.compare.baseline == "no_grace"
    assert scenario.notices == (
        "the baseline status_quo is not run; differences are against no_grace",
    )


def test_a_scenario_without_policies_has_the_status_quo(tiny):
    text = tiny.read_text()
    tiny.write_text(text[: text.index("policies:")] + text[text.index("compare:") :])
    assert list(load_scenario(tiny).policies) == ["status_quo"]


REFUSALS = {
    "an unknown key": (
        [("grace_days: 3", "grase_days: 3")],
        "tiny.yaml:62:3: collection.grase_days: unknown key; did you mean grace_days?",
    ),
    "an unknown section": (
        [("shocks:\n", "shoks:\n")],
        "tiny.yaml:56:1: shoks: unknown key; did you mean shocks?",
    ),
    "a missing key": (
        [("      payday: 20\n", "")],
        (
            "tiny.yaml:25:7: portfolio.segments.gig.payday: is missing; "
            "accepted: a whole number from 1 to 28"
        ),
    ),
    "a text for a number": (
        [("payday: 20", "payday: twenty")],
        (
            "tiny.yaml:28:15: portfolio.segments.gig.payday: found 'twenty'; "
            "accepted: a whole number from 1 to 28"
        ),
    ),
    "a quoted number": (
        [("payday: 20", "payday: '20'")],
        (
            "tiny.yaml:28:15: portfolio.segments.gig.payday: found '20'; "
            "accepted: a whole number from 1 to 28 (without quotes)"
        ),
    ),
    "a truth value for a number": (
        [("payday: 20", "payday: true")],
        (
            "tiny.yaml:28:15: portfolio.segments.gig.payday: found true; "
            "accepted: a whole number from 1 to 28"
        ),
    ),
    "a fraction for a count": (
        [("horizon", "horizon"), ("payday: 20", "payday: 2.5")][1:],
        (
            "tiny.yaml:28:15: portfolio.segments.gig.payday: found 2.5; "
            "accepted: a whole number from 1 to 28"
        ),
    ),
    "a list for a number": (
        [("payday: 20", "payday: [20]")],
        (
            "tiny.yaml:28:15: portfolio.segments.gig.payday: found a list; "
            "accepted: a whole number from 1 to 28"
        ),
    ),
    "a key twice": (
        [("payday: 20", "payday: 20\n      payday: 21")],
        "tiny.yaml:29:7: portfolio.segments.gig.payday: key stands twice; first at line 28",
    ),
    "an item twice": (
        [("name: late", "name: early")],
        (
            "tiny.yaml:76:7: collection.stages.early: two items have this name; "
            "the first is at line 69"
        ),
    ),
    "a rate of 24": (
        [("rate: 0.18", "rate: 24")],
        (
            "tiny.yaml:49:13: portfolio.products.cash_loan.rate: found 24; "
            "a rate is a fraction: did you mean 0.24?"
        ),
    ),
    "a share of 35": (
        [("digital_share: 0.9\n", "digital_share: 35\n")],
        (
            "tiny.yaml:16:22: portfolio.segments.salaried.digital_share: found 35; "
            "a share is a fraction: did you mean 0.35?"
        ),
    ),
    "a negative number": (
        [("people: 6", "people: -6")],
        (
            "tiny.yaml:64:31: collection.teams.service.people: found -6; "
            "accepted: a number from 0 to 100 000"
        ),
    ),
    "an amount with three decimals": (
        [("late_fee: 0", "late_fee: 0.005")],
        (
            "tiny.yaml:52:17: portfolio.products.cash_loan.late_fee: found 0.005; "
            "an amount has at most two decimals"
        ),
    ),
    "an amount that would overflow": (
        [("principal_max: 30000", "principal_max: 1e15")],
        (
            "tiny.yaml:48:22: portfolio.products.cash_loan.principal_max: "
            "found 1000000000000000.0; an amount is at most 1 000 000 000"
        ),
    ),
    "a number beyond all use": (
        [("principal_max: 30000", "principal_max: 1e999")],
        (
            "tiny.yaml:48:22: portfolio.products.cash_loan.principal_max: found 1e999; "
            "the number is too large"
        ),
    ),
    "an unknown word": (
        [("channel: sms, tone", "channel: sm, tone")],
        (
            "tiny.yaml:73:48: collection.stages.early.actions.text.channel: found 'sm'; "
            "did you mean sms?"
        ),
    ),
    "a time that is none": (
        [('"16:30"', '"26:30"')],
        (
            "tiny.yaml:74:88: collection.stages.early.actions.talk.between.1: found '26:30'; "
            'a time of day lies between "00:00" and "24:00"'
        ),
    ),
    "a stage that ends before it begins": (
        [("to_dpd: 180", "to_dpd: 30")],
        (
            "tiny.yaml:76:7: collection.stages.late: to_dpd is 30 but from_dpd is 31; "
            "a stage ends after it begins"
        ),
    ),
    "stages that overlap": (
        [("from_dpd: 31", "from_dpd: 20")],
        (
            "tiny.yaml:76:7: collection.stages.late: overlaps with stage early (tiny.yaml:69:7) "
            "at 20 to 30 dpd and no filter tells them apart; end one where one begins"
        ),
    ),
    "a day that is none": (
        [("question:", "start: 2025-02-30\nquestion:")],
        (
            "tiny.yaml:4:8: start: found '2025-02-30'; "
            "a date is written YYYY-MM-DD and is a day of the calendar"
        ),
    ),
    "an unknown schema": (
        [("schema_version: 1", "schema_version: 2")],
        "tiny.yaml:1:17: schema_version: found 2; accepted: 1",
    ),
    "a name with spaces": (
        [("scenario: tiny", "scenario: very tiny")],
        "tiny.yaml:2:11: scenario: found 'very tiny'; accepted: a name of letters, digits and _",
    ),
    "a policy that changes the luck": (
        [("status_quo: {}", "status_quo: {seed: 3}")],
        (
            "tiny.yaml:86:16: policies.status_quo.seed: a policy cannot change this: "
            "luck is the same for every policy"
        ),
    ),
    "a policy that changes the people": (
        [("status_quo: {}", "status_quo: {portfolio: {borrowers: 3}}")],
        (
            "tiny.yaml:86:28: policies.status_quo.portfolio.borrowers: "
            "a policy cannot change this: who is on book, and how people behave, "
            "is the same for every policy"
        ),
    ),
    "a policy with an unknown key": (
        [("status_quo: {}", "status_quo: {colection: {}}")],
        "tiny.yaml:86:16: policies.status_quo.colection: unknown key; did you mean collection?",
    ),
    "a fault in a policy": (
        [("grace_days: 0", "grace_days: -1")],
        (
            "tiny.yaml:87:39: policies.no_grace.collection.grace_days: found -1; "
            "accepted: a whole number from 0 to 36 500"
        ),
    ),
    "an unknown baseline": (
        [("baseline: status_quo", "baseline: status_qo")],
        (
            "tiny.yaml:89:21: compare.baseline: there is no policy 'status_qo'; "
            "did you mean status_quo?"
        ),
    ),
    "an unknown behaviour": (
        [("kind: household", "kind: houshold")],
        "tiny.yaml:91:9: behaviour.kind: found 'houshold'; did you mean household?",
    ),
    "an unknown regime": (
        [("question:", "regimes: [china]\nquestion:")],
        (
            "tiny.yaml:4:11: regimes.0: there is no regime 'china'; accepted: none, cn_gbt_2025, "
            "cn_cba_2026, cn_card_plan, cn_consumer_finance, cn_microloans, us_reg_f, us_ma, "
            "us_dc, us_nyc, uk_breathing_space, uk_persistent_debt, ..."
        ),
    ),
}


@pytest.mark.parametrize(("changes", "line"), REFUSALS.values(), ids=REFUSALS.keys())
def test_bad_input_is_refused_in_these_words_and_no_others(errors, changes, line):
    assert errors(*changes) == [line]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file(errors):
    found = errors(
        ("grace_days: 3", "grase_days: 3"),
        ("rate: 0.18", "rate: 24"),
        ("payday: 20", "payday: 20\n      payday: 21"),
        ("late_fee: 0", "late_fee: 0.005"),
        ("from_dpd: 31", "from_dpd: 20"),
        ("people: 6", "people: -6"),
        ("offers: [instalment_plan]", "offers: [instalment_pla]"),
        ("{salaried: 0.005, gig", "{salried: 0.005, gig"),
        ("share: 0.6\n", "share: 0.7\n"),
        ("status_quo: {}", "status_quo: {seed: 3}"),
        ("baseline: status_quo", "baseline: status_qo"),
        sets=["collection.x=1"],
        seed=-1,
    )
    assert [re.sub(r"^\S+: |:\d+:\d+", "", line).split(": ")[0] for line in found[:11]] == [
        "portfolio.segments",
        "portfolio.segments.gig.payday",
        "portfolio.products.cash_loan.rate",
        "portfolio.products.cash_loan.late_fee",
        "shocks.kinds.job_loss.monthly_share.salried",
        "collection.grase_days",
        "collection.teams.service.people",
        "collection.stages.early.offers.0",
        "collection.stages.late",
        "policies.status_quo.seed",
        "compare.baseline",
    ]
    assert sorted(line.split(": ")[0] for line in found[11:]) == [
        "--seed -1",
        "--set collection.x=1",
    ]
    assert len(found) == len(set(found))


def test_a_fault_of_every_arm_is_told_once(errors):
    assert len(errors(("people: 6", "people: -6"), ("every_days: 3", "every_days: 0"))) == 2


def test_known_outcomes_may_be_given(tiny, errors):
    assert load_scenario(tiny, outcomes=["loss_rate"]).compare.outcomes == ["loss_rate"]
    assert errors(("[loss_rate]", "[los_rate]"), outcomes=["loss_rate"]) == [
        (
            "tiny.yaml:89:44: compare.outcomes.0: there is no outcome 'los_rate'; "
            "did you mean loss_rate?"
        )
    ]


def test_a_declared_contrast_is_an_outcome_that_may_be_compared(changed, errors):
    name = "contrast_loss_rate_gig_salaried"
    declared = "contrasts: [{outcome: loss_rate, segment: gig, against: salaried}]"
    path = changed(("[loss_rate]", f"[{name}], {declared}"))
    assert load_scenario(path, outcomes=["loss_rate"]).compare.outcomes == [name]
    [refused] = errors(("[loss_rate]", f"[{name}]"), outcomes=["loss_rate"])
    assert f"there is no outcome '{name}'" in refused


def test_a_policy_that_changes_nothing_is_warned_of(warnings):
    assert warnings(("grace_days: 0", "grace_days: 3")) == [
        "tiny.yaml:87:3: policies.no_grace: changes nothing: it is the same as status_quo"
    ]


def test_a_typical_scenario_loads_quickly(tiny):
    load_scenario(tiny)
    started = time.process_time()
    load_scenario(tiny)
    assert time.process_time() - started < 0.3


def test_nothing_but_a_scenario_error_is_raised_for_a_missing_file(tiny):
    with pytest.raises(ScenarioError):
        load_scenario("nowhere/at/all.yaml")
