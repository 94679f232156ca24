"""What each kind of rule about steps asks for, and moratoria, worked by hand."""

from asking import account_of, ask, book_of

from arrears.regulation.act import Contact, Step
from arrears.regulation.history import AccountHistory

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
    account = account_of(book, late_since=-400)
    assert ask(book, account, 695).allowed
    assert ask(book, account, 696).first_lawful is None
    assert not book.may(Step(kind="sue"), account, 696).allowed


def test_only_what_the_rule_names_starts_the_years_anew():
    book = book_of({"kind": "litigation", "limitation_years": 1, "time_barred": ["sue"],
                    "resets": ["payment", "suit"]})  # fmt: skip
    account = account_of(book, restarts={"demand": 300})
    assert not book.may(Step(kind="sue"), account, 400).allowed
    account.restarts["payment"] = 100
    assert book.may(Step(kind="sue"), account, 465).allowed
    assert not book.may(Step(kind="sue"), account, 466).allowed


def test_next_to_nothing_overdue_counts_as_paid_for_what_grace_stops():
    rule = {"kind": "grace", "days": 3, "stops": ["fees"], "underpayment_tolerance": 10}
    account = account_of(book_of(rule), overdue=1000)
    assert not book_of(rule).may(Step(kind="fees"), account, 50).allowed
    assert book_of(rule).may(Step(kind="interest"), account, 50).allowed
    account.overdue = 1001
    assert book_of(rule).may(Step(kind="fees"), account, 50).allowed


def test_who_asks_again_too_soon_is_owed_no_answer_in_time():
    book = book_of({"kind": "hardship", "basis": "right", "trigger": "request", "decide_days": 10,
                    "reapply_wait_days": 90})  # fmt: skip
    account = account_of(book, turned_down_on=5)
    assert book.deadline("decision", account, 94) is None
    assert book.deadline("decision", account, 95) == (105, "rule_0")


def test_the_shortest_retention_by_its_clock_bounds_a_record():
    book = book_of({"kind": "reporting", "retention_years": 5, "clock": "from_repayment"},
                   {"kind": "reporting", "retention_years": 7},
                   {"kind": "reporting", "retention_years": 2,
                    "effective_from": "2026-01-01"})  # fmt: skip
    account = account_of(book)
    assert book.retention_days("from_repayment", account, 0) == 1826
    assert book.retention_days("from_default", account, 0) == 2557
    assert book.retention_days("from_default", account, 365) == 730


def test_a_sanction_bounds_what_is_of_its_kind_and_in_its_currency():
    rules = ({"kind": "sanction", "per": "act", "amount_max": 100},
             {"kind": "sanction", "of": "damages", "per": "action", "amount_max": 70})  # fmt: skip
    book = book_of(*rules)
    assert book.sanction_max("fine", "act", 0) == 10_000
    assert book.sanction_max("damages", "action", 0) == 7_000
    assert book.sanction_max("fine", "action", 0) is None


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
