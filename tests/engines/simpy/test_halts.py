"""Halts by order, interest that stops with contact, and who is told why it is quiet."""

import pytest

# Late from day 16; texted every day; the agency is handed the account and starts 60 days later.
STAGES = """
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, %s
       actions: [{name: text, every_days: 1, channel: sms}]}
"""
TEXTED = STAGES % ""
HANDED = STAGES % "agency: {name: out, fee_share: 0.3, handover_days: 60},"
ORDER = "  halts: [{name: stay, from_month: 1, months: 2%s}]\n"


def collection(*parts):
    return "\ncollection:\n" + "".join(parts)


def test_an_order_stops_contact_from_its_first_day_to_its_last(live):
    """February and March: days 31 to 89."""
    lived = live(collection(TEXTED, ORDER % ""), "unwilling")
    days = lived.days("attempt", account=0)
    assert {30, 90} <= set(days)
    assert not [day for day in days if 31 <= day < 90]
    assert lived.told("pause_start", "pause_end") == [
        (31, "pause_start", 0),
        (90, "pause_end", 59),
    ]
    assert lived.told("order_start", "order_end") == [(31, "order_start", 59), (90, "order_end", 0)]


def test_an_order_is_announced_once_however_many_pods_there_are(live):
    order = collection(TEXTED, ORDER % "")
    lived = live(order, "unwilling", "pods=3", "portfolio.borrowers=6")
    assert lived.days("pause_start") == [31] * 6
    assert lived.told("order_start", "order_end") == [(31, "order_start", 59), (90, "order_end", 0)]


@pytest.mark.parametrize("cause", ["moratorium", "sanction", "forbidden"])
def test_a_halt_is_booked_under_what_ordered_it(live, cause):
    lived = live(collection(TEXTED, ORDER % f", cause: {cause}"), "unwilling")
    assert lived.causes("pause_start") == [cause]


def test_an_order_stops_reminders_of_those_in_arrears(live):
    remind = "  before_due: [{name: heads_up, days_before: 3, channel: sms}]\n"
    for order, days in (("", [12, 43, 71]), (ORDER % "", [12])):
        lived = live(collection(TEXTED, remind, order), "unwilling")
        assert lived.days("attempt", action="heads_up")[: len(days)] == days
        assert len(lived.days("attempt", action="heads_up")) == len(days)


def penalties(lived):
    return sum(lived.amounts("late_fee", cause="penalty"))


def test_interest_goes_on_through_a_pause_unless_the_terms_stop_it(live):
    """Paused on days 16 to 75. Nothing is charged for the days from the 30th of the pause on."""
    lives = ("unwilling", "penalty", "horizon_months=3")
    goes_on = live(collection(HANDED), *lives)
    stops = live(collection(HANDED, "  interest_stops_after_pause_days: 30\n"), *lives)
    never = live(collection(HANDED, "  interest_stops_after_pause_days: 200\n"), *lives)
    due = goes_on.amounts("due")
    # A thousandth a day of what is overdue: one instalment to day 46, two to 74, three to 89.
    assert penalties(goes_on) == penalties(never)
    assert penalties(stops) < penalties(goes_on)
    # Paused from day 16, stopped from day 46 to the end of the pause on day 76; then three overdue.
    # The interest of the second and third instalment is forgiven meanwhile.
    overdue = sum(due[:3]) - sum(stops.amounts("interest")[1:3])
    expected = due[0] * 31 / 1000 + overdue * (89 - 76) / 1000
    assert penalties(stops) == pytest.approx(expected, abs=3)


def test_contract_interest_is_charged_and_forgiven_while_it_stops(live):
    """Instalments of days 46 and 74 fall due after 30 days of pause; that of day 15 before."""
    lived = live(collection(HANDED, "  interest_stops_after_pause_days: 30\n"), "unwilling")
    charged = lived.rows("interest")[["day", "amount"]].to_numpy().tolist()
    forgiven = lived.rows("waived", cause="interest")[["day", "amount"]].to_numpy().tolist()
    assert forgiven == charged[1:]
    assert [day for day, _ in forgiven] == [46, 74]


def test_late_fees_stop_with_interest_and_are_not_made_up_for(live):
    terms = collection(HANDED, "  interest_stops_after_pause_days: 30\n")
    assert len(live(collection(HANDED), "unwilling", "late fee").days("late_fee")) == 3
    assert len(live(terms, "unwilling", "late fee").days("late_fee")) == 1


def test_a_plan_has_terms_of_its_own_for_interest(live):
    """A plan pauses contact as well, and bears the interest that it says."""
    text = """
collection:
  interest_stops_after_pause_days: 0
  review_desk: {people: 1, handling_minutes: 1, specificity_share: 0}
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, offers: [help],
       actions: [{name: text, every_days: 2, channel: sms}]}
  relief: [{name: help, trigger: application, extra_months: 1, break_dpd: 300}]
"""
    lived = live(text, "unwilling", "applies")
    assert "plan" in lived.causes("pause_start")
    assert not lived.days("waived")
    # Behind on the plan from day 47 on, with an agency that has not begun: penalties go on.
    agency = "agency: {name: out, fee_share: 0.3, handover_days: 300},\n       actions"
    slow = live(text.replace("actions", agency), "unwilling", "applies", "penalty")
    assert not slow.days("attempt", account=0)
    assert sum(slow.amounts("late_fee", cause="penalty")) > 0


QUIET = ("unwilling", "behaviour.distress.silence_weekly_points=1")
TOLD = "  explains_pauses: true\n"


def test_silence_wears_down_who_is_not_told_why(live):
    """Handed over from day 16 to 75: a point a week."""
    lived = live(collection(HANDED), *QUIET)
    assert lived.days("distress", cause="limbo") == list(range(23, 76, 7))


def test_who_reads_why_it_is_quiet_is_worn_down_no_more(live):
    lived = live(collection(HANDED, TOLD), *QUIET, "reads")
    assert not lived.days("distress", cause="limbo")
    notice = lived.rows("notice")
    assert notice[["day", "action", "cause", "channel"]].to_numpy().tolist() == [
        [16, "pause", "handover", "sms"]
    ]


def test_who_does_not_read_it_is_told_again_each_week(live):
    lived = live(collection(HANDED, TOLD), *QUIET)
    assert lived.days("notice") == [16, *range(23, 76, 7)]
    assert lived.days("distress", cause="limbo") == list(range(23, 76, 7))


def test_telling_costs_a_text_message_and_is_no_attempt(live):
    lived = live(collection(HANDED, TOLD, "  prices: {sms: 0.5}\n"), *QUIET, "reads")
    assert lived.days("cost", cause="message")[0] == 16
    assert lived.days("attempt", account=0)[0] == 76


def test_nobody_can_tell_of_a_case_that_fell_off_the_lists(live):
    """No stage between 11 and 30 days past due: the platform does not know that it is silent."""
    text = """
collection:
  explains_pauses: true
  stages:
    - {name: first, from_dpd: 1, to_dpd: 10, actions: [{name: text, every_days: 2, channel: sms}]}
    - {name: then, from_dpd: 31, to_dpd: 90, actions: [{name: note, every_days: 2, channel: sms}]}
"""
    lived = live(text, *QUIET, "reads")
    assert lived.causes("pause_start")[0] == "dropped"
    assert not lived.days("notice")
    assert lived.days("distress", cause="limbo")
