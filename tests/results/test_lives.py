"""One account's life: what it owes, what happens, whom to tell of, and where two lives part."""

import pandas as pd
import pytest

from arrears.log import events_frame
from arrears.results.lives import Choice, choose_account, life, parting
from arrears.terms import Cause, Event, Phase


def told(story, tell, policy="status_quo"):
    """Return the events of account 0 and its borrower."""
    found = story()
    found.lend(1000)
    tell(found)
    found.log.close()
    return events_frame(found.log, policy, "none", 0)


def levels(table, kind):
    rows = table[table["kind"] == kind]
    return list(zip(rows["day"], rows["amount"], strict=True))


def spans(table, name):
    rows = table[(table["kind"] == "span") & (table["name"] == name)]
    return list(zip(rows["day"], rows["end"], strict=True))


def test_the_balance_falls_by_what_is_paid_and_rises_by_what_is_charged(story):
    def tell(found):
        found.tell(30, Event.INTEREST, 20)
        found.tell(30, Event.PAID, 300)
        found.tell(60, Event.CHARGED_OFF, 720)
        found.tell(90, Event.RECOVERED, 100)

    table = life(told(story, tell), 0)
    assert levels(table, "balance") == [(0, 1000), (30, 720), (60, 0)]


def test_arrears_are_what_is_due_and_not_received_fees_apart(story):
    def tell(found):
        found.tell(30, Event.DUE, 400)
        found.tell(40, Event.PART_PAID, 150, to_fees=50)
        found.tell(45, Event.WAIVED, 30, Cause.PENALTY)
        found.tell(50, Event.WAIVED, 40, Cause.INTEREST)
        found.tell(60, Event.PAID, 260)

    table = life(told(story, tell), 0)
    assert levels(table, "arrears") == [(30, 400), (40, 300), (50, 260), (60, 0)]


def test_an_account_that_is_paid_off_is_in_no_arrears(story):
    def tell(found):
        found.tell(30, Event.DUE, 400)
        found.tell(40, Event.PREPAID, 390)
        found.tell(40, Event.CLOSED)

    assert levels(life(told(story, tell), 0), "arrears") == [(30, 400), (40, 0)]


def test_what_lasts_has_a_first_day_and_the_day_after_the_last(story):
    def tell(found):
        found.tell(10, Event.SHOCK_START, 5, Cause.SHOCK)
        found.tell(20, Event.PAUSE_START, 0, Cause.PLAN)
        found.tell(25, Event.PAUSE_END, 5, Cause.PLAN)
        found.tell(40, Event.RELIEF_START, 3)
        found.tell(80, Event.DUE, 10)

    table = life(told(story, tell), 0)
    assert spans(table, "contact_paused") == [(20, 25)]
    assert spans(table, "shock") == [(10, 81)]
    assert spans(table, "plan") == [(40, 81)]


def test_marks_stand_on_their_days(story):
    def tell(found):
        found.tell(30, Event.MISSED, 40, Cause.UNABLE)
        found.tell(35, Event.ATTEMPT)
        found.tell(35, Event.RIGHT_PARTY)

    table = life(told(story, tell), 0)
    marks = table[table["kind"] == "mark"]
    assert list(zip(marks["name"], marks["day"], strict=True)) == [
        ("missed", 30), ("attempt", 35), ("conversation", 35),
    ]  # fmt: skip


def test_lives_part_at_the_first_event_that_the_other_lacks(story):
    def missed(found):
        found.tell(30, Event.DUE, 40)
        found.tell(30, Event.MISSED, 40, Cause.FORGOT, phase=Phase.DUE)

    def paid(found):
        found.tell(30, Event.DUE, 40)
        found.tell(30, Event.PAID, 40, Cause.OWN_HAND, phase=Phase.DUE)

    table = parting(told(story, missed), told(story, paid, "firm"), 0)
    assert table[["policy", "name", "day", "amount", "cause"]].to_numpy().tolist() == [
        ["status_quo", "missed", 30, 40, "forgot"],
        ["firm", "paid", 30, 40, "own_hand"],
    ]


def test_a_life_that_simply_ends_parts_with_nothing(story):
    def short(found):
        found.tell(30, Event.DUE, 40)

    def longer(found):
        found.tell(30, Event.DUE, 40)
        found.tell(33, Event.ATTEMPT)

    table = parting(told(story, short), told(story, longer, "firm"), 0)
    assert table[["name", "day"]].to_numpy().tolist() == [["", 33], ["attempt", 33]]


def test_equal_lives_do_not_part(story):
    def tell(found):
        found.tell(30, Event.DUE, 40)

    assert parting(told(story, tell), told(story, tell, "firm"), 0).empty


def accounts(*rows):
    columns = ["policy", "account", "borrower", "paid", "max_dpd", "attempts"]
    return pd.DataFrame(rows, columns=columns)


BASE = [("a", 1, 11, 100, 5, 0), ("a", 2, 12, 100, 5, 0), ("a", 3, 13, 100, 5, 0)]


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([("b", 1, 11, 90, 5, 0), ("b", 2, 12, 130, 5, 0)], Choice(2, 12, "b")),
        ([("b", 1, 11, 90, 5, 0), ("b", 2, 12, 90, 9, 0)], Choice(2, 12, "b")),
        ([("b", 2, 12, 90, 5, 3), ("b", 1, 11, 90, 5, 3)], Choice(1, 11, "b")),
        ([("c", 1, 11, 90, 5, 0), ("b", 2, 12, 90, 5, 0)], Choice(1, 11, "c")),
        ([("b", 9, 19, 900, 5, 0), ("b", 2, 12, 99, 5, 0)], Choice(2, 12, "b")),
        ([("b", 1, 11, 100, 5, 0)], None),
    ],
    ids=["paid most", "then days past due", "then number", "policy first", "in both", "no change"],
)
def test_the_account_that_changes_most_is_chosen_by_rule(others, expected):
    assert choose_account(accounts(*BASE, *others), "a", ("a", "c", "b")) == expected


def test_a_run_of_one_policy_has_no_account_to_compare():
    assert choose_account(accounts(*BASE), "a", ("a",)) is None
    assert choose_account(accounts(), "a", ("a", "b")) is None
