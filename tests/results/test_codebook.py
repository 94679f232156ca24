"""The codebook names every outcome, once and in words."""

import pytest

from arrears.errors import ScenarioError
from arrears.results import CODEBOOK, FAMILIES, lookup
from arrears.results.ratios import OPEN_BOOK_RATIOS, RATIOS
from arrears.results.series import MONTHLY


def test_every_ratio_is_in_the_codebook_and_nothing_else_but_four():
    others = {"net_cash_rate", "recovery_rate", "review_wait_days_mean", "review_wait_days_p90"}
    assert set(CODEBOOK) == set(RATIOS) | set(OPEN_BOOK_RATIOS) | others


def test_ratios_are_made_of_series_that_exist():
    ratios = (RATIOS | OPEN_BOOK_RATIOS).values()
    terms = {term.removeprefix("-") for ratio in ratios for term in ratio.above + ratio.below}
    assert terms <= set(MONTHLY)


def test_every_outcome_says_what_is_divided_by_what():
    for outcome in CODEBOOK.values():
        assert outcome.definition, outcome.name
        assert outcome.numerator, outcome.name
        assert outcome.denominator, outcome.name
        assert "{" not in outcome.definition + outcome.numerator + outcome.denominator


def test_headline_outcomes_come_first():
    flags = [outcome.headline for outcome in CODEBOOK.values()]
    assert flags == sorted(flags, reverse=True)
    assert CODEBOOK["loss_rate"].headline
    assert not CODEBOOK["recovery_rate"].headline


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("roll_rate_0_0", "higher"),
        ("roll_rate_0_1", "lower"),
        ("roll_rate_3_3", "neutral"),
        ("roll_rate_3_2", "higher"),
        ("roll_rate_3_closed", "higher"),
        ("roll_rate_3_charged_off", "lower"),
    ],
)
def test_rolling_back_is_better_than_rolling_on(name, better):
    assert lookup(name).better == better
    assert lookup(name).family == "roll_rate_<a>_<b>"


def test_a_member_of_a_family_has_its_words_filled_in():
    assert lookup("pause_days_from_review").numerator == (
        "account-days of pause whose cause is review"
    )


@pytest.mark.parametrize("name", ["roll_rate_<a>_<b>", "roll_rate_*"])
def test_a_family_is_found_by_its_own_name(name):
    assert lookup(name) is FAMILIES["roll_rate_<a>_<b>"]


def test_an_unknown_outcome_is_refused_with_the_nearest_name():
    with pytest.raises(ScenarioError, match=r"'los_rate' .* nearest name is 'loss_rate'"):
        lookup("los_rate")
