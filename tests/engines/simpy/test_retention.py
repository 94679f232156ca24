"""How long the law lets a record stand: reported on day 35, paid never or on day 40."""

BUREAU = "bureau: {threshold_dpd: 15, delay_days: 5, expires_months: 9}\n"
KEPT = "regimes: [{name: own, rules: [{name: kept, kind: reporting, retention_years: 0%s}]}]\n"


def live_under(live, way, more=""):
    return live(BUREAU + KEPT % more, way)


def test_a_record_ends_with_the_years_from_default_and_does_not_come_back(live):
    lived = live_under(live, "unwilling")
    assert lived.days("bureau_report") == [35]
    assert lived.days("bureau_cleared") == [35]


def test_years_from_repayment_begin_when_the_arrears_are_paid(live):
    """Paid on days 40, 68 and 99; the third spell begins too late to be reported again."""
    lived = live_under(live, "late payer", ", clock: from_repayment")
    assert lived.days("bureau_cleared")[0] == lived.days("cured")[0] == 40
    assert live_under(live, "unwilling", ", clock: from_repayment").days("bureau_cleared") == []
