"""Who screens positive: 16 % of the employed without arrears, 34 % of the unemployed (DIS06).

The grid: 10,000 borrowers who can pay whatever happens and forget nothing, a loan so small that
debt service weighs nothing, over 12 months. Nobody loses work in the first book, and everybody in
the first month and for good in the second, where what the onset itself added has faded by the
time of counting, the last month. Chance of failing by luck 6e-7 each: five standard errors of a
share of 10,000.
"""

import math

import pytest

SIZE = 10_000

ABLE = {
    "income": {"median": 5000, "sigma": 0.0}, "income_noise": 0.0, "willingness": 20.0,
    "willingness_sigma": 0.0, "auto_debit_share": 1.0, "buffer_months": 20.0, "buffer_sigma": 0.0,
    "essentials_share": {"mean": 0.05, "spread": 0.0}, "second_account_share": 0.0,
    "other_debt_share": {"mean": 0.0, "spread": 0.0}, "never_payer_share": 0.0,
}  # fmt: skip
TINY = {
    "name": "instalment_loan", "principal": {"median": 1, "sigma": 0.0}, "principal_min": 1,
    "principal_max": 1, "term_months": [1],
}  # fmt: skip
JOB_LOSS = {
    "name": "job_loss", "monthly_share": 0.0001, "macro_sensitivity": 2.0, "income_factor": 0.35,
    "duration_days": 36_500, "distress_points": 9.95, "onset_points": 2.0,
}  # fmt: skip
CRASH = {"path": "step", "from_month": 0, "months": 1, "hazard_factor": 100.0}


@pytest.fixture(scope="module")
def share_positive(measure, every_segment):
    """Return a function that gives the share screening positive in the last month."""

    def share(kinds):
        book = every_segment(borrowers=SIZE, **ABLE) | {"products": [TINY]}
        shocks = {"use": None, "kinds": kinds}
        found = measure(
            {"status_quo": {}}, portfolio=book, shocks=shocks, macro=CRASH, replications=1
        )
        measured = found["status_quo"]
        assert measured.total("spells_opened") == 0
        rows = measured.monthly[0]
        last = rows[(rows["segment"].astype(str) == "all") & (rows["month"] == 11)]
        days = last.set_index(last["series"].astype(str))["value"]
        return float(days["screen_days"] / days["borrower_days"])

    return share


def test_16_percent_of_the_employed_without_arrears_screen_positive(share_positive):
    allowed = 5 * math.sqrt(0.16 * 0.84 / SIZE)
    assert share_positive([]) == pytest.approx(0.16, abs=allowed)


def test_34_percent_of_the_unemployed_screen_positive(share_positive):
    allowed = 5 * math.sqrt(0.34 * 0.66 / SIZE)
    assert share_positive([JOB_LOSS]) == pytest.approx(0.34, abs=allowed)
