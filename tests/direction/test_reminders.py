"""Reminders help the forgetful, and nobody who cannot pay.

The grid: 400 borrowers over 12 months, a text message three days before every due day or none.
Luck is paired: a borrower forgets, has money and is willing on the same draws under both.
"""

import pytest

REMINDER = {"name": "reminder", "days_before": 3, "channel": "sms"}
POLICIES = {"none": {}, "reminders": {"collection": {"before_due": [REMINDER]}}}
REASONS = ("unable", "forgot", "unwilling", "disputed", "agreed")
# Nothing happens to anybody, and nobody pays a loan off early out of money that is due elsewhere.
UNTROUBLED = {
    "shocks": {"use": None, "kinds": []},
    "behaviour": {"willingness": {"early_payoff_monthly_share": 0.0}},
}

# Whoever pays at all, pays by hand, and is never in doubt about it.
BY_HAND = {
    "willingness": 20.0, "willingness_sigma": 0.0, "auto_debit_share": 0.0, "income_noise": 0.0,
    "other_debt_share": {"mean": 0.0, "spread": 0.0}, "buffer_sigma": 0.0, "never_payer_share": 0.0,
}  # fmt: skip
FORGETFUL = {"forgetfulness": {"mean": 0.4, "spread": 0.1}}
RICH = {"essentials_share": {"mean": 0.2, "spread": 0.0}, "buffer_months": 6.0}
WITHOUT_MONEY = {"essentials_share": {"mean": 1.0, "spread": 0.0}, "buffer_months": 0.001}


def misses(measured):
    return {reason: measured.count("missed", cause=reason) for reason in REASONS}


@pytest.fixture(scope="module")
def forgetful(measure, every_segment):
    """Run a book in which all can and will pay, and forget four instalments out of ten."""
    book = every_segment(**BY_HAND, **FORGETFUL, **RICH)
    return measure(POLICIES, portfolio=book, replications=2, keep_events=True, **UNTROUBLED)


@pytest.fixture(scope="module")
def without_money(measure, every_segment):
    """Run a book of the same will and memory, in which essentials take all the income."""
    book = every_segment(**BY_HAND, **FORGETFUL, **WITHOUT_MONEY)
    return measure(POLICIES, portfolio=book, replications=2, keep_events=True, **UNTROUBLED)


@pytest.fixture(scope="module")
def mixed(measure):
    """Run the shipped book."""
    return measure(POLICIES, keep_events=True)


def test_the_forgetful_miss_fewer_instalments_when_reminded(forgetful):
    none, reminders = forgetful["none"], forgetful["reminders"]
    assert reminders["entry_rate_d1"] < 0.85 * none["entry_rate_d1"]
    assert misses(reminders)["forgot"] < 0.85 * misses(none)["forgot"]


def test_forgetting_is_the_only_reason_of_those_misses(forgetful):
    for measured in forgetful.values():
        assert sum(misses(measured).values()) == misses(measured)["forgot"]


def test_who_has_no_money_pays_nothing_more_when_reminded(without_money):
    for measured in without_money.values():
        assert measured["entry_rate_d1"] == 1.0
        assert measured.total("cash_received") == 0


def test_who_has_no_money_and_would_have_forgotten_is_unable_instead(without_money):
    """Reminders move misses from one reason to the other and take none away."""
    none, reminders = (misses(without_money[name]) for name in ("none", "reminders"))
    assert reminders["unable"] > none["unable"] > 0
    assert sum(reminders.values()) == sum(none.values())


def test_reminders_lower_entry_on_the_shipped_book(mixed):
    assert mixed["reminders"]["entry_rate_d1"] < 0.95 * mixed["none"]["entry_rate_d1"]


def test_reminders_lower_entry_on_the_shipped_book_only_by_less_forgetting(mixed):
    none, reminders = (misses(mixed[name]) for name in ("none", "reminders"))
    fewer = {reason: none[reason] - reminders[reason] for reason in REASONS}
    assert fewer["forgot"] > 0
    assert fewer["forgot"] >= sum(fewer.values())
    # One who pays in time has less to pay on the next due day: a few turn able by that.
    assert fewer["unable"] <= 0.02 * none["unable"]


def test_reminders_change_no_payment_of_people_who_never_forget(measure, every_segment):
    book = every_segment(forgetfulness={"mean": 0.0, "spread": 0.0})
    found = measure(POLICIES, portfolio=book, replications=1, keep_events=True)
    assert found["reminders"].count("read") > found["none"].count("read")
    for event in ("paid", "part_paid", "prepaid", "missed", "charged_off"):
        assert found["reminders"].count(event) == found["none"].count(event)
    assert found["reminders"].total("cash_received") == found["none"].total("cash_received")
