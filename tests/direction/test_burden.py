"""A smaller instalment lowers default; a downturn raises default, distress and complaints.

The grid: 600 borrowers over 12 months; instalments of all contracts at 90 %, or hazards of job
loss and reduced hours at 2.5 times and incomes at 93 % of normal.
"""

import pytest

SMALLER = {"portfolio": {"products": [{"name": "instalment_loan", "instalment_factor": 0.9}]}}


@pytest.fixture(scope="module")
def instalments(measure):
    return measure({"whole": {}, "smaller": SMALLER}, portfolio={"borrowers": 600})


@pytest.fixture(scope="module")
def economies(measure, call_changes, downturn):
    """Return normal times and a downturn, under firm calls every third day."""
    policy, book = {"calls": call_changes(every_days=3, tone="firm")}, {"borrowers": 600}
    normal = measure(policy, portfolio=book)["calls"]
    return normal, measure(policy, portfolio=book, macro=downturn)["calls"]


def default_change(found):
    """Return by how much fewer borrowers default, as a share of those who did."""
    return found["smaller"]["ever_90_share"] / found["whole"]["ever_90_share"] - 1


def test_a_tenth_off_the_instalment_lowers_default(instalments):
    """The size is left to the slow test below: few default in a small book."""
    assert default_change(instalments) < -0.03


@pytest.mark.slow
def test_a_tenth_off_the_instalment_lowers_default_by_8_to_30_percent(measure):
    """Published: 8 to 30 % (RST01, RST06)."""
    found = measure(
        {"whole": {}, "smaller": SMALLER}, portfolio={"borrowers": 2000}, replications=4
    )
    assert -0.30 <= default_change(found) <= -0.08


@pytest.mark.parametrize("outcome", ["entry_rate_d1", "ever_30_share", "distress_share"])
def test_a_smaller_instalment_lowers_what_comes_before_default(instalments, outcome):
    assert instalments["smaller"][outcome] < instalments["whole"][outcome]


@pytest.mark.parametrize("outcome", ["ever_90_share", "charge_off_share", "loss_rate"])
def test_a_downturn_raises_default_and_loss(economies, outcome):
    normal, bad = economies
    assert bad[outcome] > 1.5 * normal[outcome]


@pytest.mark.parametrize("outcome", ["entry_rate_d1", "distress_share"])
def test_a_downturn_raises_misses_and_distress(economies, outcome):
    normal, bad = economies
    assert bad[outcome] > 1.03 * normal[outcome]


@pytest.mark.parametrize("outcome", ["complaints_per_1000", "grievances_per_1000"])
def test_a_downturn_raises_complaints(economies, outcome):
    normal, bad = economies
    assert bad[outcome] > normal[outcome]


def test_a_downturn_adds_distress_by_its_shocks_and_by_arrears(economies):
    normal, bad = economies
    for series in ("distress_added_shock", "distress_added_arrears"):
        assert bad.total(series) > normal.total(series)
