"""Revolving accounts and their limits, worked by hand: due days 15, 46, 74; paydays 9, 40, 68."""

from types import SimpleNamespace

import pytest

from arrears.engines.simpy.limits import Limits
from arrears.policies.credit import Limits as Terms

CARD = """
portfolio:
  products:
    - {name: loan, kind: revolving, minimum_share: 0.1%s}
"""
HAND = "portfolio.products.loan.term_months=[6]"


def test_minimum_payments_fall_due_and_interest_is_charged_on_what_is_carried(live):
    """1,200.00 at 1 % a month: 10 % of 1,212.00, then of 1,090.80 and its interest."""
    lived = live(CARD % "", HAND)
    assert lived.amounts("due")[:2] == [12_120, 11_017]
    assert lived.amounts("interest")[:2] == [1_200, 1_091]


def test_the_contract_ends_with_all_that_is_left(live):
    lived = live(CARD % "")  # three months
    assert lived.days("closed") == [74]
    assert sum(lived.amounts("paid")) == 120_000 + sum(lived.amounts("interest"))


def test_contract_dpd_counts_from_the_oldest_minimum_that_is_not_covered(live):
    """The minimum of day 15 is paid on payday 40: 25 days past due, cured; nothing else is late."""
    lived = live(CARD % "", HAND, "late payer")
    assert lived.told("missed")[0] == (15, "missed", 12_120)
    assert lived.told("cured")[0] == (40, "cured", 25)
    assert lived.amounts("due")[1] == 11_017  # what was missed is not carried on


def test_more_than_the_minimum_brings_so_much_more_due(live):
    """Half of the 1,090.80 carried is paid on top; the next minimum is of the other half."""
    lived = live(CARD % ", pay_down_share: 0.5", HAND)
    first = lived.rows("due", day=15)
    assert list(zip(first["amount"], first["cause"], strict=True)) == [
        (12_120, ""), (54_540, "prepaid"),
    ]  # fmt: skip
    assert lived.amounts("due", day=46, cause="") == [5_508]  # 10 % of 550.85, to even
    assert not lived.days("missed")


TWO = """
portfolio:
  products:
    - {name: loan, share: 1}
collection: {limits: {draws_share: 1%s}}
platforms:
  - name: second
    account_share: 1
    products:
      - {name: card, share: 1, kind: revolving, principal: {median: 100}, principal_min: 100, principal_max: 100, rate: 0.12, term_months: [24], penalty_rate: 0, late_fee: 0, limit_factor: %s}
    collection: {limits: {draws_share: %s%s}}
"""  # noqa: E501


def test_an_instalment_is_paid_with_new_credit(live):
    """403.00 in cash do not pay 408.03 and 10.10: what is short is drawn, and nothing is missed."""
    lived = live(TWO % ("", 3, 1, ""), "overburdened")
    assert lived.days("drawn")[0] == 15
    assert lived.rows("drawn")["platform"].unique().tolist() == ["second"]
    assert 15 not in lived.days("missed", platform="lender")


@pytest.mark.parametrize(("factor", "share"), [(1, 1), (3, 0)])
def test_without_room_or_the_habit_the_same_instalment_is_missed(live, factor, share):
    """The limit is what was drawn first, or nobody draws."""
    lived = live(TWO % ("", factor, share, ""), "overburdened")
    assert lived.days("drawn") == []
    assert lived.days("missed", platform="lender")[0] == 15


def test_a_miss_freezes_the_limit_only_where_it_is_seen(live):
    ways = ("overburdened", "portfolio.segments.everybody.essentials_share.mean=0.97")
    for shares, causes in (("true", {"debts_elsewhere"}), ("false", set())):
        lived = live(TWO % ("", 1, 1, f", sees_misses_elsewhere: {shares}"), *ways)
        assert lived.days("missed", platform="lender")
        found = set(lived.causes("limit_frozen", platform="second"))
        assert found & {"debts_elsewhere"} == causes


def test_a_withdrawn_limit_alone_makes_a_borrower_miss(live):
    """Who paid with new credit cannot once the limit is gone: the withdrawal causes the miss."""
    kept = live(TWO % ("", 30, 1, ""), "overburdened")
    gone = live(TWO % ("", 30, 1, ", withdrawn_share: 1"), "overburdened")
    assert gone.causes("limit_frozen")[0] == "withdrawn"
    assert len(gone.days("missed")) > len(kept.days("missed"))


def test_a_frozen_limit_is_restored_after_the_arrears_are_paid(live):
    text = CARD % "" + "collection: {limits: {draws_share: 1, restore_days: 3}}\n"
    lived = live(text, HAND, "late payer")
    assert lived.told("limit_frozen")[0][0] == 15
    assert lived.days("limit_restored")[0] == 40 + 3


def test_the_days_until_a_limit_is_restored_count_from_the_last_cure(live):
    """Missed on 15, 46 and 74, cured on 40 and 68: on 70 only two days have gone by, not 30."""
    text = CARD % "" + "collection: {limits: {draws_share: 1, restore_days: 30}}\n"
    lived = live(text, HAND, "late payer")
    assert lived.days("missed")[:3] == [15, 46, 74]
    assert lived.days("cured")[:2] == [40, 68]
    assert [day for day in lived.days("limit_restored") if day < 68 + 30] == []


def hand_book(**terms):
    """Return limits, a card whose limit is frozen, a loan elsewhere, and the releases that wait."""
    waiting: list = []
    world = SimpleNamespace(horizon=900, process=waiting.append, turn=lambda day, *_: day)
    borrower = SimpleNamespace(number=7, accounts=[])
    platforms = [
        SimpleNamespace(policy=SimpleNamespace(limits=limits))
        for limits in (Terms(restore_days=10, **terms), None)
    ]
    product = SimpleNamespace(limit_factor=2.0)
    for number, platform in enumerate(platforms):
        account = SimpleNamespace(
            number=number, borrower=borrower, platform=platform, is_revolving=number == 0,
            is_behind=False, is_charged_off=False, is_closed=False, balance=100,
            contract=SimpleNamespace(product=product, principal=100), log=lambda *_: None,
        )  # fmt: skip
        borrower.accounts.append(account)
    limits = Limits(world)
    return limits, *borrower.accounts, waiting


def live_through(limits, waiting, misses_and_cures):
    """Return the days of release; each item is a day, an account, and whether it missed."""
    found = []
    due: list = []
    for day in range(100):
        for at, account, is_miss in misses_and_cures:
            if at != day:
                continue
            if is_miss:
                account.is_behind = True
                limits.missed(account, day)
            else:
                limits.paid(account, day)
                account.is_behind = False
        due += [(next(release), release) for release in waiting]
        waiting.clear()
        for release in [release for at, release in due if at == day]:
            was_frozen = bool(limits.frozen)
            assert list(release) == []
            found += [day] * (was_frozen and not limits.frozen)
    return found


def test_a_newer_cure_begins_the_wait_anew():
    """Cured on 20; missed again on 25, cured on 28: released on 38, not on 30."""
    limits, card, _, waiting = hand_book()
    told = [(15, card, True), (20, card, False), (25, card, True), (28, card, False)]
    assert live_through(limits, waiting, told) == [38]


@pytest.mark.parametrize(("sees", "released"), [(False, [30]), (True, [38])])
def test_a_cure_elsewhere_counts_only_where_it_is_seen(sees, released):
    limits, card, loan, waiting = hand_book(sees_misses_elsewhere=sees)
    told = [(15, card, True), (16, loan, True), (20, card, False), (28, loan, False)]
    assert live_through(limits, waiting, told) == released


def test_a_loan_paid_off_without_arrears_does_not_begin_the_wait_anew():
    limits, card, loan, waiting = hand_book(sees_misses_elsewhere=True)
    told = [(15, card, True), (20, card, False), (28, loan, False)]
    assert live_through(limits, waiting, told) == [30]


def test_a_record_at_the_bureau_stops_draws():
    """200 of a limit of 300 are free, for who has no record."""
    listed: dict[int, set[int]] = {}
    world = SimpleNamespace(
        bureau=SimpleNamespace(listed=listed), draw=lambda *_: 0.0, limits=None
    )  # fmt: skip
    contract = SimpleNamespace(product=SimpleNamespace(limit_factor=3.0), principal=100)
    account = SimpleNamespace(
        number=3, is_revolving=True, is_unusual=False, is_charged_off=False, balance=100,
        signed=SimpleNamespace(next_day=5), borrower=SimpleNamespace(number=7),
        platform=SimpleNamespace(policy=SimpleNamespace(limits=Terms())), contract=contract,
    )  # fmt: skip
    assert Limits(world).room(account) == 200
    listed[7] = {1}
    assert Limits(world).room(account) == 0
