import pandas as pd
import pytest

from arrears.results.recovery import LAST_DAY, recovery_by_day


def _durations(rows, policy="a", replication=0):
    table = pd.DataFrame(rows, columns=["days", "amount", "censored"])
    return table.assign(
        policy=policy, regime="none", replication=replication, segment="all",
        series="late_instalments", count=0,
    )  # fmt: skip


def test_a_curve_is_kaplan_and_meiers_on_every_day():
    """100 are late: 20 paid on day 1, 30 leave unseen on day 2, 25 of the 50 left on day 4."""
    table = recovery_by_day(_durations([(1, 20, 0), (2, 0, 30), (4, 25, 25)]))
    assert table["days"].tolist() == [0, 1, 2, 3, 4]
    assert table["value"].tolist() == pytest.approx([0, 0.2, 0.2, 0.2, 0.6])
    assert table["at_risk"].tolist() == [100, 100, 80, 50, 50]


def test_a_curve_ends_with_the_last_amount_under_observation_or_once_all_is_paid_never():
    some = recovery_by_day(_durations([(3, 10, 10)]))
    every = recovery_by_day(_durations([(3, 10, 0)]))
    assert some["days"].max() == 3
    assert every["days"].max() == LAST_DAY
    assert every["value"].iloc[-1] == 1


def test_nothing_is_shown_beyond_the_last_day():
    table = recovery_by_day(_durations([(1, 1, 0), (400, 0, 5)]))
    assert table["days"].max() == LAST_DAY


def test_arms_keep_their_order_and_replications_stay_apart():
    table = recovery_by_day(
        pd.concat(
            [
                _durations([(1, 1, 1)], "b", 0),
                _durations([(1, 1, 3)], "b", 1),
                _durations([(1, 1, 0)], "a", 0),
            ]
        )
    )
    last = table.loc[table["days"] == 1]
    assert last[["policy", "replication"]].to_numpy().tolist() == [["b", 0], ["b", 1], ["a", 0]]
    assert last["value"].tolist() == [0.5, 0.25, 1.0]


def test_without_late_amounts_there_is_no_curve():
    assert recovery_by_day(pd.DataFrame()).empty
    assert recovery_by_day(_durations([(1, 1, 1)]).assign(series="spell")).empty
