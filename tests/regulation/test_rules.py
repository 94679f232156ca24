"""Rules as settings: what is refused, in which words, and how each is told."""

from datetime import date

import pytest
from asking import CALL, account_of, ask, book_of, cap, do
from pydantic import ValidationError

from arrears.regulation.act import Contact, Reached, Step
from arrears.regulation.charges import Charged
from arrears.regulation.contradictions import contradictions
from arrears.regulation.listing import differences, rule_rows, week_rows
from arrears.regulation.regime import OwnRegime
from arrears.regulation.shipped import all_rules, instruments, resolved, shipped_regime

REFUSED = {
    "no debt by days": (
        {"kind": "channel_ban", "applies_if": {"dpd_min": 30, "dpd_max": 20}},
        "dpd_max is 20 but dpd_min is 30: no debt is meant",
    ),
    "no debt by balance": (
        {"kind": "channel_ban", "applies_if": {"balance_min": 3, "balance_max": 2}},
        "balance_max is below balance_min: no debt is meant",
    ),
    "a rule that replaces itself": (
        {"kind": "channel_ban", "replaces": ["rule_0"]},
        "a rule cannot replace itself",
    ),
    "free calls of another basis": (
        cap(1, 7, "contact", unanswered_free=2),
        "unanswered_free needs basis attempt; found contact",
    ),
    "hours that end before they begin": (
        {"kind": "hours", "weekday": ["20:00", "08:00"]},
        "hours begin before they end",
    ),
    "too few visitors": (
        {"kind": "visit", "mode": "allowed", "persons_min": 3, "persons_max": 2},
        "persons_max is 2 but persons_min is 3",
    ),
    "an order without an end": (
        {"kind": "moratorium", "trigger": "public_order", "stops": ["contact"]},
        "a public_order ends; say effective_to",
    ),
    "a price without a number": (
        {"kind": "price", "of": "total_cost"},
        "a price has one of share, amount and formula; overdue_base has none",
    ),
    "a stop of interest without a day": (
        {"kind": "interest_stop", "trigger": "dpd"},
        "trigger dpd needs from_dpd, and no other has it",
    ),
    "a cap of nothing": (cap(0, 7), "greater than or equal to 1"),
    "a key nobody knows": (cap(1, 7, colour="red"), "Extra inputs are not permitted"),
}


@pytest.mark.parametrize(("rule", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_rule_that_cannot_be_meant_is_refused(rule, message):
    with pytest.raises(ValidationError, match=message):
        book_of(rule)


def test_rules_that_replace_each_other_are_refused():
    own = OwnRegime.model_validate(
        {"name": "own", "rules": [
            {"name": "a", "kind": "grace", "days": 3, "replaces": ["b"]},
            {"name": "b", "kind": "grace", "days": 5, "replaces": ["a"]},
        ]}
    )  # fmt: skip
    found = contradictions(resolved(own).rules)
    assert found == [(place, "replaces a rule that in turn replaces it") for place in (0, 1)]


def test_two_rules_of_one_name_are_refused():
    rules = [{"name": "a", "kind": "grace", "days": 3}, {"name": "a", "kind": "channel_ban"}]
    own = OwnRegime.model_validate({"name": "own", "rules": rules})
    assert contradictions(resolved(own).rules) == [(1, "two rules have the name a")]


def test_rules_on_one_matter_may_bind_different_people():
    rules = [
        {"name": "a", "kind": "grace", "days": 3, "binds": ["agency"]},
        {"name": "b", "kind": "grace", "days": 5, "binds": ["originator"]},
    ]
    own = OwnRegime.model_validate({"name": "own", "rules": rules})
    assert contradictions(resolved(own).rules) == []


def test_instruments_may_say_different_things():
    """The card notice and the standard differ on third persons; the stricter wins."""
    assert contradictions(all_rules("cn_card_plan").rules) == []


@pytest.mark.parametrize("name", instruments())
def test_every_shipped_rule_says_something(name):
    assert all(rule.says() for rule in instruments()[name].rules)


def test_what_rules_say():
    """One of each kind of sentence."""
    said = {rule.name: rule.says() for item in instruments().values() for rule in item.rules}
    assert said["kr_seven_contacts"] == (
        "at most 7 attempts in 7 days by any channel, per account, each collector by itself, "
        "first 2 unanswered free"
    )
    assert said["reg_f_week_of_silence"] == (
        "no bot_call/call for 7 days after a conversation, per account, each collector by itself"
    )
    assert said["th_hours"] == (
        "08:00-20:00, saturday 08:00-18:00, sunday 08:00-18:00, holiday 08:00-18:00; by any channel"
    )
    assert said["card_grace"] == (
        "no fees, penalty, report for 3 days past due; 10 short counts as full"
    )
    assert said["ke_listing"] == "entry 30 days after notice; none below 1,000"
    assert said["ru_refusal"] == (
        "all contact stops on written request; from 120 days past due on; per borrower"
    )
    assert said["fdcpa_damages"].startswith("damages per action; up to 1,000; ")
    assert said["payday_default_fees"] == "late fee at most 15"
    assert said["sg_overdue_base"] == "penalty interest on the overdue part only"


def test_conditions_and_currency_are_told():
    rows = {row["rule"]: row for row in rule_rows(shipped_regime("kr"), date(2026, 1, 1))}
    assert rows["kr_ten_days"]["applies_if"] == "balance 0 to 30,000,000 KRW"
    indonesia = {row["rule"]: row for row in rule_rows(shipped_regime("id"), date(2026, 1, 1))}
    assert indonesia["id_90_days_in_house"]["applies_if"] == "91 to any days past due"
    assert indonesia["id_90_days_in_house"]["binds"] == "originator"


def test_week_rows_and_differences_follow_the_day():
    nyc, none = shipped_regime("us_nyc"), shipped_regime("none")
    (row,) = [
        row for row in week_rows(nyc, date(2026, 9, 1))
        if (row["channel"], row["by"]) == ("sms", "lender")
    ]  # fmt: skip
    assert (row["attempts_week"], row["answered_week"]) == (3, 3)
    before = {row["what"] for row in differences(none, nyc, date(2026, 8, 31))}
    assert "nyc_three_a_week" not in before


# What the worked examples leave out ---------------------------------------------------------


def test_steps_are_no_contact():
    """A cap, a silence, hours, bans and visits have nothing to say about a suit."""
    book = book_of(
        cap(1, 7), {"kind": "cooldown", "after": "attempt", "days": 7},
        {"kind": "hours", "weekday": ["08:00", "09:00"]}, {"kind": "channel_ban"},
        {"kind": "visit", "mode": "forbidden"}, {"kind": "third_party", "mode": "forbidden"},
        {"kind": "stop_right", "scope": "all"}, {"kind": "conduct", "tones": ["harsh"]},
    )  # fmt: skip
    account = account_of(book)
    account.note(CALL, 0)
    account.note_stop(0)
    assert book.may(Step(kind="sue"), account, 0).allowed


def test_a_replaced_ceiling_leaves_its_place_to_the_other():
    charged = Charged(100, 100, 90, 0, 0, 0, 0)
    book = book_of(
        {"kind": "price", "of": "total_cost", "share": 1.0},
        {"kind": "price", "of": "total_cost", "share": 2.0, "replaces": ["rule_0"],
         "effective_from": "2025-01-11"},
    )  # fmt: skip
    account = account_of(book)
    assert book.chargeable("interest", 50, charged, account, 9) == (10, "rule_0")
    assert book.chargeable("interest", 50, charged, account, 10) == (50, "")


def test_a_replacing_rule_that_is_not_about_the_act_changes_nothing():
    """The milder cap is for texts, so that calls stay under the stricter one."""
    book = book_of(cap(1, 7), cap(5, 7, channels=["sms"], replaces=["rule_0"]))
    account = account_of(book)
    do(book, account, 0)
    assert not ask(book, account, 1).allowed
    assert ask(book, account, 1, Contact(channel="sms")).allowed


def test_no_duty_is_left_once_it_is_done():
    book = book_of({"kind": "pre_notice", "before": "sue", "days": 3},
                   {"kind": "stay", "during": ["plan"], "stops": ["sue"]})  # fmt: skip
    account = account_of(book, plan_open=True)
    account.note_notice("sue", 0)
    verdict = book.may(Step(kind="sue"), account, 1)
    assert (verdict.allowed, verdict.first_lawful, verdict.duty) == (False, None, None)


def test_an_entry_without_conditions_is_lawful():
    book = book_of({"kind": "reporting", "amount_min": 10})
    assert book.may(Step(kind="report"), account_of(book, balance=1000), 0).allowed


def test_only_a_running_moratorium_is_extended():
    book = book_of({"kind": "moratorium", "trigger": "adviser", "days": 5, "extensions": 1,
                    "stops": ["contact"]})  # fmt: skip
    account = account_of(book)
    assert book.extend_moratorium(account, 0) is None
    book.begin_moratorium(account, "adviser", 0)
    assert book.begin_moratorium(account, "adviser", 4) is None
    assert book.begin_moratorium(account, "adviser", 5) == ("rule_0", 9)
    do(book, account, 10, reached=Reached.SOMEBODY)


def test_a_duty_to_offer_waits_for_arrears():
    book = book_of({"kind": "hardship", "basis": "duty", "trigger": "dpd", "offer_by_dpd": 60})
    account = account_of(book)
    account.clear()
    assert book.deadline("offer_by_dpd", account, 0) is None
