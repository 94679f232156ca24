"""Every promise that is held against random scenarios can fail: a fault is planted for each."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest
from drawing import Drawn
from promises import (
    assert_cap,
    assert_cash,
    assert_found_again,
    assert_lawful,
    assert_money,
    assert_outcomes,
    assert_same,
    assert_same_in_any_order,
    assert_told,
    breaches_of,
    obeys,
)
from turning import Lived, live

from arrears.api import Scenario
from arrears.results import cash_flows

DRAWN = Drawn(names=("rules_of_contact",), cap=(1, 3), share=0.5, seed=3)


@cache
def scenario() -> Scenario:
    return DRAWN.load()


@cache
def life() -> Lived:
    return live(scenario(), "drawn", DRAWN.regime)


def with_events(events: pd.DataFrame) -> Lived:
    return replace(life(), events=events)


def test_without_a_fault_every_promise_is_kept():
    assert_same(life(), live(scenario(), "twin", DRAWN.regime))
    assert_money(life())
    assert_outcomes(life(), scenario())
    assert_told(breaches_of(life(), scenario(), DRAWN.regime), life().events)


@pytest.mark.parametrize("column", ["disbursed", "interest", "fees", "paid", "outstanding"])
def test_one_cent_in_one_ledger_is_noticed(column):
    books = life().accounts.copy()
    books.loc[books.index[-1], column] += 1
    with pytest.raises(AssertionError, match="the ledger is out"):
        assert_money(replace(life(), accounts=books))


def test_two_cents_that_make_up_for_each_other_are_noticed_below_zero():
    books = life().accounts.copy()
    row = books.index[0]
    books.loc[row, "outstanding"] += books.loc[row, "waived"] + 1
    books.loc[row, "waived"] = -1
    with pytest.raises(AssertionError, match="less than nothing"):
        assert_money(replace(life(), accounts=books))


def test_one_cent_lost_between_two_parties_is_noticed():
    table = cash_flows(life().log, life().measures)
    assert_cash(table)
    table.loc[table.index[table["amount"] > 0][0], "amount"] -= 1
    with pytest.raises(AssertionError, match="cash was lost or made"):
        assert_cash(table)


def test_one_other_number_in_one_row_is_noticed():
    events = life().events.copy()
    events.loc[events.index[len(events) // 2], "amount"] += 1
    for hold in (assert_same, assert_same_in_any_order):
        with pytest.raises(AssertionError, match="other events"):
            hold(life(), with_events(events))


def test_two_rows_of_a_borrower_in_another_order_are_noticed():
    events = life().events
    first, second = events.index[events["borrower"] == 0][:2]
    order = [{first: second, second: first}.get(each, each) for each in events.index]
    swapped = events.loc[order].reset_index(drop=True)
    swapped["seq"] = events["seq"]
    for hold in (assert_same, assert_same_in_any_order):
        with pytest.raises(AssertionError, match="other events"):
            hold(life(), with_events(swapped))


def test_an_account_that_opens_a_day_later_is_noticed():
    books = life().accounts.copy()
    books.loc[books.index[0], "opened"] += 1
    with pytest.raises(AssertionError, match="other accounts"):
        assert_same(life(), replace(life(), accounts=books))


def test_a_row_of_a_team_may_only_change_its_place():
    events = life().events
    nobody = events.index[(events["borrower"] < 0) & (events["event"] == "shift")]
    first, second = next(
        (one, two) for one, two in pairwise(nobody)
        if events.loc[one, "day"] == events.loc[two, "day"]
        and events.loc[one, "amount"] != events.loc[two, "amount"]
    )  # fmt: skip
    moved = events.copy()
    moved.loc[[first, second], ["amount", "actor", "platform"]] = events.loc[
        [second, first], ["amount", "actor", "platform"]
    ].to_numpy()
    with pytest.raises(AssertionError):
        assert_same(life(), with_events(moved))
    assert_same_in_any_order(life(), with_events(moved))
    moved.loc[first, "amount"] += 1
    with pytest.raises(AssertionError):
        assert_same_in_any_order(life(), with_events(moved))


def test_an_outcome_off_by_one_is_noticed():
    found = life().outcomes
    expected = {
        (row.segment, row.outcome): (row.numerator, row.denominator, row.value)
        for row in found.itertuples()
    }
    columns = ["segment", "outcome", "numerator", "denominator", "value"]
    assert_found_again(found[columns], expected)
    wrong = found[columns].copy()
    wrong.loc[wrong["outcome"] == "attempts_per_delinquent_month", "numerator"] += 1
    with pytest.raises(AssertionError, match="attempts_per_delinquent_month"):
        assert_found_again(wrong, expected)


def test_an_outcome_that_the_events_do_not_bear_out_is_noticed():
    events = life().events
    attempts = events.index[(events["event"] == "attempt") & (events["day"] > 0)]
    with pytest.raises(AssertionError):
        assert_outcomes(with_events(events.drop(attempts[0])), scenario())


def test_a_prohibited_act_is_noticed():
    """Of those who break every other rule acts are found that are no late answers."""
    breaches = breaches_of(life(), scenario(), DRAWN.regime)
    with pytest.raises(AssertionError, match="prohibited acts"):
        assert_lawful(breaches)
    assert_lawful([breach for breach in breaches if breach.event == "late"])


def test_a_breach_that_is_not_logged_is_noticed():
    events = life().events
    told = events.index[events["event"] == "violation"]
    silent = events.drop(told[0])
    with pytest.raises(AssertionError, match="the log does not tell"):
        assert_told(breaches_of(with_events(silent), scenario(), DRAWN.regime), silent)


def test_a_violation_of_which_there_is_no_breach_is_noticed():
    events = life().events
    told = events[events["event"] == "violation"]
    with pytest.raises(AssertionError, match="without a breach"):
        assert_told(breaches_of(life(), scenario(), DRAWN.regime), pd.concat([events, told[:1]]))


def test_obedience_is_broken_by_any_platform_policy_or_reaction():
    assert obeys({"collection": {"compliance_share": 1, "reacts": [{"compliance_share": None}]}})
    assert not obeys({"collection": {}, "platforms": [{"collection": {"compliance_share": 0.9}}]})
    assert not obeys({"policies": {"half": {"collection": {"compliance_share": 0}}}})
    assert not obeys({"collection": {"reacts": [{"compliance_share": 0.5}]}})


@pytest.mark.parametrize("gap", [0, 1])
def test_a_window_above_the_cap_is_noticed(gap):
    """Two attempts within two days: one too many for a cap of one in two days."""
    rows = pd.DataFrame({
        "event": "attempt", "day": [5, 5 + gap], "stage": "overdue", "channel": "sms",
        "target": "borrower", "platform": "lender", "borrower": 1,
    })  # fmt: skip
    with pytest.raises(AssertionError):
        assert_cap(rows, 1, 2)
    assert_cap(rows, 2, 2)
