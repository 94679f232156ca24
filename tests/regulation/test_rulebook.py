"""How rules act together, and when the clocks of duties run out."""

from datetime import date

import pytest
from asking import CALENDAR, CALL, account_of, ask, book_of, cap, do

from arrears.calendar import Calendar
from arrears.errors import EngineError
from arrears.regulation.act import Contact
from arrears.regulation.regime import NO_RULES
from arrears.regulation.rulebook import ALLOWED, Rulebook
from arrears.regulation.shipped import shipped_regime


def test_without_rules_everything_is_lawful():
    book = Rulebook(NO_RULES, CALENDAR)
    assert book.is_empty
    assert ask(book, account_of(book), 0) is ALLOWED


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
    """Day 5000 is answered alike by a calendar of two days and by one that reaches it."""
    answers = [
        Rulebook(shipped_regime("au"), Calendar(start="2025-01-01", first_day=0, last_day=last))
        for last in (1, 6000)
    ]
    short, long = (book.may(CALL, account_of(book), 5000, 7 * 60) for book in answers)
    assert short == long
    assert not short.allowed
