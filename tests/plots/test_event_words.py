import pytest

from arrears.plots.event_words import EVENT_TEXTS, event_said
from arrears.terms import Event
from arrears.words import Words


@pytest.mark.parametrize("event", [each for each in Event if each is not Event.SHIFT])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_event_of_a_life_can_be_said(event, language):
    """A missing Chinese text would warn, and warnings are errors here."""
    assert event.label in EVENT_TEXTS
    assert event_said(event.label, words=Words(language))


def test_amounts_are_currency_units():
    assert event_said("paid", amount=123_456) == "pays 1,234.56, all that is owed"


def test_distress_is_points():
    said = event_said("distress", amount=-1_500_000, cause="limbo")
    assert said == "distress changes by -1.50 points (limbo)"


def test_names_of_the_scenario_stay_as_they_are():
    assert event_said("stage_entered", stage="my_stage") == "enters stage my_stage"


def test_an_event_without_a_text_is_said_by_its_name():
    assert event_said("mail_lost") == "mail lost"


def test_no_event_is_an_end():
    assert event_said("") == "nothing more happens"
