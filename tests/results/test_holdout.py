"""Randomised and naive effects stand side by side."""

import math

import pytest

from arrears.results import holdout_effects
from arrears.results.series import describe
from arrears.terms import Event


@pytest.fixture
def told(story):
    """Tell of six spells of 100 each: two held out, four called, two of these spoken to.

    Held out: one of two pays. Called and spoken to: none pays. Called, not spoken to: both pay.
    """
    told = story()
    call = told.log.vocabulary.code("call")
    held_out, spoken_to, pays = {0, 1}, {2, 3}, {0, 4, 5}
    for account in range(6):
        told.lend(1000)
        told.tell(30, Event.DUE, 100, account=account)
        event = Event.HOLDOUT if account in held_out else Event.ATTEMPT
        told.tell(40, event, account=account, action=call)
        if account in spoken_to:
            told.tell(40, Event.RIGHT_PARTY, account=account)
        told.tell(90 if account in pays else 91, Event.PAID, 100, account=account)
    return told


def test_the_effect_is_the_difference_of_shares_paid_by_day_60(told):
    table = holdout_effects(told.tally().monthly).query("segment == 'all'")
    table = table.set_index("comparison")
    assert table["action"].tolist() == ["call", "call"]
    randomised = table.loc["randomised"]
    assert (randomised["with_spells"], randomised["without_spells"]) == (4, 2)
    assert (randomised["with_share"], randomised["without_share"]) == (0.5, 0.5)
    assert table.loc["naive", "effect"] == -1.0


def test_spells_in_which_the_action_never_came_due_are_in_neither_group(told):
    told.lend(1000)
    told.tell(30, Event.DUE, 100, account=6)
    table = holdout_effects(told.tally().monthly).query("segment == 'all'")
    assert table.loc[table["comparison"] == "randomised", "with_spells"].tolist() == [4]


def test_spells_without_60_days_to_the_horizon_are_left_out(story):
    told = story()
    call = told.log.vocabulary.code("call")
    for account, day in ((0, 299), (1, 300)):
        told.lend(1000)
        told.tell(day, Event.DUE, 100, account=account)
        told.tell(day + 1, Event.HOLDOUT, account=account, action=call)
    table = holdout_effects(told.tally().monthly).query("segment == 'all'")
    table = table.set_index("comparison")
    assert table.loc["randomised", "without_spells"] == 1
    assert math.isnan(table.loc["randomised", "effect"]), "nobody was treated"


def test_series_of_withheld_actions_are_described():
    assert describe("holdout.call.held_out.paid") == (
        "cash on that by day 60 since due; where the action was withheld: call"
    )


def test_without_holdouts_the_table_is_empty(story):
    told = story()
    told.lend(1000)
    assert holdout_effects(told.tally().monthly).empty


@pytest.mark.parametrize(("spoken", "contacted"), [(60, 1), (61, 0)])
def test_contact_counts_within_the_first_30_days_of_the_spell(story, spoken, contacted):
    """The spell opens on day 31; its thirtieth day is day 60."""
    told = story()
    call = told.log.vocabulary.code("call")
    for account in range(2):
        told.lend(1000)
        told.tell(30, Event.DUE, 100, account=account)
    told.tell(32, Event.HOLDOUT, account=1, action=call)
    told.tell(32, Event.ATTEMPT, action=call)
    told.tell(spoken, Event.RIGHT_PARTY)
    table = holdout_effects(told.tally().monthly).query("segment == 'all'")
    assert table.set_index("comparison").loc["naive", "with_spells"] == contacted
