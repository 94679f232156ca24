"""Which stage an account is in: entry and exit by days past due, grace, filters, agencies."""

TWO = """
collection:
  grace_days: %s
  charge_off_dpd: 120
  stages:
    - {name: early, from_dpd: 1, to_dpd: 30, actions: [{name: text, every_days: 9, channel: sms}]}
    - {name: late, from_dpd: 31, to_dpd: 60, actions: [{name: note, every_days: 9, channel: sms}]}
"""


def moves(lived, **where):
    rows = lived.rows("stage_entered", "stage_left", **where)
    return list(zip(rows["day"], rows["event"].str[6:], rows["stage"], rows["amount"], strict=True))


def test_a_stage_is_entered_in_the_evening_before_its_first_day(live):
    """Past due on day 16 with 1 day, on day 46 with 31."""
    assert moves(live(TWO % 0, "unwilling")) == [
        (15, "entered", "early", 1), (45, "left", "early", 0), (45, "entered", "late", 31),
        (75, "left", "late", 0),
    ]  # fmt: skip


def test_grace_keeps_an_account_out_of_its_first_stage(live):
    assert moves(live(TWO % 3, "unwilling"))[0] == (18, "entered", "early", 4)


def test_grace_longer_than_a_stage_leaves_it_out(live):
    assert moves(live(TWO % 35, "unwilling"))[0] == (50, "entered", "late", 36)


def test_who_pays_leaves_at_once(live):
    """In the phase and on the day of the payment."""
    lived = live(TWO % 0, "late payer")
    assert moves(lived)[:2] == [(15, "entered", "early", 1), (40, "left", "early", 0)]
    assert lived.rows("stage_left")["phase"].tolist()[0] == "borrower"


def test_no_action_of_a_stage_follows_its_end(live):
    lived = live(TWO % 0, "unwilling")
    assert lived.days("attempt", stage="early") == [16, 25, 34, 43]
    assert lived.days("attempt", stage="late") == [46, 55, 64, 73]


HALVES = """
collection:
  stages:
    - {name: early, from_dpd: 1, to_dpd: 60, actions: [{name: text, every_days: 9, channel: sms}]}
    - {name: late, from_dpd: 61, to_dpd: 170, actions: [{name: note, every_days: 9, channel: sms}]}
"""


def test_a_part_payment_leads_back_to_the_stage_of_the_days_that_are_left(live):
    """84 days late on payday 99, then 53: the instalment of day 46 is the oldest unpaid."""
    lived = live(HALVES, "poor")
    assert lived.told("part_paid")[0] == (99, "part_paid", 50300)
    assert moves(lived)[3:5] == [(99, "left", "late", 0), (99, "entered", "early", 54)]


# Filters ------------------------------------------------------------------------------------------

PICKY = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - {name: strict, from_dpd: 1, to_dpd: 150, who: {%s},
       actions: [{name: note, every_days: 5, channel: sms}]}
    - {name: plain, from_dpd: 1, to_dpd: 150,
       actions: [{name: call, every_days: 5, channel: call, team: callers}]}
"""


def test_the_first_stage_in_order_that_fits_wins(live):
    lived = live(PICKY % "segments: [everybody]", "unwilling")
    assert moves(lived)[0] == (15, "entered", "strict", 1)
    assert {stage for _, _, stage, _ in moves(lived)} == {"strict"}


def test_relief_for_a_segment_may_be_applied_for_on_the_first_miss(live):
    """As it may without the filter, which leaves nobody out."""
    text = """
collection:
  review_desk: {people: 1, handling_minutes: 1, specificity_share: 0}
  stages: [{name: overdue, from_dpd: 1, to_dpd: 140, offers: [help]}]
  relief: [{name: help, trigger: application, skip_months: 1%s}]
"""
    anybody = live(text % "", "unwilling", "applies")
    assert anybody.days("application")[0] == 15
    everybody = live(text % ", who: {segments: [everybody]}", "unwilling", "applies")
    assert everybody.days("application")[0] == 15


def test_a_balance_filter_is_asked_every_day(live):
    """1,212.00 of balance on day 15, 1,220.04 from day 46 on, when more interest is charged."""
    lived = live(PICKY % "balance_min: 1215", "unwilling", "horizon_months=3")
    assert moves(lived)[:3] == [
        (15, "entered", "plain", 1), (46, "left", "plain", 0), (46, "entered", "strict", 32),
    ]  # fmt: skip


def test_a_broken_promise_is_seen_the_same_evening(live):
    """Promised on day 16 for day 40, and forgotten."""
    lived = live(
        PICKY % "broken_promises_min: 1", "poor", "answers", "promises",
        "behaviour.answering.promise_memory_share=0", "horizon_months=2",
    )  # fmt: skip
    assert lived.days("promise_broken") == [40]
    assert moves(lived)[:3] == [
        (15, "entered", "plain", 1), (40, "left", "plain", 0), (40, "entered", "strict", 26),
    ]  # fmt: skip


def test_silence_is_counted_from_the_last_conversation(live):
    """Never spoken to: 20 days after the spell began on day 16."""
    lived = live(PICKY % "days_without_right_party_min: 20", "unwilling", "horizon_months=3")
    assert moves(lived)[1:3] == [(36, "left", "plain", 0), (36, "entered", "strict", 22)]


def test_a_stage_for_a_downturn_is_entered_when_it_begins(live):
    text = PICKY % "macro: downturn" + "macro: {path: step, from_month: 1, months: 1}\n"
    lived = live(text, "unwilling", "macro.income_factor=0.9", "horizon_months=3")
    strict = [move for move in moves(lived) if move[2] == "strict"]
    assert strict == [(31, "entered", "strict", 17), (59, "left", "strict", 0)]


# Agencies -----------------------------------------------------------------------------------------

AGENCY = """
collection:
  stages:
    - {name: late, from_dpd: 1, to_dpd: 60,
       agency: {name: outside, fee_share: 0.25, handover_days: 6},
       actions: [{name: note, every_days: 5, channel: sms}]}
"""


def test_an_agency_is_placed_with_the_balance_and_recalled_at_the_end(live):
    """1 day past due on day 16, 60 on day 75; interest makes the balance grow meanwhile."""
    lived = live(AGENCY, "unwilling")
    told = lived.rows("placed", "recalled")
    assert list(zip(told["day"], told["event"], told["amount"], told["actor"], strict=True)) == [
        (15, "placed", 121_200, "outside"), (75, "recalled", 122_408, "outside"),
    ]  # fmt: skip


def test_the_hand_over_delays_the_first_contact(live):
    """Placed for day 16 on; six days of hand-over pass, and day 22 is the first."""
    lived = live(AGENCY, "unwilling")
    assert lived.days("attempt")[0] == 22
    assert lived.told("pause_start", cause="handover") == [(16, "pause_start", 0)]
    assert lived.told("pause_end")[0] == (22, "pause_end", 6)


def test_the_agency_gets_its_share_of_what_is_paid_meanwhile(live):
    """Paid on payday 40: a quarter of 408.03 is 102.01, rounded half-even."""
    lived = live(AGENCY, "late payer", "horizon_months=2")
    assert lived.told("cost") == [(40, "cost", 10201)]
    assert lived.rows("cost")[["cause", "actor"]].to_numpy().tolist() == [["agency_fee", "outside"]]


def test_an_agency_bears_its_own_messages(live):
    lived = live(AGENCY + "  prices: {sms: 5}\n", "unwilling")
    assert len(lived.days("attempt")) > 5
    assert lived.days("cost") == []
