"""Bulk dialling: how often, when, and what it does to the one whose number it is."""

ROBOT = """
collection:
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, actions: [
       {name: robot, every_days: 30, channel: bot_call, between: ["09:00", "19:00"],
        dials_per_day: %d, abandoned_share: %s}]}
"""
BOT = "behaviour.answering.contacts.bot_call."
ANSWERS = (f"{BOT}answer_share=1", f"{BOT}effect=1")


def test_dials_are_spread_over_the_window(live):
    lived = live(ROBOT % (5, 0), "unwilling")
    first_day = lived.rows("attempt", day=16)
    assert first_day["minute"].tolist() == [540, 659, 779, 899, 1019]
    assert len(lived.days("attempt")) == 5 * len(set(lived.days("attempt")))


def test_one_dial_is_an_ordinary_call(live):
    once = ROBOT.replace("dials_per_day: %d, abandoned_share: %s", "tone: neutral")
    ordinary, single = (
        live(once, "unwilling", *ANSWERS),
        live(ROBOT % (1, 0), "unwilling", *ANSWERS),
    )
    assert ordinary.told() == single.told()


def test_nobody_is_on_the_line_of_an_abandoned_call(live):
    lived = live(ROBOT % (4, 1), "unwilling", *ANSWERS)
    assert set(lived.causes("contact")) == {"abandoned"}
    assert lived.days("right_party") == []


def test_calls_that_nobody_answers_weigh_on_people_too(live):
    """19 rings of 0.2 are a load of 3.8: 1.8 more than is comfortable, when somebody answers."""
    text = """
collection:
  teams: [{name: callers, people: 1, opens: "20:00", hours_per_day: 1}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, actions: [
       {name: robot, every_days: 30, channel: bot_call, dials_per_day: %d},
       {name: call, every_days: 30, channel: call, team: callers, between: ["20:00", "21:00"]}]}
"""
    hears = ("behaviour.answering.contacts.call.answer_share=1", "behaviour.dialling.ring_load=0.2",
             f"{BOT}effect=1", "behaviour.answering.load_half_life_days=1",
             "behaviour.answering.contacts.call.effect=1",
             "behaviour.grievances.frequency_share_per_load=1")  # fmt: skip
    assert live(text % 1, "unwilling", *hears).days("grievance") == []
    lived = live(text % 19, "unwilling", *hears)
    assert lived.days("grievance")[0] == lived.days("right_party")[0] == 16
    assert set(lived.causes("grievance")) == {"frequency"}


def test_an_abandoned_call_may_be_resented(live):
    resented = ("behaviour.dialling.abandoned_grievance_share=1", *ANSWERS)
    lived = live(ROBOT % (3, 1), "unwilling", *resented)
    assert len(lived.days("grievance")) == len(lived.days("contact")) > 3


def test_dialling_ends_when_the_matter_is_settled(live):
    slow = "behaviour.attention.remember_daily_share=0.001"
    lived = live(ROBOT % (9, 0), "forgetful", slow, *ANSWERS)
    assert lived.days("paid")[0] == 16
    assert len(lived.days("attempt", day=16)) < 9
