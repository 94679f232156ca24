"""What each kind of rule about contact asks for, worked by hand."""

import pytest
from asking import CALL, SMS, account_of, ask, book_of, cap, do

from arrears.regulation.act import Contact, Reached, Step
from arrears.regulation.history import AccountHistory
from arrears.regulation.rulebook import Verdict

BOT, VISIT = Contact(channel="bot_call"), Contact(channel="visit", persons=2)


def test_a_cap_counts_the_days_of_its_window_and_no_others():
    """Two in seven days: days 0 and 3 are counted until day 6, day 3 until day 9."""
    book = book_of(cap(2, 7))
    account = account_of(book)
    do(book, account, 0)
    do(book, account, 3)
    verdict = ask(book, account, 5)
    assert verdict == Verdict(allowed=False, rule="rule_0", first_lawful=(7, 0))
    assert not ask(book, account, 6).allowed
    do(book, account, 7)
    assert ask(book, account, 8).first_lawful == (10, 0)


@pytest.mark.parametrize(
    ("basis", "contact", "reached", "is_counted"),
    [
        ("attempt", CALL, Reached.NOBODY, True),
        ("attempt", SMS, Reached.NOBODY, True),
        ("unanswered", CALL, Reached.NOBODY, True),
        ("unanswered", CALL, Reached.SOMEBODY, False),
        ("unanswered", SMS, Reached.NOBODY, False),
        ("contact", CALL, Reached.NOBODY, False),
        ("contact", CALL, Reached.SOMEBODY, True),
        ("contact", SMS, Reached.NOBODY, True),
        ("connected", CALL, Reached.SOMEBODY, True),
        ("connected", SMS, Reached.NOBODY, False),
        ("conversation", CALL, Reached.SOMEBODY, False),
        ("conversation", CALL, Reached.RIGHT_PARTY, True),
    ],
)
def test_what_counts_depends_on_the_basis(basis, contact, reached, is_counted):
    book = book_of(cap(1, 7, basis))
    account = account_of(book)
    do(book, account, 0, contact, reached)
    assert ask(book, account, 1, contact).allowed is not is_counted


def test_a_cap_on_calls_does_not_count_messages():
    book = book_of(cap(1, 7, channels=["call", "bot_call"]))
    account = account_of(book)
    do(book, account, 0, SMS, times=5)
    do(book, account, 0, BOT)
    assert not ask(book, account, 1, CALL).allowed
    assert ask(book, account, 1, SMS).allowed


@pytest.mark.parametrize(("per", "allowed"), [("account", True), ("borrower", False)])
def test_accounts_of_one_borrower_are_counted_apart_or_together(per, allowed):
    book = book_of(cap(1, 7, per=per))
    first = account_of(book)
    second = AccountHistory(2, 0, first.borrower)
    second.late_since = -1
    do(book, first, 0)
    assert ask(book, second, 1).allowed is allowed


@pytest.mark.parametrize(
    ("sum_over", "by_agency", "by_other_lender"),
    [("collector", True, True), ("creditor_and_agents", False, True), ("all", False, False)],
)
def test_whose_acts_are_added_up(sum_over, by_agency, by_other_lender):
    book = book_of(cap(1, 7, sum_over=sum_over))
    account = account_of(book)
    other = AccountHistory(2, 1, account.borrower)
    other.late_since = -1
    do(book, account, 0)
    assert not ask(book, account, 1).allowed
    agency = Contact(channel="call", actor="agency", collector=7)
    assert ask(book, account, 1, agency).allowed is by_agency
    assert ask(book, other, 1).allowed is by_other_lender


def test_numbers_are_counted_apart():
    book = book_of(cap(1, 7, per="number", targets=["borrower", "third_party"]))
    account = account_of(book)
    do(book, account, 0)
    friend = Contact(channel="call", target="third_party", person=4)
    do(book, account, 0, friend)
    assert not ask(book, account, 0, friend).allowed
    assert ask(book, account, 0, Contact(channel="call", target="third_party", person=5)).allowed


def test_first_unanswered_attempts_may_be_free():
    """Seven in seven days, two unanswered free: nine calls that nobody answers, none more."""
    book = book_of(cap(7, 7, unanswered_free=2))
    account = account_of(book)
    do(book, account, 0, times=9)
    assert ask(book, account, 0).first_lawful == (7, 0)
    talks = account_of(book)
    do(book, talks, 0, reached=Reached.RIGHT_PARTY, times=7)
    assert not ask(book, talks, 0).allowed


def test_one_channel_a_week():
    book = book_of(cap(1, 7, "channels"))
    account = account_of(book)
    do(book, account, 0, SMS)
    do(book, account, 2, SMS, times=3)
    assert ask(book, account, 3, CALL).first_lawful == (9, 0)


def test_notices_and_replies_count_unless_the_rule_lets_them_off():
    notice = Contact(channel="letter", purpose="notice")
    for override, allowed in ([], False), (["legal_notice"], True):
        book = book_of(cap(1, 7, override=override))
        account = account_of(book)
        do(book, account, 0, notice)
        assert ask(book, account, 1).allowed is allowed
        assert ask(book, account, 1, notice).allowed is allowed


def test_consent_lifts_a_rule_for_one_act():
    book = book_of(cap(1, 7, override=["debtor_consent"]))
    account = account_of(book)
    do(book, account, 0)
    assert not ask(book, account, 1).allowed
    assert ask(book, account, 1, Contact(channel="call", consent=True)).allowed


def test_silence_after_a_conversation_counts_its_day_as_the_first():
    """The seven days of Regulation F: a talk on day 0, the next call on day 7."""
    book = book_of({"kind": "cooldown", "after": "conversation", "days": 7, "channels": ["call"]})
    account = account_of(book)
    do(book, account, 0, reached=Reached.SOMEBODY)
    do(book, account, 0, reached=Reached.RIGHT_PARTY)
    assert ask(book, account, 0).first_lawful == (7, 0)
    assert ask(book, account, 3, SMS).allowed
    assert ask(book, account, 7).allowed


def test_hours_differ_by_kind_of_day():
    """Wednesday, day 0, is a holiday; day 3 a Saturday, day 4 a Sunday."""
    hours = {
        "kind": "hours", "weekday": ["08:00", "20:00"], "saturday": ["09:00", "15:00"],
        "sunday": "closed", "holiday": "closed",
    }  # fmt: skip
    book = book_of(hours)
    account = account_of(book)
    assert book.may(CALL, account, 0, 10 * 60).first_lawful == (1, 8 * 60)
    assert book.may(CALL, account, 1, 7 * 60).first_lawful == (1, 8 * 60)
    assert book.may(CALL, account, 1, 8 * 60).allowed
    assert book.may(CALL, account, 1, 19 * 60 + 59).allowed
    assert book.may(CALL, account, 2, 20 * 60).first_lawful == (3, 9 * 60)
    assert book.may(CALL, account, 3, 15 * 60).first_lawful == (5, 8 * 60)


def test_a_banned_channel_is_never_lawful():
    book = book_of({"kind": "channel_ban", "channels": ["visit"]})
    account = account_of(book)
    verdict = ask(book, account, 0, VISIT)
    assert (verdict.allowed, verdict.rule, verdict.first_lawful) == (False, "rule_0", None)
    assert ask(book, account, 0).allowed


def test_hours_without_a_common_minute_are_never_lawful():
    morning = {"kind": "hours", "weekday": ["08:00", "12:00"]}
    book = book_of(morning, {"kind": "hours", "weekday": ["13:00", "20:00"], "targets": ["borrower",
                   "guarantor"]})  # fmt: skip
    assert ask(book, account_of(book), 1).first_lawful is None


def test_a_tone_may_be_forbidden():
    book = book_of({"kind": "conduct", "tones": ["harsh"]})
    account = account_of(book)
    assert not ask(book, account, 0, Contact(channel="call", tone="harsh")).allowed
    assert ask(book, account, 0, Contact(channel="call", tone="firm")).allowed


FRIEND = Contact(channel="call", target="third_party", person=4, purpose="locate")


@pytest.mark.parametrize(
    ("mode", "purpose", "allowed"),
    [
        ("forbidden", "locate", False),
        ("no_disclosure", "locate", True),
        ("no_disclosure", "collect", False),
        ("location_only", "collect", False),
        ("allowed", "collect", True),
    ],
)
def test_what_third_persons_may_be_asked(mode, purpose, allowed):
    book = book_of({"kind": "third_party", "mode": mode})
    contact = Contact(channel="call", target="third_party", person=4, purpose=purpose)
    assert ask(book, account_of(book), 0, contact).allowed is allowed


def test_third_persons_are_asked_only_once_the_borrower_is_out_of_reach():
    book = book_of({"kind": "third_party", "mode": "location_only", "unlock": ["unreachable"]})
    account = account_of(book)
    assert ask(book, account, 0, FRIEND).first_lawful is None
    account.unreachable = True
    assert ask(book, account, 0, FRIEND).allowed


def test_three_failed_calls_unlock_the_next_day():
    rule = {"kind": "third_party", "mode": "location_only", "unlock": ["failed_calls"]}
    book = book_of(rule)
    account = account_of(book)
    do(book, account, 0, times=2)
    assert ask(book, account, 1, FRIEND).first_lawful is None
    do(book, account, 1)
    assert ask(book, account, 1, FRIEND).first_lawful == (2, 0)
    assert ask(book, account, 2, FRIEND).allowed
    do(book, account, 2, reached=Reached.RIGHT_PARTY)
    assert not ask(book, account, 3, FRIEND).allowed


def test_three_days_of_failed_calls_unlock():
    rule = {"kind": "third_party", "mode": "location_only", "unlock": ["failed_days"]}
    book = book_of(rule)
    account = account_of(book)
    do(book, account, 0, times=3)
    do(book, account, 1)
    assert not ask(book, account, 2, FRIEND).allowed
    do(book, account, 2)
    assert ask(book, account, 3, FRIEND).allowed


def test_a_third_person_is_met_so_often_and_left_alone_after_a_refusal():
    rule = {"kind": "third_party", "mode": "no_disclosure", "per_person_max": 1,
            "stop_on_refusal": True}  # fmt: skip
    book = book_of(rule)
    account = account_of(book)
    do(book, account, 0, FRIEND)
    do(book, account, 0, FRIEND, Reached.SOMEBODY)
    assert not ask(book, account, 400, FRIEND).allowed
    cousin = Contact(channel="call", target="third_party", person=5, purpose="locate")
    assert ask(book, account, 0, cousin).allowed
    account.borrower.refusing.add(5)
    assert not ask(book, account, 0, cousin).allowed


def test_a_visit_needs_consent_notice_and_company():
    book = book_of({"kind": "visit", "mode": "consent", "notice_days": 3, "working_days": True,
                    "persons_min": 2, "persons_max": 3})  # fmt: skip
    account = account_of(book)
    agreed = Contact(channel="visit", persons=2, consent=True)
    assert ask(book, account, 1, VISIT).first_lawful is None
    missing = ask(book, account, 1, agreed)
    assert missing.duty is not None
    assert (missing.duty.what, missing.duty.of, missing.duty.days) == ("notice", "visit", 3)
    account.note_notice("visit", 1)  # a Thursday: three working days later is Tuesday
    assert ask(book, account, 2, agreed).first_lawful == (6, 0)
    assert ask(book, account, 6, agreed).allowed
    assert not ask(book, account, 6, Contact(channel="visit", consent=True)).allowed
    assert not ask(book, account, 6, Contact(channel="visit", persons=4, consent=True)).allowed


def test_a_request_stops_all_contact_from_the_next_act_on():
    book = book_of({"kind": "stop_right", "scope": "all"})
    account = account_of(book)
    do(book, account, 5)
    account.note_stop(5, "call")
    assert ask(book, account, 5, SMS).first_lawful is None
    account.clear()
    account.late_since = 8
    assert ask(book, account, 9).allowed


def test_a_request_may_stop_its_channel_only_and_so_many_channels():
    book = book_of({"kind": "stop_right", "scope": "channel", "channels_max": 2})
    account = account_of(book)
    for channel in ("call", "sms", "email"):
        account.note_stop(5, channel)
    assert not ask(book, account, 5, CALL).allowed
    assert not ask(book, account, 5, SMS).allowed
    assert ask(book, account, 5, Contact(channel="email")).allowed
    assert ask(book, account, 5, BOT).allowed


def test_a_right_that_needs_writing_is_not_claimed_by_word_of_mouth():
    book = book_of({"kind": "stop_right", "scope": "all", "form": "written"})
    account = account_of(book)
    account.note_stop(5, "call")
    assert ask(book, account, 6).allowed
    account.note_stop(6, form="written")
    assert not ask(book, account, 6).allowed


def test_a_right_may_exist_only_late():
    """After 120 days past due: the account is late since day -1, so from day 119 on."""
    book = book_of({"kind": "stop_right", "scope": "all", "after_dpd": 120})
    account = account_of(book)
    account.note_stop(100)
    assert ask(book, account, 118).allowed
    assert not ask(book, account, 119).allowed


@pytest.mark.parametrize(("per", "allowed"), [("account", True), ("borrower", False)])
def test_a_request_may_speak_for_one_account_or_for_all(per, allowed):
    book = book_of({"kind": "stop_right", "scope": "all", "per": per})
    account = account_of(book)
    other = AccountHistory(2, 0, account.borrower)
    other.late_since = -1
    account.note_stop(0)
    assert ask(book, other, 1).allowed is allowed


@pytest.mark.parametrize("case", ["plan", "review", "dispute", "complaint"])
def test_an_open_case_stops_what_the_rule_says(case):
    book = book_of({"kind": "stay", "during": [case], "stops": ["contact", "sue"]})
    account = account_of(book)
    setattr(account, f"{case}_open", True)
    assert ask(book, account, 0).first_lawful is None
    assert not book.may(Step(kind="sue"), account, 0).allowed
    assert book.may(Step(kind="sell"), account, 0).allowed
    setattr(account, f"{case}_open", False)
    assert ask(book, account, 0).allowed


def test_a_promise_holds_contact_until_its_day_is_over():
    book = book_of({"kind": "stay", "during": ["promise"], "stops": ["contact"]})
    account = account_of(book, promised_until=4)
    assert ask(book, account, 2).first_lawful == (5, 0)
    assert ask(book, account, 5).allowed
