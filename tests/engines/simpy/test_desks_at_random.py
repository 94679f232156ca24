"""Desks of any shape: every case goes its way, every answer is dated, every pause has its cause."""

from hypothesis import given, settings
from hypothesis import strategies as st

from arrears.results.tally_pauses import PAUSE_CAUSES, PAUSE_ROOTS

TEXT = """
collection:
  complaint_pauses: true
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [help],
       actions: [{name: text, every_days: 3, channel: sms}]}
  relief: [{name: help, trigger: application, skip_months: 1, break_dpd: 40, times_max: 3}]
"""
SHARE = st.sampled_from([0, 0.3, 0.7, 1])
DAYS = st.integers(0, 25)


@st.composite
def offices(draw):
    return {
        "people": draw(st.sampled_from([0.05, 1, 3])),
        "handling_minutes": draw(st.sampled_from([1, 45, 500])),
        "document_rounds_max": draw(st.integers(0, 3)),
        "document_days": draw(DAYS),
        "weekdays": draw(st.lists(st.sampled_from(["mon", "wed", "sat"]), unique=True)),
    }


@st.composite
def desks(draw):
    desk = draw(offices())
    desk |= {
        key: draw(SHARE)
        for key in (
            "sensitivity_share", "specificity_share", "automation_share", "appeal_share",
            "appeal_specificity_share",
        )
    } | {"least_days": draw(DAYS), "appeal_days": draw(DAYS)}  # fmt: skip
    desk["answer_days"] = draw(st.none() | st.integers(0, 60))
    desk["pauses_contact"] = draw(st.booleans())
    desk["steps"] = [
        draw(offices())
        | {"name": f"step_{place}", "handover_days": draw(DAYS), "lost_days": draw(DAYS)}
        | {"lost_share": draw(st.sampled_from([0, 0.4, 0.8]))}
        for place in range(draw(st.integers(0, 3)))
    ]
    return desk


@st.composite
def books(draw):
    return {
        "desk": draw(desks()),
        "stops": draw(st.none() | st.integers(0, 40)),
        "halts": draw(st.sampled_from([[], [{"name": "stay", "from_month": 2, "months": 2}]])),
        "explains": draw(st.booleans()),
    }


def written(value):
    """Write a value as a scenario's text does."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if value is None:
        return "null"
    return str(value).lower()


@given(book=books())
@settings(max_examples=25)
def test_every_case_goes_its_way_whatever_the_desk(live, book):
    sets = (
        f"collection.review_desk={written(book['desk'])}",
        f"collection.interest_stops_after_pause_days={written(book['stops'])}",
        f"collection.halts={written(book['halts'])}",
        f"collection.explains_pauses={written(book['explains'])}",
    )
    lived = live(TEXT, "unwilling", "applies", "seen through", "penalty", "portfolio.borrowers=8",
                 "behaviour.application.document_round_share=0.5", *sets)  # fmt: skip
    steps = len(book["desk"]["steps"])
    for _, rows in lived.by_account:
        opened = None
        passed = 0
        paused = None
        for row in rows:
            if row.event in {"application", "appeal"}:
                assert opened is None, "one case at a time"
                opened = row
                passed = 0
            elif row.event == "handed_over" and row.cause == "":
                passed += 1
            elif row.event == "unanswered":
                assert row.day - opened.day == row.amount == book["desk"]["answer_days"]
            elif row.event == "decision":
                assert row.amount == row.day - opened.day
                if row.cause != "withdrawn":
                    goes_round = opened.event == "application" and row.actor != "machine"
                    assert passed == (steps if goes_round else 0)
                    least = "least_days" if opened.event == "application" else "appeal_days"
                    assert row.actor == "machine" or row.amount >= book["desk"][least]
                opened = None
            elif row.event == "pause_start":
                assert paused is None
                assert row.cause in {kind.label for kind in PAUSE_CAUSES}
                assert row.root in {kind.label for kind in PAUSE_ROOTS}
                paused = row.day
            elif row.event == "pause_end":
                assert row.amount == row.day - paused
                paused = None


def test_such_desks_do_what_they_may(live):
    """The test above is not idle: over one rich desk each of its branches is taken."""
    step = "{name: one, people: 1, handling_minutes: 5, handover_days: 2, lost_share: 0.4}"
    desk = (
        "{people: 1, handling_minutes: 5, specificity_share: 0.8, automation_share: 0.3, "
        f"appeal_share: 0.5, answer_days: 1, least_days: 3, steps: [{step}]}}"
    )
    lived = live(TEXT, "unwilling", "applies", "seen through", "portfolio.borrowers=40",
                 f"collection.review_desk={desk}")  # fmt: skip
    for event in ("application", "appeal", "handed_over", "unanswered", "decision", "pause_end"):
        assert len(lived.rows(event)) > 3, event
