"""A suit day by day: letter, mediation, order, claim, fees, garnishment, ended unpaid, discharge.

One loan of 1200.00 at 1 % a month; 1212.00 are owed when the spell opens on day 16. Ten days past
due is day 25.
"""

import pytest

from arrears.policies.court import Legal, LegalStep

LAW = """
collection:
  legal:
    from_dpd: 10
    steps: [%s]
    enforcement: {after_days: 5, exempt_income: %s, garnished_share: %s, ended_after_months: 2%s}
"""
CLAIM = "{name: claim, kind: small_claims, days: 20, cost: 10, appear_share: %s, lawyer_fee: 50}"


def law(*steps: str, exempt: float = 9500, share: float = 0.5, more: str = "") -> str:
    return LAW % (", ".join(steps), exempt, share, more)


def decided(lived) -> list[tuple]:
    rows = lived.rows("judgment")
    return list(zip(rows["day"], rows["cause"], rows["amount"], strict=True))


def test_a_suit_day_by_day_with_its_fees(live):
    """Filed on day 25: 50.00 to the court in advance; 20 days later the borrower loses by default.

    The whole balance and the fee are due: 1212 + 50 = 1262.00. Of an income of 10,000, half of
    what exceeds 9,500 is taken on each payday: 250.00 on days 68, 99, 129, 160, and the rest, less
    than that, would follow on day 190, after the horizon.
    """
    lived = live(law(CLAIM % 0), "unwilling")
    assert lived.told("suit_filed") == [(25, "suit_filed", 121_200)]
    assert lived.told("cost") == [(25, "cost", 1_000), (25, "cost", 5_000)]
    assert lived.causes("cost") == ["legal_cost", "court_fee"]
    assert decided(lived) == [(45, "default_judgment", 126_200)]
    assert lived.told("fee") == [(45, "fee", 5_000)]
    assert lived.days("accelerated") == [25]
    assert lived.told("garnished") == [(day, "garnished", 25_000) for day in (68, 99, 129, 160)]
    assert lived.amounts("garnished") == [25_000] * 4
    assert lived.rows("garnished")["to_fees"].tolist() == [5_000, 0, 0, 0], "the fee comes first"


def test_what_is_garnished_reaches_the_payoff_and_no_further(live):
    lived = live(law(CLAIM % 0, exempt=9_000, share=1), "unwilling")
    assert lived.amounts("garnished") == [100_000, 26_200]
    assert lived.days("closed") == [99]


def test_after_charge_off_fee_and_garnishment_are_booked_off_the_book(live):
    """Charged off on day 25, sued the same evening."""
    lived = live(law(CLAIM % 0, exempt=9_000, share=1), "unwilling", "collection.charge_off_dpd=10")
    assert lived.told("charged_off") == [(25, "charged_off", 121_200), (45, "charged_off", 5_000)]
    assert set(lived.causes("garnished")) == {"charged_off"}
    account = lived.account()
    assert (account["recovered_after_charge_off"], account["charged_off"]) == (126_200, 0)


def test_nothing_is_taken_below_the_exempt_income_and_it_ends_unpaid(live):
    """Two paydays without anything, 68 and 99: ended unpaid (终本)."""
    lived = live(law(CLAIM % 0, exempt=10_000), "unwilling")
    assert lived.days("garnished") == []
    assert decided(lived)[1:] == [(99, "ended_unpaid", 126_200)]


def test_it_is_taken_up_again(live):
    """One month of 30 days later; the next two paydays, 160 and beyond the horizon."""
    lived = live(law(CLAIM % 0, exempt=10_000, more=", resumed_after_months: 1"), "unwilling")
    assert [row[:2] for row in decided(lived)[1:]] == [(99, "ended_unpaid"), (129, "taken_up")]


def test_a_higher_exempt_income_leaves_more_to_the_borrower(live):
    taken = [
        sum(live(law(CLAIM % 0, exempt=exempt), "unwilling").amounts("garnished"))
        for exempt in (9_000, 9_500, 9_900)
    ]
    assert taken == sorted(taken, reverse=True)
    assert len(set(taken)) == 3


def test_a_letter_that_is_read_presses_and_strains(live):
    """At ten days past due the late payer does not pay of fear alone; pressed, at once."""
    letter = "{name: letter, kind: letter, pressure: %s, distress_points: 3}"
    read = "behaviour.answering.contacts.letter.answer_share=1"
    first = {
        pressure: live(law(letter % pressure), "late payer", read).days("paid", "part_paid")[0]
        for pressure in (0, 20)
    }
    assert first[20] == 25 < first[0]
    assert live(law(letter % 0), "unwilling", read).amounts("distress", cause="legal") == [
        3_000_000
    ]
    assert live(law(letter % 0), "unwilling").amounts("distress", cause="legal") == []


def test_mediation_agrees_on_less_paid_now(live):
    """A tenth of 1212.00, 121.20, is forgiven; 1090.80 are paid at once."""
    talks = "{name: talks, kind: mediation, days: 7, agree_share: 1, discount_share: 0.1}"
    lived = live(law(talks), "unwilling")
    assert lived.told("settled") == [(32, "settled", 109_080)]
    assert lived.causes("mediation") == ["agreed"]
    assert sum(lived.amounts("waived")) == 12_120
    assert lived.days("closed") == [32]


def test_mediation_without_agreement_leads_to_the_next_step(live):
    talks = "{name: talks, kind: mediation, days: 7, agree_share: 0}"
    lived = live(law(talks, CLAIM % 0), "unwilling")
    assert lived.causes("mediation") == ["failed"]
    assert lived.days("suit_filed") == [32]


def test_an_objection_ends_the_payment_order_and_costs_a_third_of_the_fee(live):
    order = "{name: order, kind: payment_order, days: 30, object_share: %s, fee_factor: 0.3333}"
    lived = live(law(order % 1, CLAIM % 0), "unwilling")
    assert decided(lived)[0] == (55, "objection", 0)
    assert lived.amounts("cost", cause="court_fee") == [1_666, 5_000]
    assert decided(live(law(order % 0), "unwilling"))[0][1] == "payment_order"


def test_who_appears_pays_a_lawyer_and_is_heard(live):
    lived = live(law(CLAIM % 1), "unwilling")
    assert lived.told("agent_paid") == [(45, "agent_paid", 5_000)]
    assert decided(lived)[0][1] == "heard"
    dismissed = (CLAIM % 1).replace("}", ", dismissed_share: 1}")
    lived = live(law(dismissed), "unwilling")
    assert decided(lived) == [(45, "dismissed", 0)]
    assert lived.days("fee") == [], "the lender keeps the fee"


def test_a_board_decides_online(live):
    lived = live(law((CLAIM % 1).replace("small_claims", "online_arbitration")), "unwilling")
    assert decided(lived)[0][1] == "award"


def test_insolvency_frees_of_a_share_of_the_debt(live):
    """Ended unpaid on day 99; 30 days later four fifths of 1262.00 are waived."""
    text = law(CLAIM % 0, exempt=10_000) + (
        "    insolvency: {share: 1, days: 30, discharged_share: 0.8}\n"
    )
    lived = live(text, "unwilling", "overburdened", "portfolio.segments.everybody.willingness=-20")
    assert lived.causes("insolvency") == ["opened", "discharged"]
    owed, waived = lived.amounts("insolvency")
    assert waived == sum(lived.amounts("waived")) == int(owed * 0.8)


def test_nobody_asks_while_a_court_decides_on_insolvency(live):
    """Opened on day 99 and discharged of half on day 129: texts rest between, and go on then."""
    text = law(CLAIM % 0, exempt=10_000) + (
        "    insolvency: {share: 1, days: 30, discharged_share: 0.5}\n"
        "  charge_off_dpd: 300\n"
        "  stages: [{name: late, from_dpd: 1, to_dpd: 300, actions: [{name: text, every_days: 1, "
        "channel: sms, tone: neutral}]}]\n"
    )
    lived = live(text, "unwilling", "overburdened", "portfolio.segments.everybody.willingness=-20")
    assert lived.days("insolvency") == [99, 129]
    texts = set(lived.days("attempt"))
    assert texts & set(range(99, 129)) == set()
    assert {98, 129} <= texts
    (pause,) = (row for row in lived.rows("pause_start").itertuples() if row.day >= 99)
    assert (pause.day, pause.cause) == (99, "moratorium")


@pytest.mark.parametrize(("quota", "months"), [(1, [0, 1, 2, 3]), (2, [0, 0, 1, 1]), (0.5, [1, 3])])
def test_a_queue_before_a_court_with_room_for_so_many_a_month(live, quota, months):
    """Four borrowers ask on day 25; of n the k-th is filed in month k // quota."""
    text = law((CLAIM % 0).replace("days: 20", "days: 0"))
    changes = (f"collection.legal.quota_per_month={quota}", "portfolio.borrowers=4")
    lived = live(text, "unwilling", *changes)
    starts = [0, 31, 59, 90, 120, 151]
    days = sorted(lived.days("suit_filed"))[: len(months)]
    assert [sum(day >= start for start in starts[1:]) for day in days] == months
    assert len(lived.days("suit_filed")) <= max(1, quota * 6)


def test_the_fee_follows_the_slices_of_the_claim():
    """50 up to 10,000; 2.5 % of the next 90,000; 2 % above: 50 + 2250 + 1000 for 150,000."""
    legal = Legal(from_dpd=1, steps=[LegalStep(name="a", kind="small_claims")])
    assert legal.court_fee(1_000_000, 1) == 5_000
    assert legal.court_fee(15_000_000, 1) == 330_000
    assert legal.court_fee(15_000_000, 0.5) == 165_000
