import math

import pandas as pd
import pytest

from arrears.reports.curve_tables import distress_by_month, recovery_by_day


def _durations(amounts):
    """Amounts paid by (policy, replication, day), of 100 that fell due; the rest is open."""
    rows = []
    for (policy, replication), by_day in amounts.items():
        base = {"policy": policy, "regime": "none", "replication": replication, "segment": "all"}
        base |= {"series": "late_instalments", "count": 0}
        rows += [base | {"days": d, "amount": a, "censored": 0} for d, a in by_day.items()]
        rest = 100 - sum(by_day.values())
        rows.append(base | {"days": 10, "amount": 0, "censored": rest})
    return pd.DataFrame(rows)


def test_a_curve_holds_its_value_between_payments():
    """40 of 100 are paid on day 2, 10 on day 4: 0, 0, 0.4, 0.4, 0.5 from day 0 on."""
    curve = recovery_by_day(_durations({("a", 0): {2: 40, 4: 10}}))
    assert curve["days"].tolist() == list(range(11))
    assert curve["mean"].head(5).tolist() == pytest.approx([0, 0, 0.4, 0.4, 0.5])
    assert curve["mean"].iloc[-1] == pytest.approx(0.5)


def test_replications_are_averaged_day_by_day():
    """0.4 and 0.2 on day 3; Student's t for two values is 12.706 errors of 0.1 wide."""
    curve = recovery_by_day(_durations({("a", 0): {2: 40}, ("a", 1): {3: 20}}))
    day_2, day_3 = curve.loc[[2, 3]].to_dict("records")
    assert day_2["mean"] == pytest.approx(0.2)
    assert day_3["mean"] == pytest.approx(0.3)
    assert day_3["high"] == pytest.approx(0.3 + 12.706 * 0.1, rel=1e-4)
    assert day_3["replications"] == 2


def test_a_single_replication_has_no_band():
    curve = recovery_by_day(_durations({("a", 0): {2: 40}}))
    assert curve["low"].isna().all()


def test_policies_are_kept_apart():
    curve = recovery_by_day(_durations({("a", 0): {2: 40}, ("b", 0): {2: 60}}))
    ends = curve.groupby("policy")["mean"].last()
    assert ends.to_dict() == pytest.approx({"a": 0.4, "b": 0.6})


def test_days_beyond_180_are_cut():
    curve = recovery_by_day(_durations({("a", 0): {2: 40, 300: 10}}))
    assert curve["days"].max() == 180
    assert curve["mean"].iloc[-1] == pytest.approx(0.4)


def test_without_late_payments_there_is_no_curve():
    durations = _durations({("a", 0): {2: 40}}).assign(series="spell")
    assert recovery_by_day(durations).empty


def test_distress_is_the_share_of_person_days():
    """30 of 300 person-days in the first month, none in the second."""
    rows = [("borrower_days", 0, 300), ("borrower_days", 1, 300), ("screen_days", 0, 30)]
    monthly = pd.DataFrame(rows, columns=["series", "month", "value"])
    monthly = monthly.assign(policy="a", regime="none", replication=0, segment="all")
    months = distress_by_month(monthly)
    assert months["mean"].tolist() == [0.1, 0.0]
    assert all(math.isnan(low) for low in months["low"])
