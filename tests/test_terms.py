"""Words and their codes: what tables show, and what may never be renumbered."""

import pytest

from arrears.terms import Cause, Channel, Entity, Event, MissReason, Phase, Status, Target, Tone

ENUMERATIONS = [Cause, Channel, Entity, Event, MissReason, Phase, Status, Target, Tone]


@pytest.mark.parametrize("kind", ENUMERATIONS)
def test_codes_count_from_0_without_gaps_or_synonyms(kind):
    """Names are looked up by position; a synonym would have no name of its own."""
    assert [int(member) for member in kind] == list(range(len(kind)))
    assert len(kind.__members__) == len(kind)


def test_phases_run_in_the_order_of_a_day():
    names = "MACRO SHOCK INCOME DUE BORROWER DESK CONTACT STAGE CLOSE"
    assert " ".join(phase.name for phase in Phase) == names


def test_a_reason_of_a_miss_is_a_cause_of_the_same_code():
    """The engine writes one as the other."""
    for reason in MissReason:
        assert Cause(int(reason)).name == reason.name


def test_labels_are_lower_case_names_and_nothing_is_empty():
    assert Cause.NONE.label == ""
    assert Cause.OUT_OF_REACH.label == "out_of_reach"
    assert Event.RELIEF_START.label == "relief_start"
    labels = [cause.label for cause in Cause]
    assert len(set(labels)) == len(labels)
    assert all(label == label.lower() for label in labels)


def test_bot_calls_calls_and_visits_are_spoken_and_nothing_else_is():
    spoken = [channel for channel in Channel if channel.is_spoken]
    assert spoken == [Channel.BOT_CALL, Channel.CALL, Channel.VISIT]


def test_tones_go_from_mild_to_harsh():
    assert Tone.GENTLE < Tone.NEUTRAL < Tone.FIRM < Tone.HARSH


# Codes of what enters a draw's key, or stands in logs that may be kept: members are only added.
FIXED = {
    Entity: ["WORLD", "BORROWER", "ACCOUNT", "COLLECTOR"],
    MissReason: ["NONE", "UNABLE", "FORGOT", "UNWILLING", "DISPUTED", "AGREED"],
    Channel: ["NONE", "PUSH", "SMS", "EMAIL", "LETTER", "BOT_CALL", "CALL"],
    Status: ["CURRENT", "ARREARS", "CHARGED_OFF", "CLOSED"],
}


@pytest.mark.parametrize("kind", FIXED)
def test_members_are_added_at_the_end_only(kind):
    assert [member.name for member in kind][: len(FIXED[kind])] == FIXED[kind]


def test_events_of_the_contract_have_their_names():
    """Those of the contract's list that this version can bring about."""
    names = (
        "originated screen_start screen_end shock_start shock_end due paid part_paid prepaid "
        "recovered missed interest fee late_fee waived cost distress cured reaged accelerated "
        "stage_entered stage_left attempt contact right_party promise promise_kept promise_broken "
        "refused disclosed stop_request offered application document_round decision relief_start "
        "relief_end pause_start pause_end grievance complaint complaint_answered placed recalled "
        "charged_off closed"
    )
    assert set(names.split()) <= {event.label for event in Event}
