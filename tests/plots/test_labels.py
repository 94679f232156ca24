import pytest

from arrears.errors import ScenarioError
from arrears.plots.labels import better_text, in_words, is_fraction, level_label
from arrears.results import CODEBOOK
from arrears.words import Words


def test_shares_are_fractions_and_counts_are_not():
    assert is_fraction("loss_rate")
    assert not is_fraction("complaints_per_1000")


@pytest.mark.parametrize(
    ("outcome", "label"),
    [
        ("loss_rate", "Loss rate (%)"),
        ("complaints_per_1000", "Complaints per 1000 borrowers and year"),
        ("distress_days_per_year", "Distress days per year (days per borrower and year)"),
    ],
)
def test_labels_carry_the_unit(outcome, label):
    assert level_label(outcome) == label


def test_direction_is_said_only_where_there_is_one():
    assert better_text("net_cash_rate") == "higher is better"
    assert better_text("relief_share") == ""


@pytest.mark.parametrize("outcome", list(CODEBOOK))
def test_every_outcome_has_words(outcome):
    assert "_" not in in_words(outcome)


def test_an_unknown_outcome_is_refused_by_name():
    with pytest.raises(ScenarioError, match="los_rate"):
        in_words("los_rate")


@pytest.mark.parametrize("outcome", list(CODEBOOK))
def test_every_outcome_has_words_in_chinese(outcome):
    """An untranslated text warns, and a warning is an error here."""
    assert in_words(outcome, Words("zh"))


def test_members_of_a_family_are_called_by_their_places():
    assert in_words("roll_rate_2_charged_off") == "roll rate from 2 to charged off"
    assert in_words("complaints_per_1000_regulator") == (
        "complaints regulator per 1000 borrowers and year"
    )
