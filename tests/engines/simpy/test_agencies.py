"""Three placements one after the other: recall, fee, tone, own cost, weaker words."""

import pytest

AGENCIES = """
collection:
  stages:
    - name: late
      from_dpd: 1
      to_dpd: 140
      agency: {name: first, fee_share: 0.3, recall_after_days: 20, cost_per_attempt: 2}
      placements:
        - {name: second, fee_share: 0.4, recall_after_days: 30, handover_days: 3, tone: harsh}
        - {name: third, fee_share: 0.5%s}
      actions: [{name: note, every_days: 5, channel: sms, tone: neutral}]
"""


def turns(lived):
    rows = lived.rows("placed", "recalled")
    return list(zip(rows["day"], rows["event"], rows["actor"], strict=True))


def test_an_account_goes_from_one_agency_to_the_next(live):
    """Placed for day 16: 20 days to day 35, then 30 to day 65, then to the end of the stage."""
    lived = live(AGENCIES % "", "unwilling")
    assert turns(lived) == [
        (15, "placed", "first"), (35, "recalled", "first"),
        (35, "placed", "second"), (65, "recalled", "second"),
        (65, "placed", "third"), (155, "recalled", "third"),
    ]  # fmt: skip


def test_each_speaks_in_its_own_name_tone_and_hand_over(live):
    lived = live(AGENCIES % "", "unwilling")
    rows = lived.rows("attempt")
    said = rows.groupby("actor", sort=False)[["day", "tone"]].first()
    assert said.to_dict("index") == {
        "first": {"day": 16, "tone": "neutral"},
        "second": {"day": 39, "tone": "harsh"},
        "third": {"day": 69, "tone": "neutral"},
    }


def test_an_agencys_own_cost_is_no_cost_of_the_lenders(live):
    lived = live(AGENCIES % "", "unwilling")
    tries = lived.days("attempt", actor="first")
    assert lived.told("outlay") == [(day, "outlay", 200) for day in tries]
    assert lived.days("cost") == []


@pytest.mark.parametrize(
    ("changes", "fee"),
    [(("collection.stages.late.agency.recall_after_days=40",), 12_241), ((), 16_321)],
    ids=["with the first", "with the second"],
)
def test_the_fee_is_that_of_the_agency_that_holds_the_account(live, changes, fee):
    """408.03 are paid on payday 40: 0.3 or 0.4 of it."""
    lived = live(AGENCIES % "", "late payer", "horizon_months=2", *changes)
    assert lived.amounts("cost", cause="agency_fee") == [fee]


def test_recalled_from_the_last_nobody_asks(live):
    lived = live(AGENCIES % ", recall_after_days: 10", "unwilling")
    assert turns(lived)[-1] == (75, "recalled", "third")
    assert max(lived.days("attempt")) < 76
    assert lived.causes("pause_start")[-1] == "dropped"


def test_weaker_words_press_less(live):
    """Read on days 16, 21, 26, 31: fear alone makes the borrower pay on day 31, not before."""
    ways = (
        "late payer", "reads", "behaviour.willingness.consequence_per_30_days=45",
        "behaviour.willingness.pressure_limit=20",
        "behaviour.answering.tones.neutral.pressure=10",
        "behaviour.answering.contacts.sms.effect=1",
    )  # fmt: skip
    pays = {}
    for factor in (0, 30):
        text = (AGENCIES % "").replace("cost_per_attempt: 2", f"effect_factor: {factor}")
        pays[factor] = live(text, *ways).days("paid", "part_paid")[0]
    assert pays[30] < pays[0] == 31
