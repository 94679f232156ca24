"""Each kind of rule by itself, worked by hand; then how rules act together."""

from datetime import date

import pytest
from asking import CALENDAR, CALL, NOON, SMS, account_of, ask, book_of, cap, do

from arrears.calendar import Calendar
from arrears.errors import EngineError
from arrears.regulation.act import Contact, Reached, Step
from arrears.regulation.charges import Charged
from arrears.regulation.history import AccountHistory
from arrears.regulation.regime import NO_RULES
from arrears.regulation.rulebook import ALLOWED, Rulebook, Verdict
from arrears.regulation.shipped import shipped_regime

BOT, VISIT = Contact(channel="bot_call"), Contact(channel="visit", persons=2)


# Caps ---------------------------------------------------------------------------------------


def test_without_rules_everything_is_lawful():
    book = Rulebook(NO_RULES, CALENDAR)
    assert book.is_empty
    assert ask(book, account_of(book), 0) is ALLOWED


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


# Silence, hours, bans -----------------------------------------------------------------------


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


# Third persons and visits -------------------------------------------------------------------

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


# Requests, cases, moratoria -----------------------------------------------------------------


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


RESPITE = {"kind": "moratorium", "trigger": "adviser", "days": 60, "once_per_months": 12,
           "extensions": 1, "stops": ["contact", "interest"]}  # fmt: skip


def test_a_moratorium_stops_what_it_says_for_its_days():
    book = book_of(RESPITE)
    account = account_of(book)
    assert book.begin_moratorium(account, "request", 10) is None
    assert book.begin_moratorium(account, "adviser", 10) == ("rule_0", 69)
    assert ask(book, account, 9).allowed
    assert ask(book, account, 10).first_lawful == (70, 0)
    assert not book.may(Step(kind="interest"), account, 69).allowed
    assert book.may(Step(kind="fees"), account, 69).allowed
    assert ask(book, account, 70).allowed


def test_a_moratorium_covers_all_accounts_of_the_borrower():
    book = book_of(RESPITE)
    account = account_of(book)
    other = AccountHistory(2, 3, account.borrower)
    other.late_since = -1
    book.begin_moratorium(account, "adviser", 10)
    assert not ask(book, other, 20).allowed


def test_a_moratorium_comes_once_a_year_and_is_extended_once():
    book = book_of(RESPITE)
    account = account_of(book)
    book.begin_moratorium(account, "adviser", 0)
    assert book.extend_moratorium(account, 50) == ("rule_0", 119)
    assert book.extend_moratorium(account, 60) is None
    assert book.begin_moratorium(account, "adviser", 365) is None
    assert book.begin_moratorium(account, "adviser", 366) == ("rule_0", 425)


def test_a_moratorium_by_event_needs_the_event():
    book = book_of(RESPITE | {"trigger": "event", "events_named": ["illness"]})
    account = account_of(book)
    assert book.begin_moratorium(account, "event", 0, "job_loss") is None
    assert book.begin_moratorium(account, "event", 0, "illness") == ("rule_0", 59)


def test_a_public_order_holds_between_its_dates_for_everybody():
    book = book_of({"kind": "moratorium", "trigger": "public_order", "stops": ["contact"],
                    "effective_from": "2025-01-11", "effective_to": "2025-02-09"})  # fmt: skip
    account = account_of(book)
    assert ask(book, account, 9).allowed
    assert ask(book, account, 10).first_lawful == (40, 0)
    assert ask(book, account, 40).allowed


# Steps and charges --------------------------------------------------------------------------


def test_a_step_waits_for_its_notice():
    book = book_of({"kind": "pre_notice", "before": "sue", "days": 10, "working_days": True})
    account = account_of(book)
    missing = book.may(Step(kind="sue"), account, 0)
    assert (missing.first_lawful, missing.duty.what, missing.duty.days) == (None, "notice", 10)
    account.note_notice("sue", 1)  # Thursday; ten working days later is Thursday in two weeks
    verdict = book.may(Step(kind="sue"), account, 2)
    assert (verdict.first_lawful, verdict.duty) == ((15, 0), None)
    assert book.may(Step(kind="sell"), account, 0).allowed


def test_a_notice_needs_no_notice():
    book = book_of({"kind": "pre_notice", "before": "contact", "days": 3})
    account = account_of(book)
    assert not ask(book, account, 0).allowed
    assert ask(book, account, 0, Contact(channel="letter", purpose="notice")).allowed


def test_relief_is_offered_before_a_suit():
    book = book_of({"kind": "hardship", "basis": "duty", "trigger": "before_enforcement",
                    "offer_before": ["sue"]})  # fmt: skip
    account = account_of(book)
    assert book.may(Step(kind="sue"), account, 0).duty.what == "offer"
    account.offered_on = 0
    assert book.may(Step(kind="sue"), account, 0).allowed


def test_grace_ends_with_its_days():
    """Late since day -1: three days of grace are days 0, 1 and 2."""
    book = book_of({"kind": "grace", "days": 3})
    account = account_of(book)
    assert book.may(Step(kind="fees"), account, 2).first_lawful == (3, 0)
    assert book.may(Step(kind="fees"), account, 3).allowed
    assert book.may(Step(kind="interest"), account, 0).allowed


def test_a_suit_waits_after_default_and_after_a_refusal():
    book = book_of({"kind": "litigation", "wait_days_in_default": 20,
                    "wait_days_after_refusal": 14})  # fmt: skip
    account = account_of(book)
    assert book.may(Step(kind="sue"), account, 0).first_lawful == (19, 0)
    account.refused_on = 10
    assert book.may(Step(kind="sue"), account, 12).first_lawful == (24, 0)


def test_a_time_barred_debt_is_left_alone():
    """Three years are 1095.75 days: the last lawful day is the 1095th after."""
    book = book_of({"kind": "litigation", "limitation_years": 3, "time_barred": ["contact", "sue"]})
    account = account_of(book, limitation_since=-400)
    assert ask(book, account, 695).allowed
    assert ask(book, account, 696).first_lawful is None
    assert not book.may(Step(kind="sue"), account, 696).allowed


def test_an_entry_waits_for_its_notice_and_spares_small_debts():
    book = book_of({"kind": "reporting", "needs_notice": True, "delay_days": 30,
                    "amount_min": 1000})  # fmt: skip
    account = account_of(book, balance=99_999)
    assert book.may(Step(kind="report"), account, 0).duty is None
    account.balance = 100_000
    assert book.may(Step(kind="report"), account, 0).duty.of == "report"
    account.note_notice("report", 5)
    assert book.may(Step(kind="report"), account, 6).first_lawful == (35, 0)


def test_agencies_and_sales_are_counted():
    book = book_of({"kind": "outsourcing", "agencies_max": 1, "transfers_max": 3})
    account = account_of(book, agencies=1, transfers=2)
    assert not book.may(Step(kind="place"), account, 0).allowed
    assert book.may(Step(kind="sell"), account, 0).allowed
    account.transfers = 3
    assert not book.may(Step(kind="sell"), account, 0).allowed


def test_interest_stops_with_a_plan_or_from_a_day_on():
    book = book_of({"kind": "interest_stop", "trigger": "plan"},
                   {"kind": "interest_stop", "trigger": "dpd", "from_dpd": 90})  # fmt: skip
    account = account_of(book)
    assert book.may(Step(kind="interest"), account, 88).allowed
    assert not book.may(Step(kind="interest"), account, 89).allowed
    account.plan_open = True
    assert book.may(Step(kind="interest"), account, 0).rule == "rule_0"


CHARGED = Charged(
    principal=100_000, default_principal=60_000, interest_and_fees=99_000, since_default=59_500,
    late_fees=1_000, late_fees_this_month=400, overdue=10_000,
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "what", "left"),
    [
        ({"of": "total_cost", "share": 1.0}, "interest", 1_000),
        ({"of": "in_duplum", "share": 1.0}, "penalty", 500),
        ({"of": "late_fee", "amount": 15}, "fees", 500),
        ({"of": "late_fee", "amount": 15}, "interest", 5_000),
        ({"of": "late_fee_monthly", "share": 0.05}, "fees", 100),
        ({"of": "annual_rate", "share": 0.24}, "interest", 5_000),
    ],
)
def test_a_ceiling_leaves_what_is_left_below_it(rule, what, left):
    book = book_of({"kind": "price"} | rule)
    named = "" if left == 5_000 else "rule_0"
    assert book.chargeable(what, 5_000, CHARGED, account_of(book), 0) == (left, named)


def test_the_tightest_ceiling_wins():
    book = book_of({"kind": "price", "of": "total_cost", "share": 1.0},
                   {"kind": "price", "of": "in_duplum", "share": 1.0})  # fmt: skip
    assert book.chargeable("interest", 5_000, CHARGED, account_of(book), 0) == (500, "rule_1")


def test_a_ceiling_holds_before_arrears_too():
    book = book_of({"kind": "price", "of": "total_cost", "share": 1.0})
    account = AccountHistory(1, 0, book.new_borrower())
    assert book.chargeable("interest", 5_000, CHARGED, account, 0) == (1_000, "rule_0")


# Clocks -------------------------------------------------------------------------------------


def test_the_strictest_clock_counts():
    """Ten working days from Thursday, day 1, end on day 15; 21 days on day 22."""
    book = book_of(
        {"kind": "hardship", "basis": "right", "trigger": "request", "decide_days": 10,
         "working_days": True},
        {"kind": "hardship", "basis": "right", "trigger": "dpd", "decide_days": 21,
         "offer_by_dpd": 60},
        {"kind": "governance", "complaint_days": 15},
    )  # fmt: skip
    account = account_of(book)
    assert book.deadline("decision", account, 1) == (15, "rule_0")
    assert book.deadline("answer", account, 1) == (16, "rule_2")
    assert book.deadline("offer_by_dpd", account, 1) == (59, "rule_1")


def test_a_clock_starts_with_its_rule():
    book = book_of({"kind": "governance", "complaint_days": 15, "effective_from": "2025-02-01"})
    assert book.deadline("answer", account_of(book), 30) is None
    assert book.deadline("answer", account_of(book), 31) == (46, "rule_0")


# Together -----------------------------------------------------------------------------------


def test_the_most_restrictive_rule_is_named():
    book = book_of(cap(1, 7), cap(1, 30), {"kind": "hours", "weekday": ["08:00", "20:00"]})
    account = account_of(book)
    do(book, account, 1)
    verdict = ask(book, account, 2)
    assert (verdict.rule, verdict.first_lawful) == ("rule_1", (31, 8 * 60))


def test_rules_hold_from_their_first_day_to_their_last():
    dates = {"effective_from": "2025-01-11", "effective_to": "2025-01-20"}
    book = book_of(cap(1, 7) | dates)
    account = account_of(book)
    do(book, account, 9, times=3)
    assert ask(book, account, 10).first_lawful == (16, 0)
    do(book, account, 16)
    assert ask(book, account, 17).first_lawful == (20, 0)
    do(book, account, 20, times=5)


def test_rules_bind_from_the_first_day_past_due():
    book = book_of(cap(1, 7))
    account = account_of(book, late_since=5)
    do(book, account, 5, times=3)
    assert not ask(book, account, 6).allowed


def test_rules_may_be_about_some_debts_only():
    about = {"applies_if": {"dpd_max": 15, "balance_max": 1000, "products": ["revolving"],
                            "segments": ["gig"]}}  # fmt: skip
    book = book_of({"kind": "channel_ban"} | about)
    facts = {"balance": 100_000, "product": "revolving", "segment": "gig"}
    assert ask(book, account_of(book, **facts), 0).first_lawful == (15, 0)
    for change in ({"balance": 100_001}, {"product": "bullet"}, {"segment": "salaried"}):
        assert ask(book, account_of(book, **facts | change), 0).allowed


def test_rules_may_bind_agencies_only():
    book = book_of(cap(1, 7) | {"binds": ["agency"]})
    account = account_of(book)
    do(book, account, 0, times=3)
    assert not ask(book, account, 0, Contact(channel="call", actor="agency")).allowed


def test_a_rule_gives_way_to_the_one_that_replaces_it():
    book = book_of(cap(1, 7), cap(3, 7) | {"replaces": ["rule_0"], "effective_from": "2025-01-11"})
    account = account_of(book)
    do(book, account, 5)
    assert ask(book, account, 6).first_lawful == (10, 0)
    do(book, account, 10, times=2)
    assert not ask(book, account, 11).allowed


def test_amounts_in_another_currency_do_not_bind():
    """Korea's decision clock is for loans below KRW 30m; a book in CNY cannot tell."""
    korea = shipped_regime("kr").on(date(2026, 1, 1))
    own = Rulebook(korea, CALENDAR, currency="KRW")
    large = account_of(own, balance=30_000_000 * 100 + 1)
    assert own.deadline("decision", large, 1) is None
    foreign = Rulebook(korea, CALENDAR, currency="CNY")
    assert foreign.deadline("decision", large, 1) == (15, "kr_ten_days")
    assert "kr_ten_days" in foreign.foreign_amounts
    assert own.foreign_amounts == ()


def test_touches_are_noted_in_order():
    book = book_of(cap(1, 7))
    account = account_of(book)
    account.note(CALL, 5)
    with pytest.raises(EngineError, match="day 4 is noted after one of day 5"):
        account.note(CALL, 4)


def test_old_touches_are_forgotten():
    book = book_of(cap(2, 7))
    account = account_of(book)
    for day in range(0, 100, 4):
        do(book, account, day)
    assert len(account.borrower.touches) == 2


def test_a_rulebook_needs_no_run_of_days():
    """Any day can be asked about, whether in the calendar's range or not."""
    calendar = Calendar(start="2025-01-01", first_day=0, last_day=1)
    book = Rulebook(shipped_regime("au"), calendar)
    assert book.may(CALL, account_of(book), 5000, NOON).allowed in (True, False)
