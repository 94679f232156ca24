"""How long it takes until an account has been left alone for half a year."""

import pytest

from arrears.results.tally_pauses import PAUSE_CAUSES, PAUSE_ROOTS
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


def test_days_after_a_sale_are_the_buyers(story):
    """Late from day 31; sold on day 200, before the 180 days are full."""
    told = story()
    told.lend(100)
    told.tell(30, Event.DUE, 100)
    told.tell(200, Event.SOLD, 100)
    assert waits(told) == [(359, 0, 1)]


def halts(told, name="halts"):
    """Return how many, and how many of each cause and root there are."""
    table = told.outcomes().set_index(["segment", "outcome"]).loc["all"]
    own = table[table.index.str.startswith(f"{name}_from_")]
    return int(own["denominator"].iloc[0]), own["numerator"][own["numerator"] > 0].to_dict()


def test_a_halt_is_counted_when_it_begins_and_a_long_one_on_its_180th_day(story):
    """Paused from day 31; the 180th day is day 210."""
    for end, long in ((210, 0), (211, 1)):
        told = story()
        told.lend(100)
        told.tell(31, Event.PAUSE_START, 0, Cause.REVIEW, Cause.SHOCK)
        told.tell(end, Event.PAUSE_END, end - 31)
        assert halts(told) == (1, {"halts_from_review": 1, "halts_from_shock": 1})
        assert halts(told, "long_halts")[0] == long


def test_a_halt_from_before_day_0_counts_as_long_if_its_180th_day_does(story):
    for start, long in ((-180, 0), (-179, 1)):
        told = story()
        told.lend(100, day=-190)
        told.tell(start, Event.PAUSE_START, 0, Cause.CAPACITY, Cause.MACRO)
        told.tell(90, Event.PAUSE_END, 90 - start)
        assert (halts(told)[0], halts(told, "long_halts")[0]) == (0, long)


@pytest.mark.parametrize("family", ["halts", "long_halts", "pause_days"])
def test_parts_by_cause_and_by_root_each_add_up_to_the_whole(random_stories, family):
    """Exactly, in every segment: shares of halts add to 1, days of pause to all of them."""
    seen = 0
    for seed in range(20):
        table = random_stories(seed).outcomes().set_index(["segment", "outcome"])["numerator"]
        for segment in table.index.levels[0]:
            own = table[segment]
            whole = own[f"{family}_per_1000"]
            for kinds in (PAUSE_CAUSES, PAUSE_ROOTS):
                assert sum(own[f"{family}_from_{kind.label}"] for kind in kinds) == whole
            seen += whole
    assert seen > 100


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
