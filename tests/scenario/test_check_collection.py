"""Checks across the keys of a platform's collection."""

import pytest

from arrears.scenario.load import load_scenario

ERRORS = {
    "a team that is none": (
        [("channel: call, team: service", "channel: call, team: sevice")],
        (
            "collection.stages.early.actions.talk.team: there is no team 'sevice'; "
            "did you mean service?"
        ),
    ),
    "a relief that is none": (
        [("offers: [instalment_plan]", "offers: [instalment_pla]")],
        (
            "collection.stages.early.offers.0: there is no relief 'instalment_pla'; "
            "did you mean instalment_plan?"
        ),
    ),
    "a relief twice": (
        [("offers: [instalment_plan]", "offers: [instalment_plan, instalment_plan]")],
        "collection.stages.early.offers.1: instalment_plan is offered twice",
    ),
    "a segment that is none": (
        [("from_dpd: 1\n", "from_dpd: 1\n      who: {segments: [gigg]}\n")],
        "collection.stages.early.who.segments.0: there is no segment 'gigg'; did you mean gig?",
    ),
    "balances crossed": (
        [("from_dpd: 1\n", "from_dpd: 1\n      who: {balance_min: 100, balance_max: 50}\n")],
        "collection.stages.early.who.balance_max: found 50; balance_min is 100",
    ),
    "a call nobody is there to make": (
        [('["09:00", "16:30"]', '["17:00", "20:00"]')],
        (
            "collection.stages.early.actions.talk.between: found 17:00 to 20:00, "
            "but team service works 09:00 to 16:30: no call can be made"
        ),
    ),
    "a call without a team": (
        [("channel: call, team: service, between", "channel: call, between")],
        "collection.stages.early.actions.talk: a call needs a team; name one of collection.teams",
    ),
    "a window that ends before it starts": (
        [('["09:00", "16:30"]', '["12:00", "10:00"]')],
        "collection.stages.early.actions.talk: between starts before it ends",
    ),
    "work past midnight": (
        [("people: 6,", 'people: 6, opens: "20:00",')],
        (
            "collection.teams.service.hours_per_day: found 7.5; it opens at 20:00 "
            "and the day ends at 24:00"
        ),
    ),
    "charge-off within grace": (
        [("grace_days: 3", "grace_days: 30\n  charge_off_dpd: 30")],
        "collection.charge_off_dpd: found 30; it comes after grace_days, which is 30",
    ),
    "applications that nobody decides": (
        [("  review_desk: {people: 1, cost_per_hour: 60, handling_minutes: 30}\n", "")],
        (
            "collection.relief.instalment_plan.trigger: found application, "
            "but there is no review_desk to decide"
        ),
    ),
    "a relief that changes nothing": (
        [("extra_months: 6, reduction_share: 0.3,\n       reduced_months: 6", "times_max: 2")],
        (
            "collection.relief.instalment_plan: this relief changes nothing; "
            "set skip_months, reduction_share, extra_months, ..."
        ),
    ),
    "the same filter twice": (
        [
            ("from_dpd: 1\n", "from_dpd: 1\n      who: {segments: [gig]}\n"),
            ("from_dpd: 31\n", "from_dpd: 30\n      who: {segments: [gig]}\n"),
        ],
        (
            "collection.stages.late: overlaps with stage early (tiny.yaml:69:7) at 30 dpd "
            "and no filter tells them apart; end one where one begins"
        ),
    ),
}


@pytest.mark.parametrize(("changes", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_what_cannot_be_meant_is_refused(errors, changes, message):
    assert message in [line.partition(": ")[2] for line in errors(*changes)]


WARNINGS = {
    "stages overlap with a filter": (
        [("from_dpd: 31\n", "from_dpd: 20\n      who: {segments: [gig]}\n")],
        (
            "collection.stages.late: overlaps with stage early (tiny.yaml:69:7) at 20 to 30 dpd; "
            "the first in order, early, wins"
        ),
    ),
    "a stage behind another": (
        [
            (
                "from_dpd: 31\n      to_dpd: 180\n",
                "from_dpd: 20\n      to_dpd: 30\n      who: {segments: [gig]}\n",
            )
        ],
        (
            "collection.stages.late: can never act: stage early (tiny.yaml:69:7) "
            "takes everybody before it"
        ),
    ),
    "a stage within grace": (
        [("grace_days: 3", "grace_days: 30")],
        (
            "collection.stages.early.to_dpd: can never act: it ends at 30 dpd, "
            "within the 30 days of grace"
        ),
    ),
    "a message with a team": (
        [("channel: sms, tone: gentle", "channel: sms, team: service")],
        "collection.stages.early.actions.text.team: changes nothing: sms goes out without a team",
    ),
    "a team of nobody": (
        [("people: 6", "people: 0")],
        "collection.stages.early.actions.talk.team: can never act: team service has nobody",
    ),
    "a team without work": (
        [("  teams:\n", "  teams:\n    - {name: idle, people: 1}\n")],
        "collection.teams.idle: changes nothing but cost: no action calls with this team",
    ),
    "everybody held out": (
        [("every_days: 3,", "every_days: 3, holdout_share: 1,")],
        (
            "collection.stages.early.actions.text.holdout_share: can never act: "
            "it is withheld from everybody"
        ),
    ),
    "an action for nobody in its stage": (
        [
            ("from_dpd: 1\n", "from_dpd: 1\n      who: {segments: [gig]}\n"),
            ("every_days: 3,", "every_days: 3, who: {segments: [salaried]},"),
        ],
        (
            "collection.stages.early.actions.text.who.segments: can never act: "
            "the stage is for gig only"
        ),
    ),
    "a relief that nobody offers": (
        [("  relief:\n", "  relief:\n    - {name: pause, trigger: offer, skip_months: 1}\n")],
        "collection.relief.pause: changes nothing: no stage offers it",
    ),
    "a desk without applications": (
        [("trigger: application", "trigger: offer")],
        "collection.review_desk: changes nothing but cost: no relief on application is offered",
    ),
    "a reduction for no time": (
        [("       reduced_months: 6", "       reage: true")],
        "collection.relief.instalment_plan.reduction_share: changes nothing: reduced_months is 0",
    ),
    "time without a reduction": (
        [("reduction_share: 0.3,", "reage: true,")],
        "collection.relief.instalment_plan.reduced_months: changes nothing: reduction_share is 0",
    ),
    "acceleration after charge-off": (
        [("grace_days: 3", "grace_days: 3\n  accelerate_dpd: 200")],
        "collection.accelerate_dpd: changes nothing: charge-off comes before, at 180 dpd",
    ),
    "a pause for complaints that nobody answers": (
        [("grace_days: 3", "grace_days: 3\n  complaint_pauses: true")],
        "collection.complaint_pauses: without a complaint_desk no complaint is answered",
    ),
}


@pytest.mark.parametrize(("changes", "message"), WARNINGS.values(), ids=WARNINGS.keys())
def test_what_changes_nothing_or_never_acts_is_warned_of(warnings, changes, message):
    assert message in [line.partition(": ")[2] for line in warnings(*changes)]


def test_a_stage_that_does_nothing_is_warned_of(tiny):
    sets = ["collection.stages.late.actions=[]", "collection.stages.late.offers=[]"]
    (line,) = load_scenario(tiny, sets=sets).warnings
    assert line.endswith("collection.stages.late: can never act: it has no actions and no offers")


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("segments: [gig]", "segments: [salaried]"),
        ("macro: normal", "macro: downturn"),
        ("balance_max: 99.99", "balance_min: 100"),
    ],
)
def test_stages_for_different_people_do_not_overlap(warnings, early, late):
    changes = [
        ("from_dpd: 1\n", f"from_dpd: 1\n      who: {{{early}}}\n"),
        ("from_dpd: 31\n", f"from_dpd: 1\n      who: {{{late}}}\n"),
    ]
    assert warnings(*changes) == []


def test_hours_that_were_not_stated_are_not_warned_of(tiny):
    """Actions may call until 20:00 by default; the late stage's team closes before."""
    assert load_scenario(tiny).warnings == ()


def test_a_warning_of_one_policy_names_it(warnings):
    assert warnings(("grace_days: 0", "grace_days: 40")) == [
        (
            "tiny.yaml:71:15: policies.no_grace.collection.stages.early.to_dpd: can never act: "
            "it ends at 30 dpd, within the 40 days of grace"
        )
    ]
