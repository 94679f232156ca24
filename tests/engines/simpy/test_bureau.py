"""The credit bureau, worked by hand: due days 15, 46, 74; payday on days 9, 40, 68."""

import pytest

BUREAU = "bureau: {threshold_dpd: 20, delay_days: 10, expires_months: 1%s}\n"


def told(live, *ways, more="", text="", **options):
    lived = live(BUREAU % more + text, *ways, **options)
    names = ("bureau_report", "bureau_cleared", "credit_denied")
    rows = lived.rows(*names)
    return list(zip(rows["day"], rows["event"], rows["amount"], rows["cause"], strict=True))


def test_a_report_arrives_after_its_delay(live):
    """Unpaid from day 15: 20 dpd on day 35, on record on day 45 at 30 dpd."""
    rows = told(live, "unwilling")
    assert sorted(rows[:2]) == [
        (45, "bureau_report", 30, ""),
        (45, "credit_denied", 0, "bureau_record"),
    ]


def test_a_record_denies_credit_once_a_month_while_it_stands(live):
    days = [day for day, event, *_ in told(live, "unwilling") if event == "credit_denied"]
    assert days == [45, 59, 90, 120, 151]  # day 45, then the first of March to June


def test_arrears_paid_within_the_delay_leave_no_record(live):
    """A late payer pays on day 40, five days before the report would arrive."""
    assert told(live, "late payer") == []


def test_a_record_ends_a_month_after_the_arrears_were_paid(live):
    """Reported on day 35, paid on days 40, 68 and 99: each spell starts the clock once more."""
    text = "bureau: {threshold_dpd: 15, delay_days: 5, expires_months: 1}\n"
    lived = live(text, "late payer")
    assert lived.days("cured") == [40, 68, 99]
    cleared = lived.rows("bureau_cleared")
    assert lived.days("bureau_report") == [35]
    assert cleared["day"].tolist() == [99 + 30]
    assert cleared["cause"].tolist() == ["expired"]


def test_the_clock_may_count_from_the_report(live):
    rows = told(live, "unwilling", more=", clock: report")
    assert (75, "bureau_cleared", 0, "expired") in rows


def test_small_arrears_are_repaired_once_paid(live):
    text = "bureau: {threshold_dpd: 15, delay_days: 5, repair_amount_max: 500, repair_days: 2}\n"
    lived = live(text, "late payer")
    assert (lived.days("bureau_cleared")[0], lived.causes("bureau_cleared")[0]) == (42, "repaired")


def test_fear_for_the_record_makes_the_unwilling_pay_until_they_have_one(live):
    assert told(live, "unwilling", more=", fear: 60") == []
    assert live(BUREAU % ", fear: 60", "unwilling").days("missed") == []


@pytest.mark.parametrize(("factor", "cured"), [(1, [40, 68, 99]), (10, [])])
def test_a_record_makes_debts_elsewhere_dearer(live, factor, cured):
    """2,000 a month elsewhere become 20,000 with the record of day 35: nothing is left to pay."""
    text = f"bureau: {{threshold_dpd: 15, delay_days: 5, other_debt_factor: {factor}}}\n"
    debts = "portfolio.segments.everybody.other_debt_share.mean=0.2"
    assert live(text, "late payer", debts).days("cured") == cured


@pytest.mark.parametrize("key", ["threshold_dpd: 40", "delay_days: 60"])
def test_a_laxer_bureau_reports_later(live, key):
    strict = told(live, "unwilling")[0][0]
    name = key.partition(":")[0]
    text = BUREAU.replace(f"{name}: {20 if name == 'threshold_dpd' else 10}", key) % ""
    assert live(text, "unwilling").days("bureau_report")[0] > strict


def test_a_claim_that_is_sold_stays_on_record(live):
    """Reported on day 45 and sold on day 65 (50 dpd): nothing is paid, so no clock starts."""
    sale = "collection: {sale: {from_dpd: 50}}\n"
    rows = told(live, "unwilling", text=sale)
    assert "bureau_cleared" not in {event for _, event, *_ in rows}
    assert [day for day, event, *_ in rows if event == "credit_denied"] == [45, 59, 90, 120, 151]


LONG = ("portfolio.products.loan.term_months=[12]", "horizon_months=9")


def test_arrears_whose_entry_has_expired_are_not_entered_again(live):
    """Reported on day 45 for a month; the account stays in the same arrears, and is looked at."""
    lived = live(BUREAU % ", clock: report", "unwilling", *LONG)
    assert (lived.days("bureau_report"), lived.days("bureau_cleared")) == ([45], [75])


def test_later_arrears_are_entered_once_the_entry_of_earlier_ones_has_expired(live):
    """Spells of days 16 and 47 are paid on days 40 and 68; the first is on record to day 61.

    The second reaches fifteen days on day 61. It is found late on the evening after the expiry.
    """
    text = "bureau: {threshold_dpd: 15, delay_days: 1, expires_months: 1, clock: report}\n"
    lived = live(text, "late payer", *LONG)
    assert lived.days("bureau_report")[:2] == [31, 63]
    assert lived.days("bureau_cleared")[:2] == [61, 93]
