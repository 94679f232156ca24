"""Regimes of a scenario: found, of one piece, dated, and leaving every stage something to do."""

import pytest

from arrears.scenario.load import load_scenario

CALLS = "{name: calls, kind: contact_cap, basis: attempt, window_days: 7, limit: 3}"
MORE = "{name: more, kind: contact_cap, basis: attempt, window_days: 7, limit: 5}"
CLOSED = "{name: shut, kind: hours, weekday: closed, saturday: ['10:00', '12:00']}"
EVENING = "{name: evening, kind: hours, channels: [call], weekday: ['17:00', '21:00']}"


def with_regimes(text):
    return [("question:", f"regimes: {text}\nquestion:")]


REFUSALS = {
    "an unknown regime": (
        "[none, us_reg]",
        "tiny.yaml:4:17: regimes.1: there is no regime 'us_reg'; did you mean us_reg_f?",
    ),
    "no regime at all": (
        "[]",
        "tiny.yaml:4:10: regimes: found an empty list; [none] is the regime without rules",
    ),
    "the same regime twice": (
        "[none, kr, kr]",
        "tiny.yaml:4:21: regimes.2: kr is listed twice",
    ),
    "an unknown regime to build on": (
        f"[{{name: mine, extends: [kor], rules: [{CALLS}]}}]",
        "tiny.yaml:4:34: regimes.mine.extends.0: there is no regime 'kor'; did you mean kr?",
    ),
    "an unknown rule to leave out": (
        "[{name: mine, extends: [vn], without: [vn_five]}]",
        ("tiny.yaml:4:49: regimes.mine.without.0: there is no rule 'vn_five'; "
        "did you mean vn_five_a_day?"),
    ),
    "a shipped name for other rules": (
        f"[{{name: kr, rules: [{CALLS}]}}]",
        ("tiny.yaml:4:18: regimes.kr.name: kr is a shipped regime; give one with other "
        "rules another name"),
    ),
    "an unknown kind of rule": (
        "[{name: mine, rules: [{name: a, kind: contact_caps}]}]",
        ("tiny.yaml:4:48: regimes.mine.rules.a.kind: found 'contact_caps'; "
        "did you mean contact_cap?"),
    ),
    "an unknown key of a rule": (
        "[{name: mine, rules: [{name: a, kind: visit, mode: allowed, person_min: 2}]}]",
        "tiny.yaml:4:70: regimes.mine.rules.a.person_min: unknown key; did you mean persons_min?",
    ),
    "rules that contradict each other": (
        f"[{{name: mine, rules: [{CALLS}, {MORE}]}}]",
        ("tiny.yaml:4:108: regimes.mine.rules.more: contradicts calls (at most 3 attempts in 7 "
        "days by any channel, per borrower, each collector by itself), and both hold at all times; "
        "give them dates or conditions that keep them apart"),
    ),
    "a rule that says what another says": (
        f"[{{name: mine, rules: [{CALLS}, {CALLS.replace('name: calls', 'name: again')}]}}]",
        ("tiny.yaml:4:108: regimes.mine.rules.again: says the same as calls, and both hold at all "
        "times; give them dates or conditions that keep them apart"),
    ),
    "dates that overlap": (
        ("[{name: mine, rules: [{name: a, kind: grace, days: 3, effective_to: '2025-06-30'}, "
        "{name: b, kind: grace, days: 5, effective_from: '2025-06-01'}]}]"),
        ("tiny.yaml:4:93: regimes.mine.rules.b: contradicts a (no fees, penalty, report for "
        "3 days past due), and their dates overlap from 2025-06-01 to 2025-06-30"),
    ),
    "a rule that ends before it begins": (
        ("[{name: mine, rules: [{name: a, kind: grace, days: 3, effective_from: '2025-06-30', "
        "effective_to: '2025-06-01'}]}]"),
        ("tiny.yaml:4:32: regimes.mine.rules.a: effective_to is 2025-06-01 but effective_from is "
        "2025-06-30"),
    ),
    "a rule that replaces one that is not there": (
        "[{name: mine, rules: [{name: a, kind: grace, days: 3, replaces: [b]}]}]",
        "tiny.yaml:4:32: regimes.mine.rules.a: replaces b, but the regime has no such rule",
    ),
    "a moratorium without length": (
        "[{name: mine, rules: [{name: a, kind: moratorium, trigger: adviser, stops: [contact]}]}]",
        ("tiny.yaml:4:32: regimes.mine.rules.a: a moratorium has days, or is a public_order with "
        "dates"),
    ),
    "hours that never open": (
        "[{name: mine, rules: [{name: a, kind: hours, weekday: closed}]}]",
        ("tiny.yaml:4:32: regimes.mine.rules.a: closed on every day of the week; say channel_ban "
        "if that is meant"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line"), REFUSALS.values(), ids=REFUSALS.keys())
def test_bad_regimes_are_refused_in_these_words_and_no_others(errors, text, line):
    assert errors(*with_regimes(text)) == [line]


def test_a_baseline_regime_must_be_listed(errors):
    found = errors(*with_regimes("[none, kr]"), ("baseline: status_quo", "baseline_regime: au"))
    assert found == [
        "tiny.yaml:90:28: compare.baseline_regime: there is no regime 'au'; accepted: none, kr"
    ]


def test_a_policy_cannot_choose_its_regime(errors):
    (line,) = errors(("no_grace: {", "no_grace: {regimes: [kr], "))
    assert "policies.no_grace.regimes: a policy cannot change this" in line


WARNINGS = {
    "rules that are not yet in force": (
        "[us_nyc]",
        (
            "regimes.0: the run lasts from 2025-01-01 to 2025-12-31, and not in force in it: "
            "nyc_three_a_week, nyc_consent, nyc_records; as_of takes the rules of one day for all "
            "of it"
        ),
    ),
    "a regime none of whose rules is in force": (
        "[{name: mine, rules: [{name: a, kind: grace, days: 3, effective_from: '2030-01-01'}]}]",
        (
            "regimes.mine: the run lasts from 2025-01-01 to 2025-12-31, and no rule of mine is in "
            "force in it; as_of takes the rules of one day for all of it"
        ),
    ),
    "a regime without rules": (
        "[{name: mine, extends: [none]}]",
        "regimes.mine: has no rules: it is the same as none",
    ),
    "a stage that can never act": (
        f"[{{name: mine, rules: [{CLOSED}]}}]",
        (
            "collection.stages.late: can never act under regime mine: rule shut (closed, saturday "
            "10:00-12:00; by any channel)"
        ),
    ),
    "an action that can never be made": (
        f"[{{name: mine, rules: [{EVENING}]}}]",
        (
            "collection.stages.early.actions.talk: can never act under regime mine: rule evening "
            "(17:00-21:00; by call)"
        ),
    ),
    "a stage beyond the days in house": (
        (
            "[{name: mine, rules: [{name: out, kind: channel_ban, binds: [originator], "
            "applies_if: {dpd_min: 31}}]}]"
        ),
        (
            "collection.stages.late: can never act under regime mine: rule out (no any channel to "
            "borrower)"
        ),
    ),
}


HORIZON = 365  # days of a run of twelve months
NOTICE = "[{name: mine, rules: [{name: told, kind: pre_notice, before: contact, days: %s}]}]"


@pytest.mark.parametrize(
    ("days", "stages"), [(30, []), (31, ["early"]), (180, ["early"]), (181, ["early", "late"])]
)
def test_notice_that_never_runs_within_a_stage_leaves_it_without_work(warnings, days, stages):
    """Notice is given when the account falls late; the stages end at 30 and 180 dpd."""
    no_reminder = ("    - {name: heads_up, days_before: 3, channel: push}", "")
    found = warnings(*with_regimes(NOTICE % days), ("  before_due:\n", ""), no_reminder)
    never = [line.partition(": ")[2] for line in found if "never act" in line]
    assert never == [
        f"collection.stages.{stage}: can never act under regime mine: rule told ({days} days of "
        "notice before: contact)"
        for stage in stages
    ]


@pytest.mark.parametrize(("days", "about", "stages"), [
    (400, "", 2), (31, "", 1),
    (HORIZON - 2, ", applies_if: {dpd_min: 0}", 0), (HORIZON, ", applies_if: {dpd_min: 0}", 2),
])  # fmt: skip
def test_a_reminder_asks_for_notice_if_the_rule_is_about_debts_not_late_yet(
    warnings, days, about, stages
):
    """Then it may be given on the first day of the run, else not before the account falls late."""
    rule = NOTICE.replace("%s}", f"{days}{about}}}")
    found = warnings(*with_regimes(rule))
    assert len([line for line in found if "never act" in line]) == stages


@pytest.mark.parametrize(("text", "line"), WARNINGS.values(), ids=WARNINGS.keys())
def test_what_is_hardly_meant_is_warned_of_by_name(warnings, text, line):
    found = warnings(*with_regimes(text))
    assert line in [warning.partition(": ")[2] for warning in found]


def test_a_stage_that_may_act_on_some_day_is_not_warned_of(warnings):
    """The ban ends within the run, or before the stage's last day."""
    ban = "{name: mine, rules: [{name: out, kind: channel_ban, %s}]}"
    for when in ("effective_to: '2025-03-01'", "applies_if: {dpd_min: 31, dpd_max: 100}"):
        found = warnings(*with_regimes(f"[{ban % when}]"))
        assert [line for line in found if "never act" in line] == []


def test_a_stage_that_a_policy_silences_is_warned_of_under_its_name(warnings):
    found = warnings(
        *with_regimes("[{name: mine, rules: [{name: soft, kind: conduct, tones: [firm]}]}]"),
        ("tone: firm, team: service}", "tone: neutral, team: service}"),
    )
    assert [line.partition(": ")[2] for line in found if "never act" in line] == [
        (
            "policies.firm_calls.collection.stages.early.actions.talk: can never act under regime "
            "mine: rule soft (tones firm)"
        )
    ]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (
            "{name: soft, kind: conduct, tones: [harsh]}",
            (
                "policies.with_threats.collection.stages.visits.actions.doorstep: can never act "
                "under regime mine: rule soft (tones harsh)"
            ),
        ),
        (
            "{name: late, kind: hours, channels: [visit], weekday: ['17:20', '21:00']}",
            (
                "collection.stages.visits.actions.doorstep: can never act under regime mine: rule "
                "late (17:20-21:00; by visit)"
            ),
        ),
    ],
)
def test_visits_with_threats_or_beyond_the_visitors_hours_are_warned_of(rule, line):
    """Visitors set out by 16:30 and need 50 minutes."""
    regimes = f"regimes=[{{name: mine, rules: [{rule}]}}]"
    found = load_scenario("home_visit", sets=[regimes]).warnings
    assert line in [warning.partition(": ")[2] for warning in found]


def load(changed, *changes):
    return load_scenario(changed(*changes))


# What comes of it ---------------------------------------------------------------------------


def test_shipped_regimes_come_with_their_rules(changed):
    scenario = load(changed, *with_regimes("[none, kr]"))
    assert scenario.regimes == ("none", "kr")
    assert scenario.rules["none"].rules == ()
    assert "kr_seven_contacts" in {rule.name for rule in scenario.rules["kr"].rules}


def test_the_baseline_regime_comes_first(changed):
    changes = [*with_regimes("[none, kr]"), ("baseline: status_quo", "baseline_regime: kr")]
    assert load(changed, *changes).regimes == ("kr", "none")


def test_a_regime_of_ones_own_builds_on_shipped_ones(changed):
    text = f"[{{name: mine, extends: [vn], without: [vn_hours], rules: [{CALLS}]}}]"
    (regime,) = load(changed, *with_regimes(text)).rules.values()
    assert [rule.name for rule in regime.rules] == ["vn_five_a_day", "vn_third_parties", "calls"]
    assert [rule.status for rule in regime.rules] == ["in_force", "in_force", "hypothetical"]


def test_the_rules_of_one_day_may_hold_all_the_time(changed):
    (regime,) = load(changed, *with_regimes("[{name: us_nyc, as_of: '2026-10-01'}]")).rules.values()
    assert {(rule.first, rule.last) for rule in regime.rules} == {(None, None)}
    assert "nyc_three_a_week" in {rule.name for rule in regime.rules}
    (before,) = load(changed, *with_regimes("[{name: us_nyc, as_of: '2026-08-31'}]")).rules.values()
    assert "nyc_three_a_week" not in {rule.name for rule in before.rules}


def test_doubtful_rules_are_taken_up_on_request(changed):
    (regime,) = load(
        changed, *with_regimes("[{name: cn_gbt_2025, evidence: [P, O, S, W, M]}]")
    ).rules.values()
    assert "gbt_visits_a_day" in {rule.name for rule in regime.rules}
    (reliable,) = load(changed, *with_regimes("[cn_gbt_2025]")).rules.values()
    assert "gbt_visits_a_day" not in {rule.name for rule in reliable.rules}


def test_one_rule_is_changed_by_its_name(tiny):
    tiny.write_text(tiny.read_text().replace("question:", f"regimes: [{{name: mine, rules: [{CALLS}]}}]\nquestion:"))  # fmt: skip # noqa: E501
    (regime,) = load_scenario(tiny, sets=["regimes.mine.rules.calls.limit=1"]).rules.values()
    assert regime.rules[0].rule.limit == 1


def test_a_resolved_scenario_loads_again_with_the_same_rules(changed, tmp_path):
    text = f"[none, kr, {{name: mine, extends: [vn], rules: [{CALLS}, {EVENING}]}}]"
    scenario = load(changed, *with_regimes(text))
    copy = tmp_path / "resolved.yaml"
    copy.write_text(scenario.text)
    again = load_scenario(copy)
    assert (again.rules, again.hash) == (scenario.rules, scenario.hash)


def test_rules_are_part_of_the_hash(changed):
    assert load(changed, *with_regimes("[kr]")).hash != load(changed, *with_regimes("[none]")).hash
