"""The independent checker finds what is planted, and agrees with the rulebook on acts at random."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from asking import account_of, book_of
from checker import UNCHECKED, Breach, Checker, breaches_of_run, differences_from_log
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_text import instruments, regime, shipped
from test_properties import ACTS, CAPS, RULES

from arrears.log import ACCOUNT_COLUMNS, EVENT_COLUMNS
from arrears.portfolio.spring_festival import rest_days
from arrears.regulation.act import Contact, Reached
from arrears.regulation.history import AccountHistory
from arrears.regulation.shipped import regime_names, shipped_regime

PHASES = {
    "due": "due", "interest": "due", "fee": "due", "application": "borrower",
    "complaint": "borrower", "decision": "desk", "complaint_answered": "desk", "late_fee": "stage",
    "originated": "macro",
}  # fmt: skip
TEXTS = ("phase", "event", "platform", "actor", "action", "stage", "channel", "tone", "target",
         "cause", "root", "policy", "regime")  # fmt: skip
HOLIDAYS = ["2025-01-01", "2025-01-29"]
# Late since day -1, as in asking.account_of, so that dpd is 1 on day 0.
LATE: list[tuple[int, str, dict[str, Any]]] = [
    (-30, "originated", {"amount": 100_000}),
    (-1, "due", {"amount": 10_000}),
]


def events_of(*rows: tuple[int, str, dict[str, Any]], late: bool = True) -> pd.DataFrame:
    table = []
    both = [(day, event, {"account": account} | facts)
            for day, event, facts in LATE for account in (1, 2)]  # fmt: skip
    for day, event, facts in (*(both if late else ()), *rows):
        row: dict[str, Any] = dict.fromkeys(EVENT_COLUMNS, 0) | dict.fromkeys(TEXTS, "")
        row |= {
            "policy": "p", "regime": "r", "day": day, "event": event, "borrower": 1, "account": 1,
            "platform": "lender", "person": -1, "minute": -1, "seq": len(table),
            "phase": PHASES.get(event, "contact"),
        }  # fmt: skip
        if event == "attempt":
            row |= {"channel": "call", "tone": "neutral", "target": "borrower", "minute": 720}
        table.append(row | facts)
    return pd.DataFrame(table, columns=list(EVENT_COLUMNS))


ACCOUNTS = pd.DataFrame(
    [dict.fromkeys(ACCOUNT_COLUMNS, 0) | {"account": n, "borrower": 1, "segment": "gig"}
     for n in (1, 2)]
)  # fmt: skip


def texts(value: Any) -> Any:
    """Return a value as the checker reads it from a file: scalars are text."""
    if isinstance(value, dict):
        return {key: texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [texts(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def breaches(rules: list[dict[str, Any]], *rows: Any, **scenario: Any) -> list[tuple[int, str]]:
    named = [{"name": f"rule_{place}"} | rule for place, rule in enumerate(rules)]
    about = {"calendar": {"holidays": HOLIDAYS}} | scenario
    found = Checker(texts(about), texts(named)).check(events_of(*rows), ACCOUNTS)
    return [(breach.day, breach.rule) for breach in found]


def attempt(day: int, **facts: Any) -> tuple[int, str, dict[str, Any]]:
    return day, "attempt", facts


CAP = {"kind": "contact_cap", "basis": "attempt", "window_days": 7, "limit": 2}
# A third person who is asked where the borrower is.
THIRD = {"target": "third_party", "stage": "early", "action": "where"}
WHERE = {"stages": [{"name": "early", "actions": [{"name": "where", "purpose": "locate"}]}]}
PLANTED: dict[str, tuple[dict[str, Any], list[Any], list[int]]] = {
    "a third call in a week": (
        CAP, [attempt(0), attempt(3), attempt(6), attempt(7), attempt(20)], [6, 7],
    ),
    "calls that were answered only": (
        CAP | {"basis": "connected", "limit": 1},
        [attempt(0), attempt(1), (1, "contact", {}), attempt(2), attempt(8)], [2],
    ),
    "conversations only": (
        CAP | {"basis": "conversation", "limit": 1},
        [attempt(0), (0, "contact", {}), attempt(1), (1, "right_party", {}), attempt(2)], [2],
    ),
    "unanswered calls only": (
        CAP | {"basis": "unanswered", "limit": 1},
        [attempt(0), (0, "contact", {}), attempt(1), attempt(2)], [2],
    ),
    "a second channel in a week": (
        CAP | {"basis": "channels", "limit": 1},
        [attempt(0), attempt(1), attempt(2, channel="sms")], [2],
    ),
    "another account of the borrower": (
        CAP | {"limit": 1, "per": "borrower"}, [attempt(0), attempt(1, account=2)], [1],
    ),
    "a call in the silence after a talk": (
        {"kind": "cooldown", "after": "conversation", "days": 7, "channels": ["call"]},
        [attempt(0), (0, "right_party", {}), attempt(6), attempt(7), attempt(7, channel="sms")],
        [6],
    ),
    "a call too early, too late, on a Sunday, on a holiday": (
        {"kind": "hours", "weekday": ["08:00", "20:00"], "sunday": "closed", "holiday": "closed"},
        [attempt(1, minute=479), attempt(2, minute=480), attempt(2, minute=1200), attempt(4),
         attempt(28)],
        [1, 2, 4, 28],
    ),
    "a banned channel": (
        {"kind": "channel_ban", "channels": ["sms"]},
        [attempt(0), attempt(1, channel="sms")], [1],
    ),
    "before the rule, in it and after it": (
        {"kind": "channel_ban", "effective_from": "2025-01-11", "effective_to": "2025-01-12"},
        [attempt(9), attempt(10), attempt(11), attempt(12)], [10, 11],
    ),
    "days past due": (
        {"kind": "channel_ban", "applies_if": {"dpd_min": 5, "dpd_max": 6}},
        [attempt(3), attempt(4), attempt(5), attempt(6)], [4, 5],
    ),
    "a payment brings the dpd down": (
        {"kind": "channel_ban", "applies_if": {"dpd_min": 5}},
        [(3, "paid", {"amount": 10_500, "to_fees": 500}), attempt(8)], [],
    ),
    "a harsh tone": (
        {"kind": "conduct", "tones": ["harsh"]},
        [attempt(0, tone="firm"), attempt(1, tone="harsh")], [1],
    ),
    "a third person": (
        {"kind": "third_party", "mode": "forbidden"},
        [attempt(0), attempt(1, target="third_party", person=3)], [1],
    ),
    "a third person before the borrower is out of reach": (
        {"kind": "third_party", "mode": "location_only", "unlock": ["unreachable"]},
        [attempt(0, **THIRD), (1, "unreachable", {}),
         attempt(1, **THIRD), (2, "reached", {}), attempt(3, **THIRD)],
        [0, 3],
    ),
    "a visit without notice": (
        {"kind": "visit", "mode": "allowed", "notice_days": 3},
        [attempt(0, channel="visit"), (1, "visit_announced", {}), attempt(3, channel="visit"),
         attempt(4, channel="visit")],
        [0, 3],
    ),
    "contact after a request to stop": (
        {"kind": "stop_right", "scope": "all"},
        [attempt(0), (0, "stop_request", {"channel": "call"}), attempt(1, channel="sms"),
         attempt(1, account=2), (5, "cured", {}), attempt(9)],
        [1],
    ),
    "the channel that was complained of": (
        {"kind": "stop_right", "scope": "channel"},
        [(0, "stop_request", {"channel": "call"}), attempt(1, channel="sms"), attempt(2)], [2],
    ),
    "contact during a plan": (
        {"kind": "stay", "during": ["plan"], "stops": ["contact"]},
        [(0, "relief_start", {}), attempt(1), (2, "relief_end", {}), attempt(3)], [1],
    ),
    "contact during a review, and acceleration": (
        {"kind": "stay", "during": ["review"], "stops": ["contact", "accelerate"]},
        [(0, "application", {}), attempt(1), (1, "accelerated", {}), (2, "decision", {}),
         attempt(3)],
        [1, 1],
    ),
    "contact before a promise is due": (
        {"kind": "stay", "during": ["promise"], "stops": ["contact"]},
        [(0, "promise", {}), attempt(1), (2, "promise_broken", {}), attempt(3)], [1],
    ),
    "interest in a moratorium": (
        {"kind": "moratorium", "trigger": "adviser", "days": 10, "stops": ["interest", "contact"]},
        [(0, "moratorium_start", {"amount": 10, "cause": "rule_0"}), (9, "interest", {"amount": 5}),
         attempt(9, account=2), (10, "interest", {"amount": 5}), (5, "late_fee", {"amount": 5})],
        [9, 9],
    ),
    "a suit without notice": (
        {"kind": "pre_notice", "before": "sue", "days": 3},
        [(0, "suit_filed", {}), (1, "notice", {"action": "sue"}), (3, "suit_filed", {}),
         (4, "suit_filed", {})],
        [0, 3],
    ),
    "a suit without an offer": (
        {"kind": "hardship", "basis": "duty", "trigger": "before_enforcement",
         "offer_before": ["sue"]},
        [(0, "suit_filed", {}), (1, "offered", {}), (2, "suit_filed", {})], [0],
    ),
    "a suit too soon": (
        {"kind": "litigation", "wait_days_in_default": 20}, [(18, "suit_filed", {}),
                                                             (19, "suit_filed", {})], [18],
    ),
    "a fee in the grace": (
        {"kind": "grace", "days": 3},
        [(2, "late_fee", {"amount": 5, "cause": "fees"}),
         (3, "late_fee", {"amount": 5, "cause": "fees"})], [2],
    ),
    "an entry without notice": (
        {"kind": "reporting", "needs_notice": True, "delay_days": 5},
        [(0, "bureau_report", {}), (1, "notice", {"action": "report"}), (6, "bureau_report", {})],
        [0],
    ),
    "a second agency, a second sale": (
        {"kind": "outsourcing", "agencies_max": 1, "transfers_max": 1},
        [(0, "placed", {}), (1, "placed", {}), (2, "sold", {}), (3, "sold", {})], [1, 3],
    ),
    "penalties once interest has stopped": (
        {"kind": "interest_stop", "trigger": "dpd", "from_dpd": 10},
        [(8, "late_fee", {"amount": 5, "cause": "penalty"}),
         (9, "late_fee", {"amount": 5, "cause": "penalty"})], [9],
    ),
    "a total cost above the principal": (
        {"kind": "price", "of": "total_cost", "share": 1.0},
        [(0, "interest", {"amount": 100_000}), (1, "fee", {"amount": 1})], [1],
    ),
    "late fees above the ceiling": (
        {"kind": "price", "of": "late_fee", "amount": 15},
        [(0, "late_fee", {"amount": 1500, "cause": "fees"}),
         (1, "late_fee", {"amount": 1, "cause": "penalty"}),
         (2, "late_fee", {"amount": 1, "cause": "fees"})], [2],
    ),
    "an application answered late": (
        {"kind": "hardship", "basis": "right", "trigger": "request", "decide_days": 10,
         "working_days": True},
        [(1, "application", {}), (16, "decision", {}), (20, "application", {}),
         (34, "decision", {})], [16],
    ),
    "a complaint never answered": (
        {"kind": "governance", "complaint_days": 15},
        [(0, "complaint", {}), (15, "complaint_answered", {"amount": 15}), (20, "complaint", {}),
         (40, "missed", {})], [36],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "rows", "days"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_breach_is_found_and_nothing_else(rule, rows, days):
    found = breaches([rule], *rows, collection=WHERE)
    assert found == [(day, "rule_0") for day in days]


def test_rules_that_bind_agencies_are_not_held_against_the_lender():
    stages = {"collection": {"stages": [{"name": "late", "agency": {"name": "outside"}}]}}
    rule = CAP | {"limit": 1, "binds": ["agency"]}
    rows = [attempt(0), attempt(0), attempt(1, actor="outside"), attempt(1, actor="outside")]
    assert breaches([rule], *rows, **stages) == [(1, "rule_0")]


def test_a_replaced_rule_is_not_broken():
    rules = [CAP, CAP | {"limit": 5, "replaces": ["rule_0"], "effective_from": "2025-01-03"}]
    assert breaches(rules, *(attempt(day) for day in (0, 0, 1, 2, 3))) == [(1, "rule_0")]


def test_reminders_before_arrears_are_free():
    table = events_of(attempt(0), attempt(0), attempt(0), late=False)
    assert Checker({}, texts([{"name": "cap"} | CAP])).check(table, ACCOUNTS) == []


# Against the log ----------------------------------------------------------------------------


def logged(*rows):
    table = events_of(*rows)
    found = Checker({}, texts([{"name": "cap"} | CAP])).check(table, ACCOUNTS)
    return differences_from_log(found, table)


THREE = [attempt(0), attempt(0), attempt(0)]


def test_a_breach_that_is_logged_is_no_difference():
    assert logged(*THREE, (0, "violation", {"cause": "cap"})) == ([], [])


def test_a_breach_that_is_not_logged_is_one():
    unlogged, unfounded = logged(*THREE)
    assert (unlogged, unfounded) == ([Breach(0, 1, 1, "cap", "attempt", 6)], [])


def test_one_row_does_not_speak_for_two_acts():
    unlogged, _ = logged(*THREE, attempt(0), (0, "violation", {"cause": "cap"}))
    assert len(unlogged) == 2


def test_a_violation_that_was_none_is_a_difference():
    assert logged(attempt(0), (0, "violation", {"cause": "cap"})) == ([], [(0, 1, "cap")])
    wrong_rule = logged(*THREE, (0, "violation", {"cause": "hours"}))
    assert wrong_rule == ([], [(0, 1, "hours")])


def test_each_of_two_answers_that_are_late_is_told_once():
    asked = [(0, "complaint", {"cause": "tone"}), (0, "complaint", {"cause": "frequency"})]
    late = [(6, "violation", {"cause": "soon"})]
    table = events_of(*asked, *late, *late, (9, "missed", {}))
    rule = {"name": "soon", "kind": "governance", "complaint_days": 5}
    found = Checker({}, texts([rule])).check(table, ACCOUNTS)
    assert len(found) == 2
    assert differences_from_log(found, table) == ([], [])
    once = table[table["seq"] != table["seq"][table["event"] == "violation"].max()]
    assert len(differences_from_log(found, once)[0]) == 2


def test_days_of_rest_around_the_new_year_are_no_working_days():
    """Ten working days from Monday 20 January 2025 (day 19) on: 28 January to 4 February rest."""
    rule = {"kind": "hardship", "basis": "right", "trigger": "request", "decide_days": 10,
            "working_days": True}  # fmt: skip
    rows = [(19, "application", {}), (60, "missed", {})]
    assert breaches([rule], *rows, calendar={}) == [(34, "rule_0")]
    assert breaches([rule], *rows, calendar={"spring_festival": True}) == [(42, "rule_0")]


def test_both_know_the_same_days_of_rest_around_the_new_year():
    scenario = {"calendar": {"spring_festival": "true"}}
    assert Checker(scenario, []).holidays == set(rest_days())


def test_what_is_drawn_is_owed():
    rule = {"kind": "channel_ban", "applies_if": {"balance_min": 1500}}
    drawn = (1, "drawn", {"amount": 50_000})
    assert breaches([rule], attempt(0), drawn, attempt(2)) == [(2, "rule_0")]


# What the scenario tells of acts ------------------------------------------------------------


def staged(action, **teams):
    """Return a collection of one stage with one action."""
    return {"stages": [{"name": "early", "actions": [{"name": "knock"} | action]}]} | teams


HERE = {"stage": "early", "action": "knock"}
LOCATE = {"kind": "third_party", "mode": "location_only"}
AGREED = {"kind": "visit", "mode": "consent"}
THREE_COME = {"kind": "visit", "mode": "allowed", "persons_min": 3}


@pytest.mark.parametrize(
    ("rule", "row", "shared", "own", "lawful"),
    [
        (LOCATE, {"target": "third_party"}, {"purpose": "locate"}, {}, True),
        (LOCATE, {"target": "third_party"}, {"purpose": "collect"}, {}, False),
        (LOCATE, {"target": "third_party"}, {"purpose": "collect"}, {"purpose": "locate"}, True),
        (AGREED, {"channel": "visit"}, {"visit": {"asks_consent": True}}, {}, True),
        (AGREED, {"channel": "visit"}, {"visit": {"asks_consent": False}}, {}, False),
        (AGREED, {"channel": "visit"}, {}, {"visit": {"asks_consent": True}}, True),
    ],
)
def test_purpose_and_consent_are_read_from_the_policy_and_what_policies_share(
    rule, row, shared, own, lawful
):
    told = {"collection": staged(shared), "policies": {"p": {"collection": staged(own)}}}
    assert breaches([rule], attempt(0, **HERE, **row), **told) == (
        [] if lawful else [(0, "rule_0")]
    )
    platforms = [[{"name": "second", "collection": staged(said)}] for said in (shared, own)]
    elsewhere = {"platforms": platforms[0], "policies": {"p": {"platforms": platforms[1]}}}
    found = breaches([rule], attempt(0, platform="second", **HERE, **row), **elsewhere)
    assert found == ([] if lawful else [(0, "rule_0")])


@pytest.mark.parametrize(("visitors", "days"), [(2, [0]), (3, [])])
def test_how_many_visitors_come_is_read_from_the_team(visitors, days):
    told = {"collection": staged({}, field_teams=[{"name": "pair", "visitors": visitors}])}
    found = breaches([THREE_COME], attempt(0, channel="visit", actor="pair", **HERE), **told)
    assert [day for day, _ in found] == days


def test_consent_lifts_the_rules_that_say_so():
    hours = {"kind": "hours", "weekday": ["08:00", "09:00"], "override": ["debtor_consent"]}
    for asks, days in ((True, []), (False, [0])):
        told = {"collection": staged({"visit": {"asks_consent": asks}})}
        found = breaches([hours], attempt(0, channel="visit", **HERE), **told)
        assert [day for day, _ in found] == days


# Against the rulebook -----------------------------------------------------------------------


CAPPED = RULES | st.lists(CAPS, min_size=1, max_size=2)


@settings(max_examples=150)
@given(CAPPED, ACTS, st.lists(st.integers(0, 39), max_size=2), st.sampled_from(["all", "channel"]))
def test_checker_and_rulebook_agree_on_every_act(rules, acts, stops, scope):
    """Every act is done, lawful or not: what the rulebook forbids is what the checker finds."""
    rules = [*rules, {"kind": "stop_right", "scope": scope}]
    book = book_of(*rules)
    first = account_of(book)
    second = AccountHistory(2, 1, first.borrower)
    second.late_since = -1
    held, day, rows, forbidden = {1: first, 2: second}, 0, [], []
    for place, (gap, minute, channel, number, collector, reached) in enumerate(acts):
        day += gap
        contact = Contact(channel=channel, collector=collector)
        if not book.may(contact, held[number], day, minute).allowed:
            forbidden.append((day, place))
        held[number].note(contact, day, reached)
        facts = {
            "account": number, "channel": channel, "minute": minute, "stage": str(place),
            "platform": "lender" if number == 1 else "other",
            "actor": "outside" if collector else "",
        }  # fmt: skip
        rows.append(attempt(day, **facts))
        if reached and channel != "sms":
            event = "contact" if reached == Reached.SOMEBODY else "right_party"
            rows.append((day, event, {"account": number, "platform": facts["platform"]}))
        if place in stops:
            held[number].note_stop(day, channel)
            rows.append((day, "stop_request", {"account": number, "channel": channel}))
    table = events_of(*rows)
    scenario = {"calendar": {"holidays": HOLIDAYS},
                "collection": {"stages": [{"agency": {"name": "outside"}}]}}  # fmt: skip
    named = [{"name": f"rule_{place}"} | rule for place, rule in enumerate(rules)]
    found = Checker(scenario, texts(named)).check(table, ACCOUNTS)
    by_row = {int(row.seq): int(row.stage) for row in table.itertuples() if row.stage}
    assert sorted({(breach.day, by_row[breach.seq]) for breach in found}) == forbidden


# Files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", regime_names())
def test_both_read_the_same_rules_from_the_data(name):
    ours = {rule.name: rule for rule in shipped_regime(name).rules}
    assert [rule["name"] for rule in shipped(name)] == list(ours)
    for rule in shipped(name):
        held = ours[rule["name"]]
        assert rule["kind"] == held.rule.kind
        assert (rule["effective_from"] or None) == (held.first and held.first.isoformat())
        assert tuple(rule["binds"] or ()) == held.binds


def test_a_regime_of_ones_own_is_read_from_the_scenario():
    own = {"name": "mine", "extends": ["vn"], "without": ["vn_hours"], "rules": [{"name": "more"}]}
    assert [rule["name"] for rule in regime(own)] == ["vn_five_a_day", "vn_third_parties", "more"]
    dated = {"name": "us_nyc", "as_of": "2026-01-01"}
    assert "nyc_three_a_week" not in {rule["name"] for rule in regime(dated)}


def test_every_kind_of_rule_in_the_data_is_checked_or_listed_as_unchecked():
    judged = {name.split("_", 2)[2] for name in dir(Checker) if name[:6] in ("_conta", "_step_")}
    kinds = {rule["kind"] for item in instruments().values() for rule in item["rules"]}
    assert kinds <= judged | set(UNCHECKED)


@pytest.fixture(name="run")
def run_fixture(tmp_path: Path) -> Path:
    import duckdb

    events = events_of(*THREE)
    accounts = ACCOUNTS.assign(policy="p", regime="r", replication=0)
    for name, table in (("events", events), ("accounts", accounts)):
        duckdb.from_df(table).write_parquet(str(tmp_path / f"{name}.parquet"))
    rule = "{name: cap, kind: contact_cap, basis: attempt, window_days: 7, limit: 2}"
    text = f"start: 2025-01-01\nregimes:\n- none\n- {{name: r, rules: [{rule}]}}\n"
    (tmp_path / "scenario.yaml").write_text(text)
    return tmp_path


def test_a_run_is_checked_from_its_files(run: Path):
    found = breaches_of_run(run)
    assert [breach.rule for breach in found["p", "r", 0]] == ["cap"]
