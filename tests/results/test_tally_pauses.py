"""How long it takes until an account has been left alone for half a year."""

import pytest

from arrears.terms import Cause, Event


def waits(told, segment="all"):
    """Return days, accounts left alone and accounts not, of the series."""
    table = told.tally().durations
    chosen = table[(table["series"] == "until_paused_180") & (table["segment"] == segment)]
    return list(chosen[["days", "count", "censored"]].itertuples(index=False, name=None))


def test_an_account_that_nobody_works_is_left_alone_180_days_after_its_first_day_late(story):
    told = story()
    told.lend(100)
    told.tell(30, Event.DUE, 100)
    assert waits(told) == [(31 + 179, 1, 0)]


def test_a_word_starts_the_180_days_again(story):
    told = story()
    told.lend(100)
    told.tell(30, Event.DUE, 100)
    told.tell(100, Event.ATTEMPT)
    assert waits(told) == [(101 + 179, 1, 0)]


@pytest.mark.parametrize(("opened", "seen"), [(0, 359), (40, 319), (-90, 359)])
def test_an_account_that_pays_is_seen_from_its_origination_or_day_0_to_the_horizon(
    story, opened, seen
):
    told = story()
    told.lend(100, day=opened)
    told.tell(opened + 30, Event.DUE, 100)
    told.tell(opened + 30, Event.PAID, 100, Cause.OWN_HAND)
    assert waits(told) == [(seen, 0, 1)]


def test_everybody_is_counted_once_and_those_left_alone_are_the_outcomes(random_stories):
    for seed in range(20):
        told = random_stories(seed)
        found = waits(told)
        left_alone, accounts = told.fraction("paused_180_share")
        assert sum(count for _, count, _ in found) == left_alone
        assert sum(count + censored for _, count, censored in found) == accounts
