"""What must hold for any regime and any sequence of acts, found by drawing them at random."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from asking import CALENDAR, NOON, account_of, book_of
from hypothesis import given, settings
from hypothesis import strategies as st

from arrears.calendar import Calendar
from arrears.regulation.act import Contact, Reached
from arrears.regulation.contact_limits import HoursLimit
from arrears.regulation.history import AccountHistory
from arrears.regulation.rulebook import Rulebook
from arrears.regulation.shipped import shipped_regime
from arrears.regulation.step_limits import NoticeLimit
from arrears.regulation.weekly_maximum import weekly_maximum

CHANNELS = ("sms", "call", "visit")
CAPS = st.fixed_dictionaries(
    {
        "kind": st.just("contact_cap"),
        "basis": st.sampled_from(
            ["attempt", "unanswered", "contact", "connected", "conversation", "channels"]
        ),
        "per": st.sampled_from(["account", "borrower", "number"]),
        "sum_over": st.sampled_from(["collector", "creditor_and_agents", "all"]),
        "window_days": st.integers(1, 12),
        "limit": st.integers(1, 3),
        "channels": st.sampled_from([[], [], ["call"], ["sms", "call"]]),
    }
)
COOLDOWNS = st.fixed_dictionaries(
    {
        "kind": st.just("cooldown"),
        "after": st.sampled_from(["attempt", "contact", "connected", "conversation"]),
        "days": st.integers(1, 9),
        "per": st.sampled_from(["account", "borrower"]),
        "channels": st.lists(st.sampled_from(CHANNELS), unique=True),
    }
)
SPANS = st.sampled_from([["08:00", "20:00"], ["09:00", "12:30"], ["11:00", "13:00"]])
HOURS = st.fixed_dictionaries(
    {"kind": st.just("hours"), "weekday": SPANS},
    optional={
        "saturday": SPANS | st.just("closed"),
        "sunday": st.just("closed"),
        "holiday": st.just("closed"),
    },
)
DATED = st.fixed_dictionaries(
    {"kind": st.just("channel_ban"), "channels": st.just(["sms"])},
    optional={"effective_from": st.just("2025-01-08"), "effective_to": st.just("2025-01-20")},
)
LATE = st.fixed_dictionaries(
    {
        "kind": st.just("channel_ban"),
        "channels": st.just(["visit"]),
        "applies_if": st.just({"dpd_min": 5, "dpd_max": 12}),
    }
)
RULES = st.lists(CAPS | COOLDOWNS | HOURS | DATED | LATE, min_size=1, max_size=4)
ACTS = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 1, 1, 2, 3]),  # days since the last
        st.sampled_from([NOON, NOON, 600, 8 * 60, 20 * 60, 23 * 60]),
        st.sampled_from(CHANNELS),
        st.sampled_from([1, 2]),  # account
        st.sampled_from([0, 7]),  # collector
        st.sampled_from(list(Reached)),
    ),
    min_size=12,
    max_size=40,
)


def accounts(book: Rulebook) -> dict[int, AccountHistory]:
    first = account_of(book)
    second = AccountHistory(2, 1, first.borrower)
    second.late_since = -1
    return {1: first, 2: second}


def admitted(book: Rulebook, acts: list[Any]) -> list[tuple[Any, ...]]:
    """Return the acts that the rulebook admits, one after the other."""
    held, day, done = accounts(book), 0, []
    for gap, minute, channel, number, collector, reached in acts:
        day += gap
        contact = Contact(channel=channel, collector=collector)
        if book.may(contact, held[number], day, minute).allowed:
            held[number].note(contact, day, reached)
            lender = 0 if number == 1 else 1
            done.append((day, minute, channel, number, lender, collector, reached))
    return done


def counted(rule: dict[str, Any], act: tuple[Any, ...]) -> bool:
    """Whether an act counts: the definition, written down anew."""
    _, _, channel, _, _, _, reached = act
    spoken = channel in ("call", "visit")
    if rule["channels"] and channel not in rule["channels"]:
        return False
    return {
        "attempt": True,
        "channels": True,
        "unanswered": spoken and reached == 0,
        "contact": not spoken or reached > 0,
        "connected": spoken and reached > 0,
        "conversation": spoken and reached == 2,
    }[rule["basis"]]


def scope(rule: dict[str, Any], act: tuple[Any, ...]) -> tuple[Any, ...]:
    _, _, _, account, lender, collector, _ = act
    who = (account,) if rule["per"] == "account" else ()
    by = {"collector": (lender, collector), "creditor_and_agents": (lender,), "all": ()}
    return who + by[rule["sum_over"]]


@given(st.lists(CAPS, min_size=1, max_size=3), ACTS)
def test_no_admitted_sequence_exceeds_a_cap_in_any_window(rules, acts):
    done = admitted(book_of(*rules), acts)
    for rule in rules:
        seen = [act for act in done if counted(rule, act)]
        for last in seen:
            window = [
                act for act in seen
                if last[0] - rule["window_days"] < act[0] <= last[0]
                and scope(rule, act) == scope(rule, last)
            ]  # fmt: skip
            size = len({a[2] for a in window}) if rule["basis"] == "channels" else len(window)
            assert size <= rule["limit"]


@given(CAPS, ACTS, st.integers(1, 5))
def test_a_stricter_cap_forbids_whatever_the_milder_forbids(rule, acts, more):
    """With the same past: what a higher limit or a shorter window forbids, a stricter one does.

    But for a count of channels, where a longer window may hold the channel in question already.
    """
    strict = book_of(rule)
    milder = [book_of(rule | {"limit": rule["limit"] + more})]
    if rule["window_days"] > more and rule["basis"] != "channels":
        milder.append(book_of(rule | {"window_days": rule["window_days"] - more}))
    held, day = accounts(strict), 0
    for gap, minute, channel, number, collector, reached in acts:
        day += gap
        contact = Contact(channel=channel, collector=collector)
        allowed = strict.may(contact, held[number], day, minute).allowed
        for book in milder:
            assert book.may(contact, held[number], day, minute).allowed or not allowed
        held[number].note(contact, day, reached)


@given(st.integers(1, 9), st.integers(1, 5), st.integers(1, 4), st.lists(st.integers(0, 3)))
def test_a_stricter_cap_never_admits_more(window, limit, more, gaps):
    """For one who never pays, asked as often: the number admitted, not only each answer."""
    rule = {"kind": "contact_cap", "basis": "attempt", "window_days": window, "limit": limit}
    acts = [(gap, NOON, "call", 1, 0, Reached.NOBODY) for gap in gaps]
    strict = admitted(book_of(rule), acts)
    assert len(strict) <= len(admitted(book_of(rule | {"limit": limit + more}), acts))


@given(
    RULES | st.lists(CAPS, min_size=1, max_size=2), ACTS, st.sampled_from(CHANNELS),
    st.integers(0, 24 * 60 - 1),
)  # fmt: skip
def test_the_first_lawful_time_is_lawful_and_nothing_earlier_is(rules, acts, channel, minute):
    book = book_of(*rules)
    held, day = accounts(book), 0
    for gap, _, by, number, collector, reached in acts:
        day += gap
        held[number].note(Contact(channel=by, collector=collector), day, reached)
    contact = Contact(channel=channel)
    verdict = book.may(contact, held[1], day, minute)
    if verdict.allowed:
        return
    if verdict.first_lawful is None:
        times = product(range(day, day + 40), range(0, 24 * 60, 30))
        asked = [(d, m) for d, m in times if (d, m) > (day, minute)]
        assert not any(book.may(contact, held[1], d, m).allowed for d, m in asked)
        return
    first_day, first_minute = verdict.first_lawful
    assert book.may(contact, held[1], first_day, first_minute).allowed
    earlier = product(range(day, first_day + 1), range(0, 24 * 60, 15))
    asked = [(d, m) for d, m in earlier if (day, minute) <= (d, m) < (first_day, first_minute)]
    if first_minute:
        asked.append((first_day, first_minute - 1))
    assert not any(
        book.may(contact, held[1], d, m).allowed for d, m in asked if (d, m) >= (day, minute)
    )


# The weekly maximum -------------------------------------------------------------------------

MONDAY = Calendar(start="2026-11-23", first_day=-7, last_day=60)


def by_search(book: Rulebook, contact: Contact, reached: Reached) -> int:
    """Try every number of acts on every one of seven days, from every weekday that differs."""
    hours = [limit for limit in book.limits if isinstance(limit, HoursLimit)]
    spans = {tuple(limit.week_span(weekday) for limit in hours) for weekday in range(7)}
    return max(
        _search(book, contact, reached, start) for start in range(7 if len(spans) > 1 else 1)
    )


def _search(book: Rulebook, contact: Contact, reached: Reached, start: int) -> int:
    """Extend every admitted sequence by one more act on the same or a later day."""
    best, open_ends = 0, [((), 0)]
    while open_ends:
        done, first = open_ends.pop()
        best = max(best, len(done))
        for day in range(first, 7):
            account = AccountHistory(1, 0, book.new_borrower())
            account.late_since = start - 1
            for when in done:
                account.note(contact, start + when, reached)
            verdict = book.may(contact, account, start + day, 0)
            while (
                not verdict.allowed
                and verdict.first_lawful
                and verdict.first_lawful[0] == (start + day)
            ):
                verdict = book.may(contact, account, *verdict.first_lawful)
            if verdict.allowed:
                open_ends.append(((*done, day), day))
    return best


SMALL = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.just("contact_cap"),
            "basis": st.sampled_from(["attempt", "connected"]),
            "window_days": st.integers(1, 8),
            "limit": st.integers(1, 3),
        }
    )
    | COOLDOWNS
    | HOURS,
    max_size=3,
)


@settings(max_examples=60)
@given(SMALL, st.sampled_from([Reached.NOBODY, Reached.RIGHT_PARTY]), st.integers(1, 2))
def test_the_closed_form_finds_what_a_search_finds(rules, reached, limit):
    """A cap of four in seven days keeps the search short."""
    bounds = [
        {"kind": "contact_cap", "basis": "attempt", "window_days": days, "limit": most}
        for days, most in ((1, limit), (7, 4))
    ]
    book = Rulebook(book_of(*bounds, *rules).regime, MONDAY)
    contact = Contact(channel="call")
    assert weekly_maximum(book, contact, reached) == by_search(book, contact, reached)


@pytest.mark.parametrize(
    ("name", "channel", "actor", "reached", "expected"),
    [
        ("us_reg_f", "call", "agency", Reached.NOBODY, 7),
        ("us_reg_f", "call", "agency", Reached.RIGHT_PARTY, 1),
        ("us_ma", "call", "originator", Reached.RIGHT_PARTY, 2),
        ("us_dc", "sms", "originator", Reached.NOBODY, 5),
        ("us_dc", "call", "agency", Reached.NOBODY, 4),
        ("us_nyc", "sms", "agency", Reached.NOBODY, 3),
        ("kr", "sms", "originator", Reached.NOBODY, 7),
        ("au", "call", "originator", Reached.RIGHT_PARTY, 3),
        ("ru", "call", "agency", Reached.RIGHT_PARTY, 2),
        ("ru", "sms", "agency", Reached.NOBODY, 4),
        ("co", "sms", "originator", Reached.NOBODY, 6),
        ("co", "visit", "originator", Reached.NOBODY, 0),
        ("cl", "call", "originator", Reached.RIGHT_PARTY, 1),
        ("cl", "sms", "originator", Reached.NOBODY, 2),
        ("th", "sms", "originator", Reached.NOBODY, 7),
    ],
)
def test_shipped_maxima_are_those_of_the_comparison_and_of_a_search(
    name, channel, actor, reached, expected
):
    book = Rulebook(shipped_regime(name).on(date(2026, 11, 23)), MONDAY)
    book.limits[:] = [limit for limit in book.limits if not isinstance(limit, NoticeLimit)]
    contact = Contact(channel=channel, actor=actor)
    assert weekly_maximum(book, contact, reached) == expected
    assert by_search(book, contact, reached) == expected


@pytest.mark.parametrize(
    ("name", "channel", "reached", "expected"),
    [
        ("none", "call", Reached.NOBODY, None),
        ("us_reg_f", "sms", Reached.NOBODY, None),
        ("cn_gbt_2025", "call", Reached.NOBODY, None),
        ("cn_gbt_2025", "call", Reached.RIGHT_PARTY, 21),
        ("cn_cba_2026", "call", Reached.NOBODY, 42),
        ("cn_with_us_cap", "call", Reached.RIGHT_PARTY, 1),
        ("vn", "sms", Reached.NOBODY, 35),
        ("kr", "call", Reached.NOBODY, 9),
        ("uk_breathing_space", "call", Reached.NOBODY, None),
    ],
)
def test_larger_maxima_are_those_of_the_comparison(name, channel, reached, expected):
    book = Rulebook(shipped_regime(name).on(date(2026, 11, 23)), MONDAY)
    assert weekly_maximum(book, Contact(channel=channel), reached) == expected


def test_a_calendar_with_holidays_does_not_change_a_maximum():
    """The maximum is that of a week without holidays."""
    for calendar in (CALENDAR, MONDAY):
        book = Rulebook(shipped_regime("co"), calendar)
        assert weekly_maximum(book, Contact(channel="sms"), Reached.NOBODY) == 6
