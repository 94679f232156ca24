"""Calls that borrowers make, and words about consequences."""

RELIEF = """
collection:
  relief: [{name: rest, trigger: offer, skip_months: 2}]
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      offers: [rest]
      actions: [{name: text, every_days: 10, channel: sms, says_consequences: %s}]
"""
RINGS = "behaviour.answering.inbound_monthly_share=1"


def test_who_is_behind_rings_up_on_payday_and_may_be_offered_relief(live):
    lived = live(RELIEF % "false", "poor", RINGS, "behaviour.application.accept_share=1")
    assert lived.told("called_in")[0] == (40, "called_in", 0)
    assert lived.causes("called_in")[0] == "hardship"
    assert lived.told("relief_start")[0] == (40, "relief_start", 2)
    able = live(RELIEF % "false", "unwilling", RINGS)
    assert set(able.causes("called_in")) == {"able"}
    assert able.days("relief_start") == []


def test_nobody_rings_up_unless_it_is_said(live):
    assert live(RELIEF % "false", "poor").days("called_in") == []


def test_a_call_brings_back_reach(live):
    dead = (
        "behaviour.answering.number_death_monthly_share=1",
        "behaviour.answering.number_death_arrears_factor=90",
    )
    text = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - name: overdue
      from_dpd: 1
      to_dpd: 170
      actions: [{name: call, every_days: 7, channel: call, team: callers}]
"""
    assert live(text, "unwilling", *dead).days("reached") == []
    lived = live(text, "unwilling", RINGS, *dead)
    assert lived.days("unreachable")[0] < 40
    assert lived.days("reached")[0] == 40 == lived.days("called_in")[0]


def test_words_about_consequences_press_and_strain_more(live):
    ways = ("unwilling", "reads", "behaviour.answering.contacts.sms.effect=1",
            "behaviour.answering.consequence_points=4")  # fmt: skip
    plain, said = (live(RELIEF % each, *ways) for each in ("false", "true"))
    day = said.days("read")[0]
    strain = said.rows("distress", day=day, cause="collection")["amount"].sum()
    assert strain > plain.rows("distress", day=day, cause="collection")["amount"].sum()
    pressed = ("portfolio.segments.everybody.willingness=-2", *ways[1:],
               "behaviour.answering.consequence_pressure=9")  # fmt: skip
    paid = [
        len(live(RELIEF % each, *pressed, borrowers=40).days("paid")) for each in ("false", "true")
    ]
    assert paid[1] > paid[0]
