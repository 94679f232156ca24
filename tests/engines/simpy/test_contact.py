"""One attempt and what comes of it: attempt, contact, right party, outcome."""

import pytest

CALLS = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [%s],
       actions: [{name: call, every_days: 7, channel: call, tone: neutral, team: callers}]}
  relief: [{name: help, trigger: offer, extra_months: 10}]
"""
OUTCOMES = {"refused", "promise", "offered", "paid", "part_paid", "recovered", "disclosed"}


def talks(lived):
    """Return the rows that follow each conversation, up to the next attempt or phase."""
    found = []
    for _, rows in lived.by_account:
        for place, row in enumerate(rows):
            if row.event == "right_party":
                after = []
                for later in rows[place + 1 :]:
                    if (later.day, later.phase) != (row.day, "contact") or later.event == "attempt":
                        break
                    after.append(later)
                found.append((rows[place - 2 : place], row, after))
    return found


def test_every_conversation_was_an_attempt_and_a_contact_of_that_minute(busy, stages):
    for lived in (busy, stages):
        conversations = talks(lived)
        assert len(conversations) > 100
        for before, row, _ in conversations:
            moment = (row.day, row.minute, row.person, row.action, row.stage, row.channel)
            assert [told.event for told in before[-2:]] in (
                ["attempt", "contact"], ["pause_end", "contact"],
            )  # fmt: skip
            contact = before[-1]
            assert (
                contact.day, contact.minute, contact.person, contact.action, contact.stage,
                contact.channel,
            ) == moment  # fmt: skip


def test_every_conversation_has_an_outcome(busy, stages):
    for lived in (busy, stages):
        for _, row, after in talks(lived):
            assert {told.event for told in after} & OUTCOMES, row


def test_there_are_never_more_conversations_than_contacts_nor_contacts_than_attempts(busy, stages):
    for lived in (busy, stages):
        spoken = lived.events[lived.events["channel"].isin(["call", "bot_call"])]
        for _, own in spoken.groupby(["day", "account", "action"]):
            counts = own["event"].value_counts()
            assert (
                counts.get("right_party", 0) <= counts.get("contact", 0) <= counts["attempt"] == 1
            )


def test_nobody_answers_a_phone_that_is_never_answered(live):
    lived = live(CALLS % "", "unwilling")
    assert len(lived.days("attempt")) > 10
    assert lived.days("contact", "right_party", "refused") == []


def test_a_wrong_person_hears_nothing(live):
    nobody = "behaviour.answering.contacts.call.right_party_share=0"
    lived = live(CALLS % "", "unwilling", "answers", nobody)
    assert len(lived.days("contact")) == len(lived.days("attempt"))
    assert set(lived.causes("contact")) == {"wrong_person"}
    assert lived.days("right_party", "refused") == []


def test_a_reminded_forgetter_pays_on_the_phone(live):
    """Would remember only after weeks; called on day 16, a Friday."""
    slow = "behaviour.attention.remember_daily_share=0.001"
    lived = live(CALLS % "", "forgetful", "answers", slow)
    assert lived.told("paid")[0] == (16, "paid", 40803)
    assert lived.causes("paid")[0] == "on_contact"
    assert lived.rows("paid")["phase"].iloc[0] == "contact"


def test_a_text_that_is_read_reminds_and_one_that_is_not_does_not(live):
    text = """
collection:
  stages:
    - {name: overdue, from_dpd: 3, to_dpd: 170,
       actions: [{name: text, every_days: 90, channel: sms}]}
"""
    slow = "behaviour.attention.remember_daily_share=0.001"
    read = live(text, "forgetful", slow, "reads")
    assert read.told("read", "paid")[:2] == [(18, "read", 0), (18, "paid", 40803)]
    assert live(text, "forgetful", slow).days("read") == []


TALKATIVE = (
    "behaviour.answering.tones=["
    + ", ".join(
        f"{{tone: {tone}, pressure: 0, goodwill: 0, reactance: 0, distress_points: 1, "
        "disclosure_share: 1, promise_above_budget: 0}"
        for tone in ("gentle", "neutral", "firm", "harsh")
    )
    + "]"
)


@pytest.mark.parametrize(("accepts", "answer"), [(1, "accepted"), (0, "declined")])
def test_relief_is_offered_to_hardship_that_is_told_of(live, accepts, answer):
    """Called on Friday, day 16, with a budget that does not carry the instalment."""
    willing = f"behaviour.application.accept_share={accepts}"
    lived = live(CALLS % "help", "overburdened", "answers", TALKATIVE, willing)
    told = lived.rows("disclosed", "offered", "relief_start", day=16)
    expected = ["disclosed", "offered", "relief_start"][: 2 + accepts]
    assert told["event"].tolist() == expected
    assert lived.causes("offered")[0] == answer
    assert set(lived.rows("offered")["action"]) == {"help"}


def test_nobody_is_offered_what_the_stage_does_not_allow(live):
    lived = live(CALLS % "", "overburdened", "answers", TALKATIVE)
    assert lived.days("disclosed")[0] == 16
    assert lived.days("offered") == []


def test_who_is_not_in_hardship_discloses_none(live):
    lived = live(CALLS % "help", "unwilling", "answers", TALKATIVE)
    assert lived.days("disclosed", "offered") == []


def test_points_of_distress_are_those_of_tone_and_channel(live):
    """One point times the channel's effect of 0.5; a gentle or neutral talk relieves by one."""
    half = "behaviour.answering.contacts.call.effect=0.5"
    lived = live(CALLS % "", "unwilling", "answers", TALKATIVE, half, "horizon_months=1")
    assert lived.told("distress", cause="collection") == [
        (day, "distress", 500_000) for day in (16, 23, 30)
    ]


# Certain to avoid calls when there are too many, and then not to answer any.
AVOIDING = (
    "behaviour.answering.avoid_share_per_load=1",
    "behaviour.answering.avoid_factor=0",
)


def test_a_tired_borrower_asks_for_silence_and_avoids_calls(live):
    """Daily calls of full effect: more than two a week are uncomfortable."""
    text = (CALLS % "").replace("every_days: 7", "every_days: 1")
    stops = "behaviour.answering.stop_share_per_load=1"
    lived = live(text, "unwilling", "answers", "hears", *AVOIDING, stops)
    assert lived.days("stop_request")
    first = lived.rows("avoiding").iloc[0]
    answered = lived.days("contact")
    assert not [day for day in answered if first["day"] < day < first["day"] + first["amount"]]


def test_avoiding_is_not_being_unreachable(live):
    text = (CALLS % "").replace("every_days: 7", "every_days: 1")
    lived = live(text, "unwilling", "answers", "hears", *AVOIDING)
    assert lived.days("avoiding")
    assert lived.days("unreachable") == []
    assert lived.days("attempt")[-1] > 175, "calls go on, unanswered"


def test_disclosing_a_hardship_restores_a_number_and_nothing_else_does(busy, stages):
    """``reached`` stands on the day of an application or disclosure of that borrower."""
    for lived in (busy, stages):
        spoke = lived.rows("application", "disclosed")
        known = set(zip(spoke["borrower"], spoke["day"], strict=True))
        for row in lived.rows("reached").itertuples():
            assert (row.borrower, row.day) in known


def test_a_dead_number_is_not_called_until_it_is_restored(busy, stages):
    calls = 0
    for lived in (busy, stages):
        rows = lived.events[lived.events["borrower"] >= 0]
        for _, own in rows.groupby("borrower"):
            dead = None
            for row in own.itertuples():
                if row.event == "unreachable":
                    dead = row.day
                elif row.event == "reached":
                    dead = None
                elif row.event == "attempt" and row.stage and dead is not None and row.day > dead:
                    calls += row.channel in {"call", "bot_call", "sms"}
    assert calls == 0


TWICE = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      offers: [help]
      actions:
        - {name: first, every_days: 7, channel: call, team: callers}
        - {name: second, every_days: 7, channel: call, team: callers}
  relief: [{name: help, trigger: offer, extra_months: 10}]
"""


def test_a_plan_signed_on_the_phone_stops_the_next_call_of_that_day(live):
    accepts = "behaviour.application.accept_share=1"
    lived = live(TWICE, "overburdened", "answers", TALKATIVE, accepts)
    assert lived.days("relief_start")[0] == 16
    assert lived.rows("attempt", day=16)["action"].tolist() == ["first"]


def test_a_number_found_dead_is_not_called_again_that_day(live):
    """The first call finds it dead on the day of its first attempts, or a week or more later."""
    dies = ("behaviour.answering.number_death_monthly_share=1",
            "behaviour.answering.number_death_arrears_factor=100")  # fmt: skip
    lived = live(TWICE, "unwilling", *dies, "horizon_months=12")
    (found,) = lived.days("unreachable")
    assert lived.rows("attempt", day=found)["action"].tolist() == ["first"]
