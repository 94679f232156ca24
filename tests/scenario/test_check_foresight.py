"""What nobody finds out, and early warnings that cannot work, are refused or warned of."""

import pytest

from arrears.errors import ScenarioError
from arrears.scenario.load import load_scenario

CALL = "collection.stages.overdue.actions.call.who"


def refused(*sets):
    with pytest.raises(ScenarioError) as caught:
        load_scenario("first_steps", sets=sets)
    return str(caught.value)


@pytest.mark.parametrize(
    ("filtered", "needed"),
    [
        ("{ability: likely}", "ability_score"),
        ('{warned: "yes"}', "early_warning"),
        ("{assessed_min: 0.5}", "assessment"),
        ("{assessed_max: 0.5}", "assessment"),
    ],
)
def test_a_filter_by_what_nobody_finds_out_is_refused(filtered, needed):
    assert f"nobody finds that out; set collection.{needed}" in refused(f"{CALL}={filtered}")
    load_scenario("first_steps", sets=[f"{CALL}={filtered}", f"collection.{needed}={{}}"])


def test_assessed_shares_that_cross_are_refused():
    said = refused(f"{CALL}={{assessed_min: 0.9, assessed_max: 0.2}}", "collection.assessment={}")
    assert "found 0.2; assessed_min is 0.9" in said


def test_an_early_call_names_a_team_and_a_relief_that_there_are():
    assert "there is no team 'nobody'" in refused("collection.early_warning={call: {team: nobody}}")
    said = refused("collection.early_warning={call: {team: callers, offer: gift}}")
    assert "there is no relief 'gift'" in said


def test_a_reminder_before_the_score_is_warned_of():
    reminder = '[{name: text, days_before: 9, channel: sms, who: {warned: "yes"}}]'
    sets = ["collection.early_warning={days_before: 5}", f"collection.before_due={reminder}"]
    assert any(
        "goes out before the score" in line
        for line in load_scenario("first_steps", sets=sets).warnings
    )


def test_a_new_year_for_a_segment_that_there_is_not_is_refused():
    assert "there is no segment 'clerk'" in refused("behaviour.festival={pause_segments: [clerk]}")
