"""Harsher and more frequent contact hurts more, and beyond a point collects less.

The grid: 400 borrowers over 12 months of a downturn (so that many are in arrears), collectors
enough for all of them, and one call every so many days: firm every 28, 14, 7, 3, 2 or 1 days, harsh
every 28, 7, 3 or 1, gentle every 7, 3 or 1, neutral every 3.
"""

import itertools

import pytest

CADENCES = {
    "firm": (28, 14, 7, 3, 2, 1),
    "harsh": (28, 7, 3, 1),
    "gentle": (7, 3, 1),
    "neutral": (3,),
}
TONES = ("gentle", "neutral", "firm", "harsh")


@pytest.fixture(scope="module")
def calls(measure, call_changes, downturn):
    """Return what each tone gives at each number of days between calls."""
    grid = [(tone, days) for tone, cadence in CADENCES.items() for days in cadence]
    policies = {f"{tone}_{days}": call_changes(tone=tone, every_days=days) for tone, days in grid}
    found = measure(policies, macro=downturn, replications=2)
    return {(tone, days): found[f"{tone}_{days}"] for tone, days in grid}


@pytest.fixture(scope="module")
def by_tone(calls):
    """Return what each tone gives at a call every third day, from gentle to harsh."""
    return [calls[tone, 3] for tone in TONES]


@pytest.fixture(scope="module")
def by_frequency(calls):
    """Return a function that gives what each cadence of a tone gives, the rarest calls first."""

    def pick(tone):
        return [calls[tone, days] for days in CADENCES[tone]]

    return pick


def rises(values):
    return all(lower < higher for lower, higher in itertools.pairwise(values))


def test_firm_and_harsh_tones_cause_more_grievances_than_mild_ones(by_tone):
    """What is said gently or neutrally hurts only by its frequency or a wrong debt."""
    gentle, neutral, firm, harsh = (each["grievances_per_1000"] for each in by_tone)
    assert max(gentle, neutral) < firm < harsh / 2


def test_every_harsher_tone_adds_to_distress(by_tone):
    assert rises([each.total("distress_added_collection") for each in by_tone])
    assert by_tone[-1]["distress_share"] > by_tone[0]["distress_share"] + 0.01


def test_a_harsh_tone_brings_several_times_the_complaints_of_a_gentle_one(by_tone):
    assert by_tone[-1]["complaints_per_1000"] > 2 * by_tone[0]["complaints_per_1000"]
    assert by_tone[2]["complaints_per_1000"] > by_tone[0]["complaints_per_1000"]


def test_a_harsh_tone_collects_less_than_a_gentle_one(by_tone):
    assert by_tone[-1]["collected_share"] < by_tone[0]["collected_share"] - 0.005


@pytest.mark.parametrize("tone", ["firm", "harsh"])
def test_more_frequent_calls_cause_more_distress_and_grievances(by_frequency, tone):
    found = by_frequency(tone)
    assert rises([each["grievances_per_1000"] for each in found])
    assert rises([each["distress_share"] for each in found[1:]])


@pytest.mark.parametrize("tone", ["firm", "harsh"])
def test_daily_calls_bring_more_complaints_than_monthly_ones(by_frequency, tone):
    found = by_frequency(tone)
    assert found[-1]["complaints_per_1000"] > 1.5 * found[0]["complaints_per_1000"]


def test_even_in_a_gentle_tone_daily_calls_cause_more_grievances_than_weekly_ones(calls):
    assert calls["gentle", 1]["grievances_per_1000"] > calls["gentle", 7]["grievances_per_1000"]


def test_firm_calls_have_a_best_frequency_beyond_which_they_collect_less(by_frequency):
    """More often than every 28 days is better, and every day is worse than both."""
    cash = [each.total("cash_received") for each in by_frequency("firm")]
    best = max(cash)
    assert CADENCES["firm"][cash.index(best)] in (14, 7, 3)
    assert cash[-1] < cash[0] < best
    assert cash[-1] < cash[-2] < best


def test_more_frequent_harsh_calls_collect_less_throughout(by_frequency):
    """The interior best of a harsh tone lies beyond the grid: at less than one call a month."""
    assert rises([each["collected_share"] for each in by_frequency("harsh")][::-1])


def test_more_frequent_calls_are_more_calls(by_frequency):
    assert rises([each["attempts_per_delinquent_month"] for each in by_frequency("firm")])
